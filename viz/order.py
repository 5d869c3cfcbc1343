"""The order within columns: few crossings. Sugiyama, Tagawa & Toda 1981 (doi:10.1109/TSMC.1981.4308636).

A tie that skips a column gets a lane there, so that it never runs behind a card. The last column keeps the order of the
list beside the picture; the others serve it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

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
Numbers = tuple[tuple[int, ...], ...]
T = TypeVar("T")


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
    return _crossings(columns, _segments(chains))


def _crossings(columns: Sequence[Sequence[T]], segments: Iterable[tuple[T, T]]) -> int:
    position = {slot: (k, i) for k, column in enumerate(columns) for i, slot in enumerate(column)}
    by_gap: dict[int, list[tuple[int, int]]] = {}
    for u, v in segments:
        if position[u][0] + 1 == position[v][0]:
            by_gap.setdefault(position[u][0], []).append((position[u][1], position[v][1]))
    return sum(
        (a - c) * (b - d) < 0 for edges in by_gap.values() for i, (a, b) in enumerate(edges) for c, d in edges[:i]
    )


class _Board:
    """Columns while they are being ordered, and who is joined to whom before and after. Slots by number, as told."""

    def __init__(self, scene: Scene) -> None:
        self.chains = chains_of(scene)
        lanes = [slot for chain in self.chains.values() for slot in chain[1:-1] if isinstance(slot, Lane)]
        columns: list[list[Slot]] = [list(c) for c in scene.columns]
        for lane in lanes:
            columns[lane.column].append(lane)
        told = (slot for chain in self.chains.values() for slot in chain)
        number = {slot: i for i, slot in enumerate(dict.fromkeys((*told, *(s for c in columns for s in c))))}
        self._slots, self._at = list(number), [0] * len(number)
        self.columns = [[number[slot] for slot in column] for column in columns]
        self.segments = [(number[u], number[v]) for u, v in _segments(self.chains)]
        self.joined: tuple[list[list[int]], ...] = ([[] for _ in number], [[] for _ in number])
        at = {slot: k for k, slots in enumerate(self.columns) for slot in slots}
        for u, v in self.segments:
            if at[u] + 1 == at[v]:
                self.joined[1][u].append(v)
                self.joined[0][v].append(u)
        for column in self.columns[:-1]:
            column.sort()

    def now(self) -> Numbers:
        """The columns in the order they have at the moment."""
        return tuple(map(tuple, self.columns))

    def named(self, columns: Numbers) -> Columns:
        """Columns with their slots in place of numbers."""
        return tuple(tuple(self._slots[number] for number in column) for column in columns)

    def sweep(self, *, onwards: bool) -> None:
        """Order every free column by the middle of what its slots are joined to on one side."""
        free = range(len(self.columns) - 1)
        for k in free if onwards else reversed(free):
            beside, joined = (k - 1, self.joined[0]) if onwards else (k + 1, self.joined[1])
            if beside < 0:
                continue
            at = self._placed(self.columns[beside])
            mean = {s: _mean([at[n] for n in joined[s]], i) for i, s in enumerate(self.columns[k])}
            self.columns[k].sort(key=lambda s: (mean[s], s))

    def _placed(self, *columns: Sequence[int]) -> list[int]:
        """The place of each slot within its column; of those in `columns` only."""
        for column in columns:
            for i, slot in enumerate(column):
                self._at[slot] = i
        return self._at

    def swap(self) -> None:
        """Exchange neighbours while that saves crossings, or costs none and follows the list."""
        at = self._placed(*self.columns)
        for _ in range(PASSES):
            if not sum(self._swapped(column, at) for column in self.columns[:-1]):
                return

    def _swapped(self, column: list[int], at: list[int]) -> int:
        done = 0
        for i in range(len(column) - 1):
            u, v = column[i], column[i + 1]
            more = self._more(u, v, at)
            if more < 0 or (more == 0 and u > v):
                column[i], column[i + 1], at[u], at[v] = v, u, i + 1, i
                done += 1
        return done

    def _more(self, upper: int, lower: int, at: Sequence[int]) -> int:
        """How many more crossings there are once two neighbours are exchanged."""
        more = 0
        for side in self.joined:
            for n in side[upper]:
                for m in side[lower]:
                    more += (at[n] < at[m]) - (at[n] > at[m])
        return more


def _mean(positions: Sequence[int], own: int) -> float:
    return sum(positions) / len(positions) if positions else float(own)


def _orders(board: _Board) -> Iterable[Numbers]:
    """As the list has it, then what sweeps to and fro make of it, until that changes nothing."""
    seen: set[Numbers] = set()
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
    found = dict.fromkeys(_orders(board))
    best = min(found, key=lambda columns: (_crossings(columns, board.segments), _astray(columns)))
    return Arrangement(board.named(best), board.chains)


def _astray(columns: Numbers) -> int:
    """Neighbours that stand in another order than the list's."""
    return sum(u > v for column in columns for u, v in pairwise(column))
