"""A CSV file of an archive as rows of known columns: the header is found by its words, not by its line number."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Generic, TypeVar

from graph.names import visible
from ingest.bundle import Member
from ingest.csv_rows import DELIMITERS, LINES, Cells, bare, head_rows, lines_of, quotes_of, rows_of, unwrapped
from ingest.decode import decoding_note, text_stream
from ingest.errors import OverlongTableError
from ingest.header_words import squeezed, squeezed_all
from ingest.report import FileReport, Lack, RowProblem, Skip

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")

_PROBLEMS_KEPT = 1000
"""Problems kept of one file; all are counted."""
MOST_ROWS = 3_000_000
"""Rows taken of a table, a hundred times what the service allows; a third of a kB each until they are written."""
_EXAMPLES = 3
_LONGEST_EXAMPLE = 40
_LONGEST_HEADING = 40


def _always(_header: Sequence[str], _rows: Sequence[Sequence[str]], _named: bool) -> bool:  # noqa: FBT001
    return True


class Row:
    """One row. `row["company"]` is the cell of that column without outer white space, '' where there is none.

    `surplus`: how many more cells than columns it has; a comma that should have been in quotes parted one.
    """

    __slots__ = ("_at", "_cells", "_quotes", "line", "surplus")

    def __init__(self, cells: Sequence[str], plan: Layout, line: int) -> None:
        self._cells, self._at, self._quotes, self.line = cells, plan.at, plan.quotes, line
        self.surplus = len(cells) - len(plan.header)

    def __getitem__(self, column: str) -> str:
        return self.shifted(column, 0)

    def shifted(self, column: str, by: int) -> str:
        """The cell that stands so many places behind that column."""
        place = self._at.get(column)
        return "" if place is None or place + by >= len(self._cells) else bare(self._cells[place + by], self._quotes)

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self._at


@dataclass(frozen=True)
class Table(Generic[R_co]):
    """One kind of file.

    `stems`: names it goes by, as `stem_of` gives them; `columns`: for each column the header cells it goes by, as
    `heading` gives them; `needs`: the columns without which a row is no header of this file; `parse`: a row to a
    record, or why not; `by_header`: whether the header alone tells the file, whatever its name; `fits`: a further look
    at header and first rows (and whether the name fits), where a header of this kind may be another file's; `unique`:
    whether two equal rows are one; `relates`: whether it tells of ties; `lines`: how many a row may have; `rows`: how
    many are taken; `escape`: the sign before a quote within quotes, where it is not another quote.
    """

    name: str
    stems: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    parse: Callable[[Row], R_co | Skip]
    by_header: bool = True
    fits: Callable[[Sequence[str], Sequence[Sequence[str]], bool], bool] = _always
    unique: bool = True
    relates: bool = False
    lines: int = LINES
    rows: int = MOST_ROWS
    escape: str = ""

    def positions(self, cells: Sequence[str]) -> dict[str, int] | None:
        """Where each column stands if `cells` is a header of this file; of equal names the first counts."""
        at = self.known(cells)
        return at if all(column in at for column in self.needs) else None

    def known(self, cells: Sequence[str]) -> dict[str, int]:
        """Where each column stands whose heading we know."""
        headings = [squeezed(cell) for cell in cells]
        at: dict[str, int] = {}
        for column, names in self.columns.items():
            known = squeezed_all(names)
            place = next((i for i, named in enumerate(headings) if named in known), None)
            if place is not None:
                at[column] = place
        return at


@dataclass(slots=True)
class Tally:
    """Rows of one file, counted while it is read and while its records are written.

    `position`: bytes read so far; to be called only while the file is being read.
    """

    name: str
    seen: int = 0
    skipped: Counter[Skip] = field(default_factory=Counter)
    problems: list[RowProblem] = field(default_factory=list)
    position: Callable[[], int] = int
    without: Counter[Lack] = field(default_factory=Counter)
    examples: dict[Lack, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def lack(self, line: int, what: Lack, cell: str) -> None:
        """The row that ends at `line` is kept without what `cell` says. Once a row and reason."""
        self.without[what] += 1
        told = self.examples.setdefault(what, [])
        if len(told) < _EXAMPLES:
            told.append(f"line {line}: {masked(cell)}")

    def note(self, text: str) -> None:
        """Tell how the file was read; '' tells nothing."""
        if text and text not in self.notes:
            self.notes.append(text)

    def skip(self, line: int, reason: Skip) -> None:
        """Nothing is kept of the row that ends at `line`."""
        self.skipped[reason] += 1
        if len(self.problems) < _PROBLEMS_KEPT:
            self.problems.append(RowProblem(self.name, line, reason))

    @property
    def kept(self) -> int:
        """Rows of which something is kept."""
        return self.seen - self.skipped.total()

    def report(self) -> FileReport:
        """The counts as they are now."""
        skipped = {str(reason): count for reason, count in sorted(self.skipped.items()) if count}
        without = {str(what): count for what, count in sorted(self.without.items()) if count}
        examples = {str(what): tuple(told) for what, told in sorted(self.examples.items())}
        return FileReport(self.name, self.seen, self.kept, skipped, without, examples, tuple(self.notes))


def masked(cell: str) -> str:
    """The shape of a cell, safe to show to anybody: words keep their first letter, every digit is a 9."""
    shown = re.sub(r"(?<=[^\W\d_])[^\W\d_]", "•", visible(cell[: 4 * _LONGEST_EXAMPLE]))
    shown = re.sub(r"\d", "9", " ".join(shown.split()))
    return shown if len(shown) <= _LONGEST_EXAMPLE else f"{shown[:_LONGEST_EXAMPLE]}…"


@dataclass(frozen=True, slots=True)
class FiledRecord(Generic[R_co]):
    """A record and where it came from: whoever writes it may find that nothing can be kept of it after all."""

    record: R_co
    line: int
    tally: Tally

    def skip(self, reason: Skip) -> None:
        """Nothing is kept of it."""
        self.tally.skip(self.line, reason)

    def lack(self, what: Lack, cell: str) -> None:
        """It is kept without what `cell` says."""
        self.tally.lack(self.line, what, cell)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one file: its delimiter, the row that is its header, and where the columns stand.

    `quotes`: a pair of signs around every cell in place of quotes, or ''; `guessed`: which columns were told by their
    place, '' where all were known by their headings.
    """

    delimiter: str
    header_row: int
    header: tuple[str, ...]
    at: Mapping[str, int]
    quotes: str = ""
    guessed: str = ""


