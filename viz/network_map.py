"""The network as a map of a few marks: circles with their names, near what they are tied to. Pure, deterministic."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from viz.map_places import Floats, Placing, Sheet, Weighted, spots
from viz.text_width import PIECE, text_width, wrapped

SMALLEST = 9.0
COVER = 0.11
"""Share of a map that circles cover at most."""
FILL = 0.64
"""Share of a map that circles, their names and the gaps between them cover at most: so many are drawn."""
GAP = 8.0
MOST_LINKS = 1.2
"""Lines a mark, the strongest: of more none can be followed."""
LABEL = 13.0
"""Size of letters in pixels: still 11 where a map of 1000 is shown on a window of 1024."""
LINE = 16.0
INSIDE = 0.94
"""Share of a circle's chord that a line of its name may take."""
SHAPES = ((112.0, 2), (132.0, 3), (168.0, 4))
"""Widths in pixels and lines that a name beside its circle may take, the first that holds it whole."""

WIDE = Sheet(1000.0, 640.0, 64.0, 0.002)
NARROW = Sheet(330.0, 620.0, 42.0, 0.002)
"""For phones, where a wide map would have to be pushed about."""
PEOPLE_WIDE = Sheet(1000.0, 640.0, 46.0, 0.01)
PEOPLE_NARROW = Sheet(330.0, 620.0, 42.0, 0.01)
"""The same for single people, whose circles are of nearly one size."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """What is to be placed: `weight` gives its area, `level` its colour: 0 (none) to 3 (strong).

    `note`: a few words below its name, '' for none; `about`: all that is said of it where it is pointed at.
    """

    name: str
    weight: float
    level: int
    href: str
    about: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name as lines; `inside`: written into the circle, else below it; `cut`: a name too long for any place."""

    lines: tuple[str, ...]
    inside: bool
    cut: bool

    def size(self, radius: float, note: str) -> tuple[float, float]:
        """Width and height of the circle and its name together."""
        if self.inside:
            return 2 * radius, 2 * radius
        wide = max(text_width(line, LABEL) for line in (*self.lines, note))
        return max(2 * radius, wide), 2 * radius + 4 + LINE * (len(self.lines) + bool(note))


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A circle at x, y with its name; `first`: the baseline of the first line of it."""

    node: MapNode
    x: float
    y: float
    radius: float
    label: Label
    first: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the circle and its name together."""
        wide, high = self.label.size(self.radius, self.node.note)
        return self.x - wide / 2, self.y - self.radius, self.x + wide / 2, self.y - self.radius + high

    @property
    def lines(self) -> tuple[tuple[str, float, bool], ...]:
        """Each line of text with its baseline, and whether it is the note rather than the name."""
        told = [(line, False) for line in self.label.lines] + [(self.node.note, True)] * bool(self.node.note)
        return tuple((line, round(self.first + LINE * i, 1), note) for i, (line, note) in enumerate(told))


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A line between two nodes; `width` in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Map:
    """Everything with a place on its sheet."""

    nodes: tuple[PlacedNode, ...]
    links: tuple[PlacedLink, ...]
    sheet: Sheet

    @property
    def view(self) -> str:
        """What of the sheet is drawn on, as the viewBox of an SVG: as wide as it, about the middle, no empty rows."""
        if not self.nodes:
            return f"0 0 {self.sheet.width:.0f} 1"
        left, top, right, bottom = zip(*(m.edges for m in self.nodes), strict=True)
        width, height = max(self.sheet.width, max(right) - min(left) + 4), max(bottom) - min(top) + 12
        return f"{(min(left) + max(right) - width) / 2:.0f} {min(top) - 6:.0f} {width:.0f} {height:.0f}"


def radii(weights: Sequence[float], sheet: Sheet = WIDE) -> Floats:
    """Areas in proportion to weights, between the smallest and the largest circle, all together at most COVER."""
    area = np.sqrt(np.maximum(np.asarray(weights, dtype=np.float64), 0.0))
    if not len(area) or area.max() == 0.0:
        return np.full(len(area), SMALLEST)
    room = COVER * sheet.width * sheet.height / (math.pi * max(float((area**2).sum()), 1e-9))
    scale = min(sheet.largest / float(area.max()), math.sqrt(room))
    found: Floats = np.maximum(SMALLEST, np.round(area * scale, 1))
    return found


