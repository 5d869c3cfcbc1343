"""Common neighbours of pairs, weighted by how few others know them (Adamic & Adar 2003)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import compiled_pays, read_only
from graph.strength.ordering import stable_order
from graph.strength.shared import rows_counted, shared_sums

CHUNK = 1_000_000
"""Neighbour look-ups held in memory at a time."""
ROOM = 8
"""Places of the sieve a key: one in eight of what is not there passes."""
SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio: its multiples spread evenly (Knuth, The Art of Computer Programming 6.4)."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Undirected adjacency as compressed rows: `other[start[i]:start[i+1]]` are i's neighbours, ascending.

    `slot`: which undirected edge each entry came from.
    """

    start: Int64
    other: Int64
    slot: Int64

    def degree(self) -> Int64:
        """(n,) number of neighbours."""
        return np.diff(self.start)


def neighbours(a: Int32, b: Int32, *, people: int) -> Neighbours:
    """Adjacency of the distinct pairs (a, b), a < b, in their order. O(e log e), or O(n + e) for many in order."""
    in_order = bool((np.diff(a.astype(np.int64) * people + b) > 0).all())
    if in_order and compiled_pays(len(a)):
        return Neighbours(*rows_counted(read_only(a), read_only(b), people))
    rows, cols = np.concatenate([b, a]).astype(np.int64), np.concatenate([a, b]).astype(np.int64)
    slot = np.tile(np.arange(len(a), dtype=np.int64), 2)
    order = stable_order(rows) if in_order else np.lexsort((cols, rows))
    start = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=people), out=start[1:])
    return Neighbours(start=start, other=cols[order], slot=slot[order])


def common(graph: Neighbours, a: Int64, b: Int64) -> tuple[Int64, Int64, Int64, Int64]:
    """Every common neighbour of every pair (a[i], b[i]): which pair, who, and both entries in `graph`.

    Returns:
        `(pair, middle, entry_a, entry_b)`: `entry_a` is the row of `graph` for (a, middle), `entry_b` for (b, middle).

    Goes through the neighbours of the end that has fewer: O(sum of min(degree) * log e).
    """
    people = len(graph.start) - 1
    keys = np.repeat(np.arange(people), graph.degree()) * people + graph.other
    maybe = _Sieve(keys)
    parts = [_common_chunk(graph, keys, maybe, a, b, chunk) for chunk in _chunks(graph, a, b)]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, none
    pair, middle, entry_a, entry_b = (np.concatenate(column) for column in zip(*parts, strict=True))
    return pair, middle, entry_a, entry_b


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Of each pair over their common neighbours: how many, the sum of 1/ln(degree), and of that times the weaker tie.

    A common neighbour has at least two neighbours, so ln > 0.
    """

    count: Int64
    rare: Float64
    weaker: Float64


def shared(graph: Neighbours, a: Int64, b: Int64, tie: Float64 | None = None) -> Shared:
    """What the pairs (a[i], b[i]) have in common; `tie`: strengths, by edge (none: 0)."""
    rare, ties = 1.0 / np.log(np.maximum(graph.degree(), 2)), np.zeros(0) if tie is None else tie
    if compiled_pays(len(a)):
        start, other, slot, a, b = (read_only(column) for column in (graph.start, graph.other, graph.slot, a, b))
        return Shared(*shared_sums(start, other, slot, a, b, read_only(rare), read_only(ties)))
    pair, middle, near, far = common(graph, a, b)
    weaker = np.minimum(ties[graph.slot[near]], ties[graph.slot[far]]) if len(ties) else np.zeros(len(pair))
    return Shared(
        count=np.bincount(pair, minlength=len(a)),
        rare=np.bincount(pair, weights=rare[middle], minlength=len(a)).astype(np.float64),
        weaker=np.bincount(pair, weights=rare[middle] * weaker, minlength=len(a)).astype(np.float64),
    )


def adamic_adar(graph: Neighbours, a: Int64, b: Int64) -> Float64:
    """Sum over common neighbours of 1/ln(degree), of each pair."""
    return shared(graph, a, b).rare


def _chunks(graph: Neighbours, a: Int64, b: Int64) -> list[Int64]:
    degree = graph.degree()
    work = np.minimum(degree[a], degree[b])
    useful = np.flatnonzero(work)
    if len(useful) == 0:
        return []
    group = np.cumsum(work[useful]) // CHUNK
    return np.split(useful, np.flatnonzero(np.diff(group)) + 1)


class _Sieve:
    """Which numbers may be among many keys: nearly all others are told apart without a search (Bloom 1970)."""

    def __init__(self, keys: Int64) -> None:
        self._shift = np.uint64(64 - max((ROOM * len(keys)).bit_length(), 1))
        self._seen = np.zeros(1 << (64 - int(self._shift)), dtype=np.bool_)
        self._seen[self._place(keys)] = True

    def _place(self, keys: Int64) -> Int64:
        return ((keys.view(np.uint64) * SPREAD) >> self._shift).view(np.int64)

    def passed(self, wanted: Int64) -> Int64:
        """Where those of `wanted` stand that may be among the keys. O(wanted)."""
        return np.flatnonzero(self._seen[self._place(wanted)])


def _common_chunk(
    graph: Neighbours, keys: Int64, maybe: _Sieve, a: Int64, b: Int64, chunk: Int64
) -> tuple[Int64, Int64, Int64, Int64]:
    degree, people = graph.degree(), len(graph.start) - 1
    swap = degree[a[chunk]] > degree[b[chunk]]
    small, large = np.where(swap, b[chunk], a[chunk]), np.where(swap, a[chunk], b[chunk])
    length = degree[small]
    pair = np.repeat(np.arange(len(chunk)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    entry_small = graph.start[small][pair] + offset
    middle = graph.other[entry_small]
    wanted = large[pair] * people + middle
    left = maybe.passed(wanted)
    entry_large = np.minimum(np.searchsorted(keys, wanted[left]), max(len(keys) - 1, 0))
    there = keys[entry_large] == wanted[left]
    hit = left[there]
    pair, middle = pair[hit], middle[hit]
    first, second = entry_small[hit], entry_large[there]
    flipped = swap[pair]
    return chunk[pair], middle, np.where(flipped, second, first), np.where(flipped, first, second)
