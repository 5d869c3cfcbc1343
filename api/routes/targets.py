"""`/targets`: the companies somebody wants to work for, each with the short answer."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import RELEASE, NotModifiedError, StateDep, ViewpointDep, check_unchanged, hashed, read_headers
from api.pagination import Cursor
from api.problems import REFUSALS, RESPONSES
from api.state import ServerState
from graph.companies import normalise
from graph.errors import NotFoundError, UsageError
from graph.model import Person
from referral.context import Context
from referral.targets import Target, answer, targets
from referral.viewpoint import Viewpoint
from schemas.base import BasisOut, Role
from schemas.targets import TargetAnswerOut, TargetsOut

router = APIRouter(prefix="/targets", tags=["targets"], responses=RESPONSES)

SHOWN = 8
"""Answers of one page: each asks the graph twice."""


class TargetIn(BaseModel):
    """A company to put on the list, known to the archives or not."""

    model_config = ConfigDict(extra="forbid")

    company: str = Field(min_length=1, max_length=300, examples=["Northwind Robotics"])
    role: Role = Field(default="", examples=["Staff Engineer"])


class TargetNotFoundError(NotFoundError):
    """No such company is on the list."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"'{ref}' is not on the list")


def whose(state: ServerState, viewpoint: Viewpoint) -> Person:
    """The owner whose list it is.

    Raises:
        UsageError: the question is everybody's.
    """
    ego = state.viewpoint(viewpoint).person(state.workspace)
    if ego is None:
        raise UsageError("a list is one owner's: name the owner with ?as=")
    return ego


def tag_of_list(state: ServerState, ego: Person, *more: object) -> str:
    """The tag of a list: the list itself, and the graph its answers rest on."""
    return hashed(state.home.version(), state.workspace.listed_companies(ego.id), ego.id, state.options, RELEASE, *more)


def page_of(context: Context, ego: Person, start: int, size: int = SHOWN) -> TargetsOut:
    """Part of the list with its answers."""
    found = targets(context.workspace, ego)
    shown = [TargetAnswerOut.resting(answer(context, one)) for one in found[start : start + size]]
    follows = start + size < len(found)
    basis = BasisOut.of(context.network.basis)
    return TargetsOut(items=shown, total=len(found), next=str(start + size) if follows else None, basis=basis)


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 9:
        raise UsageError("the cursor is none that this list gave")
    return int(cursor)


@router.get("", operation_id="listTargets")
async def list_targets(
    request: Request, response: Response, state: StateDep, viewpoint: ViewpointDep, cursor: Cursor = None
) -> TargetsOut:
    """The list: what was put on it, then where a job was applied for or saved, then companies followed."""
    start = _start(cursor)
    tag = await state.run(lambda: tag_of_list(state, whose(state, viewpoint), request.url.query))
    if tag in request.headers.get("if-none-match", ""):
        raise NotModifiedError(tag)
    response.headers.update(read_headers(tag))

    def work(context: Context) -> TargetsOut:
        return page_of(context, whose(state, viewpoint), start)

    return await state.answer(viewpoint, work)


@router.post("", status_code=201, operation_id="addTarget", responses=REFUSALS)
async def add_target(state: StateDep, viewpoint: ViewpointDep, target: TargetIn) -> TargetAnswerOut:
    """Put a company on the list; one that is there keeps its place and takes the role."""

    def work(context: Context) -> TargetAnswerOut:
        ego = whose(state, viewpoint)
        return TargetAnswerOut.resting(answer(context, put_on(context, ego, target.company, target.role)))

    return await state.change(viewpoint, work)


def _listed(context: Context, ego: Person, ref: str) -> Target:
    known = context.workspace.company_named(ref)
    keys = {normalise(ref), *([normalise(known.name)] if known else [])}
    found = next((t for t in targets(context.workspace, ego) if t.key in keys or t.key == ref), None)
    if found is None:
        raise TargetNotFoundError(ref)
    return found


def name_on_list(context: Context, ego: Person, company: str, role: str = "") -> str:
    """The name under which a company is put on the list of `ego`: the one the archives have where they know it."""
    known = context.workspace.company_named(company)
    name = known.name if known else company.strip()
    context.workspace.list_company(ego.id, name, role=role)
    return name


def put_on(context: Context, ego: Person, company: str, role: str) -> Target:
    """Put a company on the list of `ego`."""
    return _listed(context, ego, name_on_list(context, ego, company, role))


def take_off(context: Context, ego: Person, ref: str) -> None:
    """Take a company off the list of `ego`, by its key, name or id.

    Raises:
        TargetNotFoundError: it is not on the list.
    """
    context.workspace.list_company(ego.id, _listed(context, ego, ref).name, wanted=False)


@router.delete("/{target:path}", status_code=204, operation_id="removeTarget", responses=REFUSALS)
async def remove_target(
    state: StateDep,
    viewpoint: ViewpointDep,
    target: str,
    if_match: Annotated[str | None, Header(description="The tag under which the list was read.")] = None,
) -> Response:
    """Take a company off the list, by its key, name or id; one from the archive stays off."""

    def work(context: Context) -> None:
        ego = whose(state, viewpoint)
        if if_match is not None:
            check_unchanged(if_match, tag_of_list(state, ego, ""))
        take_off(context, ego, target)

    await state.change(viewpoint, work)
    return Response(status_code=204)
