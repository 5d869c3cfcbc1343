"""Printing: one table or one JSON value to stdout, notes and progress to stderr, hostile text made harmless."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.private_files import write_private
from graph.text import clean, markdown, spreadsheet

if TYPE_CHECKING:
    from rich.console import Console

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print. Numbers stay numbers until then."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


SMALL = 0.1
"""Below this, three decimals would tell too little: a share of everybody in a network of thousands."""


def show(value: Cell) -> str:
    """A cell for a person to read: three decimals, or three digits of what is smaller; empty for unknown."""
    if value is None:
        return ""
    if isinstance(value, float):
        if 0 < abs(value) < SMALL:
            return f"{value:.3g}"
        return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"
    return clean(str(value))


def as_csv(table: Table) -> str:
    """RFC 4180 with a header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([[spreadsheet(c) for c in row] for row in table.rows])
    return out.getvalue()


def as_markdown(table: Table) -> str:
    """A GitHub table; pipes, tags and backslashes in cells are escaped."""
    lines = ["| " + " | ".join(table.columns) + " |", "|" + " --- |" * len(table.columns)]
    lines += ["| " + " | ".join(markdown(show(c)) for c in row) + " |" for row in table.rows]
    return "\n".join(lines) + "\n"


def console() -> Console:
    """Rich on stdout: as wide as the terminal, 120 columns into a pipe, no markup, no guessing of colours."""
    from rich.console import Console  # noqa: PLC0415  (as in `as_text`)

    tty = sys.stdout.isatty()
    return Console(file=sys.stdout, width=None if tty else 120, highlight=False, markup=False, emoji=False)


def as_text(table: Table) -> None:
    """Print `table` for a person."""
    from rich.table import Table as RichTable  # noqa: PLC0415  (JSON, CSV and plain lines do without)
    from rich.text import Text  # noqa: PLC0415

    rich = RichTable(title=table.title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    numeric = [all(not isinstance(r[i], str) for r in table.rows) for i in range(len(table.columns))]
    for name, right in zip(table.columns, numeric, strict=True):
        rich.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        rich.add_row(*(Text(show(c)) for c in row))
    console().print(rich)


def as_json(value: object) -> str:
    """Indented UTF-8 JSON with a final newline."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def emit(fmt: str, *, table: Table, value: Callable[[], object]) -> None:
    """Print an answer in the format asked for: what `value` gives as JSON, `table` otherwise.

    `value` is called for JSON alone: the models it is made by take longer to load than a name takes to look up.
    """
    match fmt:
        case "json":
            for_machines(as_json(value()))
        case "csv":
            for_machines(as_csv(table))
        case "md":
            for_machines(as_markdown(table))
        case _:
            as_text(table)


def for_machines(text: str) -> None:
    """Print for a program or a file: UTF-8, whatever encoding the terminal says it has."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def note(text: str) -> None:
    """A remark beside the answer, on stderr."""
    click.echo(clean(text), err=True)


def notes(lines: Sequence[str]) -> None:
    """Several remarks."""
    for line in lines:
        note(f"note: {line}")


def write_text(target: str, text: str) -> None:
    """Write `text` as UTF-8 to a file, or to stdout for `-`."""
    if target == "-":
        for_machines(text)
    else:
        write_private(Path(target), text)
