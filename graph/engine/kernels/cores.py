"""Core numbers and connected parts, each in one pass over the rows."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.jit import kernel

BATCH = 64
"""People whose rows are read together: rows are far apart in memory, and a processor waits for all of them at once."""


@kernel
def core_numbers(indptr: Int64, indices: Int32, loops: bool) -> Int32:
    """The core number of each person, self loops (`loops`: whether there may be any) left out. O(m log(highest core)).

    Level by level: everybody with k contacts left is taken away, and whoever has k left then; who is left is looked
    through once a level, and of people with k contacts or more there are at most m / k (Kabir & Madduri 2017,
    doi:10.1109/IPDPSW.2017.151). What is looked at is counted, not branched on: nothing here can be foretold.
    """
    n = len(indptr) - 1
    if len(indices) == 0:
        return np.zeros(n, dtype=np.int32)
    left, rest, queue = np.empty(n, dtype=np.int32), np.empty(n + 1, dtype=np.int32), np.empty(n + 1, dtype=np.int32)
    begin, end, met = np.empty(BATCH, np.int64), np.empty(BATCH, np.int64), np.empty(BATCH, np.int32)
    for v in range(n):
        left[v], rest[v] = indptr[v + 1] - indptr[v], v
        for arc in range(indptr[v], indptr[v + 1] if loops else indptr[v]):
            left[v] -= indices[arc] == v
    remaining, k = n, 0
    while remaining > 0:
        kept, done, found, least = 0, 0, 0, n
        for i in range(remaining):
            v = rest[i]
            degree = left[v]
            queue[found], rest[kept] = v, v
            found += degree == k
            kept += degree > k
            least = min(least, degree if degree > k else n)
        remaining = kept
        while done < found:
            size = min(BATCH, found - done)
            for i in range(size):
                begin[i], end[i] = indptr[queue[done + i]], indptr[queue[done + i] + 1]
            for i in range(size):
                met[i] = indices[begin[i] if begin[i] < end[i] else 0]
            done += size
            for i in range(size):
                for arc in range(begin[i], end[i]):
                    u = indices[arc]
                    degree = left[u]
                    left[u] = degree - (degree > k)
                    queue[found] = u
                    found += degree == k + 1
        k = k + 1 if found else least
    return left


@kernel
def any_loop(indptr: Int64, indices: Int32) -> bool:
    """Whether anybody has a tie to themselves. O(m)."""
    for v in range(len(indptr) - 1):
        loops = 0
        for arc in range(indptr[v], indptr[v + 1]):
            loops += indices[arc] == v
        if loops:
            return True
    return False


@kernel
def parts(indptr: Int64, indices: Int32) -> Int64:
    """The connected part of each person, numbered by their first person. O(n + m)."""
    n, count = len(indptr) - 1, 0
    part, stack = np.full(n, -1, dtype=np.int64), np.empty(n, dtype=np.int32)
    for start in range(n):
        if part[start] >= 0:
            continue
        part[start], stack[0], size = count, start, 1
        while size > 0:
            size -= 1
            v = stack[size]
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if part[u] < 0:
                    part[u], stack[size] = count, u
                    size += 1
        count += 1
    return part
