"""One augmentation of a cheapest flow of paths that share no connector, and the ways over two connectors.

Everybody in between carries one path. A connector on a path so far is split: it can be entered (state v), from where
one may only go back along its path, and left (state n + v) only by those who came back to it. Potentials keep all steps
from costing less than nothing, so A* stays exact (Suurballe & Tarjan 1984, doi:10.1002/net.3230140209).
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int8, Int32, Int64
from graph.engine.kernels.heap import START, grown, pop, push
from graph.engine.kernels.labels import INFINITE
from graph.jit import kernel

FREE, ON_PATH, SOURCE, TARGET = 0, 1, 2, 3


@kernel
def _reach(
    dist: Int64, parent: Int32, pot: Int64, touched: Int32, count: int, heap: Int64, size: int, state: int, key: int,
    before: int,
) -> tuple[int, Int64, int]:  # fmt: skip
    """Lower the distance of a state where this one is smaller."""
    if key < dist[state]:
        if dist[state] == INFINITE:
            touched[count] = state
            count += 1
        dist[state], parent[state] = key, before
        heap = grown(heap, size, 1)
        size = push(heap, size, key + pot[state], key, state, 0)
    return count, heap, size


@kernel
def augment(
    indptr: Int64, indices: Int32, weight: Int64, step: int, role: Int8, previous: Int32, following: Int32, pot: Int64,
    dist: Int64, parent: Int32, touched: Int32, sources: Int32, used: Int32,
) -> tuple[int, int, int, int]:  # fmt: skip
    """The cheapest augmenting path. `used`: (d, 2) direct ties already taken; `dist` must be INFINITE throughout.

    Returns the key, the last state, the target, and how many states were touched (their `dist` is left to be cleared).
    """
    n = len(indptr) - 1
    heap, size, count = np.empty((START, 4), dtype=np.int64), 0, 0
    for s in sources:
        count, heap, size = _reach(dist, parent, pot, touched, count, heap, size, s, 0, -1)
    best, last, end = INFINITE, -1, -1
    while size > 0 and heap[0, 0] < best:
        key, state = heap[0, 1], heap[0, 2]
        size = pop(heap, size)
        if key != dist[state]:
            continue
        u = state if state < n else state - n
        if role[u] == ON_PATH and state < n:
            back = previous[u]
            if role[back] == ON_PATH:
                arc = indptr[u]
                while indices[arc] != back:
                    arc += 1
                count, heap, size = _reach(
                    dist, parent, pot, touched, count, heap, size, n + back, key - weight[arc] - step, state
                )
            continue
        if state >= n:
            count, heap, size = _reach(dist, parent, pot, touched, count, heap, size, u, key, state)
        for arc in range(indptr[u], indptr[u + 1]):
            v, reached = indices[arc], key + weight[arc] + step
            if reached >= INFINITE or role[v] == SOURCE or v == u:
                continue
            if role[u] == ON_PATH and following[u] == v:
                continue
            if role[v] == TARGET:
                if reached < best and not _taken(used, u, v):
                    best, last, end = reached, state, v
            elif not (role[v] == ON_PATH and previous[v] == u):
                count, heap, size = _reach(dist, parent, pot, touched, count, heap, size, v, reached, state)
    return best, last, end, count


@kernel
def _taken(used: Int32, u: int, v: int) -> bool:
    for i in range(len(used)):  # noqa: SIM110
        if used[i, 0] == u and used[i, 1] == v:
            return True
    return False


@kernel
def lift(dist: Int64, pot: Int64, touched: Int32, best: int) -> None:
    """Raise the potentials after an augmentation of cost `best`, and clear the distances."""
    for state in touched:
        pot[state] += max(best - dist[state] - pot[state], 0)
        dist[state] = INFINITE


@kernel
def nearest(
    indptr: Int64, indices: Int32, weight: Int64, step: int, role: Int8, seeds: Int32
) -> tuple[Int64, Int32]:  # fmt: skip
    """For each free contact of the seeds, the key of the cheapest tie to one, and the lowest seed that has it."""
    n = len(indptr) - 1
    key, seed = np.full(n, INFINITE, dtype=np.int64), np.full(n, -1, dtype=np.int32)
    for s in seeds:
        for arc in range(indptr[s], indptr[s + 1]):
            v, reached = indices[arc], weight[arc] + step
            if role[v] == FREE and reached < key[v]:
                key[v], seed[v] = reached, s
    return key, seed


@kernel
def over_two(
    indptr: Int64, indices: Int32, weight: Int64, step: int, first: Int64, last: Int64
) -> tuple[Int32, Int32, Int64]:  # fmt: skip
    """All ways over two connectors: the first, the second, the key of the whole path."""
    total = 0
    for a in range(len(first)):
        if first[a] < INFINITE:
            total += indptr[a + 1] - indptr[a]
    one, other, key = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.int64)
    found = 0
    for a in range(len(first)):
        if first[a] == INFINITE:
            continue
        for arc in range(indptr[a], indptr[a + 1]):
            b = indices[arc]
            if b != a and last[b] < INFINITE and weight[arc] < INFINITE:
                one[found], other[found], key[found] = a, b, first[a] + weight[arc] + step + last[b]
                found += 1
    return one[:found], other[:found], key[:found]
