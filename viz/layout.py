"""Coordinates for a scene: cards, and strands that join them. Pure and deterministic; pixels, y downwards, ego at 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from viz.order import Arrangement, Lane, Slot, arrange
from viz.scene import Scene, TieKey

CARD_WIDTH, CARD_HEIGHT, EGO_SIZE = 204.0, 46.0, 60.0
GAP_X, TIGHT_X, ROW, LANE_ROW = 132.0, 88.0, 86.0, 40.0
ROOMY = 3
"""Up to so many columns of cards stand far apart; more move together, so that the text stays large."""

ROUNDS = 60
BOX_PAD, BOX_HEAD = 20.0, 58.0


@dataclass(frozen=True, slots=True)
class Card:
    """A person's box: centre, size, and its column."""

    person: str
    column: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strand:
    """One tie as drawn: points from side to side, an even number; `width` in pixels."""

    key: TieKey
    points: tuple[tuple[float, float], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Box:
    """The frame round the people at the target."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with a place. `columns`: x of each column's centre; `top`, `bottom`: of all that is drawn."""

    cards: tuple[Card, ...]
    strands: tuple[Strand, ...]
    box: Box
    columns: tuple[float, ...]

    @property
    def left(self) -> float:
        """The left edge."""
        return min(c.x - c.width / 2 for c in self.cards)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(self.box.top, *(c.y - c.height / 2 for c in self.cards))

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(self.box.bottom, *(c.y + c.height / 2 for c in self.cards))


def strand_width(strength: float) -> float:
    """Pixels for a tie of this strength, 1.5 to 9.5."""
    return 1.5 + 8.0 * min(1.0, max(0.0, strength))


def _room(a: Slot, b: Slot) -> float:
    heights = [LANE_ROW if isinstance(s, Lane) else ROW for s in (a, b)]
    return sum(heights) / 2


def _spread(column: Sequence[Slot], wanted: Mapping[Slot, float]) -> dict[Slot, float]:
    """The nearest places to `wanted` in the given order with room between neighbours (pool adjacent violators)."""
    offset, offsets = 0.0, [0.0]
    for a, b in pairwise(column):
        offset += _room(a, b)
        offsets.append(offset)
    blocks: list[tuple[float, int]] = []
    for slot, off in zip(column, offsets, strict=True):
        mean, count = wanted[slot] - off, 1
        while blocks and blocks[-1][0] > mean:
            other, n = blocks.pop()
            mean, count = (mean * count + other * n) / (count + n), count + n
        blocks.append((mean, count))
    starts = [mean for mean, count in blocks for _ in range(count)]
    return {slot: start + off for slot, start, off in zip(column, starts, offsets, strict=True)}


def _heights(scene: Scene, arranged: Arrangement) -> dict[Slot, float]:
    """Y of every slot: pulled towards its neighbours, strong ties and lanes more, never closer than a row."""
    pulls: dict[Slot, list[tuple[Slot, float]]] = {s: [] for c in arranged.columns for s in c}
    for key, chain in arranged.chains.items():
        weight = 0.2 + scene.ties[key].strength
        for u, v in pairwise(chain):
            straight = weight * (4.0 if isinstance(u, Lane) and isinstance(v, Lane) else 1.0)
            pulls[u].append((v, straight))
            pulls[v].append((u, straight))
    y: dict[Slot, float] = {}
    for column in arranged.columns:
        y |= _spread(column, dict.fromkeys(column, 0.0))
    for number in range(ROUNDS):
        order = arranged.columns if number % 2 == 0 else arranged.columns[::-1]
        for column in order:
            wanted = {s: _mean(y, pulls[s], y[s]) for s in column}
            y |= _spread(column, wanted)
    middle = (min(y.values()) + max(y.values())) / 2
    return {slot: value - middle for slot, value in y.items()}


def _mean(y: Mapping[Slot, float], near: Sequence[tuple[Slot, float]], own: float) -> float:
    total = sum(w for _, w in near)
    return 0.5 * own + 0.5 * sum(y[s] * w for s, w in near) / total if total else own


def _centres(scene: Scene) -> tuple[float, ...]:
    first, step = EGO_SIZE / 2, CARD_WIDTH + (GAP_X if scene.last <= ROOMY else TIGHT_X)
    return (first, *(EGO_SIZE + k * step - CARD_WIDTH / 2 for k in range(1, scene.last + 1)))


def _cards(arranged: Arrangement, xs: Sequence[float], y: Mapping[Slot, float]) -> tuple[Card, ...]:
    return tuple(
        Card(
            slot,
            k,
            xs[k],
            y[slot],
            CARD_WIDTH if k else EGO_SIZE,
            CARD_HEIGHT if k else EGO_SIZE,
        )
        for k, column in enumerate(arranged.columns)
        for slot in column
        if isinstance(slot, str)
    )


def _ports(scene: Scene, arranged: Arrangement, y: Mapping[Slot, float], *, leaving: bool) -> dict[TieKey, float]:
    """Where each tie leaves (or reaches) its card's side: side by side, in the order of where it goes."""
    at: dict[str, list[tuple[float, TieKey]]] = {}
    for key, chain in arranged.chains.items():
        person, towards = (key[0], chain[1]) if leaving else (key[1], chain[-2])
        at.setdefault(person, []).append((y[towards], key))
    found: dict[TieKey, float] = {}
    for person, ties in at.items():
        ties.sort()
        widths = [strand_width(scene.ties[key].strength) + 3.0 for _, key in ties]
        squeeze = min(1.0, (CARD_HEIGHT - 8.0) / sum(widths))
        top = y[person] - squeeze * sum(widths) / 2
        for (_, key), width in zip(ties, widths, strict=True):
            found[key] = top + squeeze * width / 2
            top += squeeze * width
    return found


def _strands(scene: Scene, arranged: Arrangement, xs: Sequence[float], y: Mapping[Slot, float]) -> tuple[Strand, ...]:
    out, into = (_ports(scene, arranged, y, leaving=side) for side in (True, False))
    strands = []
    for key, chain in arranged.chains.items():
        source, target = scene.column[key[0]], scene.column[key[1]]
        half = EGO_SIZE / 2 - 3 if source == 0 else CARD_WIDTH / 2
        points = [(xs[source] + half, out[key])]
        for lane in chain[1:-1]:
            if isinstance(lane, Lane):
                points += [(xs[lane.column] + side * CARD_WIDTH / 2, y[lane]) for side in (-1, 1)]
        side = -1 if target > source else 1
        points.append((xs[target] + side * CARD_WIDTH / 2, into[key]))
        strands.append(Strand(key, tuple(points), strand_width(scene.ties[key].strength)))
    return tuple(strands)


def lay_out(scene: Scene) -> Picture:
    """Place a scene. O(sweeps * segments^2): for pictures of tens of people, not for maps."""
    arranged = arrange(scene)
    xs, y = _centres(scene), _heights(scene, arranged)
    cards = _cards(arranged, xs, y)
    inside = [c for c in cards if c.column == scene.last]
    box = Box(
        left=xs[-1] - CARD_WIDTH / 2 - BOX_PAD,
        top=min(c.y for c in inside) - CARD_HEIGHT / 2 - BOX_HEAD,
        right=xs[-1] + CARD_WIDTH / 2 + BOX_PAD,
        bottom=max(c.y for c in inside) + CARD_HEIGHT / 2 + BOX_PAD,
    )
    return Picture(cards, _strands(scene, arranged, xs, y), box, xs)
