"""The forms of pages, asks left out: marks, the list of companies, limits, taking an archive out. No script needed."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.deps import API, StateDep, ViewpointDep, check_unchanged, tag_of
from api.forms import go
from api.page_frame import frame_of, shown
from api.routes.people import MarksIn, write_marks
from api.routes.targets import name_on_list, put_on, take_off, whose
from graph.errors import SourceNotFoundError, UsageError
from graph.kept_files import forget
from graph.model import Mark
from referral.asking.budgets import checked_rules
from referral.context import Context
from referral.viewpoint import MOST_WHOLE
from schemas.base import Role
from viz.import_pages import GoingOut, forget_page
from viz.web_pages import MARKS

router = APIRouter(include_in_schema=False)
SourceId = Annotated[int, Path(ge=0, le=MOST_WHOLE)]
LIST = "/"
"""The page that shows the list of companies."""


MOST_TARGETS = 500
"""Companies put on the list at once."""
NAME_MOST = 300
"""Characters of a company's name."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class MarksForm(_Form):
    """What is ticked of a person. `tag`: of what the page showed; a box that is not ticked does not come."""

    tag: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=2_000)
    close: bool = False
    managed_me: bool = False
    worked_with: bool = False
    helped_me: bool = False
    i_helped: bool = False
    knows_i_look: bool = False
    declined: bool = False
    do_not_ask: bool = False

    def changed(self, now: Mark) -> MarksIn:
        """What is said otherwise than it was; a box that is no longer ticked takes the word back."""
        boxes = {name: getattr(self, name) or None for name, _ in MARKS}
        said = {name: box for name, box in boxes.items() if bool(box) != bool(getattr(now, name))}
        note = self.note.strip()
        return MarksIn.model_validate(said if note == (now.note or "") else said | {"note": note})


class TargetForm(_Form):
    """A company to put on the list. `back`: the company's page to go back to, by its id or name; else the list."""

    company: str = Field(min_length=1, max_length=NAME_MOST)
    role: Role = ""
    back: str = Field(default="", max_length=300)


class TargetsForm(_Form):
    """Companies to put on the list, one a line."""

    companies: str = Field(max_length=100_000)

    @property
    def names(self) -> list[str]:
        """Each once, in the order given, without the marks of a list.

        Raises:
            UsageError: a line is longer than a company's name may be, or they are too many; none is put on the list.
        """
        lines = (line.strip().lstrip("-*•·").strip() for line in self.companies.splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        long = next((name for name in names if len(name) > NAME_MOST), "")
        if long:
            raise UsageError(
                f"'{long[:40]}…' has {len(long)} characters, and a company's name at most {NAME_MOST}: "
                "write one company on each line"
            )
        if len(names) > MOST_TARGETS:
            raise UsageError(
                f"these are {len(names):,} companies; at most {MOST_TARGETS} are put on the list at once: "
                f"send the first {MOST_TARGETS}, then the rest"
            )
        return names


class TargetRemovalForm(_Form):
    """A company to take off the list, by key, name or id. `back`: as of `TargetForm`."""

    target: str = Field(min_length=1, max_length=300)
    back: str = Field(default="", max_length=300)


class ForgetForm(_Form):
    """Taking an archive out. `tag`: of the list of archives as the page showed it."""

    tag: str = Field(min_length=1, max_length=80)


def _page_of(company: str) -> str:
    return f"/companies/{quote(company)}" if company else LIST


@router.post("/people/{person:path}/marks")
async def set_marks(
    request: Request, state: StateDep, viewpoint: ViewpointDep, person: str, form: Annotated[MarksForm, Form()]
) -> RedirectResponse:
    """Keep what is ticked."""
    told, _ = await state.run(lambda: write_marks(state, viewpoint, person, form.changed, form.tag or None))
    return go(request, f"/people/{told.person}", "marks")


@router.post("/targets")
async def add_target(
    request: Request, state: StateDep, viewpoint: ViewpointDep, form: Annotated[TargetForm, Form()]
) -> RedirectResponse:
    """Put a company on the list."""
    await state.change(viewpoint, lambda c: put_on(c, whose(state, viewpoint), form.company, form.role))
    return go(request, _page_of(form.back))


@router.post("/targets/several")
async def add_targets(
    request: Request, state: StateDep, viewpoint: ViewpointDep, form: Annotated[TargetsForm, Form()]
) -> RedirectResponse:
    """Put several companies on the list."""

    def work(context: Context) -> None:
        ego = whose(state, viewpoint)
        for name in form.names:
            name_on_list(context, ego, name)

    await state.change(viewpoint, work)
    return go(request, LIST, "companies")


@router.post("/targets/remove")
async def remove_target(
    request: Request, state: StateDep, viewpoint: ViewpointDep, form: Annotated[TargetRemovalForm, Form()]
) -> RedirectResponse:
    """Take a company off the list."""
    await state.change(viewpoint, lambda c: take_off(c, whose(state, viewpoint), form.target))
    return go(request, _page_of(form.back))


@router.post("/settings/limits")
async def set_limits(request: Request, state: StateDep) -> RedirectResponse:
    """Set the user's own limits on asking."""
    sent = await request.form()
    wanted = {str(name): int(str(value)) for name, value in sent.items() if str(value).strip().isdigit()}
    await state.run(lambda: state.workspace.set_ask_rules(checked_rules(wanted)))
    return go(request, "/settings", "limits")


@router.get("/sources/{source}/forget")
async def ask_to_forget(request: Request, state: StateDep, viewpoint: ViewpointDep, source: SourceId) -> Response:
    """The question before an archive goes out."""

    def make(context: Context) -> str:
        found = {s.id: s for s in context.workspace.sources()}
        if source not in found:
            raise SourceNotFoundError(source)
        tag, one = tag_of(state, f"{API}/sources"), found[source]
        with_it = [s.name for s in found.values() if s.beside == (source,)]
        return forget_page(frame_of(request, context), GoingOut(source, one.name, one.owner_name, with_it), tag)

    return await shown(request, state, viewpoint, make)


@router.post("/sources/{source}/forget")
async def forget_source(
    request: Request, state: StateDep, source: SourceId, form: Annotated[ForgetForm, Form()]
) -> RedirectResponse:
    """Take an archive out."""

    def work() -> None:
        check_unchanged(form.tag, tag_of(state, f"{API}/sources"))
        forget(state.workspace, source)

    await state.run(work)
    return go(request, "/sources")
