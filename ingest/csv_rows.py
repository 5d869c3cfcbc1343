"""Lines of a CSV file to rows. A quote that is never closed costs its own row, not all that follow."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TextIO

from graph.names import fold
from ingest.bundle import Member
from ingest.decode import HEAD, LONGEST_LINE, text_of
from ingest.errors import OverlongLineError

HEADER_WITHIN = 60
"""A header is looked for in so many rows that are not empty."""

DELIMITERS = (",", ";", "\t", "|")
_QUOTES = ("''", "’’", "‘’", "“”", "„“", "””", "«»", "``")
"""Pairs of signs that are put around every cell in place of quotes; a hand or a word processor did that."""
_EMPTY = ("nan", "<na>", "n/a", "null", "none", "nil", "undefined", "(blank)", "(null)", "(none)", "(empty)", "\\n")
_ERRORS = frozenset(
    (
        *(spelled for word in _EMPTY for spelled in (word, word.upper())),
        *("NaN", "None", "-", "--", "---", "–", "—", "_", "#N/A", "#n/a", "#NAME?", "#VALUE!", "#REF!", "#NULL!"),
        *("#####", "########"),
    )
)
"""What programs and people write into a cell that has nothing in it. "Null" and "Nan" with one capital are names."""
LINES = 300
"""Lines that a row may have, where a table does not say otherwise."""

LONGEST_ROW = 2 * LONGEST_LINE
"""Characters of a row, over all its lines. One that goes on has a quote in it that was never closed."""


def lines_of(text: TextIO, member: Member) -> Iterator[str]:
    """The lines of a file with their ends.

    Raises:
        OverlongLineError: one is longer than `LONGEST_LINE`; it is not read to its end.
    """
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise OverlongLineError(member.path, member.name, LONGEST_LINE)
        yield line


class Cells(NamedTuple):
    """One row. `line`: where it ends in the file, counted from 1; `open_quote`: what was read of it is not to be used.

    Empty lines are rows without cells.
    """

    line: int
    cells: list[str]
    open_quote: bool = False


def rows_of(lines: Iterable[str], delimiter: str, *, longest: int, escape: str = "") -> Iterator[Cells]:
    """The rows of a file.

    A row of more than `longest` lines or `LONGEST_ROW` characters, or one that the end of the file closes, has
    swallowed others through a quote that was never closed: only its first line is given up, the others are read again.
    Linear in the number of lines, but for a further `longest` lines for each such row.

    Args:
        lines: with their ends, as a text stream gives them (`str.splitlines` would cut cells at U+2028).
        delimiter: one character.
        longest: lines that a row of this file may have.
        escape: the sign before a quote within quotes, where it may be another than a quote.
    """
    csv.field_size_limit(LONGEST_ROW + LONGEST_LINE)
    source, line = _Lines(lines), 0
    while True:
        taken: list[str] = []
        for cells in csv.reader(_noted(source, taken, longest), delimiter=delimiter, escapechar=escape or None):
            line += len(taken)
            if _is_long(taken, longest) or (len(taken) > 1 and _is_open(taken) and source.at_end()):
                line -= len(taken) - 1
                source.put_back(taken[1:])
                yield Cells(line, cells, open_quote=True)
                break
            taken.clear()
            yield Cells(line, cells)
        else:
            return


def _is_open(taken: Sequence[str]) -> bool:
    """Whether lines may end within quotes: at the end of a file they do, else a loose quote stands in them."""
    return sum(line.count('"') for line in taken) % 2 == 1


class _Lines:
    """Lines that can be put back, to be read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._back = iter(lines), deque[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._back.popleft() if self._back else next(self._lines)

    def put_back(self, lines: Sequence[str]) -> None:
        """Read these again, before all others."""
        self._back.extendleft(reversed(lines))

    def at_end(self) -> bool:
        """Whether there is no line any more."""
        if not self._back and (line := next(self._lines, None)) is not None:
            self._back.append(line)
        return not self._back


def _noted(lines: Iterator[str], taken: list[str], longest: int) -> Iterator[str]:
    """The lines, each put into `taken`, which whoever reads empties after a row; no more of a row that is too long."""
    size = 0
    for line in lines:
        size = len(line) + (size if taken else 0)
        taken.append(line)
        yield line.replace("\0", "")
        if len(taken) > longest or (len(taken) > 1 and size > LONGEST_ROW):
            return


def _is_long(taken: Sequence[str], longest: int) -> bool:
    return len(taken) > longest or (len(taken) > 1 and sum(map(len, taken)) > LONGEST_ROW)


def unwrapped(row: Cells, delimiter: str) -> Cells:
    """A row whose whole line stands in quotes, as a spreadsheet writes it that took the line for one cell."""
    if len(row.cells) != 1 or row.cells[0].count(delimiter) < 2:
        return row
    inner = next(csv.reader([row.cells[0].replace("\n", " ").replace("\r", " ")], delimiter=delimiter), [])
    return row._replace(cells=inner) if len(inner) > 2 else row


def quotes_of(header: Sequence[str]) -> str:
    """The pair of signs that stands around every cell of a header in place of quotes; '' for none."""
    cells = [cell.strip() for cell in header if cell.strip()]
    pairs = (p for p in _QUOTES if all(len(c) > 2 and c[0] == p[0] and c[-1] == p[1] for c in cells))
    return next(pairs, "") if cells else ""


def bare(cell: str, quotes: str = "") -> str:
    """A cell without white space around it, without `quotes`, and '' where a program says that it holds nothing."""
    text = cell.strip()
    if quotes and len(text) > 1 and text[0] == quotes[0] and text[-1] == quotes[1]:
        text = text[1:-1].strip()
    return "" if len(text) < 10 and text in _ERRORS else text


@lru_cache(maxsize=1024)
def heading(cell: str) -> str:
    """A header cell as it is compared: folded, with single spaces for everything but letters and digits."""
    return re.sub(r"[^a-z0-9]+", " ", fold(cell[:100])).strip()


@lru_cache(maxsize=8)
def head_rows(head: bytes) -> dict[str, list[list[str]]]:
    """The first rows of a file, by each delimiter it may have."""
    text = text_of(head[:HEAD])
    found = {}
    for delimiter in DELIMITERS:
        rows = rows_of(io.StringIO(text, newline=""), delimiter, longest=LINES)
        found[delimiter] = list(_first_rows(unwrapped(row, delimiter).cells for row in rows))
    return found


def _first_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Rows up to so many that are not empty."""
    told = 0
    for cells in rows:
        yield cells
        told += any(not cell.isspace() for cell in cells if cell)
        if told == HEADER_WITHIN:
            return
