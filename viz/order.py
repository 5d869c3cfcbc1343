"""The order within columns: few crossings. Sugiyama, Tagawa & Toda 1981 (doi:10.1109/TSMC.1981.4308636).

A tie that skips a column gets a lane there, so that it never runs behind a card. The last column keeps the order of the
list beside the picture; the others serve it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from viz.scene import Scene, TieKey

SWEEPS = 12
"""Sweeps at most; the order settles within a few."""
PASSES = 40
"""Rounds of exchanging neighbours at most; each but the last one improves the order."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The slot where tie `key` crosses column `column`."""

    key: TieKey
    column: int


Slot = str | Lane
Columns = tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Slots by column from top to bottom, and each tie's chain of slots from its source to its target."""

    columns: Columns
    chains: Mapping[TieKey, tuple[Slot, ...]]


def chains_of(scene: Scene) -> dict[TieKey, tuple[Slot, ...]]:
    """Each tie as a chain: source, a lane for every column it skips, target."""
    found: dict[TieKey, tuple[Slot, ...]] = {}
    for key in scene.ties:
        source, target = key
        between = range(scene.column[source] + 1, scene.column[target])
        found[key] = (source, *(Lane(key, k) for k in between), target)
    return found


def _segments(chains: Mapping[TieKey, tuple[Slot, ...]]) -> Iterator[tuple[Slot, Slot]]:
    for chain in chains.values():
        yield from pairwise(chain)


def crossings(columns: Columns, chains: Mapping[TieKey, tuple[Slot, ...]]) -> int:
    """How many pairs of segments cross between neighbouring columns. O(segments^2)."""
    position = {slot: (k, i) for k, column in enumerate(columns) for i, slot in enumerate(column)}
    by_gap: dict[int, list[tuple[int, int]]] = {}
    for u, v in _segments(chains):
        if position[u][0] + 1 == position[v][0]:
            by_gap.setdefault(position[u][0], []).append((position[u][1], position[v][1]))
    return sum(
        (a - c) * (b - d) < 0 for edges in by_gap.values() for i, (a, b) in enumerate(edges) for c, d in edges[:i]
    )


class _Board:
    """Columns while they are being ordered, and who is joined to whom before and after."""

    def __init__(self, scene: Scene) -> None:
        self.chains = chains_of(scene)
        self.columns: list[list[Slot]] = [list(c) for c in scene.columns]
        lanes = [slot for chain in self.chains.values() for slot in chain[1:-1] if isinstance(slot, Lane)]
        for lane in lanes:
            self.columns[lane.column].append(lane)
        self.joined: tuple[defaultdict[Slot, list[Slot]], ...] = (defaultdict(list), defaultdict(list))
        column = {slot: k for k, slots in enumerate(self.columns) for slot in slots}
        for u, v in _segments(self.chains):
            if column[u] + 1 == column[v]:
                self.joined[1][u].append(v)
                self.joined[0][v].append(u)
        told = [slot for chain in self.chains.values() for slot in chain]
        self.rank = {slot: i for i, slot in reversed(list(enumerate(told)))}
        for k in range(len(self.columns) - 1):
            self.columns[k].sort(key=lambda slot: self.rank.get(slot, 0))

    def now(self) -> Columns:
        """The columns in the order they have at the moment."""
        return tuple(map(tuple, self.columns))

    def sweep(self, *, onwards: bool) -> None:
        """Order every free column by the middle of what its slots are joined to on one side."""
        free = range(len(self.columns) - 1)
        for k in free if onwards else reversed(free):
            beside, joined = (k - 1, self.joined[0]) if onwards else (k + 1, self.joined[1])
            if beside < 0:
                continue
            at = {slot: i for i, slot in enumerate(self.columns[beside])}
            mean = {s: _mean([at[n] for n in joined[s]], i) for i, s in enumerate(self.columns[k])}
            self.columns[k].sort(key=lambda s: (mean[s], self.rank.get(s, 0)))

    def swap(self) -> None:
        """Exchange neighbours while that saves crossings, or costs none and follows the list."""
        at = {slot: i for column in self.columns for i, slot in enumerate(column)}
        for _ in range(PASSES):
            if not sum(self._swapped(column, at) for column in self.columns[:-1]):
                return

    def _swapped(self, column: list[Slot], at: dict[Slot, int]) -> int:
        done = 0
        for i in range(len(column) - 1):
            u, v = column[i], column[i + 1]
            more = self._crossing(v, u, at) - self._crossing(u, v, at)
            if more < 0 or (more == 0 and self.rank.get(u, 0) > self.rank.get(v, 0)):
                column[i], column[i + 1], at[u], at[v] = v, u, i + 1, i
                done += 1
        return done

    def _crossing(self, upper: Slot, lower: Slot, at: Mapping[Slot, int]) -> int:
        pairs = ((n, m) for side in self.joined for n in side[upper] for m in side[lower])
        return sum(at[n] > at[m] for n, m in pairs)


def _mean(positions: Sequence[int], own: int) -> float:
    return sum(positions) / len(positions) if positions else float(own)


def _orders(board: _Board) -> Iterable[Columns]:
    """As the list has it, then what sweeps to and fro make of it, until that changes nothing."""
    seen: set[Columns] = set()
    for number in range(SWEEPS + 1):
        if number:
            board.sweep(onwards=number % 2 == 0)
        swept = board.now()
        if swept not in seen:
            seen.add(swept)
            board.swap()
            yield board.now()
            board.columns = [list(c) for c in swept]


def arrange(scene: Scene) -> Arrangement:
    """Order the columns but the last: the fewest crossings found, the nearest to the list among them. Deterministic."""
    board = _Board(scene)
    best: Columns = board.now()
    least: tuple[int, int] | None = None
    for columns in dict.fromkeys(_orders(board)):
        now = crossings(columns, board.chains), _astray(columns, board.rank)
        if least is None or now < least:
            best, least = columns, now
    return Arrangement(best, board.chains)


def _astray(columns: Columns, rank: Mapping[Slot, int]) -> int:
    """Neighbours that stand in another order than the list's."""
    return sum(rank.get(u, 0) > rank.get(v, 0) for column in columns for u, v in pairwise(column))
