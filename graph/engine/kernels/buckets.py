"""Keys from a set of people to everybody, by delta-stepping: people wait in buckets of keys, not in order.

A bucket is emptied in rounds, and who is improved meanwhile comes again. Rows are far apart in memory: the beginnings
of a batch of them are read before the first is walked, so that a processor waits for all of them at once.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.engine.kernels.labels import INFINITE
from graph.jit import kernel

BATCH = 64
SAMPLE = 1_000
FINER = 4
"""Bits by which a bucket is narrower than a middling weight."""
BUCKETS = 1 << 12
"""Buckets at most; wider ones where weights differ by more."""
NOTHING = -1


@kernel
def _width(weight: Int64, step: int) -> tuple[int, int]:
    """The width of a bucket in bits, and how many are in use at once, a power of 2."""
    heaviest = 0
    for arc in range(len(weight)):
        heaviest = max(heaviest, weight[arc] if weight[arc] < INFINITE else 0)
    heaviest += step
    some = np.sort(weight[:: len(weight) // SAMPLE + 1])
    middling = min(some[len(some) // 2] + step, heaviest) if len(some) else 0
    bits = 0
    while middling >> (bits + FINER) or (heaviest >> bits) + 2 > BUCKETS:
        bits += 1
    count = 2
    while count < (heaviest >> bits) + 2:
        count *= 2
    return bits, count


@kernel
def _taken(
    entry: int, who: Int32, key: Int64, following: Int32, best: Int64, people: Int32, keys: Int64
) -> tuple[int, int]:
    """Up to a batch of a bucket's entries, stale ones left out: the next entry, and how many."""
    size = 0
    while entry >= 0 and size < len(people):
        people[size], keys[size] = who[entry], key[entry]
        size += keys[size] == best[people[size]]
        entry = following[entry]
    return entry, size


@kernel
def _met(indptr: Int64, indices: Int32, weight: Int64, people: Int32, size: int, seen: Int64) -> None:
    """Read where the rows of a batch begin, so that they are at hand when each is walked."""
    for i in range(size):
        seen[i] = indptr[people[i]]
    for i in range(size):
        at = min(seen[i], len(weight) - 1)
        seen[i] = indices[at] + weight[at]


@kernel
def whole_keys(indptr: Int64, indices: Int32, weight: Int64, step: int, seeds: Int32) -> Int64:
    """Least keys from the seeds (key 0) to everybody; `INFINITE` where nobody leads. O(n + m) where weights are alike.

    Meyer & Sanders 2003, doi:10.1016/S0196-6774(03)00076-2.
    """
    n = len(indptr) - 1
    best = np.full(n, INFINITE, dtype=np.int64)
    bits, count = _width(weight, step)
    head, size = np.full(count, NOTHING, dtype=np.int32), len(seeds)
    who, following, key = np.empty(n + size, np.int32), np.empty(n + size, np.int32), np.empty(n + size, np.int64)
    people, keys, seen = np.empty(BATCH, np.int32), np.empty(BATCH, np.int64), np.empty(BATCH, np.int64)
    for i in range(size):
        best[seeds[i]], who[i], key[i], following[i] = 0, seeds[i], 0, i - 1
    head[0], at, idle = size - 1, 0, 0
    while idle < count:
        slot = at & (count - 1)
        entry, head[slot] = head[slot], NOTHING
        idle = 0 if entry >= 0 else idle + 1
        while entry >= 0:
            entry, taken = _taken(entry, who, key, following, best, people, keys)
            _met(indptr, indices, weight, people, taken, seen)
            for i in range(taken):
                u = people[i]
                if size + indptr[u + 1] - indptr[u] > len(who):
                    more = len(who) + indptr[u + 1] - indptr[u]
                    who = np.concatenate((who, np.empty(more, np.int32)))
                    following = np.concatenate((following, np.empty(more, np.int32)))
                    key = np.concatenate((key, np.empty(more, np.int64)))
                for arc in range(indptr[u], indptr[u + 1]):
                    reached, v = keys[i] + weight[arc] + step, indices[arc]
                    if reached < best[v]:
                        to = (reached >> bits) & (count - 1)
                        best[v], who[size], key[size], following[size] = reached, v, reached, head[to]
                        head[to] = size
                        size += 1
        at += head[slot] < 0
    return best
