"""The page of reports: making one, watching it, and those that are there to download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from viz.frame import Frame, framed
from viz.import_pages import RunningImport
from viz.templating import environment

NAMES = {
    "html": "Web page",
    "pdf": "PDF",
    "xlsx": "Spreadsheet (XLSX)",
    "csv": "CSV",
    "json": "JSON",
    "md": "Markdown",
}


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to download. `size`: bytes."""

    format: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that is there. `whose`: an owner's name, or how many together."""

    id: str
    whose: str
    made_at: datetime
    files: Sequence[ReportFile]


def reports_page(
    frame: Frame,
    made: Sequence[MadeReport],
    *,
    targets: Sequence[str],
    until: date,
    no_pdf: bool,
    job: RunningImport | None,
    each: bool,
) -> str:
    """The page.

    `targets`: companies filled in; `until`: the last day to compare with; `no_pdf`: it cannot be written here; `job`:
    one that is under way; `each`: one for each owner can be asked for as well.
    """
    values = {
        "made": made,
        "targets": targets,
        "until": until,
        "no_pdf": no_pdf,
        "job": job,
        "names": NAMES,
        "each": each,
    }
    return environment({**framed(frame), **values, "names": NAMES}).get_template("reports.html").render()
