"""From ties to compressed sparse rows, by counting: O(n + t), no sort, each row in the order of ids."""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.engine.kernels.jit import kernel


@kernel
def rows_of(n: int, a: Int32, b: Int32) -> tuple[Int64, Int32, Int32]:
    """Rows of an undirected graph whose ties (a, b), a <= b, come sorted; a self loop is one arc.

    Returns:
        `indptr` (n + 1), `indices` (arcs) and `tie` (arcs): which tie an arc belongs to.
    """
    indptr = np.zeros(n + 1, dtype=np.int64)
    for i in range(len(a)):
        indptr[b[i] + 1] += 1
        if a[i] != b[i]:
            indptr[a[i] + 1] += 1
    for v in range(n):
        indptr[v + 1] += indptr[v]
    free = indptr[:-1].copy()
    indices, tie = np.empty(indptr[n], dtype=np.int32), np.empty(indptr[n], dtype=np.int32)
    for i in range(len(a)):
        at = free[b[i]]
        indices[at], tie[at] = a[i], i
        free[b[i]] += 1
    for i in range(len(a)):
        if a[i] != b[i]:
            at = free[a[i]]
            indices[at], tie[at] = b[i], i
            free[a[i]] += 1
    return indptr, indices, tie


@kernel
def fixed_point(costs: Float64, tie: Int32, scale: float, hop_bits: int, infinite: int) -> Int64:
    """Weight of each arc: `cost * scale`, rounded, above `hop_bits` free bits; `infinite` where that is."""
    weight = np.empty(len(tie), dtype=np.int64)
    for arc in range(len(tie)):
        cost = costs[tie[arc]]
        weight[arc] = np.int64(np.rint(cost * scale)) << hop_bits if cost < np.inf else infinite
    return weight
