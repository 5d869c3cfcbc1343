"""`/reports`: the network-strength report as a job, its files to download; and the page of reports."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from api.deps import API, StateDep, ViewpointDep, hashed, tag_read
from api.jobs import JobView, Step, Tell, Work
from api.problems import REFUSALS, RESPONSES
from api.routes.jobs import JobOut
from api.routes.survey import MOST, TargetLineIn
from api.state import ServerState
from graph.errors import NotFoundError
from graph.kept_files import reports_folder
from referral.context import Context
from referral.survey import TargetLine
from referral.viewpoint import Viewpoint
from reports.batch import NAME, Order, each_and_all, run, stamped
from reports.writers.pdf import missing
from schemas.base import Day

router = APIRouter(prefix="/reports", tags=["reports"], responses=RESPONSES)

KIND = "report"
KEPT = 20
"""Reports kept; the oldest go first."""
MOST_OWNERS = 200
"""Owners in one order."""
Format = Literal["html", "pdf", "xlsx", "csv", "json", "md"]
MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
}
STAGES = {
    "Searching the network": (0.0, 0.05),
    "Looking at the targets": (0.05, 0.6),
    "Measuring who holds the network together": (0.6, 0.8),
}
"""Between which shares of the whole a stage lies, as measured."""
REPORT = re.compile(r"[0-9a-f]{16}")
ReportId = Annotated[str, InPath(pattern=REPORT.pattern, examples=["0123456789abcdef"])]


class ReportNotFoundError(NotFoundError):
    """No report has this id."""

    def __init__(self, report: str) -> None:
        self.report = report
        super().__init__(f"no report '{report}'; the oldest go when there are more than {KEPT}")


class ReportIn(BaseModel):
    """What to report on. `targets`: null for the list of whoever's report it is."""

    model_config = ConfigDict(extra="forbid")

    targets: list[TargetLineIn] | None = Field(default=None, max_length=MOST)
    formats: list[Format] = Field(default=["html", "xlsx", "json"], min_length=1, max_length=len(MEDIA))
    redact: bool = Field(default=False, description="People under made-up names, the same in every report.")
    new_names: bool = Field(default=False, description="With redact: names that no earlier report has.")
    since: Day | None = Field(default=None, description="Also what has changed since the end of this day.")
    owners: list[str] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_OWNERS,
        description="Owners by id, slug or name, or 'all' for every one: one report each, and of several one for these "
        "together with a line for each. null for the one of whoever asks.",
    )

    @model_validator(mode="after")
    def _names_are_of_somebody(self) -> Self:
        if self.new_names and not self.redact:
            raise ValueError("new_names goes with redact")
        return self


class ReportFileOut(BaseModel):
    """One file of a report."""

    format: Format
    bytes: int
    url: str


class ReportOut(BaseModel):
    """A report that is there."""

    id: str
    whose: str = Field(
        description="Whose it is: an owner, or how many together; under the made-up name where redacted."
    )
    made_at: datetime
    files: list[ReportFileOut]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """From its folder."""
        found = [(form, folder / f"{NAME}.{form}") for form in MEDIA]
        files = [
            ReportFileOut.model_validate(
                {"format": form, "bytes": path.stat().st_size, "url": f"{API}/reports/{folder.name}/{NAME}.{form}"}
            )
            for form, path in found
            if path.is_file()
        ]
        whose = str(stamped(folder).get("whose", ""))
        return cls(
            id=folder.name, whose=whose, made_at=datetime.fromtimestamp(folder.stat().st_mtime, UTC), files=files
        )


class ReportsOut(BaseModel):
    """Reports that are there, the newest first."""

    items: list[ReportOut]


def root(state: ServerState) -> Path:
    """Where the reports of a workspace are kept."""
    return reports_folder(state.workspace.path)


def kept(state: ServerState) -> list[ReportOut]:
    """Every report that is whole, the newest first."""
    here = root(state)
    folders = [f for f in here.iterdir() if f.is_dir() and REPORT.fullmatch(f.name)] if here.is_dir() else []
    return sorted((ReportOut.of(f) for f in folders), key=lambda r: (r.made_at, r.id), reverse=True)


