"""Blanks of a draft: what only the user can fill in stands in double square brackets, `[[what you would bring]]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import StepRefusedError

_BLANK = re.compile(r"\[\[(.*?)(?:\]\]|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blank:
    """A place still to be filled. `line`: counted from 1; `text`: what belongs there, on one line."""

    line: int
    text: str


def open_blanks(text: str) -> tuple[Blank, ...]:
    """The blanks of `text` that are still open, in order. O(length)."""
    return tuple(
        Blank(text.count("\n", 0, found.start()) + 1, " ".join(found[1].split())) for found in _BLANK.finditer(text)
    )


def must_be_filled(text: str) -> None:
    """Check that a draft has no open blank.

    Raises:
        StepRefusedError: it has; each is named.
    """
    blanks = open_blanks(text)
    if blanks:
        left = "; ".join(f"line {b.line}: {b.text}" for b in blanks)
        raise StepRefusedError(f"the draft still has {len(blanks)} to fill in ({left})")
