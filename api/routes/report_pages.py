"""The page of reports."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.deps import API, StateDep, ViewpointDep
from api.forms import go
from api.page_frame import frame_of, shown
from api.routes.reports import KIND, MOST_OWNERS, Format, ReportIn, kept, start_report, throw_away
from api.routes.survey import TargetLineIn
from api.state import ServerState
from referral.context import Context
from reports.build import default_targets
from reports.writers.pdf import missing
from schemas.base import Day
from viz.import_pages import RunningImport
from viz.report_pages import MadeReport, ReportFile, reports_page

router = APIRouter(include_in_schema=False)

FILLED_IN = 100
"""Companies of the own list that stand in the form at first."""


def _made(state: ServerState) -> list[MadeReport]:
    return [
        MadeReport(one.id, one.whose, one.made_at, [ReportFile(f.format, f.bytes, f.url) for f in one.files])
        for one in kept(state)
    ]


def _running(state: ServerState) -> RunningImport | None:
    job = state.running(KIND)
    if not job:
        return None
    view = state.jobs.get(job)
    return RunningImport(job, view.step.stage, view.step.share, view.left)


@router.get("/reports")
async def reports(request: Request, state: StateDep, viewpoint: ViewpointDep) -> Response:
    """Making a report, and those that are there."""

    def make(context: Context) -> str:
        targets = [one.company for one in default_targets(context, limit=FILLED_IN)]
        frame = frame_of(request, context, twin="/reports.json")
        until, no_pdf = context.as_of - timedelta(days=1), missing() is not None
        owners = len(context.workspace.owners())
        each = context.ego is None and 1 < owners <= MOST_OWNERS
        return reports_page(
            *(frame, _made(state)), targets=targets, until=until, no_pdf=no_pdf, job=_running(state), each=each
        )

    return await shown(request, state, viewpoint, make)


@router.get("/reports.json")
async def reports_json() -> RedirectResponse:
    """The twin of the page of reports."""
    return RedirectResponse(f"{API}/reports", status_code=307)


class ReportForm(BaseModel):
    """What to report on, as the page sends it. `targets`: a company a line; none is the list."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    targets: str = Field(default="", max_length=200_000)
    format: list[Format] = Field(min_length=1, max_length=10)
    redact: bool = False
    new_names: bool = False
    since: Day | Literal[""] = ""
    each: bool = False

    def request(self) -> ReportIn:
        """As the API takes it."""
        lines = [TargetLineIn(company=line.strip()) for line in self.targets.splitlines() if line.strip()]
        return ReportIn(
            targets=lines or None,
            formats=self.format,
            redact=self.redact,
            new_names=self.redact and self.new_names,
            since=self.since or None,
            owners=["all"] if self.each else None,
        )


@router.post("/reports")
async def make(
    request: Request, state: StateDep, viewpoint: ViewpointDep, form: Annotated[ReportForm, Form()]
) -> RedirectResponse:
    """Begin a report; the page shows how far it is."""
    start_report(state, viewpoint, form.request())
    return go(request, "/reports", "progress")


@router.post("/reports/{report}/remove")
async def remove(request: Request, state: StateDep, report: str) -> RedirectResponse:
    """Throw one report away."""
    await state.run(lambda: throw_away(state, report))
    return go(request, "/reports")
