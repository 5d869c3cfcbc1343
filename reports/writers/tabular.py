"""CSV and Markdown. A CSV file holds all tables under each other, each under a line with its name."""

from __future__ import annotations

import csv
import io
from datetime import date

from graph.text import markdown, spreadsheet
from reports.document import Document
from reports.tables import Cell, Kind, Table

SMALL = 0.01
"""Below it a decimal number has five places, not three."""
BOM = "\ufeff"
"""Spreadsheets take a CSV for UTF-8 only with it."""


def as_csv_bundle(found: Document) -> bytes:
    """Every table: a line `# id`, the heads, the rows, an empty line. Text that would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for section in found.sections:
        for item in section.items:
            writer.writerow([f"# {item.table.id}"])
            writer.writerow([column.head for column in item.table.columns])
            writer.writerows([_csv(cell) for cell in row] for row in item.table.rows)
            writer.writerow([])
    return (BOM + out.getvalue()).encode()


def _csv(cell: Cell) -> str | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return round(cell, 6) if isinstance(cell, float) else spreadsheet(cell)


def as_markdown(found: Document) -> str:
    """Findings, then every table, then what the numbers mean."""
    lines = [f"# {found.title}: {markdown(found.subtitle)}", "", f"As of {found.as_of.isoformat()}.", ""]
    lines += [f"{at}. {markdown(one.text)}" for at, one in enumerate(found.findings, start=1)]
    for section in found.sections:
        lines += ["", f"## {section.title}", "", markdown(section.intro)]
        for item in section.items:
            lines += ["", f"### {item.shown.title}", "", *_table(item.shown)]
    lines += ["", "## What cannot be told", "", *(f"- {markdown(one)}" for one in found.cannot)]
    lines += ["", "## What the numbers mean", ""]
    for name, meaning in found.definitions.items():
        cannot = f" {meaning.cannot}" if meaning.cannot else ""
        lines.append(f"- **{name}**: {meaning.means} Rests on: {meaning.rests_on}.{cannot}")
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table) -> list[str]:
    if not table.rows:
        return [markdown(table.empty)]
    heads = "| " + " | ".join(column.head for column in table.columns) + " |"
    kinds = [column.kind for column in table.columns]
    rows = [
        "| " + " | ".join(markdown(shown(cell, kind)) for cell, kind in zip(row, kinds, strict=True)) + " |"
        for row in table.rows
    ]
    rule = "|" + "|".join(" --- " if kind is Kind.TEXT else " ---: " for kind in kinds) + "|"
    return [heads, rule, *rows, *(["", markdown(table.note)] if table.note else [])]


def shown(cell: Cell, kind: Kind) -> str:
    """A cell for a person to read; '' for what is not known."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0%}" if kind is Kind.SHARE else f"{cell:,.{3 if abs(cell) >= SMALL or not cell else 5}f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:,}" if isinstance(cell, int) else cell
