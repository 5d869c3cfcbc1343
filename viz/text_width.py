"""How wide text will be, without a font: enough to choose the size of a card. The browser measures before it cuts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NARROW, WIDE, CAPITAL, OTHER, FULL = 0.34, 0.90, 0.70, 0.61, 1.0
"""Widths in em of usual sans-serif faces, rounded up: a card rather too wide than a name cut."""
BOLD = 1.13
"""How much wider bold letters are, about."""
PIECE = re.compile(r"\S+?-(?=[^\s-])|\S+")
"""What stays on one line: a word, or a part of it up to a hyphen."""
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[] -"), frozenset("mwMW@%")


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return FULL
    if char in _NARROW:
        return NARROW
    if char in _WIDE:
        return WIDE
    return CAPITAL if char.isupper() else OTHER


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that `text` takes at `size` pixels, about a tenth too many. O(len)."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text`, or as much of it as fits into `room` pixels with an ellipsis."""
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text + "…"


@lru_cache(maxsize=4096)
def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in at most `most` lines of `room` pixels, broken at spaces and after hyphens, the last one cut."""
    whole = " ".join(text.split())
    pieces = [piece.span() for piece in PIECE.finditer(whole)]
    lines: list[str] = []
    while pieces and len(lines) < most - 1:
        start, taken = pieces[0][0], 1
        while taken < len(pieces) and text_width(whole[start : pieces[taken][1]], size, bold=bold) <= room:
            taken += 1
        lines.append(cut(whole[start : pieces[taken - 1][1]], room, size, bold=bold))
        pieces = pieces[taken:]
    return (*lines, *([cut(whole[pieces[0][0] :], room, size, bold=bold)] if pieces else []))
