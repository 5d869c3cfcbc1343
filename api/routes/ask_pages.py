"""The page of asks and its forms: what is owed, where each stands, and what happened since."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ask_writing import add, move, write_favour
from api.deps import API, StateDep, ViewpointDep
from api.forms import AskForm, AskFormDep, FavourFormDep, MoveForm, MoveFormDep, fresh_key, go
from api.ledger_requests import owner_of
from api.page_frame import frame_of, shown, to_twin
from api.state import ServerState
from graph.errors import AskRefusedError
from graph.model import Person
from referral.asking.budgets import Budgets
from referral.asking.circumstances import knowing, ledger_of, names_of
from referral.asking.due import due_items
from referral.asking.ledger import Ask, Ledger
from referral.asking.recording import RecordResult
from referral.asking.states import AskState
from referral.asking.traps import Level, Proposal, traps
from referral.context import Context
from referral.viewpoint import Viewpoint, company_meant
from viz.ask_pages import AskRefusal, Board, asks_page, refused_page

router = APIRouter(include_in_schema=False)
Id = Annotated[str, Query(max_length=40)]
REFUSED = 409


def _board(context: Context, seen: Viewpoint, moved: str) -> Board:
    """`seen`: of the day asked for; without one, what was written after the newest archive counts, too."""
    if context.ego is None:
        return Board(seen.today)
    ledger = ledger_of(context.workspace, context.ego.id, until=seen.as_of)
    names = names_of(context.workspace, ledger)
    due = due_items(ledger, Budgets.of(context.workspace.ask_rules()), names)
    ask = ledger.ask(moved)
    warnings = _warnings(context, context.ego, ledger, ask, seen.today) if ask and ask.state is AskState.ASKED else ()
    return Board(seen.today, ledger.asks, due, ledger.favours, names, ask, warnings)


def _warnings(context: Context, ego: Person, ledger: Ledger, ask: Ask, today: date) -> tuple[str, ...]:
    """What is good to know about an ask just written down, and did not stand in its way."""
    person = context.workspace.people_by_id([ask.person]).get(ask.person)
    if person is None:
        return ()
    about = Proposal(person, company_meant(context.workspace, ask.company_name), ask.role, ask.target)
    known = knowing(context.workspace, ego.id, about, today=today)
    budgets = Budgets.of(context.workspace.ask_rules())
    return tuple(t.text for t in traps(about, known(ledger, budgets)) if t.level is Level.WARN)


@router.get("/asks")
async def asks(
    request: Request, state: StateDep, viewpoint: ViewpointDep, moved: Id = "", *, gone: bool = False
) -> Response:
    """Whom the user asked, where it stands, and what they owe. `moved`, `gone`: what was just written down."""

    def make(context: Context) -> str:
        board = _board(context, state.viewpoint(viewpoint), moved)
        return asks_page(frame_of(request, context, twin="/asks.json"), board, key=fresh_key(), gone=gone)

    return await shown(request, state, viewpoint, make)


@router.get("/asks.json")
async def asks_json(request: Request) -> RedirectResponse:
    """The twin of the page of asks."""
    return to_twin(request, f"{API}/asks")


@router.post("/asks")
async def log_ask(request: Request, state: StateDep, viewpoint: ViewpointDep, form: AskFormDep) -> Response:
    """Write down that somebody was asked; what speaks against it is said, with room for a reason."""

    def work() -> RecordResult:
        return add(state, viewpoint, form.request(), key=form.once, digest=form.digest)

    try:
        done = await state.run(work)
    except AskRefusedError as error:
        about = await state.run(lambda: _about(state, form))
        return await _refused(request, state, viewpoint, AskRefusal(*about, error.against, error.final, "/asks"), form)
    return go(request, "/asks", done.ask.id, moved=done.ask.id)


@router.post("/asks/{ask}")
async def move_ask(request: Request, state: StateDep, viewpoint: ViewpointDep, ask: str, form: MoveFormDep) -> Response:
    """Write down what happened to an ask, or take the last step back."""

    def work() -> RecordResult | None:
        return move(state, viewpoint, ask, form.request(), version=form.version, key=form.once, digest=form.digest)

    try:
        done = await state.run(work)
    except AskRefusedError as error:
        about = await state.run(lambda: _held(state, viewpoint, ask))
        refused = AskRefusal(*about, error.against, error.final, f"/asks/{ask}")
        return await _refused(request, state, viewpoint, refused, form)
    if done is None:
        return go(request, "/asks", "said", gone="true")
    return go(request, "/asks", done.ask.id, moved=done.ask.id)


@router.post("/favours")
async def log_favour(request: Request, state: StateDep, viewpoint: ViewpointDep, form: FavourFormDep) -> Response:
    """Write down a favour."""
    await state.run(lambda: write_favour(state, viewpoint, form.request(), key=form.once, digest=form.digest))
    return go(request, "/asks", "favours")


def _about(state: ServerState, form: AskForm) -> tuple[str, str]:
    """The person and the company of a new ask, by name."""
    return state.workspace.person(form.person).name, company_meant(state.workspace, form.company).name


def _held(state: ServerState, viewpoint: Viewpoint, ask: str) -> tuple[str, str]:
    """The person and the company of an ask in the ledger, by name."""
    ledger = ledger_of(state.workspace, owner_of(state, viewpoint).id)
    found = ledger.ask(ask)
    return (names_of(state.workspace, ledger).get(found.person, ""), found.company_name) if found else ("", "")


async def _refused(
    request: Request, state: ServerState, viewpoint: Viewpoint, refused: AskRefusal, form: AskForm | MoveForm
) -> Response:
    """What speaks against it, with the form again and room for a reason."""
    fields = {k: str(v) for k, v in form.model_dump(mode="json").items() if v not in {None, ""} and k != "reason"}

    def make(context: Context) -> str:
        return refused_page(frame_of(request, context), refused, fields)

    answer = await shown(request, state, viewpoint, make)
    return HTMLResponse(answer.body, status_code=REFUSED)
