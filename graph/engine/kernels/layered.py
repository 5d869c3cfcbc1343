"""Deviations under a limit on hops, exact: one label for each way to reach a person with fewer hops than cheaper ways.

A* over (person, hops). A label that is dearer and has no fewer hops than a settled one of the same person is dropped;
the cheapest walk within a limit is always a simple path, because leaving out a round makes it cheaper and shorter.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int8, Int32, Int64, UInt8
from graph.engine.kernels.heap import START, grown, pop, push
from graph.engine.kernels.labels import BACKWARD, INFINITE, has
from graph.engine.kernels.spur import ARCS_A_STEP, member
from graph.jit import kernel

NODE, KEY, HOPS, BEFORE = 0, 1, 2, 3


@kernel
def _first(arena: Int64, one: int, other: int) -> bool:
    """Whether the chain of one label orders before that of another with as many hops."""
    first = False
    while one != other and one >= 0 and other >= 0:
        if arena[one, NODE] != arena[other, NODE]:
            first = arena[one, NODE] < arena[other, NODE]
        one, other = arena[one, BEFORE], arena[other, BEFORE]
    return first


@kernel
def _chain(arena: Int64, label: int) -> Int32:
    path = np.empty(arena[label, HOPS] + 1, dtype=np.int32)
    for i in range(len(path) - 1, -1, -1):
        path[i] = arena[label, NODE]
        label = arena[label, BEFORE]
    return path


@kernel
def _settle(arena: Int64, label: int, last: Int64, stamp: int) -> bool:
    """Settle a label; False when a settled one is as good. `last`: (n, 2) of stamp and newest settled label."""
    v = arena[label, NODE]
    if last[v, 0] == stamp:
        held = last[v, 1]
        if arena[held, HOPS] <= arena[label, HOPS]:
            same = arena[held, HOPS] == arena[label, HOPS] and arena[held, KEY] == arena[label, KEY]
            if same and _first(arena, label, held):
                arena[held, BEFORE] = arena[label, BEFORE]
            return False
    last[v, 0], last[v, 1] = stamp, label
    return True


@kernel
def _hopeless(arena: Int64, last: Int64, stamp: int, v: int, key: int, hops: int) -> bool:
    """Whether a settled label of v dominates: cheaper, with no more hops."""
    if last[v, 0] != stamp:
        return False
    held = last[v, 1]
    return arena[held, HOPS] <= hops and arena[held, KEY] < key  # type: ignore[no-any-return]


@kernel
def _spread(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, stamp: int,
    hops_left: Int8, last: Int64, arena: Int64, used: int, label: int, banned: Int32, limit: int, max_hops: int,
    heap: Int64, size: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Make a label for each useful arc of the person of `label`; returns arena and heap sizes, the first key beyond."""
    u, hops, beyond = arena[label, NODE], arena[label, HOPS] + 1, INFINITE
    for arc in range(indptr[u], indptr[u + 1]):
        v, key = indices[arc], arena[label, KEY] + weight[arc] + step
        if key > limit:
            beyond = min(beyond, key)
            break
        if hops + hops_left[v] > max_hops or has(bits[0], v):
            continue
        total = key + (labels[v, BACKWARD] if has(bits[1], v) else radius)
        if _hopeless(arena, last, stamp, v, key, hops) or member(banned, v):
            continue
        if total > limit:
            beyond = min(beyond, total)
            continue
        arena[used, NODE], arena[used, KEY], arena[used, HOPS], arena[used, BEFORE] = v, key, hops, label
        size = push(heap, size, total, key, used, 0)
        used += 1
    return used, size, beyond


@kernel
def _room(arena: Int64, used: int, extra: int) -> Int64:
    if used + extra <= arena.shape[0]:
        return arena
    larger = np.empty((2 * (used + extra), 4), dtype=np.int64)
    larger[:used] = arena[:used]
    return larger


@kernel
def deviate_within(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, stamp: int,
    seeds: Int32, start: int, banned: Int32, limit: int, cap: int, max_hops: int, hops_left: Int8, last: Int64,
) -> tuple[int, Int32, int]:  # fmt: skip
    """As `spur.deviate`, with at most `max_hops` more hops; `hops_left[v]`: hops from v to a target at least."""
    arena, used = np.empty((START, 4), dtype=np.int64), 0
    heap, size, work = np.empty((START, 4), dtype=np.int64), 0, 0
    nobody, left = np.empty(0, dtype=np.int32), INFINITE
    for u in seeds:
        degree = indptr[u + 1] - indptr[u]
        arena, heap, work = _room(arena, used, degree + 1), grown(heap, size, degree), work + 1 + degree // ARCS_A_STEP
        arena[used, NODE], arena[used, KEY], arena[used, HOPS], arena[used, BEFORE] = u, start, 0, -1
        used, size, beyond = _spread(
            indptr, indices, weight, step, labels, bits, radius, stamp, hops_left, last, arena, used + 1, used, banned,
            limit, max_hops, heap, size,
        )  # fmt: skip
        left = min(left, beyond)
    end = -1
    while size > 0 and heap[0, 0] <= limit:
        if work > cap:
            return -heap[0, 0], nobody, work
        label = heap[0, 2]
        size = pop(heap, size)
        u = arena[label, NODE]
        if not _settle(arena, label, last, stamp):
            held = last[u, 1]
            if end >= 0 and arena[held, KEY] == limit and has(bits[1], u) and labels[u, BACKWARD] == 0:
                end = held if _first(arena, held, end) else end
            continue
        if has(bits[1], u) and labels[u, BACKWARD] == 0:
            limit = arena[label, KEY]
            if end < 0 or _first(arena, label, end):
                end = label
            continue
        degree = indptr[u + 1] - indptr[u]
        arena, heap, work = _room(arena, used, degree), grown(heap, size, degree), work + 1 + degree // ARCS_A_STEP
        used, size, beyond = _spread(
            indptr, indices, weight, step, labels, bits, radius, stamp, hops_left, last, arena, used, label, nobody,
            limit, max_hops, heap, size,
        )  # fmt: skip
        left = min(left, beyond)
    if end < 0:
        return INFINITE if left == INFINITE else -left, nobody, work
    return arena[end, KEY], _chain(arena, end), work
