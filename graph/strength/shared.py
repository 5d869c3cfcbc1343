"""Who is next to whom, and whom two have in common, in compiled loops: what `structure` has in arrays, to the bit."""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import kernel


@kernel
def rows_counted(a: Int32, b: Int32, people: int) -> tuple[Int64, Int64, Int64]:
    """Adjacency of pairs (a, b), a < b, sorted: where each person's row begins, the others, their pairs. O(n + e)."""
    start = np.zeros(people + 1, dtype=np.int64)
    for i in range(len(a)):
        start[a[i] + 1] += 1
        start[b[i] + 1] += 1
    for v in range(people):
        start[v + 1] += start[v]
    free = start[:-1].copy()
    other, slot = np.empty(2 * len(a), dtype=np.int64), np.empty(2 * len(a), dtype=np.int64)
    for i in range(len(a)):
        at = free[b[i]]
        other[at], slot[at] = a[i], i
        free[b[i]] += 1
    for i in range(len(a)):
        at = free[a[i]]
        other[at], slot[at] = b[i], i
        free[a[i]] += 1
    return start, other, slot


@kernel
def by_larger_end(start: Int64, a: Int64, b: Int64) -> tuple[Int64, Int64]:
    """The pairs (a[i], b[i]) in the order of the end with more neighbours, and where those of each person begin."""
    people = len(start) - 1
    begin = np.zeros(people + 1, dtype=np.int64)
    large = np.empty(len(a), dtype=np.int64)
    for i in range(len(a)):
        more = start[a[i] + 1] - start[a[i]] > start[b[i] + 1] - start[b[i]]
        large[i] = a[i] if more else b[i]
        begin[large[i] + 1] += 1
    for v in range(people):
        begin[v + 1] += begin[v]
    free, order = begin[:-1].copy(), np.empty(len(a), dtype=np.int64)
    for i in range(len(a)):
        order[free[large[i]]] = i
        free[large[i]] += 1
    return order, begin


@kernel
def shared_sums(
    start: Int64, other: Int64, slot: Int64, a: Int64, b: Int64, rare: Float64, tie: Float64
) -> tuple[Int64, Float64, Float64]:
    """Of each pair (a[i], b[i]) over those both are next to: how many, the sum of `rare`, and that by the weaker `tie`.

    No `tie` given: 0. O(n + pairs + sum of their smaller degrees).
    """
    count, sums, weaker = np.zeros(len(a), dtype=np.int64), np.zeros(len(a)), np.zeros(len(a))
    order, begin = by_larger_end(start, a, b)
    place = np.full(len(rare), -1, dtype=np.int32)  # of each neighbour of the larger end: the entry, from its row on
    for v in range(len(begin) - 1):
        if begin[v] == begin[v + 1]:
            continue
        for at in range(start[v], start[v + 1]):
            place[other[at]] = at - start[v]
        for i in order[begin[v] : begin[v + 1]]:
            small = a[i] + b[i] - v
            for near in range(start[small], start[small + 1]):
                who = other[near]
                if place[who] >= 0:
                    count[i] += 1
                    sums[i] += rare[who]
                    if len(tie):
                        weaker[i] += rare[who] * min(tie[slot[near]], tie[slot[start[v] + place[who]]])
        for at in range(start[v], start[v + 1]):
            place[other[at]] = -1
    return count, sums, weaker
