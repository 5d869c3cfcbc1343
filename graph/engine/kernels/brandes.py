"""Brandes' dependencies over fewest-hops paths (Brandes 2001, doi:10.1080/0022250X.2001.9990249).

A search needs to know of a neighbour only whether it is new, one level on, or neither, so levels are kept modulo three
in a byte, which stays in the cache at a million people. The arcs to the next level are written down as they are found:
the way back reads them from end to end and looks at no other.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int8, Int32, Int64
from graph.jit import kernel


@kernel
def _descend(
    indptr: Int64, indices: Int32, source: int, mark: Int8, count: Float64, queue: Int32, start: Int64, onward: Int32
) -> np.uint64:
    """Count shortest paths from `source`; returns how many people it reaches, itself among them.

    Fills `queue` with them in order of hops, and `onward[start[i] : start[i + 1]]` with the neighbours of the i-th that
    are one hop farther. `mark`: 0 where not yet reached. Places are unsigned, which spares a test for negative ones.
    """
    queue[0], mark[source], count[source] = source, 1, 1.0
    reached, i, written = np.uint64(1), np.uint64(0), np.uint64(0)
    while i < reached:
        u = np.uint64(queue[i])
        following = np.int8(mark[u] % 3 + 1)
        start[i], first = written, written
        for arc in range(np.uint64(indptr[u]), np.uint64(indptr[u + np.uint64(1)])):
            w = indices[arc]
            v = np.uint64(w)
            seen = mark[v]
            onward[written] = w  # overwritten unless it counts: cheaper than to guess
            written += np.uint64((seen == 0) | (seen == following))
            if seen == 0:
                mark[v], queue[reached] = following, w
                reached += np.uint64(1)
        paths = count[u]
        for j in range(first, written):
            count[np.uint64(onward[j])] += paths
        i += np.uint64(1)
    start[reached] = written
    return reached


@kernel
def dependencies(indptr: Int64, indices: Int32, sources: Int32, ends: bool) -> Float64:
    """Sum over the sources of Brandes' dependencies per person.

    `ends`: whether the two ends of a path count as on it. O(sources (n + m)), memory 37 n + 4 m bytes.
    """
    n = len(indptr) - 1
    answer, count, share = np.zeros(n), np.zeros(n), np.zeros(n)
    mark, queue = np.zeros(n, dtype=np.int8), np.empty(n, dtype=np.int32)
    start, onward = np.empty(n + 1, dtype=np.int64), np.empty(len(indices) // 2 + 1, dtype=np.int32)
    for s in sources:
        reached = _descend(indptr, indices, s, mark, count, queue, start, onward)
        for back in range(np.uint64(1), reached + np.uint64(1)):
            i = reached - back
            u, passed = np.uint64(queue[i]), 0.0
            for j in range(np.uint64(start[i]), np.uint64(start[i + np.uint64(1)])):
                passed += share[np.uint64(onward[j])]
            paths = count[u]
            passed *= paths
            share[u] = (1.0 + passed) / paths
            if back < reached:
                answer[u] += passed + (1.0 if ends else 0.0)
            mark[u], count[u] = 0, 0.0
        if ends:
            answer[s] += reached - np.uint64(1)
    return answer
