"""Pages about who is who: pairs who may be one person, and erasing somebody for good."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.acquaintance import acquaintance
from api.company_pairs import NamedPair, apart, either_company, waiting
from api.company_question import PageNumber
from api.deps import API, StateDep, ViewpointDep
from api.forms import go
from api.page_frame import frame_of, shown
from graph.kept_files import forget_person
from graph.model import CompanyId, Person
from graph.stores.alias_keys import OwnAlias
from graph.stores.doubts import DoubtfulPair
from referral.context import Context
from schemas.base import LONGEST
from viz.paging import pages
from viz.review_pages import CompanyNames, Pair, PairMember, ReviewView, erase_page, erased_page, review_page

router = APIRouter(include_in_schema=False)
LOOKED_AT = 8
"""Pairs on one page: each is read from both sides."""
LISTED = 20
"""Pairs of each kind on one page that were decided."""
LINES = 6
"""Lines of evidence beside each."""
MOST_LATER = 100
"""Pairs put off that an address holds."""
Id = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9:_.-]+$")]


class DecisionForm(BaseModel):
    """What the user decided about two."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    one: Id
    other: Id
    decision: Literal["same", "different", "undo"]


class NameForm(BaseModel):
    """What the user says of two names of companies, `undo` takes it back: `new` may be empty then.

    Two of which it is said that they are two, or that they are not, are named by their ids.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    old: str = Field(default="", max_length=LONGEST)
    new: str = Field(default="", max_length=LONGEST)
    one: Id | Literal[""] = ""
    other: Id | Literal[""] = ""
    decision: Literal["same", "undo", "different", "together"]


@dataclass(frozen=True, slots=True)
class ReviewPages:
    """Which page of each list: of what waits, of what the user decided, of what files did."""

    waiting: int
    own: int
    files: int


def review_pages(page: PageNumber = 1, own: PageNumber = 1, files: PageNumber = 1) -> ReviewPages:
    """The numbers as the address says them."""
    return ReviewPages(page, own, files)


ReviewPagesDep = Annotated[ReviewPages, Depends(review_pages)]
FormDep = Annotated[DecisionForm, Form()]
NameFormDep = Annotated[NameForm, Form()]
Later = Annotated[list[str], Query(max_length=MOST_LATER)]
SAME = {"same": True, "different": False, "undo": None}


def _key(pair: DoubtfulPair) -> str:
    return f"{pair.ids[0]}.{pair.ids[1]}"


def _half(context: Context, person: Person | None) -> PairMember | None:
    """One of a pair, with the newest of what is known of them."""
    if person is None:
        return None
    known = acquaintance(context, person)
    owners = () if known.moments else _owners_who_know(context, person)
    return PairMember(person, known.moments[:LINES], max(len(known.moments) - LINES, 0), owners)


def _owners_who_know(context: Context, person: Person) -> list[Person]:
    """Owners of archives other than the ego who are tied to somebody, by name."""
    network, owners = context.network, context.workspace.owners()
    ties = network.ties(network.index(person.id), network.indexes([one.id for one in owners]))
    know = [one for one, tie in zip(owners, ties, strict=True) if tie >= 0 and one != context.ego]
    return sorted(know, key=lambda one: one.name)


def _pair(context: Context, pair: DoubtfulPair) -> Pair:
    halves = (_half(context, pair.one), _half(context, pair.other)) if pair.decided is None else (None, None)
    name = next((who.name for who in (pair.one, pair.other) if who), "")
    return Pair(_key(pair), pair.ids, name, halves, pair.reasons, pair.namesakes, pair.decided, pair.automatic)


def _company_names(context: Context, name: str) -> CompanyNames:
    workspace = context.workspace
    told = [(pair.fewer, pair.more) for pair in waiting(workspace) if pair.fewer and pair.more]
    held = apart(workspace)
    named = [(pair.ids, _names_of(pair)) for pair in held]
    own = workspace.own_aliases()
    done = f"{name}: taken for the other name from now on." if any(name == alias.old for alias in own) else ""
    for pair in held:
        if name == ".".join(pair.ids):
            done = f"{' and '.join(_names_of(pair))} stay two companies; the pair does not come up again."
    return CompanyNames(told[:LOOKED_AT], max(0, len(told) - LOOKED_AT), own, named, done)


def _names_of(pair: NamedPair) -> tuple[str, str]:
    one, other = (company.name if company else "a company no longer here" for company in (pair.fewer, pair.more))
    return one, other


@router.get("/review")
async def review(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    shown_pages: ReviewPagesDep,
    later: Later = [],  # noqa: B006  (read, never changed)
    done: Annotated[str, Query(max_length=140)] = "",
    name: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Pairs that wait, the likeliest first, those put off last; and what was decided."""

    def make(context: Context) -> str:
        frame = frame_of(request, context, twin="/review.json")
        found = state.workspace.doubtful_pairs()
        doubts = sorted((p for p in found if p.decided is None), key=lambda p: _key(p) in later)
        decided = [p for p in found if p.decided is not None]
        said, shown_by_files = ([p for p in decided if p.automatic is automatic] for automatic in (False, True))
        part = pages(shown_pages.waiting, LOOKED_AT, len(doubts), lambda number: frame.to("/review", page=number))
        own_part = pages(
            shown_pages.own, LISTED, len(said), lambda number: frame.to("/review", own=number) + "#decided"
        )
        files_part = pages(
            shown_pages.files,
            LISTED,
            len(shown_by_files),
            lambda number: frame.to("/review", files=number) + "#by-files",
        )
        view = ReviewView(
            waiting=[_pair(context, p) for p in part.of(doubts)],
            pages=part,
            own=[_pair(context, p) for p in own_part.of(said)],
            own_pages=own_part,
            automatic=[_pair(context, p) for p in files_part.of(shown_by_files)],
            automatic_pages=files_part,
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
    """Say that two names are one company or two, or take it back."""
    old, new, workspace = form.old.strip(), form.new.strip(), state.workspace

    def work() -> str:
        match form.decision:
            case "undo":
                workspace.remove_alias(old)
                return ""
            case "same":
                workspace.add_alias(OwnAlias(old, new))
                return old
            case "together":
                workspace.keep_apart(CompanyId(form.one), CompanyId(form.other), apart=False)
                return ""
            case "different":
                fewer, more = either_company(workspace, form.one, form.other)
                workspace.keep_apart(fewer.id, more.id)
                return ".".join(sorted((fewer.id, more.id)))

    return go(request, "/review", "names", name=await state.run(work))


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
