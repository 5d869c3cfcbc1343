"""Searches over plain numbers as lengths, in the order NetworkX does them: equal lengths give equal answers.

Rows are in the order of the original graph; the queue orders by length, then by when an entry was made.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import kernel

START = 1024


@kernel
def _push(keys: Float64, items: Int64, size: int, key: float, when: int, node: int) -> int:
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] < key or (keys[up] == key and items[up, 0] < when):
            break
        keys[at], items[at, 0], items[at, 1] = keys[up], items[up, 0], items[up, 1]
        at = up
    keys[at], items[at, 0], items[at, 1] = key, when, node
    return size + 1


@kernel
def _pop(keys: Float64, items: Int64, size: int) -> int:
    size -= 1
    key, when, node = keys[size], items[size, 0], items[size, 1]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            keys[right] < keys[child] or (keys[right] == keys[child] and items[right, 0] < items[child, 0])
        ):
            child = right
        if keys[child] > key or (keys[child] == key and items[child, 0] > when):
            break
        keys[at], items[at, 0], items[at, 1] = keys[child], items[child, 0], items[child, 1]
        at = child
    keys[at], items[at, 0], items[at, 1] = key, when, node
    return size


@kernel
def dijkstra(
    indptr: Int64, indices: Int32, weight: Float64, sources: Int32, target: int, cutoff: float
) -> tuple[Int32, Float64, Int32]:
    """Who is reached, in order of length; the length; the one before (-1: a source). Ends at `target` (-1: none).

    Lengths beyond `cutoff` are not followed. O((n + m) log n).
    """
    n = len(indptr) - 1
    seen, done, before = np.full(n, np.inf), np.zeros(n, dtype=np.bool_), np.full(n, -1, dtype=np.int32)
    order, found = np.empty(n, dtype=np.int32), 0
    keys, items = np.empty(START + len(sources)), np.empty((START + len(sources), 2), dtype=np.int64)
    size = when = 0
    for v in sources:
        seen[v] = 0.0
        size = _push(keys, items, size, 0.0, when, v)
        when += 1
    while size > 0:
        key, u = keys[0], items[0, 1]
        size = _pop(keys, items, size)
        if done[u]:
            continue
        done[u] = True
        order[found] = u
        found += 1
        if u == target:
            break
        degree = indptr[u + 1] - indptr[u]
        if size + degree > len(keys):
            keys = np.concatenate((keys, np.empty(len(keys) + degree)))
            items = np.concatenate((items, np.empty((len(items) + degree, 2), dtype=np.int64)))
        for arc in range(indptr[u], indptr[u + 1]):
            v, length = indices[arc], key + weight[arc]
            if length <= cutoff and not done[v] and length < seen[v]:
                seen[v], before[v] = length, u
                size = _push(keys, items, size, length, when, v)
                when += 1
    return order[:found], seen, before


@kernel
def length_sums(
    indptr: Int64, indices: Int32, weight: Float64, sources: Int32
) -> tuple[Float64, Float64, Int64, Float64]:
    """As `blocks.hop_sums` by length; and the lengths' sum per source. O(sources (n + m) log n)."""
    n = len(indptr) - 1
    inverse, lengths, reached, own = np.zeros(n), np.zeros(n), np.zeros(n, dtype=np.int64), np.zeros(len(sources))
    for i in range(len(sources)):
        order, seen, _ = dijkstra(indptr, indices, weight, sources[i : i + 1], -1, np.inf)
        for v in order:
            if seen[v] != 0.0:
                inverse[v] += 1.0 / seen[v]
            lengths[v] += seen[v]
            own[i] += seen[v]
            if v != sources[i]:
                reached[v] += 1
    return inverse, lengths, reached, own


@kernel
def length_dependencies(
    indptr: Int64, indices: Int32, weight: Float64, sources: Int32, ends: bool
) -> Float64:  # fmt: skip
    """As `brandes.dependencies` over shortest paths by length, all lengths above 0. O(sources (n + m) log n)."""
    n = len(indptr) - 1
    answer = np.zeros(n)
    count, delta = np.zeros(n), np.zeros(n)
    for s in sources:
        order, seen, _ = dijkstra(indptr, indices, weight, np.full(1, s, dtype=np.int32), -1, np.inf)
        for v in order:
            count[v], delta[v] = 0.0, 0.0
        count[s] = 1.0
        for u in order:
            for arc in range(indptr[u], indptr[u + 1]):
                v = indices[arc]
                if seen[u] + weight[arc] == seen[v]:
                    count[v] += count[u]
        for i in range(len(order) - 1, -1, -1):
            u = order[i]
            for arc in range(indptr[u], indptr[u + 1]):
                v = indices[arc]
                if seen[u] + weight[arc] == seen[v]:
                    delta[u] += count[u] / count[v] * (1.0 + delta[v])
            if u != s:
                answer[u] += delta[u] + (1.0 if ends else 0.0)
        if ends:
            answer[s] += len(order) - 1
    return answer


@kernel
def bidirectional(
    indptr: Int64, indices: Int32, weight: Float64, source: int, target: int
) -> tuple[float, Int32]:  # fmt: skip
    """The shortest path between two people, both sides in turn; its length (inf: none) and the people on it."""
    n = len(indptr) - 1
    seen, done = np.full((2, n), np.inf), np.zeros((2, n), dtype=np.bool_)
    before = np.full((2, n), -1, dtype=np.int32)
    keys, items, size = np.empty((2, START)), np.empty((2, START, 2), dtype=np.int64), np.zeros(2, dtype=np.int64)
    when, best, meeting, side = 0, np.inf, -1, 1
    for end, v in enumerate((source, target)):
        seen[end, v] = 0.0
        size[end] = _push(keys[end], items[end], 0, 0.0, when, v)
        when += 1
    while size[0] > 0 and size[1] > 0:
        side = 1 - side
        key, u = keys[side, 0], items[side, 0, 1]
        size[side] = _pop(keys[side], items[side], size[side])
        if done[side, u]:
            continue
        done[side, u] = True
        if done[1 - side, u]:
            return best, _joined(before, meeting)
        degree = indptr[u + 1] - indptr[u]
        if size[side] + degree > keys.shape[1]:
            more = keys.shape[1] + degree
            keys = np.concatenate((keys, np.empty((2, more))), axis=1)
            items = np.concatenate((items, np.empty((2, more, 2), dtype=np.int64)), axis=1)
        for arc in range(indptr[u], indptr[u + 1]):
            v, length = indices[arc], key + weight[arc]
            if not done[side, v] and length < seen[side, v]:
                seen[side, v], before[side, v] = length, u
                size[side] = _push(keys[side], items[side], size[side], length, when, v)
                when += 1
                if length + seen[1 - side, v] < best:
                    best, meeting = length + seen[1 - side, v], v
    return np.inf, np.empty(0, dtype=np.int32)


@kernel
def _joined(before: Int32, meeting: int) -> Int32:
    """The path through the meeting person."""
    counts = np.zeros(2, dtype=np.int64)
    for end in range(2):
        at = meeting
        while at >= 0:
            counts[end], at = counts[end] + 1, before[end, at]
    path = np.empty(counts[0] + counts[1] - 1, dtype=np.int32)
    for end in range(2):
        at, where = meeting, counts[0] - 1
        while at >= 0:
            path[where] = at
            at, where = before[end, at], where + (1 if end else -1)
    return path
