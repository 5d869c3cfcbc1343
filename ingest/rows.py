"""Lines of a CSV file to rows. A quote that is never closed costs its own row, not all that follow."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TextIO

from ingest.container import Member
from ingest.errors import OverlongLineError

_LONGEST_CELL = 100_000_000
"""Characters: more than any message holds, over all its lines."""

LONGEST_LINE = 4 * 2**20
"""Characters of a line: forty times the longest message. A longer one is no table, and would fill the memory."""


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


def rows_of(lines: Iterable[str], delimiter: str, *, longest: int) -> Iterator[Cells]:
    """The rows of a file.

    A row of more than `longest` lines has swallowed others through a quote that was never closed: only its first line
    is given up, the others are read again. Linear in the number of lines, but for a further `longest` lines for each
    such row.

    Args:
        lines: with their ends, as a text stream gives them (`str.splitlines` would cut cells at U+2028).
        delimiter: one character.
        longest: lines that a row of this file may have.
    """
    csv.field_size_limit(_LONGEST_CELL)
    source, line = iter(lines), 0
    while True:
        taken: list[str] = []
        for cells in csv.reader(_noted(source, taken), delimiter=delimiter):
            line += len(taken)
            if len(taken) > longest:
                line -= len(taken) - 1
                yield Cells(line, cells, open_quote=True)
                source = chain(taken[1:], source)
                break
            taken.clear()
            yield Cells(line, cells)
        else:
            return


def _noted(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line.replace("\0", "")
