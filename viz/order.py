"""The order within columns: few crossings. Sugiyama, Tagawa & Toda 1981 (doi:10.1109/TSMC.1981.4308636).

A tie that skips a column gets a lane there, so that it never runs behind a card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from viz.scene import Scene, TieKey

SWEEPS = 24
"""Sweeps at most; the order settles within a few."""


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
    place = {slot: (k, i) for k, column in enumerate(columns) for i, slot in enumerate(column)}
    by_gap: dict[int, list[tuple[int, int]]] = {}
    for u, v in _segments(chains):
        if place[u][0] + 1 == place[v][0]:
            by_gap.setdefault(place[u][0], []).append((place[u][1], place[v][1]))
    return sum(
        (a - c) * (b - d) < 0 for edges in by_gap.values() for i, (a, b) in enumerate(edges) for c, d in edges[:i]
    )


def _swept(
    columns: list[list[Slot]], neighbours: Mapping[Slot, Sequence[Slot]], order: Sequence[int], step: int
) -> None:
    for k in order:
        at = {slot: i for i, slot in enumerate(columns[k - step])}
        near = {s: [at[n] for n in neighbours.get(s, ()) if n in at] for s in columns[k]}
        mean = {s: sum(n) / len(n) if n else float(i) for i, (s, n) in enumerate(near.items())}
        columns[k].sort(key=mean.__getitem__)


def _swapped(columns: list[list[Slot]], chains: Mapping[TieKey, tuple[Slot, ...]]) -> list[list[Slot]]:
    best = crossings(tuple(map(tuple, columns)), chains)
    better = True
    while better and best:
        better = False
        for column in columns:
            for i in range(len(column) - 1):
                column[i], column[i + 1] = column[i + 1], column[i]
                now = crossings(tuple(map(tuple, columns)), chains)
                if now < best:
                    best, better = now, True
                else:
                    column[i], column[i + 1] = column[i + 1], column[i]
    return columns


def arrange(scene: Scene) -> Arrangement:
    """Order the columns by barycentre sweeps, then by swaps of neighbours while that saves crossings. Deterministic."""
    chains = chains_of(scene)
    columns: list[list[Slot]] = [list(c) for c in scene.columns]
    for chain in chains.values():
        for slot in chain[1:-1]:
            if isinstance(slot, Lane):
                columns[slot.column].append(slot)
    before: dict[Slot, list[Slot]] = {}
    after: dict[Slot, list[Slot]] = {}
    for u, v in _segments(chains):
        before.setdefault(v, []).append(u)
        after.setdefault(u, []).append(v)
    best, least = [list(c) for c in columns], crossings(tuple(map(tuple, columns)), chains)
    for sweep in range(SWEEPS):
        if sweep % 2 == 0:
            _swept(columns, before, range(1, len(columns)), 1)
        else:
            _swept(columns, after, range(len(columns) - 2, -1, -1), -1)
        now = crossings(tuple(map(tuple, columns)), chains)
        if now < least:
            best, least = [list(c) for c in columns], now
    return Arrangement(tuple(map(tuple, _swapped(best, chains))), chains)
