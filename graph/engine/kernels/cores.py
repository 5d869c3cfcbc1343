"""Core numbers and connected parts, each in one pass over the rows."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.engine.kernels.jit import kernel


@kernel
def core_numbers(indptr: Int64, indices: Int32) -> Int32:
    """The core number of each person, self loops left out. O(n + m).

    People lie in the order of the contacts they have left; who is next is taken away, and each contact with more left
    changes places with the first of its kind (Batagelj & Zaversnik 2003, arXiv:cs/0310049).
    """
    n = len(indptr) - 1
    left, most = np.zeros(n, dtype=np.int32), 0
    for v in range(n):
        for arc in range(indptr[v], indptr[v + 1]):
            left[v] += indices[arc] != v
        most = max(most, left[v])
    first = np.zeros(most + 2, dtype=np.int32)
    for v in range(n):
        first[left[v] + 1] += 1
    for degree in range(most + 1):
        first[degree + 1] += first[degree]
    free, order, position = first.copy(), np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    for v in range(n):
        position[v], order[free[left[v]]] = free[left[v]], v
        free[left[v]] += 1
    for i in range(n):
        v = order[i]
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if left[u] > left[v]:
                ahead = first[left[u]]
                w = order[ahead]
                order[position[u]], order[ahead] = w, u
                position[w], position[u] = position[u], ahead
                first[left[u]] += 1
                left[u] -= 1
    return left


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
