"""A draft made ready for reading: plain text whose lines keep their numbers, folded letter by letter."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

LONGEST = 20_000
"""Characters that are read: far longer than anybody should send."""
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")
_BREAKS = frozenset({"br", "p", "/p", "div", "/div", "li", "/li", "tr", "/tr", "/ul", "/h1", "/h2"})
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}
)


@dataclass(frozen=True, slots=True)
class Text:
    """`shown`: as written, without markup; `folded`: the same, character for character, lower case, without accents."""

    shown: str
    folded: str
    starts: tuple[int, ...]
    cut: bool

    def line_at(self, position: int) -> int:
        """The line, counted from 1, that a character stands in. O(log lines)."""
        return bisect_right(self.starts, position)


def read_text(raw: str) -> Text:
    """A draft as pasted: line ends of any system, markup taken out, what is quoted from others ("> ...") blanked."""
    plain = raw[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u00a0", " ")
    if _TAG.search(plain):
        plain = unescape(_TAG.sub(_gone, plain))
    shown = _QUOTED.sub(lambda found: " " * len(found[0]), plain)
    starts = (0, *(position + 1 for position, char in enumerate(shown) if char == "\n"))
    return Text(shown, fold_text(shown), starts, cut=len(raw) > LONGEST)


def _gone(tag: re.Match[str]) -> str:
    return "\n" if tag[1].casefold() in _BREAKS else " "


def fold_text(text: str) -> str:
    """Lower case without accents, as many characters as before; quotation marks and dashes in one form."""
    return "".join(map(_base, text.translate(_ALIKE)))


def _base(char: str) -> str:
    if char.isascii():
        return char.lower()
    lower = unicodedata.normalize("NFD", char.lower())[:1]
    return lower or char
