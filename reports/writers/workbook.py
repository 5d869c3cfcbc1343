"""XLSX: a sheet a table, typed, with frozen heads and filters; text is always text, so no formula can run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.text import clean, xml_safe
from reports.document import Document
from reports.tables import Cell, Kind, Table
from reports.writers.tabular import shown

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_SHEET = 31
MOST_WIDTH, LEAST_WIDTH = 60, 9
"""Letters a column is wide."""
FORMATS = {Kind.NUMBER: "#,##0", Kind.SHARE: "0%", Kind.DECIMAL: "0.000##", Kind.DATE: "yyyy-mm-dd", Kind.TEXT: "@"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_xlsx(found: Document) -> bytes:
    """The workbook. The same report gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  (15 MB that a server without spreadsheets does not hold)

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    made = datetime(found.as_of.year, found.as_of.month, found.as_of.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": found.title, "author": "Goodword", "created": made})
    formats = {kind: book.add_format({"num_format": text, "valign": "top"}) for kind, text in FORMATS.items()}
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    _words(book.add_worksheet("findings"), "Findings", [one.text for one in found.findings], head)
    for section in found.sections:
        for item in section.items:
            _sheet(book.add_worksheet(item.table.id[:LONGEST_SHEET]), item.table, formats, head)
    _words(book.add_worksheet("cannot"), "What cannot be told", found.cannot, head)
    meanings = (f"{name}: {d.means} Rests on: {d.rests_on}. {d.cannot}" for name, d in found.definitions.items())
    _words(book.add_worksheet("definitions"), "What the numbers mean", meanings, head)
    book.close()
    return out.getvalue()


def _words(sheet: Worksheet, title: str, lines: Iterable[str], head: Format) -> None:
    sheet.write_string(0, 0, title, head)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 2 * MOST_WIDTH)
    for at, line in enumerate(lines, start=1):
        sheet.write_string(at, 0, _text(line))


def _sheet(sheet: Worksheet, table: Table, formats: Mapping[Kind, Format], head: Format) -> None:
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.head, head)
        widest = max((len(shown(row[at], column.kind)) for row in table.rows), default=0)
        sheet.set_column(at, at, min(MOST_WIDTH, max(LEAST_WIDTH, len(column.head) + 2, widest + 1)))
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    else:
        sheet.write_string(1, 0, _text(table.empty))
    for line, row in enumerate(table.rows, start=1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, line, at, cell, formats[column.kind])


def _cell(sheet: Worksheet, line: int, at: int, cell: Cell, form: Format) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(line, at, _text(cell), form)
    elif isinstance(cell, int | float):
        sheet.write_number(line, at, cell, form)
    else:
        sheet.write_datetime(line, at, datetime(cell.year, cell.month, cell.day), form)  # noqa: DTZ001  (a day has no zone)


def _text(text: str) -> str:
    return xml_safe(clean(text))[:32_767]
