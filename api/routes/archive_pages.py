"""The pages of archives: bringing them, watching an import, its report, what is in, and whose question it is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.company_question import PageNumber
from api.deps import API, StateDep, ViewpointDep, tag_of
from api.forms import go
from api.jobs import JobState, JobView
from api.largest_companies import largest_companies
from api.page_frame import frame_of, shown
from api.routes.imports import KIND, MAP, import_again
from graph.errors import EmptyWorkspaceError
from graph.model import Source
from referral.asking.budgets import Budgets
from referral.context import Context
from referral.wording import day
from schemas.base import LONGEST
from schemas.sources import SourceOut
from viz.frame import Frame
from viz.import_pages import (
    ArchiveCount,
    FileCount,
    FinishedImport,
    RunningImport,
    import_page,
    imported_page,
    nested,
    running_page,
    settings_page,
    sources_page,
)
from viz.paging import pages
from viz.reference_page import reference_page

router = APIRouter(include_in_schema=False)

SHOWN = 12
"""Companies shown after an import: a first look, not the list."""
ARCHIVES = 20
"""Archives on one page, each with all its files."""


def _file(told: Mapping[str, JsonValue]) -> FileCount:
    skipped = cast("Mapping[str, int]", told["skipped"])
    without = cast("Mapping[str, int]", told.get("without", {}))
    notes = cast("list[str]", told.get("notes", []))
    return FileCount(str(told["name"]), int(str(told["seen"])), int(str(told["kept"])), skipped, without, notes)


def _day_of(moment: str) -> str:
    return day(date.fromisoformat(moment[:10]))


def counted(report: Mapping[str, JsonValue], *, name: str = "", imported: str = "") -> ArchiveCount:
    """One archive of a report, as pages show it."""
    return ArchiveCount(
        id=int(str(report["id"])),
        name=name,
        owner=str(report["owner"]),
        as_of=date.fromisoformat(str(report["as_of"])),
        files=[_file(file) for file in cast("list[Mapping[str, JsonValue]]", report["files"])],
        unread=cast("list[str]", report["unread"]),
        unknown=cast("list[str]", report["unknown"]),
        imported=imported,
        kind=str(report.get("kind", "archive")),
    )


def _listed(source: SourceOut) -> ArchiveCount:
    """An archive that is in; one of a reader that kept no report has no counts."""
    if source.report:
        return counted(source.report, name=source.name, imported=_day_of(source.imported_at))
    return ArchiveCount(source.id, source.name, source.owner, source.as_of, (), (), (), _day_of(source.imported_at))


def _finished(job: JobView, sources: Sequence[Source], *, waits: bool) -> FinishedImport:
    """`sources`: all that are in; `waits`: its files are kept for what is missing."""
    if job.result is None:
        failed, likely = (job.problem.detail, job.problem.suggestions) if job.problem else ("it was stopped", [])
        return FinishedImport((), 0, 0, 0, failed=failed, again=job.id if waits else "", likely=likely)
    told = cast("list[Mapping[str, JsonValue]]", job.result["sources"])
    names, beside = {one.id: one.name for one in sources}, {one.id: one.beside for one in sources}
    archives = nested([counted(one, name=names.get(int(str(one["id"])), "")) for one in told], beside)
    people, companies, ties = (int(str(job.result[key])) for key in ("people", "companies", "ties"))
    return FinishedImport(archives, people, companies, ties)


@router.get("/import")
async def bring(request: Request, state: StateDep, viewpoint: ViewpointDep) -> Response:
    """Choosing archives."""

    def make(context: Context) -> str:
        return import_page(frame_of(request, context), running=state.running(KIND))

    return await shown(request, state, viewpoint, make)


@router.get("/imports/{job}")
async def watch(request: Request, state: StateDep, viewpoint: ViewpointDep, job: str) -> Response:
    """An import under way; then its report."""
    found, waits = state.jobs.get(job), job in state.uploads
    bare = Frame(str(request.state.nonce), at="/", empty=True)
    if not found.over:
        step = found.step
        return HTMLResponse(running_page(bare, RunningImport(job, step.stage, step.share, found.left)))

    def make(context: Context) -> str:
        sources = context.workspace.sources()
        companies = largest_companies(context, SHOWN)
        return imported_page(
            frame_of(request, context), _finished(found, sources, waits=waits), companies, context.workspace.owners()
        )

    if found.state is not JobState.DONE:
        try:
            return HTMLResponse(await state.answer(viewpoint, make))
        except EmptyWorkspaceError:
            return HTMLResponse(imported_page(bare, _finished(found, (), waits=waits), (), ()))
    return await shown(request, state, viewpoint, make)


class AgainForm(BaseModel):
    """What was missing, or that the files are to go; columns of a list are named by further fields."""

    model_config = ConfigDict(extra="allow", frozen=True)

    owner: str = Field(default="", max_length=LONGEST)
    do: Literal["again", "drop"] = "again"


@router.post("/imports/{job}")
async def go_on(request: Request, state: StateDep, job: str, form: Annotated[AgainForm, Form()]) -> Response:
    """Import the same files with what was missing, or throw them away."""
    if form.do == "drop":
        await state.run(lambda: state.uploads.drop(job))
        return go(request, "/import")
    columns = {name: str(value)[:LONGEST] for name, value in (form.model_extra or {}).items() if name.startswith(MAP)}
    return go(request, f"/imports/{import_again(state, job, {'owner': form.owner, **columns}).id}")


LIMITS = {
    "open_per_person": "Asks that one person may have open at once",
    "open_per_company": "Asks that may be open at one company",
    "cooling_days": "Days that nobody is asked again after an ask",
    "follow_up_days": "Days until a follow-up, once",
    "give_up_days": "Days after that until it counts as unanswered",
    "new_job_days": "Days that somebody's own job is too new to refer anybody",
}


@router.get("/settings")
async def settings(request: Request, state: StateDep, viewpoint: ViewpointDep) -> Response:
    """Whose question, which day, and limits on asking."""

    def make(context: Context) -> str:
        budgets = asdict(Budgets.of(context.workspace.ask_rules()))
        limits = [(name, words, int(budgets[name])) for name, words in LIMITS.items()]
        return settings_page(frame_of(request, context), limits)

    return await shown(request, state, viewpoint, make)


@router.get("/sources")
async def sources(request: Request, state: StateDep, viewpoint: ViewpointDep, page: PageNumber = 1) -> Response:
    """What is in."""

    def make(context: Context) -> str:
        workspace, frame = context.workspace, frame_of(request, context, twin="/sources.json")
        everything = workspace.sources()
        found = [one for one in everything if not one.beside]
        part = pages(page, ARCHIVES, len(found), lambda number: frame.to("/sources", page=number))
        shown_here = {one.id for one in part.of(found)}
        listed = [one for one in everything if one.id in shown_here or not shown_here.isdisjoint(one.beside)]
        archives = [_listed(SourceOut.reported(one, workspace.report(one.id))) for one in listed]
        beside = {one.id: one.beside for one in listed}
        tag = tag_of(state, f"{API}/sources")
        return sources_page(frame, nested(archives, beside), part, tag, running=state.running(KIND))

    return await shown(request, state, viewpoint, make)


@router.get("/reference")
async def reference(request: Request) -> Response:
    """Every operation of the HTTP interface."""
    return HTMLResponse(reference_page(frame_of(request), request.app.openapi()))


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The description of the HTTP interface."""
    return JSONResponse(request.app.openapi())


@router.get("/sources.json")
async def sources_json() -> RedirectResponse:
    """The twin of the page of archives."""
    return RedirectResponse(f"{API}/sources", status_code=307)
