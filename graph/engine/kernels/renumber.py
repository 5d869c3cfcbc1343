"""A numbering in the order of breadth-first searches, from the person of highest degree of each part."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.jit import kernel


@kernel
def breadth_first(indptr: Int64, indices: Int32) -> Int32:
    """The new number of each person. O(n log n + m)."""
    n = len(indptr) - 1
    position = np.full(n, -1, dtype=np.int32)
    queue, head, tail = np.empty(n, dtype=np.int32), 0, 0
    for start in np.argsort(indptr[:-1] - indptr[1:]):
        if position[start] >= 0:
            continue
        position[start], queue[tail] = tail, start
        tail += 1
        while head < tail:
            u = queue[head]
            head += 1
            for arc in range(indptr[u], indptr[u + 1]):
                v = indices[arc]
                if position[v] < 0:
                    position[v], queue[tail] = tail, v
                    tail += 1
    return position


@kernel
def renumbered(indptr: Int64, indices: Int32, position: Int32) -> tuple[Int64, Int32]:
    """The rows under new numbers, each row ascending. O(m log degree)."""
    n = len(indptr) - 1
    old = np.empty(n, dtype=np.int32)
    for v in range(n):
        old[position[v]] = v
    start, ends = np.zeros(n + 1, dtype=np.int64), np.empty(len(indices), dtype=np.int32)
    for i in range(n):
        v = old[i]
        degree = indptr[v + 1] - indptr[v]
        start[i + 1] = start[i] + degree
        for j in range(degree):
            ends[start[i] + j] = position[indices[indptr[v] + j]]
        ends[start[i] : start[i + 1]].sort()
    return start, ends
