"""Right-to-left labels of pictures for the PDF: its writer sets letters of an SVG one by one from left to right.

Letters are put in the order in which they are seen, and Arabic ones in the form they have beside their neighbours, as
the presentation forms of Unicode. Only labels of pictures: text of the page is set as it should be, and read aloud so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape, unescape

LABEL = re.compile(r"(<text [^>]*>)([^<]*)(</text>)")
RIGHT = frozenset({"R", "AL"})
NEUTRAL = frozenset({"WS", "ON", "NSM", "CS", "ES", "ET"})
FORMS = range(0xFB50, 0xFF00)
KINDS = ("isolated", "final", "initial", "medial")


def seen_labels(page: str) -> str:
    """A page with every label of a picture in the order of sight."""
    return LABEL.sub(lambda found: f"{found[1]}{escape(seen(unescape(found[2])), quote=False)}{found[3]}", page)


def seen(text: str) -> str:
    """A line of text as its letters stand from left to right; what is not written from the right stays."""
    if not any(unicodedata.bidirectional(letter) in RIGHT for letter in text):
        return text
    return "".join(_turned(run) if right else run for right, run in _runs(text))


def _runs(text: str) -> list[tuple[bool, str]]:
    """Parts of one direction in turn; what has none between two from the right goes with them."""
    runs: list[tuple[bool, str]] = []
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if runs and runs[-1][0] and (kind in NEUTRAL or kind in RIGHT):
            runs[-1] = True, runs[-1][1] + letter
        elif kind in RIGHT:
            runs.append((True, letter))
        elif runs and not runs[-1][0]:
            runs[-1] = False, runs[-1][1] + letter
        else:
            runs.append((False, letter))
    return [part for run in runs for part in _without_tail(run)]


def _without_tail(run: tuple[bool, str]) -> list[tuple[bool, str]]:
    right, text = run
    end = max((at for at, c in enumerate(text, 1) if unicodedata.bidirectional(c) in RIGHT | {"NSM"}), default=0)
    return [(True, text[:end]), (False, text[end:])] if right else [run]


def _turned(run: str) -> str:
    shaped = _shaped(run)
    mirrored = (_MIRRORED.get(letter, letter) for letter in reversed(shaped))
    return "".join(mirrored)


_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter, by kind, as Unicode lists them."""
    found: dict[str, dict[str, str]] = {}
    for code in FORMS:
        kind, _, base = unicodedata.decomposition(chr(code)).partition("> ")
        if kind[1:] in KINDS and " " not in base and base:
            found.setdefault(chr(int(base, 16)), {}).setdefault(kind[1:], chr(code))
    return found


def _shaped(run: str) -> str:
    """Arabic letters in the form they have between their neighbours."""
    forms = _forms()
    letters = [c for c in run if not unicodedata.combining(c)]
    made = []
    for at, letter in enumerate(letters):
        own = forms.get(letter)
        if own is None:
            made.append(letter)
            continue
        before = at > 0 and "initial" in forms.get(letters[at - 1], {}) and "final" in own
        after = at + 1 < len(letters) and "final" in forms.get(letters[at + 1], {}) and "initial" in own
        kind = KINDS[2 * after + before]
        made.append(own.get(kind, letter))
    return "".join(made)