def report_work(state: ServerState, asked: ReportIn, viewpoint: Viewpoint) -> Work:
    """What making a report, or one each and one for all, does in the background; what is broken off leaves nothing."""
    whose = each_and_all(state.workspace, asked.owners) if asked.owners else (viewpoint.ego,)

    def work(tell: Tell) -> Mapping[str, JsonValue]:
        part = root(state) / f".{token_hex(8)}"
        formats, wanted = tuple(dict.fromkeys(asked.formats)), _wanted(asked)
        order = Order(part, formats, wanted, redact=asked.redact, since=asked.since, new_names=asked.new_names)
        made: list[Path] = []

        def hear(stage: str, done: int, total: int) -> None:
            begin, end = STAGES.get(stage, (0.8, 0.9))
            share = begin + (end - begin) * done / max(total, 1)
            tell(Step(stage, done, total, (len(made) + share) / len(whose)))

        @contextmanager
        def opened(ego: str | None) -> Iterator[Context]:
            yield state.context(replace(viewpoint, ego=ego))

        root(state).mkdir(mode=0o700, exist_ok=True)
        try:
            for outcome in run(order, whose, opened, hear):
                made.append(outcome.folder)
                tell(Step("Writing the files", share=len(made) / len(whose) * 0.99))
            ids = [_placed(state, folder) for folder in made]
        finally:
            shutil.rmtree(part, ignore_errors=True)
        for old in kept(state)[max(KEPT, len(ids)) :]:
            shutil.rmtree(root(state) / old.id, ignore_errors=True)
        return {"report": ids[-1], "url": f"{API}/reports/{ids[-1]}", "reports": [*ids]}

    return work


def _placed(state: ServerState, folder: Path) -> str:
    """The id under which a report that was made is kept from now on."""
    made = token_hex(8)
    folder.replace(root(state) / made)
    return made


def _wanted(asked: ReportIn) -> tuple[TargetLine, ...] | None:
    if asked.targets is None:
        return None
    return tuple(dict.fromkeys(one.line for one in asked.targets))


def start_report(state: ServerState, viewpoint: Viewpoint, asked: ReportIn) -> JobView:
    """Begin to make a report.

    Raises:
        MissingExtraError: PDF is asked for and cannot be written here.
        NotAnOwnerError, AmbiguousError: somebody named is no owner, or the name is that of several.
    """
    lacking = missing() if "pdf" in asked.formats else None
    if lacking:
        raise lacking
    return state.jobs.start(KIND, report_work(state, asked, viewpoint))


@router.post("", status_code=202, operation_id="makeReport", responses=REFUSALS)
async def make_report(state: StateDep, viewpoint: ViewpointDep, response: Response, asked: ReportIn) -> JobOut:
    """Make a report in the background: 202 with a job, whose result holds the report's id, of several the last one's.

    `reports` in the result holds the ids of all, in the order of `owners`, and last the one of all together.
    """
    job = start_report(state, viewpoint, asked)
    response.headers["Location"] = f"{API}/jobs/{job.id}"
    return JobOut.of(job)


@router.get("", operation_id="listReports")
async def list_reports(request: Request, response: Response, state: StateDep) -> ReportsOut:
    """Reports that are there, the newest first. Its tag is that of the reports, which no change of facts changes."""
    found = ReportsOut(items=await state.run(lambda: kept(state)))
    tag_read(request, response, hashed(found))
    return found


@router.get("/{report}", operation_id="getReport")
async def get_report(request: Request, response: Response, state: StateDep, report: ReportId) -> ReportOut:
    """One report, with its files."""
    found = ReportOut.of(await state.run(lambda: _folder(state, report)))
    tag_read(request, response, hashed(found))
    return found


@router.get(
    "/{report}/report.{form}",
    operation_id="downloadReport",
    response_class=FileResponse,
    responses={200: {"content": {kind: {} for kind in MEDIA.values()}, "description": "The file."}},
)
async def download_report(state: StateDep, report: ReportId, form: Format) -> FileResponse:
    """One file of a report, to keep."""
    path = _folder(state, report) / f"{NAME}.{form}"
    if not path.is_file():
        raise ReportNotFoundError(f"{report}/{path.name}")
    name = f"goodword-report-{report[:6]}.{form}"
    return FileResponse(path, media_type=MEDIA[form], filename=name, headers={"Cache-Control": "private, no-store"})


@router.delete("/{report}", status_code=204, operation_id="deleteReport", responses=REFUSALS)
async def delete_report(state: StateDep, report: ReportId) -> Response:
    """Throw one report away."""
    await state.run(lambda: throw_away(state, report))
    return Response(status_code=204)


def throw_away(state: ServerState, report: str) -> None:
    """Delete one report.

    Raises:
        ReportNotFoundError: there is none of this id.
    """
    shutil.rmtree(_folder(state, report), ignore_errors=True)


def _folder(state: ServerState, report: str) -> Path:
    folder = root(state) / report
    if not REPORT.fullmatch(report) or not folder.is_dir():
        raise ReportNotFoundError(report)
    return folder
