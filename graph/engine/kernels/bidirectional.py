"""The cheapest path between two sets of people, searched from both ends at once.

Dijkstra from the sources and from the targets, always growing the side with the smaller frontier; a person settled by
one side is never entered by the other. Rows are in order of weight, so each settled person waits in the heap with the
next arc only, and arcs too long to matter are never looked at. It ends when the next people of both sides together are
farther than the best path found, strictly, so that among equal paths the first in the order of person ids is found: the
forward side keeps the first chain among equal ones, the backward side the smallest next person, and the crossing arc of
every cheapest path is seen when its second end is settled.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64, UInt8
from graph.engine.kernels.heap import ARC, START, advance, enter, grown
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has, prefer, settle
from graph.jit import kernel


@kernel
def _meet(
    indptr: Int64, indices: Int32, weight: Int64, step: int, u: int, labels: Int64, side: int, other_bits: UInt8,
    best: int, crossing: Int64, crossings: int,
) -> tuple[int, Int64, int]:  # fmt: skip
    """Look for arcs from u, just settled, to the other side; returns the best key and the arcs that have it."""
    other = BACKWARD - side
    for arc in range(indptr[u], indptr[u + 1]):
        key = labels[u, side] + weight[arc] + step
        if key > best:
            break
        v = indices[arc]
        if has(other_bits, v):
            total = key + labels[v, other]
            if total < best:
                best, crossings = total, 0
            if total == best:
                if crossings == len(crossing):
                    crossing = np.concatenate((crossing, np.empty_like(crossing)))
                crossing[crossings, side >> 1], crossing[crossings, 1 - (side >> 1)] = u, v
                crossings += 1
    return best, crossing, crossings


@kernel
def _chain(labels: Int64, u: int, v: int) -> Int32:
    """People on the path through the crossing arc (u, v)."""
    front, back = 0, 0
    at = u
    while at >= 0:
        front, at = front + 1, labels[at, FORWARD + 1]
    at = v
    while at >= 0:
        back, at = back + 1, labels[at, BACKWARD + 1]
    path = np.empty(front + back, dtype=np.int32)
    at = u
    for i in range(front - 1, -1, -1):
        path[i] = at
        at = labels[at, FORWARD + 1]
    at = v
    for i in range(front, front + back):
        path[i] = at
        at = labels[at, BACKWARD + 1]
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
        path = _chain(labels, crossing[i, 0], crossing[i, 1])
        if _before(path, best):
            best = path
    return best


@kernel
def best_path(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, sources: Int32,
    targets: Int32, limit: int,
) -> tuple[int, Int32, int]:  # fmt: skip
    """The cheapest path from a source to a target, both sets disjoint and not empty.

    Arguments are compressed sparse rows in order of weight, the cost of a hop (at least 1), labels, bits (2, n / 8) all
    zero, and the highest key of interest. Returns its key (INFINITE: none), the people on it, and how far the backward
    side came. O((n + m) log n) at worst.
    """
    forward = np.empty((START, 4), dtype=np.int64)
    backward = np.empty((max(START, len(targets)), 4), dtype=np.int64)
    crossing, crossings, best = np.empty((64, 2), dtype=np.int64), 0, limit
    for v in targets:
        settle(labels, bits[1], BACKWARD, v, 0, -1)
    f_size, b_size, opened, radius = 0, len(targets), False, 0
    for v in sources:
        settle(labels, bits[0], FORWARD, v, 0, -1)
        forward = grown(forward, f_size, 1)
        f_size = enter(indptr, weight, step, forward, f_size, v, v, 0, best)
        best, crossing, crossings = _meet(
            indptr, indices, weight, step, v, labels, FORWARD, bits[1], best, crossing, crossings
        )
    while f_size > 0 and b_size > 0 and forward[0, 0] + (backward[0, 0] if opened else 0) <= best:
        if not opened and f_size > b_size:
            b_size, opened = 0, True
            for v in targets:
                b_size = enter(indptr, weight, step, backward, b_size, v, v, 0, best)
            continue
        if f_size <= b_size:
            side, own, other, heap, size = FORWARD, bits[0], bits[1], forward, f_size
            beyond = backward[0, 0] if opened else 0
        else:
            side, own, other, heap, size, beyond = BACKWARD, bits[1], bits[0], backward, b_size, forward[0, 0]
        key, u, v = heap[0, 0], heap[0, 2], indices[heap[0, 3] & ARC]
        size = advance(weight, heap, size, best - beyond)
        if has(own, v):
            if labels[v, side] == key:
                prefer(labels, side, v, u)
        elif not has(other, v):
            settle(labels, own, side, v, key, u)
            best, crossing, crossings = _meet(
                indptr, indices, weight, step, v, labels, side, other, best, crossing, crossings
            )
            heap = grown(heap, size, 1)
            size = enter(indptr, weight, step, heap, size, v, v, key, best - beyond)
        if side == FORWARD:
            forward, f_size = heap, size
        else:
            backward, b_size, radius = heap, size, key
    if crossings == 0:
        return INFINITE, np.empty(0, dtype=np.int32), radius
    return best, _first(labels, crossing, crossings), radius
