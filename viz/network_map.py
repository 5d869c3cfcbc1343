"""The network as a map of few marks: circles that do not overlap, near what they are tied to. Pure, deterministic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import numpy as np
import numpy.typing as npt

from viz.text_width import cut, text_width, wrapped

Floats = npt.NDArray[np.float64]

WIDTH, HEIGHT, MARGIN = 1000.0, 640.0, 14.0
SMALLEST, LARGEST = 9.0, 104.0
COVER = 0.42
"""Share of the map that circles cover at most."""
GAP = 5.0
ROUNDS = 240
GOLDEN = math.pi * (3 - math.sqrt(5))
LABEL_SIZE = 13.5
INNER_RADIUS, TALL_RADIUS, LONGEST = 30.0, 46.0, 150.0
"""A circle from which its name is written into it, from which in three lines; and the longest name below one.
Names without room are said on being pointed at, and in the table."""
SEED = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be placed: `weight` gives its area, `level` its colour: 0 (none) to 3 (strong)."""

    name: str
    weight: float
    level: int
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A circle; `lines`: its name as far as there is room, () without; `inside`: written into the circle."""

    mark: Mark
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A line between two marks; `width` in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Map:
    """Everything with a place, on WIDTH x HEIGHT."""

    marks: tuple[PlacedMark, ...]
    links: tuple[PlacedLink, ...]
    width: float = WIDTH
    height: float = HEIGHT


Weighted = tuple[int, int, float]


def radii(weights: Sequence[float]) -> Floats:
    """Areas in proportion to weights, between the smallest and the largest circle, all together at most COVER."""
    area = np.sqrt(np.maximum(np.asarray(weights, dtype=np.float64), 0.0))
    if not len(area) or area.max() == 0.0:
        return np.full(len(area), SMALLEST)
    room = COVER * WIDTH * HEIGHT / (math.pi * max(float((area**2).sum()), 1e-9))
    scale = min(LARGEST / float(area.max()), math.sqrt(room))
    found: Floats = np.maximum(SMALLEST, area * scale)
    return found


def _start(radius: Floats, links: Sequence[Weighted]) -> Floats:
    """Tied marks by springs, the others in a spiral from the middle: large ones first."""
    n = len(radius)
    turn, out = np.arange(n) * GOLDEN, np.sqrt((np.arange(n) + 0.5) / max(1, n))
    spot = np.stack([np.cos(turn) * out * WIDTH / 2.4, np.sin(turn) * out * HEIGHT / 2.4], axis=1)
    if not links:
        return spot
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((a, b, math.log1p(w)) for a, b, w in links)
    begin = {i: spot[i] / WIDTH for i in range(n)}
    found = nx.spring_layout(graph, pos=begin, k=2.2 / math.sqrt(n), iterations=60, seed=SEED, weight="weight")
    placed = np.array([found[i] for i in range(n)])
    placed -= placed.mean(axis=0)
    spread = np.maximum(np.abs(placed).max(axis=0), 1e-9)
    springs: Floats = placed / spread * np.array([WIDTH / 2.3, HEIGHT / 2.3])
    return springs


def _apart(spot: Floats, radius: Floats) -> Floats:
    """Push circles that overlap from each other, and all into the frame. O(rounds * n^2), on arrays."""
    half = np.array([WIDTH / 2, HEIGHT / 2]) - MARGIN
    wanted = radius[:, None] + radius[None, :] + GAP
    np.fill_diagonal(wanted, 0.0)
    spot = np.clip(spot, -(half - radius[:, None]), half - radius[:, None])
    for _ in range(ROUNDS):
        away = spot[:, None, :] - spot[None, :, :]
        far = np.sqrt((away**2).sum(axis=2)) + 1e-6
        push = np.maximum(0.0, wanted - far) / 2.0
        if not push.any():
            break
        spot = spot + (away / far[:, :, None] * push[:, :, None]).sum(axis=1)
        spot = np.clip(spot, -(half - radius[:, None]), half - radius[:, None])
    return spot


@lru_cache(maxsize=16)
def _circles(weights: tuple[float, ...], links: tuple[Weighted, ...]) -> tuple[tuple[float, float, float], ...]:
    """X, y and radius of each mark; the same network is asked for again and again."""
    radius = radii(weights)
    spot = _apart(_start(radius, links), radius) if weights else np.empty((0, 2))
    at = zip(spot.tolist(), radius.tolist(), strict=True)
    return tuple((round(x + WIDTH / 2, 1), round(y + HEIGHT / 2, 1), round(r, 1)) for (x, y), r in at)


Rect = tuple[float, float, float, float]


def _inside(name: str, radius: float) -> tuple[str, ...]:
    """A name as lines within a circle, () where it would hardly be read."""
    room = 2 * radius * 0.94 - 4
    return wrapped(name, LABEL_SIZE, room, 3 if radius >= TALL_RADIUS else 2) if radius >= INNER_RADIUS else ()


def _crosses(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _below(name: str, circle: tuple[float, float, float], taken: Sequence[Rect]) -> tuple[str, Rect] | None:
    """A name below its circle, where that covers no circle and no other name."""
    x, y, radius = circle
    text = cut(name, LONGEST, LABEL_SIZE)
    half = text_width(text, LABEL_SIZE) / 2
    rect = (x - half, y + radius + 2, x + half, y + radius + 20)
    free = rect[0] > 0 and rect[2] < WIDTH and rect[3] < HEIGHT and not any(_crosses(rect, r) for r in taken)
    return (text, rect) if free else None


def _labelled(marks: Sequence[Mark], circles: Sequence[tuple[float, float, float]]) -> list[PlacedMark]:
    taken: list[Rect] = [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    found = []
    for mark, circle in zip(marks, circles, strict=True):
        lines = _inside(mark.name, circle[2])
        whole = bool(lines) and not any(line.endswith("…") for line in lines)
        below = None if whole else _below(mark.name, circle, taken)
        if below:
            taken.append(below[1])
        found.append(PlacedMark(mark, *circle, (below[0],) if below else lines, bool(lines) and not below))
    return found


def _line(one: tuple[float, float], other: tuple[float, float], share: float) -> PlacedLink:
    x1, y1, x2, y2 = (round(v, 1) for v in (*one, *other))
    return PlacedLink(x1, y1, x2, y2, round(0.8 + 6.0 * math.sqrt(share), 1))


def network_map(marks: Sequence[Mark], links: Sequence[Weighted]) -> Map:
    """Place marks (the most important first) and the links between them by their places in the list."""
    circles = _circles(tuple(m.weight for m in marks), tuple(links))
    most = max((w for _, _, w in links), default=1.0)
    lines = tuple(_line(circles[a][:2], circles[b][:2], w / most) for a, b, w in reversed(links))
    return Map(tuple(_labelled(marks, circles)), lines)
