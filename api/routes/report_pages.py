"""The page of reports."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import API, StateDep, ViewpointDep
from api.page_frame import frame_of, shown
from api.routes.reports import KIND, kept
from api.state import ServerState
from referral.context import Context
from reports.build import default_targets
from reports.writers.pdf import missing
from viz.import_pages import RunningImport
from viz.report_pages import MadeReport, ReportFile, reports_page

router = APIRouter(include_in_schema=False)

FILLED_IN = 100
"""Companies of the own list that stand in the form at first."""


def _made(state: ServerState) -> list[MadeReport]:
    return [
        MadeReport(one.id, one.made_at, [ReportFile(f.format, f.bytes, f.url) for f in one.files])
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
        return reports_page(frame, _made(state), targets=targets, no_pdf=missing() is not None, job=_running(state))

    return await shown(request, state, viewpoint, make)


@router.get("/reports.json")
async def reports_json() -> RedirectResponse:
    """The twin of the page of reports."""
    return RedirectResponse(f"{API}/reports", status_code=307)
