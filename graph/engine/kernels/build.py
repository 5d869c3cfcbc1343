"""From ties to compressed sparse rows, by counting: each row in the order of costs, then of ids."""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import compiled_pays, kernel


def rows_of(n: int, a: Int32, b: Int32, order: Int64) -> tuple[Int64, Int32, Int32]:
    """Rows of an undirected graph of ties (a, b), a <= b, filled in the order given; a self loop is one arc.

    Returns:
        `indptr` (n + 1), `indices` (arcs) and `tie` (arcs): which tie an arc belongs to. O(n + ties), or by sorting for
        a few.
    """
    fill = rows_filled if compiled_pays(len(a)) else rows_in_arrays
    return fill(n, a, b, order)


def rows_in_arrays(n: int, a: Int32, b: Int32, order: Int64) -> tuple[Int64, Int32, Int32]:
    """`rows_of`, by a sort that keeps the order."""
    ends = np.stack([b[order], a[order]], axis=1)
    arcs = np.stack([np.ones(len(a), dtype=np.bool_), ends[:, 0] != ends[:, 1]], axis=1).ravel()
    person, other, tie = ends.ravel()[arcs], ends[:, ::-1].ravel()[arcs], np.repeat(order, 2)[arcs]
    by_person = np.argsort(person, kind="stable")
    indptr = np.searchsorted(person[by_person], np.arange(n + 1)).astype(np.int64)
    return indptr, other[by_person].astype(np.int32), tie[by_person].astype(np.int32)


@kernel
def rows_filled(n: int, a: Int32, b: Int32, order: Int64) -> tuple[Int64, Int32, Int32]:
    """`rows_of`, by counting."""
    indptr = np.zeros(n + 1, dtype=np.int64)
    for i in range(len(a)):
        indptr[b[i] + 1] += 1
        if a[i] != b[i]:
            indptr[a[i] + 1] += 1
    for v in range(n):
        indptr[v + 1] += indptr[v]
    free = indptr[:-1].copy()
    indices, tie = np.empty(indptr[n], dtype=np.int32), np.empty(indptr[n], dtype=np.int32)
    for i in order:
        at = free[b[i]]
        indices[at], tie[at] = a[i], i
        free[b[i]] += 1
        if a[i] != b[i]:
            at = free[a[i]]
            indices[at], tie[at] = b[i], i
            free[a[i]] += 1
    return indptr, indices, tie


def fixed_point(costs: Float64, scale: float, hop_bits: int, infinite: int) -> Int64:
    """Weight of each tie: `cost * scale`, rounded, above `hop_bits` free bits; `infinite` where that is."""
    known = np.isfinite(costs)
    whole: Int64 = np.rint(np.where(known, costs, 0.0) * scale).astype(np.int64) << hop_bits
    return np.where(known, whole, np.int64(infinite))
