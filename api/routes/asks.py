"""`/asks`, `/favours`: what was asked of whom, what came of it, what is owed."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from api.ask_writing import add, move, write_favour
from api.deps import NotModifiedError, StateDep, Tagged, ViewpointDep, check_unchanged, hashed, read_headers
from api.ledger_requests import REPLAYED, IfMatch, KeyHeader, checked_key, digest_of, owner_of
from api.pagination import Cursor, Limit, Page, cut
from api.problems import REFUSALS, RESPONSES
from api.state import ServerState
from graph.errors import AskNotFoundError
from graph.model import PersonId
from referral.asking.budgets import Budgets, checked_rules
from referral.asking.circumstances import ledger_of, names_of
from referral.asking.due import due_items, every_reminder
from referral.asking.ledger import Ask, read_ledger, without_undoing
from referral.asking.recording import RecordResult
from referral.asking.states import AskState
from referral.asking.steps import known_ask
from referral.viewpoint import company_meant
from schemas.ask_requests import AskChangeIn, AskIn, FavourIn
from schemas.asks import AskOut, DueOut, FavourOut, LimitsOut, RecordResultOut

router = APIRouter(tags=["asks"], responses=RESPONSES)
CALENDAR = "text/calendar"


class AsksPage(Page[AskOut]):
    """Asks, in the order they began."""


class DuesPage(Page[DueOut]):
    """What is owed, soonest first."""


class FavoursPage(Page[FavourOut]):
    """Favours, in the order written down."""


def _names(state: ServerState, owner: PersonId) -> dict[PersonId, str]:
    return names_of(state.workspace, read_ledger(without_undoing(state.workspace.ledger(owner))))


def _tag(state: ServerState, ask: Ask) -> str:
    return hashed("ask", ask.id, ask.version, state.workspace.generation())


@router.get("/asks", operation_id="listAsks", dependencies=[Tagged])
async def list_asks(
    state: StateDep,
    viewpoint: ViewpointDep,
    company: Annotated[str | None, Query(description="Only about this company: id or name.")] = None,
    person: Annotated[str | None, Query(description="Only of this person: id, slug or exact name.")] = None,
    in_state: Annotated[AskState | None, Query(alias="state")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> AsksPage:
    """What was asked of whom, and where it stands."""

    def work() -> AsksPage:
        seen, workspace = state.viewpoint(viewpoint), state.workspace
        ledger = ledger_of(workspace, owner_of(state, viewpoint).id, until=seen.as_of)
        at = company_meant(workspace, company).id if company else None
        of = workspace.person(person).id if person else None
        asks = [a for a in ledger.asks if at in {None, a.company} and of in {None, a.person}]
        asks = [a for a in asks if in_state in {None, a.state}]
        if cursor is not None:
            asks = asks[_index(asks, cursor) + 1 :]
        names = names_of(workspace, ledger)
        return AsksPage(items=[AskOut.naming(a, names) for a in asks[:limit]], next=cut([a.id for a in asks], limit))

    return await state.run(work)


def _index(asks: list[Ask], cursor: str) -> int:
    found = next((n for n, a in enumerate(asks) if a.id == cursor), None)
    if found is None:
        raise AskNotFoundError(cursor)
    return found


@router.post("/asks", operation_id="addAsk", status_code=201, responses=REFUSALS)
async def add_ask(
    state: StateDep,
    viewpoint: ViewpointDep,
    request: Request,
    response: Response,
    wanted: AskIn,
    key: KeyHeader = None,
) -> RecordResultOut:
    """Write down that somebody was asked, or is to be; refused where something speaks against it."""

    def work() -> RecordResultOut:
        done = add(state, viewpoint, wanted, key=checked_key(key), digest=digest_of(request, wanted))
        return _recorded(state, owner_of(state, viewpoint).id, response, done)

    return await state.run(work)


def _recorded(state: ServerState, owner: PersonId, response: Response, done: RecordResult) -> RecordResultOut:
    response.headers["ETag"] = _tag(state, done.ask)
    if done.again:
        response.headers[REPLAYED] = "true"
        response.status_code = 200
    return RecordResultOut.naming(done, _names(state, owner))


@router.get("/asks/due", operation_id="listDue", dependencies=[Tagged])
async def list_due(
    state: StateDep,
    viewpoint: ViewpointDep,
    *,
    everything: Annotated[bool, Query(alias="all", description="Also what is due later.")] = False,
) -> DuesPage:
    """Follow-ups, thanks and news that the user owes."""

    def work() -> DuesPage:
        seen, workspace = state.viewpoint(viewpoint), state.workspace
        ledger = ledger_of(workspace, owner_of(state, viewpoint).id, until=seen.as_of)
        names = names_of(workspace, ledger)
        found = due_items(ledger, Budgets.of(workspace.ask_rules()), names)
        return DuesPage(items=[DueOut.naming(d, names) for d in found if everything or d.day <= seen.today])

    return await state.run(work)


@router.get(
    "/asks.ics",
    operation_id="getCalendar",
    dependencies=[Tagged],
    response_class=Response,
    responses={200: {"content": {CALENDAR: {"schema": {"type": "string"}}}, "description": "RFC 5545."}},
)
async def get_calendar(state: StateDep, viewpoint: ViewpointDep, response: Response) -> Response:
    """What is owed, as a calendar to subscribe to: a reminder keeps its identifier, and is struck out once settled."""
    from referral.asking.calendar import calendar  # noqa: PLC0415  (not every server's)

    def work() -> bytes:
        owner = owner_of(state, viewpoint).id
        budgets = Budgets.of(state.workspace.ask_rules())
        return calendar(every_reminder(state.workspace.ledger(owner), budgets, _names(state, owner)))

    return Response(await state.run(work), media_type=CALENDAR, headers=dict(response.headers))


def _limits(state: ServerState) -> tuple[LimitsOut, str]:
    """The limits, and the tag of them."""
    now = Budgets.of(state.workspace.ask_rules())
    return LimitsOut.of(now), hashed("limits", now)


@router.get("/asks/limits", operation_id="getLimits")
async def get_limits(request: Request, response: Response, state: StateDep) -> LimitsOut:
    """The user's own limits on asking; their tag is for `If-Match`."""
    limits, tag = await state.run(lambda: _limits(state))
    if tag in request.headers.get("if-none-match", ""):
        raise NotModifiedError(tag)
    response.headers.update(read_headers(tag))
    return limits


