"""The network as a map of a few nodes: circles that do not overlap, near what they are tied to. Pure, deterministic."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from viz.text_width import cut, text_width, wrapped

Floats = npt.NDArray[np.float64]

MARGIN = 14.0
SMALLEST = 9.0
COVER = 0.42
"""Share of the map that circles cover at most."""
GAP = 5.0
ROUNDS = 240
GOLDEN = math.pi * (3 - math.sqrt(5))
LABEL_SIZES = (13.5, 12.75, 12.0)
"""Sizes of a name in its circle, the largest that holds it whole; the last one is read on the narrowest map, too."""
LINE_RADII, LONGEST = (30.0, 30.0, 46.0, 52.0), 300.0
"""Circles from which a name has one line, two, three, four in them; and the longest name beside one, in pixels.
Names without room are said on being pointed at, and in the table."""
SEED = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a map is drawn on, in pixels; `largest`: the radius of its largest circle at most.

    `pull`: share of the way to the middle that circles are drawn in each of the first rounds, so that no hole stays.
    """

    width: float
    height: float
    largest: float
    pull: float


WIDE = Sheet(1000.0, 640.0, 104.0, 0.004)
NARROW = Sheet(350.0, 480.0, 62.0, 0.004)
"""For phones, where a wide map would have to be pushed about."""
PEOPLE_WIDE = Sheet(1000.0, 640.0, 56.0, 0.03)
PEOPLE_NARROW = Sheet(350.0, 480.0, 48.0, 0.03)
"""The same for single people, whose circles are of nearly one size: large enough for a name each."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """What is to be placed: `weight` gives its area, `level` its colour: 0 (none) to 3 (strong)."""

    name: str
    weight: float
    level: int
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A circle; `lines`: its name as far as there is room, () without; `inside`: written into the circle.

    `size`: of the letters, in pixels; `at`: the middle of the first line, x and y.
    """

    node: MapNode
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    inside: bool
    size: float
    at: tuple[float, float]


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
        half = [max((text_width(line, m.size) / 2 for line in m.lines), default=0.0) for m in self.nodes]
        left = min(min(m.x - m.radius, m.at[0] - h) for m, h in zip(self.nodes, half, strict=True))
        right = max(max(m.x + m.radius, m.at[0] + h) for m, h in zip(self.nodes, half, strict=True))
        top = min(min(m.y - m.radius, m.at[1] - 14) for m in self.nodes) - 8
        bottom = max(max(m.y + m.radius, m.at[1] + 6) for m in self.nodes) + 8
        return f"{(left + right - self.sheet.width) / 2:.0f} {top:.0f} {self.sheet.width:.0f} {bottom - top:.0f}"


Weighted = tuple[int, int, float]


def radii(weights: Sequence[float], sheet: Sheet = WIDE) -> Floats:
    """Areas in proportion to weights, between the smallest and the largest circle, all together at most COVER."""
    area = np.sqrt(np.maximum(np.asarray(weights, dtype=np.float64), 0.0))
    if not len(area) or area.max() == 0.0:
        return np.full(len(area), SMALLEST)
    room = COVER * sheet.width * sheet.height / (math.pi * max(float((area**2).sum()), 1e-9))
    scale = min(sheet.largest / float(area.max()), math.sqrt(room))
    found: Floats = np.maximum(SMALLEST, area * scale)
    return found


def _start(radius: Floats, links: Sequence[Weighted], sheet: Sheet) -> Floats:
    """Tied nodes by springs, the others in a spiral from the middle: large ones first."""
    n = len(radius)
    turn, out = np.arange(n) * GOLDEN, np.sqrt((np.arange(n) + 0.5) / max(1, n))
    spot = np.stack([np.cos(turn) * out * sheet.width / 2.4, np.sin(turn) * out * sheet.height / 2.4], axis=1)
    if not links:
        return spot
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((a, b, math.log1p(w)) for a, b, w in links)
    begin = {i: spot[i] / sheet.width for i in range(n)}
    found = nx.spring_layout(graph, pos=begin, k=2.2 / math.sqrt(n), iterations=60, seed=SEED, weight="weight")
    placed = np.array([found[i] for i in range(n)])
    placed -= placed.mean(axis=0)
    spread = np.maximum(np.abs(placed).max(axis=0), 1e-9)
    springs: Floats = placed / spread * np.array([sheet.width / 2.3, sheet.height / 2.3])
    return springs


