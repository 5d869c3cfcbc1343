"""Pages about who is who: pairs who may be one person, and erasing somebody for good."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.acquaintance import acquaintance
from api.company_question import PageNumber
from api.deps import API, StateDep, ViewpointDep
from api.forms import go
from api.page_frame import frame_of, shown
from graph.model import Person
from graph.network import forget_person
from graph.stores.alias_keys import OwnAlias
from graph.stores.doubts import DoubtfulPair
from referral.context import Context
from schemas.base import LONGEST
from viz.paging import pages
from viz.review_pages import CompanyNames, Half, Pair, ReviewView, erase_page, erased_page, review_page

router = APIRouter(include_in_schema=False)
LOOKED_AT = 8
"""Pairs on one page: each is read from both sides."""
LINES = 6
"""Lines of evidence beside each."""
MOST_LATER = 100
Id = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9:_.-]+$")]


class DecisionForm(BaseModel):
    """What the user decided about two."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    one: Id
    other: Id
    decision: Literal["same", "different", "undo"]


class NameForm(BaseModel):
    """What the user says of two names of companies; `new` may be empty where it is taken back."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    old: str = Field(min_length=1, max_length=LONGEST)
    new: str = Field(default="", max_length=LONGEST)
    decision: Literal["same", "undo"]


FormDep = Annotated[DecisionForm, Form()]
NameFormDep = Annotated[NameForm, Form()]
Later = Annotated[list[str], Query(max_length=MOST_LATER)]
SAME = {"same": True, "different": False, "undo": None}


def _key(pair: DoubtfulPair) -> str:
    return f"{pair.ids[0]}.{pair.ids[1]}"


def _half(context: Context, person: Person | None) -> Half | None:
    """One of a pair, with the newest of what is known of them."""
    if person is None:
        return None
    known = acquaintance(context, person)
    return Half(person, known.moments[:LINES], max(len(known.moments) - LINES, 0))


def _pair(context: Context, pair: DoubtfulPair) -> Pair:
    halves = (_half(context, pair.one), _half(context, pair.other)) if pair.decided is None else (None, None)
    name = next((who.name for who in (pair.one, pair.other) if who), "")
    return Pair(_key(pair), pair.ids, name, halves, pair.reasons, pair.namesakes, pair.decided, pair.automatic)


def _company_names(context: Context, name: str) -> CompanyNames:
    workspace = context.workspace
    doubts = workspace.doubtful_companies()
    found = workspace.companies_by_id({each for pair in doubts for each in pair})
    pairs = [sorted((found[one], found[other]), key=lambda c: c.people) for one, other in doubts]
    told = [(fewer, more) for fewer, more in pairs if more.people]
    own = workspace.own_aliases()
    return CompanyNames(told[:LOOKED_AT], own, name if any(name == alias.old for alias in own) else "")


@router.get("/review")
async def review(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    later: Later = [],  # noqa: B006  (read, never changed)
    page: PageNumber = 1,
    done: Annotated[str, Query(max_length=140)] = "",
    name: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Pairs that wait, the likeliest first, those put off last; and what was decided."""

    def make(context: Context) -> str:
        frame = frame_of(request, context, twin="/review.json")
        found = state.workspace.doubtful_pairs()
        waiting = sorted((p for p in found if p.decided is None), key=lambda p: _key(p) in later)
        decided = [p for p in found if p.decided is not None]
        part = pages(page, LOOKED_AT, len(waiting), lambda number: frame.to("/review", page=number))
        view = ReviewView(
            waiting=[_pair(context, p) for p in part.of(waiting)],
            decided=[_pair(context, p) for p in decided],
            pages=part,
            later=tuple(later),
            done=next((_pair(context, p) for p in decided if set(p.ids) == set(done.split("."))), None),
            companies=_company_names(context, name),
        )
        return review_page(frame, view)

    return await shown(request, state, viewpoint, make)


@router.get("/review.json")
async def review_json() -> RedirectResponse:
    """The twin of the page of doubtful pairs."""
    return RedirectResponse(f"{API}/review", status_code=307)


@router.post("/review")
async def decide(
    request: Request,
    state: StateDep,
    form: FormDep,
    later: Later = [],  # noqa: B006  (read, never changed)
) -> Response:
    """Decide about two, or take it back; what was put off stays put off."""
    await state.run(lambda: state.workspace.decide_identity(form.one, form.other, same=SAME[form.decision]))
    done = f"{form.one}.{form.other}" if form.decision != "undo" else ""
    put_off = [("later", key) for key in later]
    return go(request, "/review", "said" if done else "", *put_off, done=done)


@router.post("/review/companies")
async def decide_name(request: Request, state: StateDep, form: NameFormDep) -> Response:
    """Say that two names are one company, or take it back."""
    old, new = form.old.strip(), form.new.strip()

    def work() -> None:
        if form.decision == "undo":
            state.workspace.remove_alias(old)
        else:
            state.workspace.add_alias(OwnAlias(old, new))

    await state.run(work)
    return go(request, "/review", "names", name="" if form.decision == "undo" else old)


@router.get("/people/{person:path}/erase")
async def question(
    request: Request, state: StateDep, viewpoint: ViewpointDep, person: Annotated[str, Path(max_length=300)]
) -> Response:
    """Whether somebody is really to be erased, and what that does."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        known = acquaintance(context, wanted)
        owner = any(owner.id == wanted.id for owner in context.workspace.owners())
        return erase_page(frame_of(request, context), wanted, lines=len(known.moments), owner=owner)

    return await shown(request, state, viewpoint, make)


@router.post("/people/{person:path}/erase")
async def erase(
    request: Request, state: StateDep, viewpoint: ViewpointDep, person: Annotated[str, Path(max_length=300)]
) -> Response:
    """Erase somebody from every archive, and keep them out."""

    def work() -> bool:
        return forget_person(state.workspace, state.workspace.person(person).id)

    clear = await state.run(work)
    return await shown(request, state, viewpoint, lambda context: erased_page(frame_of(request, context), clear=clear))
