"""Deviations for Yen's k best simple paths: A* towards the targets, guided by one backward search shared by all.

The backward search from the targets (the ball) is exact inside its radius and bounds everything outside from below, so
each deviation only explores what can still lead to a path among the k best. Arcs into the ball are pushed with what is
left exactly; arcs to people outside wait in order of weight, since what is left of them is one number, the radius.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int8, Int32, Int64, UInt8
from graph.engine.kernels.heap import ARC, MORE, START, advance, enter, grown, pop, push, replace
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, comes_first, has, prefer, settle
from graph.jit import kernel

ARCS_A_STEP = 64
"""Looking at so many arcs of a row takes as long as one step of a queue."""


@kernel
def open_ball(indptr: Int64, weight: Int64, step: int, labels: Int64, ball: UInt8, targets: Int32) -> tuple[Int64, int]:
    """Settle the targets; returns the heap of the backward search and its size."""
    heap, size = np.empty((max(START, len(targets)), 4), dtype=np.int64), 0
    for v in targets:
        settle(labels, ball, BACKWARD, v, 0, -1)
        size = enter(indptr, weight, step, heap, size, v, v, 0, INFINITE - 1)
    return heap, size


@kernel
def widen(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, ball: UInt8, heap: Int64, size: int,
    radius: int, budget: int,
) -> tuple[Int64, int, int]:  # fmt: skip
    """Let the backward search settle everybody within `radius`, then go on for `budget` arcs.

    Returns the heap, its size and the number of arcs looked at; the first key in the heap bounds all outside.
    """
    work = 0
    while size > 0 and (heap[0, 0] <= radius or work < budget):
        key, u, v = heap[0, 0], heap[0, 2], indices[heap[0, 3] & ARC]
        size = advance(weight, heap, size, INFINITE - 1)
        work += 1
        if not has(ball, v):
            settle(labels, ball, BACKWARD, v, key, u)
            heap = grown(heap, size, 1)
            size = enter(indptr, weight, step, heap, size, v, v, key, INFINITE - 1)
    return heap, size, work


@kernel
def block(labels: Int64, bits: UInt8, people: Int32) -> None:
    """Let a search never enter these people."""
    for v in people:
        settle(labels, bits, FORWARD, v, -1, -1)


@kernel
def member(few: Int32, v: int) -> bool:
    """Whether v is among a few."""
    for item in few:  # noqa: SIM110
        if item == v:
            return True
    return False


@kernel
def least(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, seeds: Int32,
    start: int, banned: Int32,
) -> int:  # fmt: skip
    """A lower bound for the deviation that `deviate` would find: one look at the arcs of the seeds."""
    best = INFINITE
    for u in seeds:
        for arc in range(indptr[u], indptr[u + 1]):
            key = start + weight[arc] + step
            if key >= best:
                break
            v = indices[arc]
            key += labels[v, BACKWARD] if has(bits[1], v) else radius
            if key < best and not has(bits[0], v) and not member(banned, v):
                best = key
    return best


@kernel
def _outside(
    indices: Int32, weight: Int64, labels: Int64, bits: UInt8, banned: Int32, radius: int, limit: int, base: int,
    arc: int, end: int,
) -> tuple[int, int]:  # fmt: skip
    """The first arc from `arc` on to somebody outside the ball, not settled nearer, not banned; and its key.

    Without one up to `limit`: -1, and the first key beyond (INFINITE: none).
    """
    while arc < end:
        key = base + weight[arc] + radius
        if key > limit:
            return -1, key
        v = indices[arc]
        if (
            not has(bits[1], v)
            and not member(banned, v)
            and (not has(bits[0], v) or labels[v, FORWARD] == key - radius)
        ):
            return arc, key
        arc += 1
    return -1, INFINITE


@kernel
def _expand(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, limit: int,
    banned: Int32, u: int, key: int, heap: Int64, size: int,
) -> tuple[Int64, int, int, int]:  # fmt: skip
    """Push the arcs of u: into the ball one by one, to outside as one entry that waits with the first of them.

    Returns the heap, its size, the first key beyond `limit` (INFINITE: none) and how many arcs were looked at.
    """
    first, end, beyond, arc = indptr[u], indptr[u + 1], INFINITE, indptr[u]
    while arc < end:
        reached = key + weight[arc] + step
        if reached > limit:
            beyond = min(beyond, reached)
            break
        v = indices[arc]
        if has(bits[1], v) and (not has(bits[0], v) or labels[v, FORWARD] == reached) and not member(banned, v):
            total = reached + labels[v, BACKWARD]
            if total <= limit:
                heap = grown(heap, size, 1)
                size = push(heap, size, total, reached, u, arc)
            else:
                beyond = min(beyond, total)
        arc += 1
    looked = arc - first
    if radius < INFINITE:
        arc, total = _outside(indices, weight, labels, bits, banned, radius, limit, key + step, first, end)
        if arc >= 0:
            heap = grown(heap, size, 1)
            size = push(heap, size, total, total - radius, u, (end - arc) * MORE + arc)
        else:
            beyond = min(beyond, total)
    return heap, size, beyond, looked


@kernel
def chain(labels: Int64, v: int) -> Int32:
    """The forward chain that ends at v, from its start."""
    length, at = 0, v
    while at >= 0:
        length, at = length + 1, labels[at, FORWARD + 1]
    path = np.empty(length, dtype=np.int32)
    at = v
    for i in range(length - 1, -1, -1):
        path[i] = at
        at = labels[at, FORWARD + 1]
    return path


@kernel
def deviate(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, seeds: Int32,
    start: int, banned: Int32, limit: int, cap: int,
) -> tuple[int, Int32, int]:  # fmt: skip
    """The best continuation from the seeds to a target that enters nobody blocked and takes no banned first step.

    Seeds must be blocked, all have key `start`. Returns the key, the people from the seed to the target, and the work
    done. INFINITE: there is none. A key below 0, negated: none up to that; it went beyond `limit`, or beyond `cap` in
    work (come back to it with a wider ball).
    """
    heap, size, work, nobody = np.empty((START, 4), dtype=np.int64), 0, 0, np.empty(0, dtype=np.int32)
    left = INFINITE
    for u in seeds:
        heap, size, beyond, looked = _expand(
            indptr, indices, weight, step, labels, bits, radius, limit, banned, u, start, heap, size
        )  # fmt: skip
        left, work = min(left, beyond), work + looked // ARCS_A_STEP
    end = -1
    while size > 0 and heap[0, 0] <= limit:
        if work > cap:
            return -heap[0, 0], nobody, work
        work += 1
        key, u, arcs = heap[0, 1], heap[0, 2], heap[0, 3]
        arc, rest, v = arcs & ARC, arcs >> 32, indices[arcs & ARC]
        following, total = -1, INFINITE
        if rest > 1:
            few = banned if key - weight[arc] - step == start else nobody
            base = key - weight[arc]
            following, total = _outside(
                indices, weight, labels, bits, few, radius, limit, base, arc + 1, arc + rest
            )  # fmt: skip
        if following >= 0:
            replace(heap, size, total, total - radius, u, (arc + rest - following) * MORE + following)
        else:
            left, size = min(left, total), pop(heap, size)
        if has(bits[0], v):
            if labels[v, FORWARD] == key and prefer(labels, FORWARD, v, u) and end >= 0 and key == limit:
                end = v if labels[v, BACKWARD] == 0 and has(bits[1], v) and comes_first(labels, v, end) else end
            continue
        settle(labels, bits[0], FORWARD, v, key, u)
        if has(bits[1], v) and labels[v, BACKWARD] == 0:
            limit = key
            if end < 0 or comes_first(labels, v, end):
                end = v
            continue
        heap, size, beyond, looked = _expand(
            indptr, indices, weight, step, labels, bits, radius, limit, nobody, v, key, heap, size
        )  # fmt: skip
        left, work = min(left, beyond), work + looked // ARCS_A_STEP
    if end < 0:
        return INFINITE if left == INFINITE else -left, nobody, work
    return labels[end, FORWARD], chain(labels, end), work


@kernel
def cut_off(
    indptr: Int64, indices: Int32, bits: UInt8, last: Int64, stamp: int, seeds: Int32, banned: Int32, targets: Int32,
    cap: int,
) -> bool:  # fmt: skip
    """Whether no way leads from the targets back to a seed: true only if that shows within `cap` arcs.

    Blocked people (bits of the forward side) are not entered; `last` (n, 2) remembers who was, by stamp.
    """
    queue, head, tail, work = np.empty(len(targets) + cap + 1, dtype=np.int32), 0, 0, 0
    for s in seeds:
        last[s, 0], last[s, 1] = stamp, 1
    for v in targets:
        last[v, 0], last[v, 1], queue[tail] = stamp, 0, v
        tail += 1
    while head < tail:
        v = queue[head]
        head += 1
        work += indptr[v + 1] - indptr[v]
        if work > cap:
            return False
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if last[u, 0] == stamp:
                if last[u, 1] == 1 and not member(banned, v):
                    return False
            elif not has(bits[0], u):
                last[u, 0], last[u, 1], queue[tail] = stamp, 0, u
                tail += 1
    return True


@kernel
def near(indptr: Int64, indices: Int32, targets: Int32, depth: int, hops: Int8) -> None:
    """Write the hops to the nearest target into `hops`, up to `depth`; beyond it stays what it was (depth + 1)."""
    queue = targets.copy()
    for v in targets:
        hops[v] = 0
    for level in range(1, depth + 1):
        total = 0
        for u in queue:
            total += indptr[u + 1] - indptr[u]
        found, following = 0, np.empty(total, dtype=np.int32)
        for u in queue:
            for arc in range(indptr[u], indptr[u + 1]):
                v = indices[arc]
                if hops[v] > level:
                    hops[v] = level
                    following[found] = v
                    found += 1
        queue = following[:found]
