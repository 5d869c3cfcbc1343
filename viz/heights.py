"""How high everything of an arranged scene stands: each slot pulled towards whom it is tied to. Pure, deterministic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from viz.order import Arrangement, Lane, Slot
from viz.scene import Scene

LANE_ROW, TEAM_HEAD = 34.0, 30.0
ROUNDS = 24


@dataclass(frozen=True, slots=True)
class _Pulled:
    """A slot by number, and whom it is drawn to, by number, with how much, and how much that is in all."""

    slot: int
    pulls: Sequence[tuple[int, float]]
    total: float


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """The heights of an arranged scene, worked out once for pictures whose cards are equally high."""

    scene: Scene
    arranged: Arrangement
    _found: dict[tuple[float, ...], dict[Slot, float]] = field(default_factory=dict)

    def by(self, high: Mapping[Slot, float], gap: float) -> Mapping[Slot, float]:
        """Y of every slot, the middle of all being 0; `high`: every card in pixels, at least `gap` apart.

        O(rounds * segments).
        """
        key = (gap, *high.values())
        if key not in self._found:
            self._found[key] = self._settled({slot: pixels + gap for slot, pixels in high.items()})
        return self._found[key]

    def _settled(self, rows: Mapping[Slot, float]) -> dict[Slot, float]:
        """Pulled towards its neighbours, never closer than their rows."""
        heads: dict[Slot, float] = {members[0]: TEAM_HEAD for _, members in self.scene.teams[1:]}
        slots = [slot for column in self.arranged.columns for slot in column]
        at, pulls = {slot: i for i, slot in enumerate(slots)}, _pulls(self.scene, self.arranged)
        y, both = list[float](), list[tuple[list[_Pulled], list[float]]]()
        for column in self.arranged.columns:
            offsets = [0.0, *accumulate(_room(a, b, rows, heads) for a, b in pairwise(column))][: len(column)]
            y += _spread([0.0] * len(column), offsets)
            near = [[(at[other], weight) for other, weight in pulls[slot]] for slot in column]
            pulled = [_Pulled(at[s], ps, sum(w for _, w in ps)) for s, ps in zip(column, near, strict=True)]
            both.append((pulled, offsets))
        for number in range(ROUNDS):
            for pulled, offsets in both if number % 2 == 0 else both[::-1]:
                if pulled:
                    first = pulled[0].slot
                    y[first : first + len(pulled)] = _spread(_wanted(pulled, y), offsets)
        middle = (min(y) + max(y)) / 2
        return {slot: value - middle for slot, value in zip(slots, y, strict=True)}


def _wanted(column: Sequence[_Pulled], y: Sequence[float]) -> list[float]:
    """Half way from where each is to the middle of its neighbours."""
    found = []
    for near in column:
        own, drawn = y[near.slot], 0.0
        for other, weight in near.pulls:
            drawn += y[other] * weight
        found.append(0.5 * own + 0.5 * drawn / near.total if near.total else own)
    return found


def _room(a: Slot, b: Slot, rows: Mapping[Slot, float], heads: Mapping[Slot, float]) -> float:
    return (rows.get(a, LANE_ROW) + rows.get(b, LANE_ROW)) / 2 + heads.get(b, 0.0)


def _spread(wanted: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """The nearest places to `wanted` in this order, as far apart as `offsets` (pool adjacent violators)."""
    means, counts = list[float](), list[int]()
    for place, offset in zip(wanted, offsets, strict=True):
        mean, count = place - offset, 1
        while means and means[-1] > mean:
            other, n = means.pop(), counts.pop()
            mean, count = (mean * count + other * n) / (count + n), count + n
        means.append(mean)
        counts.append(count)
    if len(means) < len(offsets):
        means = [mean for mean, count in zip(means, counts, strict=True) for _ in range(count)]
    return [start + offset for start, offset in zip(means, offsets, strict=True)]


def _pulls(scene: Scene, arranged: Arrangement) -> dict[Slot, list[tuple[Slot, float]]]:
    """Who draws whom to their own height: strong ties more, lanes most, so that they run straight."""
    pulls: dict[Slot, list[tuple[Slot, float]]] = {s: [] for c in arranged.columns for s in c}
    for key, chain in arranged.chains.items():
        weight = 0.2 + scene.ties[key].strength
        for u, v in pairwise(chain):
            straight = weight * (4.0 if isinstance(u, Lane) and isinstance(v, Lane) else 1.0)
            pulls[u].append((v, straight))
            pulls[v].append((u, straight))
    return pulls