def _apart(spot: Floats, radius: Floats, sheet: Sheet) -> Floats:
    """Push circles that overlap from each other, and all into the frame. O(rounds * n^2), on arrays."""
    half = np.array([sheet.width / 2, sheet.height / 2]) - MARGIN
    wanted = radius[:, None] + radius[None, :] + GAP
    np.fill_diagonal(wanted, 0.0)
    spot = np.clip(spot, -(half - radius[:, None]), half - radius[:, None])
    for number in range(ROUNDS):
        drawn_in = number < ROUNDS // 2
        spot = spot * (1.0 - sheet.pull) if drawn_in else spot
        away = spot[:, None, :] - spot[None, :, :]
        far = np.sqrt((away**2).sum(axis=2)) + 1e-6
        push = np.maximum(0.0, wanted - far) / 2.0
        if not push.any() and not drawn_in:
            break
        spot = spot + (away / far[:, :, None] * push[:, :, None]).sum(axis=1)
        spot = np.clip(spot, -(half - radius[:, None]), half - radius[:, None])
    return spot


Circles = tuple[tuple[float, float, float], ...]
Placing = Callable[[tuple[float, ...], tuple[Weighted, ...], Sheet], Circles]


def circles(weights: tuple[float, ...], links: tuple[Weighted, ...], sheet: Sheet) -> Circles:
    """X, y and radius of each node. O(n^2) for each of `ROUNDS`: a quarter of a second for 120."""
    radius = radii(weights, sheet)
    spot = _apart(_start(radius, links, sheet), radius, sheet) if weights else np.empty((0, 2))
    at = zip(spot.tolist(), radius.tolist(), strict=True)
    return tuple((round(x + sheet.width / 2, 1), round(y + sheet.height / 2, 1), round(r, 1)) for (x, y), r in at)


Rect = tuple[float, float, float, float]


def _cut(lines: Sequence[str]) -> bool:
    return any(line.endswith("…") for line in lines)


def _inside(name: str, radius: float) -> tuple[tuple[str, ...], float]:
    """A name as lines within a circle and the size they have; () where it would hardly be read."""
    room, most = 2 * radius * 0.94 - 4, sum(radius >= least for least in LINE_RADII)
    tries = [(wrapped(name, size, room, most), size) for size in LABEL_SIZES] if most else []
    return next((found for found in tries if not _cut(found[0])), tries[-1] if tries else ((), LABEL_SIZES[0]))


def _crosses(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _beside(
    name: str, place: tuple[float, float, float], taken: Sequence[Rect], sheet: Sheet
) -> tuple[str, tuple[float, float], Rect] | None:
    """A name below, above, right or left of its circle, where that covers no circle and no other name."""
    x, y, radius = place
    text = cut(name, min(LONGEST, sheet.width - 20), LABEL_SIZES[0])
    wide = text_width(text, LABEL_SIZES[0])
    aside = radius + 5 + wide / 2
    for at in ((x, y + radius + 15), (x, y - radius - 6), (x + aside, y + 5), (x - aside, y + 5)):
        rect = (at[0] - wide / 2, at[1] - 13, at[0] + wide / 2, at[1] + 5)
        inside = rect[0] > 0 and rect[2] < sheet.width and rect[1] > 0 and rect[3] < sheet.height
        if inside and not any(_crosses(rect, r) for r in taken):
            return text, at, rect
    return None


def _labelled(nodes: Sequence[MapNode], places: Sequence[tuple[float, float, float]], sheet: Sheet) -> list[PlacedNode]:
    bare: list[Rect] = [(x - r, y - r, x + r, y + r) for x, y, r in places]
    taken, found = list(bare), []
    for number, (node, place) in enumerate(zip(nodes, places, strict=True)):
        lines, size = _inside(node.name, place[2])
        own = taken[:number] + taken[number + 1 :]
        beside = None if lines and not _cut(lines) else _beside(node.name, place, own, sheet)
        if beside and not (lines and _cut((beside[0],))):
            text, at, rect = beside
            taken.append(rect)
            found.append(PlacedNode(node, *place, (text,), inside=False, size=LABEL_SIZES[0], at=_rounded(*at)))
        else:
            first = place[1] + 5 - 8 * (len(lines) - 1)
            found.append(PlacedNode(node, *place, lines, inside=bool(lines), size=size, at=_rounded(place[0], first)))
    return found


def _rounded(x: float, y: float) -> tuple[float, float]:
    return round(x, 1), round(y, 1)


def _line(one: tuple[float, float], other: tuple[float, float], share: float) -> PlacedLink:
    x1, y1, x2, y2 = (round(v, 1) for v in (*one, *other))
    return PlacedLink(x1, y1, x2, y2, round(0.8 + 6.0 * math.sqrt(share), 1))


def network_map(
    nodes: Sequence[MapNode], links: Sequence[Weighted], sheet: Sheet = WIDE, placed: Placing = circles
) -> Map:
    """Place nodes (the most important first) and the links between them by their places in the list.

    `placed`: gives the circles, for whoever has kept them.
    """
    places = placed(tuple(m.weight for m in nodes), tuple(links), sheet)
    most = max((w for _, _, w in links), default=1.0)
    lines = tuple(_line(places[a][:2], places[b][:2], w / most) for a, b, w in reversed(links))
    return Map(tuple(_labelled(nodes, places, sheet)), lines, sheet)