def stem_of(name: str) -> str:
    """A file name as it is compared: no folders, no suffix, no member id or part number, no spaces or underscores."""
    base = re.split(r"[/\\]", name)[-1].casefold()
    stem = re.sub(r"\.(?:csv|tsv|txt)$", "", unicodedata.normalize("NFC", base))
    stem = re.sub(r" ?\(\d+\)$", "", stem)
    return re.sub(r"[ _]", "", re.sub(r"_\d+$", "", stem))


def layout(head: bytes, table: Table[R]) -> Layout | None:
    """How to read a file that begins with `head` as `table`, or None if it is no such file."""
    for delimiter, rows in head_rows(head).items():
        for number, cells in enumerate(rows):
            at = table.positions(cells)
            if at is not None:
                return Layout(delimiter, number, tuple(cells), at, quotes_of(cells))
    return None


def fits(head: bytes, table: Table[R], plan: Layout, *, named: bool) -> bool:
    """Whether a file laid out by `plan` is `table` on a further look; `named`: whether its name says so."""
    rows = head_rows(head)[plan.delimiter][plan.header_row + 1 :]
    return table.fits(plan.header, [row for row in rows if any(cell.strip() for cell in row)], named)


def holds_no_rows(head: bytes) -> bool:
    """Whether a file is empty, or cut off before its first row was over: nothing in it could be lost."""
    return sum(any(cell.strip() for cell in cells) for cells in head_rows(head)[DELIMITERS[0]]) < 2


def read(member: Member, table: Table[R], plan: Layout, tally: Tally, met: set[int]) -> Iterator[FiledRecord[R]]:
    """The records of one file in its order; everything else is counted in `tally`.

    Args:
        member: the file.
        table: what it is.
        plan: how it is laid out.
        tally: counts each row below the header, and each that is skipped with its reason.
        met: hashes of rows met before, in this part or an earlier one of the same table; added to.

    Raises:
        OverlongLineError, OverlongTableError: a line is longer, or rows are more, than is taken.
    """
    kept = 0
    with member.open() as raw, text_stream(raw, member.head()) as text:
        tally.position = raw.tell
        tally.note(plan.guessed)
        tally.note(decoding_note(member.head()))
        rows = rows_of(lines_of(text, member), plan.delimiter, longest=table.lines, escape=table.escape)
        for row in islice(rows, plan.header_row + 1, None):
            if not row.cells:
                continue  # an empty line is no row
            tally.seen += 1
            found = _record(unwrapped(row, plan.delimiter) if len(plan.header) > 2 else row, table, plan, met)
            if isinstance(found, Skip):
                tally.skip(row.line, found)
                if found is Skip.HEADER:  # from here on the columns stand where it says
                    plan = replace(plan, header=tuple(row.cells), at=table.positions(row.cells) or plan.at)
            else:
                kept += 1
                if kept > table.rows:
                    raise OverlongTableError(member.path, member.name, table.rows)
                yield FiledRecord(found, row.line, tally)


def _record(row: Cells, table: Table[R], plan: Layout, met: set[int]) -> R | Skip:
    cells = row.cells
    if row.open_quote:
        return Skip.OPEN_QUOTE
    if not any(cell and not cell.isspace() for cell in cells):
        return Skip.EMPTY
    if _is_header(cells, table, plan):
        return Skip.HEADER
    if table.unique:
        mark = hash(tuple(cells))
        if mark in met:
            return Skip.DUPLICATE
        met.add(mark)
    return table.parse(Row(cells, plan, row.line))


def _is_header(cells: Sequence[str], table: Table[R], plan: Layout) -> bool:
    """Whether a row is the header again, as where two files were put together: with its mark, quotes and all."""
    if cells[0] == plan.header[0] and tuple(cells) == plan.header:
        return True
    if len(table.needs) == 1 or len(cells[0]) > _LONGEST_HEADING:  # one word alone may be a value
        return False
    first = squeezed(cells[0])
    named = first == squeezed(plan.header[0]) or any(first in squeezed_all(n) for n in table.columns.values())
    return named and table.positions(cells) is not None
