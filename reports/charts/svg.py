"""What pictures are drawn with: text that is measured and broken, bars, lines; all colours by name and as attributes.

Attributes, not styles: a page may override them for dark screens, a printer or the PDF takes them as they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from markupsafe import Markup

WIDTH = 360.0
"""Units a picture is wide: as many as a phone has pixels, so that text is drawn as large as written, or larger."""
SIZE = 12.0
LINE = 16.0
NARROW, WIDE, BROAD = 0.56, 0.86, 1.02
"""Widths of a letter in its height: of most Latin text, of a broad letter, of the broadest and of an ideograph."""
BROAD_LETTERS, WIDE_LETTERS = frozenset("MW@%—…ЖШЩЮЫФ"), frozenset("mwшщюжыфмG&OQ")
FAR_ALPHABETS = range(0x0900, 0x1E00)
"""From Devanagari on, with Thai, Georgian, Ethiopic and Khmer: broader letters than Latin."""

BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#e69f00", "#009e73", "#cc79a7"
INK, SOFT, RULE, PALE = "#1f2a44", "#55607a", "#c9d0dc", "#e8edf4"


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is drawn, rather too wide."""
    return size * sum(_width(letter) for letter in text)


@cache
def _width(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if letter in BROAD_LETTERS or unicodedata.east_asian_width(letter) in "WF":
        return BROAD
    if letter in WIDE_LETTERS or ord(letter) in FAR_ALPHABETS:
        return WIDE
    return NARROW + 0.12 * letter.isupper()


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """The lines of a text that fit `room`: between words, and inside a word only where it is longer than a line."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width_of(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, size) > room and len(line) > 1:
            cut = _fitting(line, room, size)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, room: float, size: float) -> int:
    at = 1
    while at < len(word) and width_of(word[: at + 1], size) <= room:
        at += 1
    return at


def label(x: float, y: float, text: str, *, kind: str = "ink", anchor: str = "start", bold: bool = False) -> Markup:
    """One line of text; `kind`: ink, soft or over (on a filled shape)."""
    fill = {"ink": INK, "soft": SOFT, "over": "#ffffff"}[kind]
    weight = Markup(' font-weight="600"') if bold else ""
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" fill="{}" text-anchor="{}"{}>{}</text>').format(
        kind, x, y, fill, anchor, weight, text
    )


def labels(x: float, y: float, lines: Sequence[str], *, kind: str = "ink", anchor: str = "start") -> Markup:
    """Several lines under each other."""
    return joined(label(x, y + LINE * at, line, kind=kind, anchor=anchor) for at, line in enumerate(lines))


def box(x: float, y: float, width: float, height: float, fill: str, *, kind: str = "bar") -> Markup:
    """A filled rectangle."""
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" fill="{}"/>').format(
        kind, x, y, max(width, 0.0), height, fill
    )


def line(x: float, y: float, to_x: float, to_y: float) -> Markup:
    """A thin straight line, such as an axis."""
    return Markup(
        '<line class="rule" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="1"/>'
    ).format(x, y, to_x, to_y, RULE)


def polyline(points: Iterable[tuple[float, float]], stroke: str, *, dashes: str = "") -> Markup:
    """A line through points; `dashes` tell it from others without colour, '' for none."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.2"{}/>').format(path, stroke, drawn)


def joined(parts: Iterable[Markup]) -> Markup:
    """One after the other."""
    return Markup("").join(parts)


def picture(body: Markup, height: float, title: str) -> Markup:
    """The whole; `title` is what a screen reader says, in the PDF too; the table beside it holds the numbers."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}" role="img" '
        'font-family="Inter, Liberation Sans, Noto Sans, sans-serif" font-size="{:.0f}"><title>{}</title>{}</svg>'
    ).format(WIDTH, height, WIDTH, height, SIZE, title, body)
