"""What has a place in a picture: cards, strands, words, the company's box. Pixels, y downwards. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from viz.scene import TieKey
from viz.text_width import text_width, wrapped

Point = tuple[float, float]

BEND = 0.55
"""How far along a curve between two columns its tangents stay level, as a share of the way."""


class Words(StrEnum):
    """What a piece of text is."""

    TITLE = "title"
    ASIDE = "aside"
    TEAM = "team"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """Words on the picture: middle of the line at `y`; `anchor` start, middle or end; `width`: the room there is."""

    x: float
    y: float
    text: str
    words: Words
    anchor: str
    width: float


@dataclass(frozen=True, slots=True)
class Card:
    """A person's box: centre, size, and its column. `names`, `lines`: how many the name and the text below may take."""

    person: str
    column: int
    x: float
    y: float
    width: float
    height: float
    names: int = 1
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bezier from where the last one ended; a straight line has its ends as controls."""

    first: Point
    second: Point
    to: Point


@dataclass(frozen=True, slots=True)
class Pill:
    """Where the evidence of a chosen strand stands: middle of its line at `y`, and the room there is."""

    x: float
    y: float
    anchor: str
    width: float


@dataclass(frozen=True, slots=True)
class Strand:
    """One tie as drawn, from side to side of its cards; `width` in pixels."""

    key: TieKey
    start: Point
    curves: tuple[Curve, ...]
    width: float
    pill: Pill

    @property
    def end(self) -> Point:
        """The point at which the line arrives."""
        return self.curves[-1].to

    @property
    def d(self) -> str:
        """As an SVG path, for the still picture and for the canvas alike."""
        return "".join(
            f"{letter}{' '.join([f'{x:.1f} {y:.1f}' for x, y in points])}" for letter, points in self._steps()
        ).replace(".0", "")

    @property
    def whole(self) -> str:
        """The same in whole pixels: where strands have room between them that is not seen, and a third shorter."""
        return "".join(
            f"{letter}{' '.join([f'{round(x, 1):.0f} {round(y, 1):.0f}' for x, y in points])}"
            for letter, points in self._steps()
        )

    def _steps(self) -> Iterator[tuple[str, tuple[Point, ...]]]:
        """Letters of an SVG path with the points behind them."""
        yield "M", (self.start,)
        here = self.start
        for c in self.curves:
            straight = c.first == here and c.second == c.to
            yield ("L", (c.to,)) if straight else ("C", (c.first, c.second, c.to))
            here = c.to

    @property
    def points(self) -> tuple[Point, ...]:
        """Start, controls and ends: everything drawn lies within their hull."""
        return (self.start, *(p for c in self.curves for p in (c.first, c.second, c.to)))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with a place. `box`: round the people at the target; `frame`: round all that is drawn."""

    cards: tuple[Card, ...]
    strands: tuple[Strand, ...]
    box: Box
    texts: tuple[Text, ...]
    frame: Box


TITLE_LEAST, TITLE_LINE, TITLE_LINES = 13.5, 19.0, 3
"""Pixels of the company's name where it is long, and from line to line; lines it takes at most."""


def title_lines(title: str, room: float) -> tuple[str, ...]:
    """The company's name in one line of `room` pixels, or in more; cut only beyond them."""
    whole = text_width(title, TITLE_LEAST, bold=True) <= room
    return (title,) if whole else wrapped(title, TITLE_LEAST, room, TITLE_LINES, bold=True) or ("",)


def heading_texts(lines: Sequence[str], aside: str, at: Point, room: float, apart: float) -> list[Text]:
    """What stands at the top of the box, from the middle of its first line on; `apart`: from the name to the rest."""
    x, y = at
    texts = [Text(x, y + TITLE_LINE * n, line, Words.TITLE, "start", room) for n, line in enumerate(lines)]
    return [*texts, Text(x, texts[-1].y + apart, aside, Words.ASIDE, "start", room)]


def line(start: Point, to: Point) -> Curve:
    """Straight from `start` to `to`."""
    return Curve(start, to, to)


def level(start: Point, to: Point) -> Curve:
    """From one column to the next: leaves and arrives level."""
    bend = (to[0] - start[0]) * BEND
    return Curve((start[0] + bend, start[1]), (to[0] - bend, to[1]), to)


def frame_of(cards: tuple[Card, ...], strands: tuple[Strand, ...], box: Box, texts: tuple[Text, ...]) -> Box:
    """The smallest rectangle round everything, strands with their width."""
    xs, ys = [box.left, box.right], [box.top, box.bottom]
    for card in cards:
        xs += [card.x - card.width / 2, card.x + card.width / 2]
        ys += [card.y - card.height / 2, card.y + card.height / 2]
    for strand in strands:
        half = strand.width / 2
        at_x, at_y = zip(*strand.points, strict=True)
        xs += [min(at_x) - half, max(at_x) + half]
        ys += [min(at_y) - half, max(at_y) + half]
    ys += [t.y + side for t in texts for side in (-9.0, 9.0)]
    return Box(min(xs), min(ys), max(xs), max(ys))
