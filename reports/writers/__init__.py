"""The formats a report is written in: each from the same document, none with a date of its own in it."""

from __future__ import annotations

from collections.abc import Callable

from reports.document import document
from reports.model import NetworkReport
from reports.writers import tabular
from reports.writers.json_file import as_json
from reports.writers.page import as_html
from reports.writers.pdf import as_pdf
from reports.writers.workbook import as_xlsx

WRITERS: dict[str, Callable[[NetworkReport], bytes]] = {
    "html": lambda report: as_html(document(report)).encode(),
    "pdf": lambda report: as_pdf(document(report)),
    "xlsx": lambda report: as_xlsx(document(report)),
    "csv": lambda report: tabular.as_csv_bundle(document(report)),
    "json": lambda report: as_json(report).encode(),
    "md": lambda report: tabular.as_markdown(document(report)).encode(),
}
"""By the name of the format."""

FORMATS = tuple(WRITERS)
TEXT = frozenset({"html", "csv", "json", "md"})
"""Formats that can go to a terminal."""
