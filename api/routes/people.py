"""`/people`: who is known, by which paths, and the user's own word about them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import StateDep, Tagged, ViewpointDep, check_unchanged, read_headers, tag_of, tag_of_marks
from api.pagination import Cursor, Limit, PeoplePage, cut
from api.path_options import PathOptionsDep
from api.problems import REFUSALS, RESPONSES
from api.state import ServerState
from graph.errors import UsageError
from graph.kept_files import forget_person
from graph.model import Mark, Person
from referral.viewpoint import Viewpoint
from schemas.base import PersonOut
from schemas.paths import PathsOut

router = APIRouter(prefix="/people", tags=["people"], responses=RESPONSES)


class MarksIn(BaseModel):
    """What to say of a person. A field left out stays as it is; null takes back what was said."""

    model_config = ConfigDict(extra="forbid")

    close: bool | None = Field(default=None, description="I know them well.")
    managed_me: bool | None = None
    do_not_ask: bool | None = None
    knows_i_look: bool | None = None
    note: str | None = Field(default=None, max_length=2000, description="Own words; an empty text takes them back.")
    worked_with: bool | None = Field(default=None, description="We worked together.")
    worked_where: str | None = Field(default=None, max_length=200, description="At which employer.")
    worked_when: str | None = Field(default=None, max_length=200, description="Roughly when, in own words.")
    declined: bool | None = Field(default=None, description="They said no when asked.")
    helped_me: bool | None = Field(default=None, description="They did me a favour.")
    i_helped: bool | None = Field(default=None, description="I did them a favour.")


class MarksOut(MarksIn):
    """What the ego said of a person."""

    person: str
    ego: str


@router.get("", operation_id="listPeople", dependencies=[Tagged])
async def list_people(state: StateDep, q: str = "", limit: Limit = 50, cursor: Cursor = None) -> PeoplePage:
    """People whose name has words beginning with those of `q`."""
    found = await state.run(lambda: state.workspace.find_people(q, limit=limit + 1, after=cursor))
    return PeoplePage(items=[PersonOut.of(p) for p in found[:limit]], next=cut([p.id for p in found], limit))


@router.get("/{person:path}/paths", operation_id="listPersonPaths", dependencies=[Tagged])
async def list_paths(state: StateDep, viewpoint: ViewpointDep, person: str, options: PathOptionsDep) -> PathsOut:
    """The best introduction paths to this person."""
    return await state.answer(viewpoint, lambda context: options.to(context.workspace.person(person), context))


def _pair(state: ServerState, viewpoint: Viewpoint, person: str) -> tuple[Person, Person]:
    """Whose word it is, and about whom.

    Raises:
        UsageError: the question is everybody's.
    """
    ego = state.viewpoint(viewpoint).person(state.workspace)
    if ego is None:
        raise UsageError("a mark is one owner's word: name the owner with ?as=")
    return ego, state.workspace.person(person)


def _now(state: ServerState, ego: Person, person: Person) -> tuple[MarksOut, str]:
    """What `ego` said of `person`, and the tag of it."""
    now = state.workspace.marks(ego.id, [person.id]).get(person.id, Mark())
    told = MarksOut(person=person.id, ego=ego.id, **asdict(now))
    return told, tag_of_marks(ego.id, person.id, now)


@router.get("/{person:path}/marks", operation_id="getMarks")
async def get_marks(response: Response, state: StateDep, viewpoint: ViewpointDep, person: str) -> MarksOut:
    """What the ego said of this person; its tag is for `If-Match`."""
    told, tag = await state.run(lambda: _now(state, *_pair(state, viewpoint, person)))
    response.headers.update(read_headers(tag))
    return told


def write_marks(
    state: ServerState,
    viewpoint: Viewpoint,
    person: str,
    said: Callable[[Mark], MarksIn],
    if_match: str | None,
) -> tuple[MarksOut, str]:
    """Keep what is `said`, seeing what was said until now; None takes a word back. What is kept then, and its tag.

    Raises:
        ChangedMeanwhileError: it is no longer as it was under the tag `if_match`.
        UsageError: the question is everybody's.
    """
    ego, found = _pair(state, viewpoint, person)
    now = state.workspace.marks(ego.id, [found.id]).get(found.id, Mark())
    check_unchanged(if_match, tag_of_marks(ego.id, found.id, now))
    words = said(now).model_dump(exclude_unset=True)
    undo = [name for name, value in words.items() if value is None]
    state.workspace.set_mark(ego.id, found.id, Mark(**words), undo=undo)
    return _now(state, ego, found)


@router.patch("/{person:path}/marks", operation_id="setMarks", responses=REFUSALS)
async def set_marks(
    response: Response,
    state: StateDep,
    viewpoint: ViewpointDep,
    person: str,
    marks: MarksIn,
    if_match: Annotated[str | None, Header(description="The tag under which the marks were read.")] = None,
) -> MarksOut:
    """Say what you know of this person; it overrides what is inferred."""
    told, tag = await state.run(lambda: write_marks(state, viewpoint, person, lambda _: marks, if_match))
    response.headers.update(read_headers(tag))
    return told


@router.get("/{person:path}", operation_id="getPerson", dependencies=[Tagged])
async def get_person(state: StateDep, person: str) -> PersonOut:
    """One person, by id, slug or exact name."""
    return PersonOut.of(await state.run(lambda: state.workspace.person(person)))


@router.delete("/{person:path}", status_code=204, operation_id="erasePerson", responses=REFUSALS)
async def erase_person(
    request: Request,
    state: StateDep,
    person: str,
    if_match: Annotated[str | None, Header(description="The tag under which the person was read.")] = None,
) -> Response:
    """Erase somebody from every source, with marks, asks and favours, and keep them out of later imports.

    That cannot be taken back; whoever brought an archive is not erased while it is in.
    """

    def work() -> None:
        check_unchanged(if_match, tag_of(state, request.url.path))
        forget_person(state.workspace, state.workspace.person(person).id)

    await state.run(work)
    return Response(status_code=204)
