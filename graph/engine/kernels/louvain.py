"""One level of the Louvain method, move for move as NetworkX makes them: equal seeds give equal communities."""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import kernel


@kernel
def edges_in_order(indptr: Int64, indices: Int32, weight: Float64) -> tuple[Int32, Int32, Float64]:
    """Each tie once, as NetworkX lists them: by its earlier node, in the order of that node's row."""
    n, found = len(indptr) - 1, 0
    a, b = np.empty(len(indices), dtype=np.int32), np.empty(len(indices), dtype=np.int32)
    w = np.empty(len(indices))
    for u in range(n):
        for arc in range(indptr[u], indptr[u + 1]):
            if indices[arc] >= u:
                a[found], b[found], w[found] = u, indices[arc], weight[arc]
                found += 1
    return a[:found], b[:found], w[:found]


@kernel
def rows_in_order(n: int, a: Int32, b: Int32, w: Float64) -> tuple[Int64, Int32, Float64]:
    """Rows as they grow when ties are added one by one."""
    indptr = np.zeros(n + 1, dtype=np.int64)
    for i in range(len(a)):
        indptr[a[i] + 1] += 1
        if a[i] != b[i]:
            indptr[b[i] + 1] += 1
    for v in range(n):
        indptr[v + 1] += indptr[v]
    free = indptr[:-1].copy()
    indices, weight = np.empty(indptr[n], dtype=np.int32), np.empty(indptr[n])
    for i in range(len(a)):
        indices[free[a[i]]], weight[free[a[i]]] = b[i], w[i]
        free[a[i]] += 1
        if a[i] != b[i]:
            indices[free[b[i]]], weight[free[b[i]]] = a[i], w[i]
            free[b[i]] += 1
    return indptr, indices, weight


@kernel
def degrees(indptr: Int64, indices: Int32, weight: Float64) -> Float64:
    """Weighted degrees; a self loop counts twice."""
    n = len(indptr) - 1
    found = np.zeros(n)
    for v in range(n):
        loop = 0.0
        for arc in range(indptr[v], indptr[v + 1]):
            found[v] += weight[arc]
            if indices[arc] == v:
                loop = weight[arc]
        found[v] += loop
    return found


@kernel
def one_level(
    indptr: Int64, indices: Int32, weight: Float64, degree: Float64, order: Int64, m: float, resolution: float
) -> tuple[Int64, bool]:
    """Move nodes, in this order, to the neighbouring community of highest gain until none moves; whether any did."""
    n = len(indptr) - 1
    home, total = np.arange(n), degree.copy()
    towards, seen = np.zeros(n), np.empty(n, dtype=np.int64)
    moves, improved = 1, False
    while moves > 0:
        moves = 0
        for u in order:
            near = 0
            for arc in range(indptr[u], indptr[u + 1]):
                v = indices[arc]
                if v == u:
                    continue
                c = home[v]
                known = False
                if towards[c] != 0.0:
                    known = True
                else:
                    for i in range(near):
                        known = known or seen[i] == c
                if not known:
                    seen[near] = c
                    near += 1
                towards[c] += weight[arc]
            best_gain, best = 0.0, home[u]
            total[best] -= degree[u]
            cost = -towards[best] / m + resolution * (total[best] * degree[u]) / (2 * m**2)
            for i in range(near):
                c = seen[i]
                gain = cost + towards[c] / m - resolution * (total[c] * degree[u]) / (2 * m**2)
                if gain > best_gain:
                    best_gain, best = gain, c
            for i in range(near):
                towards[seen[i]] = 0.0
            total[best] += degree[u]
            if best != home[u]:
                home[u], improved, moves = best, True, moves + 1
    return home, improved
