"""Tables with typed columns, and the sections they stand in: what all formats are written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from reports.entities import Firm, Who


class Kind(StrEnum):
    """What a column holds: SHARE is 0 to 1 and shown in per cent, DECIMAL has three decimals."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    DECIMAL = "decimal"
    DATE = "date"


NONE = "Nothing is known of it."
"""What an empty table says that has no sentence of its own."""

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `defined`: the name of its definition, '' where the head says it all."""

    head: str
    kind: Kind = Kind.TEXT
    defined: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns; `links`: of the first cell of each row, '' for none. `id` names it in files.

    `note`: what is said below the rows; `empty`: what is said in their place where there are none.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: tuple[str, ...] = ()
    note: str = ""
    empty: str = ""

    @property
    def defined(self) -> set[str]:
        """Names of the definitions its columns refer to."""
        return {column.defined for column in self.columns if column.defined}


@dataclass(frozen=True, slots=True)
class Item:
    """A table, with its pictures where it has some; `page`: a shorter table for pages, where the whole is for files."""

    table: Table
    pictures: tuple[Markup, ...] = ()
    caption: str = ""
    page: Table | None = None

    @property
    def shown(self) -> Table:
        """What a page shows."""
        return self.page or self.table


@dataclass(frozen=True, slots=True)
class Section:
    """Tables that belong together, under a heading, after a sentence of introduction."""

    id: str
    title: str
    intro: str
    items: tuple[Item, ...]


def table(
    name: str,
    title: str,
    columns: Iterable[Column | str],
    rows: Iterable[tuple[Cell, ...]],
    *,
    links: Iterable[str] = (),
    note: str = "",
    empty: str = "",
) -> Table:
    """A table; a column given as text holds text."""
    typed = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    return Table(name, title, typed, tuple(rows), tuple(links), note, empty or NONE)


def number(head: str, defined: str = "") -> Column:
    """A column of whole numbers."""
    return Column(head, Kind.NUMBER, defined)


def decimal(head: str, defined: str = "") -> Column:
    """A column of numbers with three decimals."""
    return Column(head, Kind.DECIMAL, defined)


def share(head: str, defined: str = "") -> Column:
    """A column of shares, 0 to 1."""
    return Column(head, Kind.SHARE, defined)


def text(head: str, defined: str = "") -> Column:
    """A column of text."""
    return Column(head, Kind.TEXT, defined)


def day(head: str) -> Column:
    """A column of dates."""
    return Column(head, Kind.DATE)


def named(who: Who | Firm | None) -> str:
    """A name, '' for nobody."""
    return who.name if who else ""


def headline(who: Who) -> str:
    """Title and employer, as far as known."""
    return ", ".join(part for part in (who.title, who.company) if part)
