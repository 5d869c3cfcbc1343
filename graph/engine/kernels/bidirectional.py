"""The cheapest path between two sets of people, searched from both ends at once.

Dijkstra from the sources and from the targets, always growing the side with the smaller frontier; a person settled by
one side is never expanded by the other. It ends when the nearest unsettled people of both sides together are farther
than the best path found, strictly, so that among equal paths the first in the order of person ids is found: the
forward side keeps the first chain among equal ones, the backward side the smallest next person, and every crossing
arc of a cheapest path is seen when its second end is settled.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.engine.kernels.heap import grown, pop, push
from graph.engine.kernels.jit import kernel
from graph.engine.kernels.labels import (
    BACKWARD,
    FORWARD,
    INFINITE,
    comes_first,
    known,
    parent,
    reach,
    settle,
    settled,
)

START = 1024


@kernel
def seeded(labels: Int64, side: int, stamp: int, seeds: Int32) -> tuple[Int64, int]:
    """A heap that holds the seeds, settled with key 0 before they are expanded, and its size."""
    heap = np.empty((max(START, len(seeds)), 3), dtype=np.int64)
    size = 0
    for v in seeds:
        reach(labels, v, side, stamp, 0, -1)
        settle(labels, v, side)
        size = push(heap, size, 0, 0, v)
    return heap, size


@kernel
def relax(labels: Int64, side: int, stamp: int, heap: Int64, size: int, u: int, v: int, key: int) -> int:
    """Reach v from u with `key`: a lower key wins; among equal ones the chain that orders first."""
    if not known(labels, v, side, stamp) or key < labels[v, side]:
        reach(labels, v, side, stamp, key, u)
        return push(heap, size, key, 0, v)
    if key == labels[v, side] and not settled(labels, v, side, stamp):
        before = parent(labels, v, side)
        if before >= 0 and (comes_first(labels, u, before) if side == FORWARD else u < before):
            reach(labels, v, side, stamp, key, u)
    return size


@kernel
def _expand(
    indptr: Int64, indices: Int32, weight: Int64, step: int, u: int, labels: Int64, side: int, stamp: int,
    beyond: int, best: int, heap: Int64, size: int, crossing: Int64, crossings: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Relax the arcs of u; returns the best key so far, heap size, number of crossing arcs of that key."""
    other = BACKWARD - side
    for arc in range(indptr[u], indptr[u + 1]):
        key = labels[u, side] + weight[arc] + step
        if key > best:
            continue
        v = indices[arc]
        if known(labels, v, other, stamp):
            total = key + labels[v, other]
            if total < best:
                best, crossings = total, 0
            if settled(labels, v, other, stamp):
                if total == best:
                    crossing[crossings, side >> 1], crossing[crossings, 1 - (side >> 1)] = u, v
                    crossings += 1
                continue
        if key + beyond <= best:
            size = relax(labels, side, stamp, heap, size, u, v, key)
    return best, size, crossings


@kernel
def _chain(labels: Int64, u: int, v: int) -> Int32:
    """People on the path through the crossing arc (u, v)."""
    front, back = 0, 0
    at = u
    while at >= 0:
        front, at = front + 1, parent(labels, at, FORWARD)
    at = v
    while at >= 0:
        back, at = back + 1, parent(labels, at, BACKWARD)
    path = np.empty(front + back, dtype=np.int32)
    at = u
    for i in range(front - 1, -1, -1):
        path[i] = at
        at = parent(labels, at, FORWARD)
    at = v
    for i in range(front, front + back):
        path[i] = at
        at = parent(labels, at, BACKWARD)
    return path


@kernel
def _before(one: Int32, other: Int32) -> bool:
    """Whether one path orders before the other, person by person."""
    for i in range(min(len(one), len(other))):
        if one[i] != other[i]:
            return one[i] < other[i]  # type: ignore[no-any-return]
    return len(one) < len(other)


@kernel
def _first(labels: Int64, crossing: Int64, crossings: int) -> Int32:
    """The path that orders first among those through the crossing arcs."""
    best = _chain(labels, crossing[0, 0], crossing[0, 1])
    for i in range(1, crossings):
        if crossing[i, 0] != crossing[i - 1, 0] or crossing[i, 1] != crossing[i - 1, 1]:
            path = _chain(labels, crossing[i, 0], crossing[i, 1])
            if _before(path, best):
                best = path
    return best


@kernel
def best_path(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, stamp: int, sources: Int32, targets: Int32,
    limit: int,
) -> tuple[int, Int32]:  # fmt: skip
    """The cheapest path from a source to a target, both sets disjoint and not empty.

    Arguments are compressed sparse rows with weight per arc, the cost of a hop (at least 1), labels with a fresh stamp,
    and the highest key of interest. Returns its key (INFINITE: none) and the people on it. O((n + m) log n) at worst.
    """
    forward, f_size = seeded(labels, FORWARD, stamp, sources)
    backward, b_size = seeded(labels, BACKWARD, stamp, targets)
    crossing, crossings = np.empty((START, 2), dtype=np.int64), 0
    best = limit
    while f_size > 0 and b_size > 0 and forward[0, 0] + backward[0, 0] <= best:
        side = FORWARD if f_size <= b_size else BACKWARD
        heap = forward if side == FORWARD else backward
        size = f_size if side == FORWARD else b_size
        key, u = heap[0, 0], heap[0, 2]
        size = pop(heap, size)
        done = settled(labels, u, side, stamp) and key > 0
        if not done and not settled(labels, u, BACKWARD - side, stamp):
            settle(labels, u, side)
            degree = indptr[u + 1] - indptr[u]
            heap = grown(heap, size, degree)
            if crossings + degree > len(crossing):
                more = np.empty((2 * (crossings + degree), 2), dtype=np.int64)
                more[:crossings] = crossing[:crossings]
                crossing = more
            beyond = backward[0, 0] if side == FORWARD else forward[0, 0]
            best, size, crossings = _expand(
                indptr, indices, weight, step, u, labels, side, stamp, beyond, best, heap, size, crossing, crossings
            )
        if side == FORWARD:
            forward, f_size = heap, size
        else:
            backward, b_size = heap, size
    if crossings == 0:
        return INFINITE, np.empty(0, dtype=np.int32)
    return best, _first(labels, crossing, crossings)
