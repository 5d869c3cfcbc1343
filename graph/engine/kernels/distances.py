"""Keys or distances from a set of people to everybody."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.engine.kernels.labels import INFINITE
from graph.jit import compiling, kernel

START = 1024


@kernel
def _push(keys: Int64, nodes: Int32, size: int, key: int, node: int) -> int:
    at = size
    while at > 0:
        up = (at - 1) >> 2
        if keys[up] <= key:
            break
        keys[at], nodes[at] = keys[up], nodes[up]
        at = up
    keys[at], nodes[at] = key, node
    return size + 1


@kernel
def _pop(keys: Int64, nodes: Int32, size: int) -> int:
    size -= 1
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        best = child
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < keys[best]:
                best = other
        if keys[best] >= key:
            break
        keys[at], nodes[at] = keys[best], nodes[best]
        at = best
    keys[at], nodes[at] = key, node
    return size


@kernel
def all_keys(indptr: Int64, indices: Int32, weight: Int64, step: int, seeds: Int32, far: int) -> Int64:
    """Dijkstra from the seeds (key 0) to everybody; `far` where nobody leads. Any number type. O((n + m) log n)."""
    n = len(indptr) - 1
    best = np.full(n, far, dtype=weight.dtype)
    keys, nodes = np.empty(START + len(seeds), dtype=weight.dtype), np.empty(START + len(seeds), dtype=np.int32)
    size = 0
    for v in seeds:
        best[v] = 0
        size = _push(keys, nodes, size, best[v], v)
    while size > 0:
        key, u = keys[0], nodes[0]
        size = _pop(keys, nodes, size)
        if key > best[u]:
            continue
        degree = indptr[u + 1] - indptr[u]
        if size + degree > len(keys):
            keys = np.concatenate((keys, np.empty(len(keys) + degree, dtype=weight.dtype)))
            nodes = np.concatenate((nodes, np.empty(len(nodes) + degree, dtype=np.int32)))
        for arc in range(indptr[u], indptr[u + 1]):
            reached = key + weight[arc] + step
            v = indices[arc]
            if reached < best[v]:
                best[v] = reached
                size = _push(keys, nodes, size, reached, v)
    return best


FEW_ARCS = 500_000
"""Arcs up to which a process that has compiled nothing yet goes over them in arrays: numba takes longer to load."""


def keys_up_to(indptr: Int64, indices: Int32, weight: Int64, step: int, seeds: Int32, hops: int) -> list[Int64]:
    """`keys_within` of 1 to `hops` hops. O(hops m) each, by the kernel or in arrays: the same numbers."""
    if compiling() or len(indices) > FEW_ARCS:
        return [keys_within(indptr, indices, weight, step, seeds, most) for most in range(1, hops + 1)]
    keys = [np.full(len(indptr) - 1, INFINITE, dtype=np.int64)]
    keys[0][seeds] = 0
    for _ in range(hops):
        keys.append(_one_hop_more(indptr, indices, weight, step, keys))
    return keys[1:]


def _one_hop_more(indptr: Int64, indices: Int32, weight: Int64, step: int, keys: list[Int64]) -> Int64:
    """The next layer, from whoever came nearer in the last one."""
    last = keys[-1]
    front = np.flatnonzero(last < (keys[-2] if len(keys) > 1 else np.full(len(last), INFINITE)))
    count = indptr[front + 1] - indptr[front]
    arcs = np.arange(int(count.sum())) + np.repeat(indptr[front] - np.cumsum(count) + count, count)
    found = last.copy()
    np.minimum.at(found, indices[arcs], np.repeat(last[front], count) + weight[arcs] + step)
    return found


@kernel
def keys_within(indptr: Int64, indices: Int32, weight: Int64, step: int, seeds: Int32, hops: int) -> Int64:
    """As `all_keys` with at most `hops` hops: a round over the newly improved people for each hop. O(hops m)."""
    n = len(indptr) - 1
    best = np.full(n, INFINITE, dtype=np.int64)
    best[seeds] = 0
    front = seeds.copy()
    marked = np.zeros(n, dtype=np.bool_)
    for _ in range(hops):
        before = best[front]
        found, following = 0, np.empty(n, dtype=np.int32)
        for i in range(len(front)):
            u = front[i]
            for arc in range(indptr[u], indptr[u + 1]):
                reached = before[i] + weight[arc] + step
                v = indices[arc]
                if reached < best[v]:
                    best[v] = reached
                    if not marked[v]:
                        marked[v] = True
                        following[found] = v
                        found += 1
        front = following[:found].copy()
        marked[front] = False
    return best