def _cut(lines: Sequence[str]) -> bool:
    return any(line.endswith("…") for line in lines)


@lru_cache(maxsize=2048)
def _below(name: str, most: float) -> tuple[str, ...]:
    """A name in as few lines as it takes, none wider than `most`."""
    shapes = [wrapped(name, LABEL, min(room, most), lines) for room, lines in SHAPES]
    return next((each for each in shapes if not _cut(each)), shapes[-1])


@lru_cache(maxsize=2048)
def _widest_word(name: str) -> float:
    return max((text_width(word, LABEL, bold=True) for word in PIECE.findall(name)), default=0.0)


def label_of(name: str, note: str, radius: float, sheet: Sheet) -> Label:
    """A name whole within its circle, or else below it in as many lines as it takes."""
    fewest = 1 if _widest_word(name) <= 2 * radius * INSIDE else len(SHAPES) + 2
    for count in range(fewest, len(SHAPES) + 2):
        half = LINE * (count + bool(note)) / 2
        chord = 2 * math.sqrt(radius**2 - half**2) * INSIDE if radius > half else 0.0
        lines = wrapped(name, LABEL, chord, count, bold=True) if chord > LINE else ()
        if lines and not _cut(lines) and max(text_width(part, LABEL, bold=True) for part in (*lines, note)) <= chord:
            return Label(lines, inside=True, cut=False)
    lines = _below(name, sheet.width - 20)
    return Label(lines, inside=False, cut=_cut(lines))


def _drawn(nodes: Sequence[MapNode], sheet: Sheet) -> tuple[list[float], list[Label]]:
    """Radius and name of as many nodes, the first ones, as the sheet has room for; at least of one."""

    def sized(count: int) -> tuple[float, list[float], list[Label]]:
        radius = radii([m.weight for m in nodes[:count]], sheet).tolist()
        labels = [label_of(m.name, m.note, r, sheet) for m, r in zip(nodes, radius, strict=False)]
        sizes = (label.size(r, m.note) for m, label, r in zip(nodes, labels, radius, strict=False))
        return sum((w + GAP) * (h + GAP) for w, h in sizes), radius, labels

    room = FILL * sheet.width * sheet.height
    count = bisect_right(range(1, len(nodes) + 1), room, key=lambda n: sized(n)[0])
    return sized(max(1, count))[1:] if nodes else ([], [])


def _line(one: tuple[float, float], other: tuple[float, float], share: float) -> PlacedLink:
    x1, y1, x2, y2 = (round(v, 1) for v in (*one, *other))
    return PlacedLink(x1, y1, x2, y2, round(0.8 + 4.2 * math.sqrt(share), 1))


def network_map(
    nodes: Sequence[MapNode], links: Sequence[Weighted], sheet: Sheet = WIDE, placed: Placing = spots
) -> Map:
    """Place nodes, the most important first, as many as have room with their names, and the strongest links among them.

    `links`: by the places of nodes in the list; `placed`: gives the places, for whoever has kept them.
    """
    radius, labels = _drawn(nodes, sheet)
    shown = nodes[: len(radius)]
    among = [link for link in links if max(link[0], link[1]) < len(shown)]
    among = sorted(among, key=lambda link: -link[2])[: int(MOST_LINKS * len(shown))]
    sizes = [label.size(r, m.note) for m, label, r in zip(shown, labels, radius, strict=True)]
    boxes = tuple((round(w + GAP, 1), round(h + GAP, 1)) for w, h in sizes)
    middles = placed(boxes, tuple(among), sheet)
    circles = [(x, round(y - h / 2 + r, 1)) for (x, y), (_, h), r in zip(middles, sizes, radius, strict=True)]
    most = max((w for _, _, w in among), default=1.0) or 1.0
    lines = tuple(_line(circles[a], circles[b], w / most) for a, b, w in reversed(among))
    parts = zip(shown, circles, radius, labels, strict=True)
    return Map(
        tuple(PlacedNode(m, *at, r, label, _first(m, at[1], r, label)) for m, at, r, label in parts), lines, sheet
    )


def _first(node: MapNode, y: float, radius: float, label: Label) -> float:
    """The baseline of the first line: lines in a circle stand about its middle."""
    count = len(label.lines) + bool(node.note)
    return round(y + 4.6 - LINE * (count - 1) / 2 if label.inside else y + radius + LINE, 1)