@router.patch("/asks/limits", operation_id="setLimits", responses=REFUSALS)
async def set_limits(
    response: Response,
    state: StateDep,
    wanted: dict[str, int],
    if_match: Annotated[str | None, Header(description="The tag under which the limits were read.")] = None,
) -> LimitsOut:
    """Set some of the limits, by name."""

    def work() -> tuple[LimitsOut, str]:
        check_unchanged(if_match, _limits(state)[1])
        state.workspace.set_ask_rules(checked_rules(wanted))
        return _limits(state)

    limits, tag = await state.run(work)
    response.headers.update(read_headers(tag))
    return limits


@router.get("/asks/{ask}", operation_id="getAsk")
async def get_ask(state: StateDep, viewpoint: ViewpointDep, ask: str, response: Response) -> AskOut:
    """One ask, with everything that happened."""

    def work() -> AskOut:
        ledger = ledger_of(state.workspace, owner_of(state, viewpoint).id)
        found = known_ask(ledger, ask)
        response.headers.update(read_headers(_tag(state, found)))
        return AskOut.naming(found, names_of(state.workspace, ledger))

    return await state.run(work)


@router.patch(
    "/asks/{ask}",
    operation_id="changeAsk",
    response_model=RecordResultOut,
    responses={**REFUSALS, 204: {"description": "Nothing of the ask is left: its first line was taken back."}},
)
async def change_ask(
    state: StateDep,
    viewpoint: ViewpointDep,
    request: Request,
    response: Response,
    ask: str,
    change: AskChangeIn,
    key: KeyHeader = None,
    if_match: IfMatch = None,
) -> RecordResultOut | Response:
    """Write down what happened to an ask, or take back what was written last."""

    def work() -> RecordResultOut | Response:
        owner = owner_of(state, viewpoint)
        seen = _version_seen(state, owner.id, ask, if_match)
        said, digest = checked_key(key), digest_of(request, change)
        done = move(state, viewpoint, ask, change, version=seen, key=said, digest=digest)
        return Response(status_code=204) if done is None else _recorded(state, owner.id, response, done)

    return await state.run(work)


def _version_seen(state: ServerState, owner: PersonId, ask: str, if_match: str | None) -> int | None:
    """The version the caller saw; None where they do not say, -1 where it is not the one of now."""
    if if_match is None or if_match.strip() == "*":
        return None
    now = ledger_of(state.workspace, owner).ask(ask)
    return now.version if now and _tag(state, now) in if_match else -1


@router.get("/favours", operation_id="listFavours", dependencies=[Tagged])
async def list_favours(
    state: StateDep,
    viewpoint: ViewpointDep,
    person: Annotated[str | None, Query(description="Only with this person: id, slug or exact name.")] = None,
) -> FavoursPage:
    """What they did for the user, and the user for them."""

    def work() -> FavoursPage:
        ledger = ledger_of(state.workspace, owner_of(state, viewpoint).id, until=state.viewpoint(viewpoint).as_of)
        names = names_of(state.workspace, ledger)
        of = state.workspace.person(person).id if person else None
        return FavoursPage(items=[FavourOut.naming(f, names) for f in ledger.favours if of in {None, f.person}])

    return await state.run(work)


@router.post("/favours", operation_id="addFavour", status_code=201, responses=REFUSALS)
async def add_favour(
    state: StateDep,
    viewpoint: ViewpointDep,
    request: Request,
    response: Response,
    favour: FavourIn,
    key: KeyHeader = None,
) -> FavourOut:
    """Write down a favour."""

    def work() -> FavourOut:
        done, again = write_favour(state, viewpoint, favour, key=checked_key(key), digest=digest_of(request, favour))
        if again:
            response.headers[REPLAYED] = "true"
            response.status_code = 200
        return FavourOut.naming(done, _names(state, owner_of(state, viewpoint).id))

    return await state.run(work)
