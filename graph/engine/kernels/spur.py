"""Deviations for Yen's k best simple paths: A* towards the targets, guided by one backward search shared by all.

The backward search from the targets (the ball) is exact inside its radius and bounds everything outside from below, so
each deviation only explores what can still lead to a path among the k best.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int8, Int32, Int64
from graph.engine.kernels.bidirectional import START, relax
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


@kernel
def widen(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, stamp: int, heap: Int64, size: int,
    radius: int, budget: int,
) -> tuple[Int64, int, int]:  # fmt: skip
    """Let the backward search settle everybody within `radius`, then go on for `budget` arcs.

    Returns the heap, its size and the number of arcs looked at; keys in the heap are the bound for all outside.
    """
    work = 0
    while size > 0 and (heap[0, 0] <= radius or work < budget):
        key, u = heap[0, 0], heap[0, 2]
        size = pop(heap, size)
        if settled(labels, u, BACKWARD, stamp) and key > 0:
            continue
        settle(labels, u, BACKWARD)
        heap = grown(heap, size, indptr[u + 1] - indptr[u])
        work += indptr[u + 1] - indptr[u] + 1
        for arc in range(indptr[u], indptr[u + 1]):
            reached = key + weight[arc] + step
            if reached < INFINITE:
                size = relax(labels, BACKWARD, stamp, heap, size, u, indices[arc], reached)
    return heap, size, work


@kernel
def bound(labels: Int64, v: int, ball: int, radius: int) -> int:
    """What is left from v to the nearest target at least."""
    return labels[v, BACKWARD] if settled(labels, v, BACKWARD, ball) else radius


@kernel
def block(labels: Int64, stamp: int, people: Int32) -> None:
    """Let a new search never enter these people."""
    for v in people:
        reach(labels, v, FORWARD, stamp, -1, -1)
        settle(labels, v, FORWARD)


@kernel
def least(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, ball: int, radius: int, stamp: int,
    seeds: Int32, start: int, banned: Int32,
) -> int:  # fmt: skip
    """A lower bound for the deviation that `deviate` would find: one look at the arcs of the seeds."""
    best = INFINITE
    for u in seeds:
        for arc in range(indptr[u], indptr[u + 1]):
            v = indices[arc]
            key = start + weight[arc] + step
            if key < best and not settled(labels, v, FORWARD, stamp):
                key += bound(labels, v, ball, radius)
                if key < best and not _member(banned, v):
                    best = key
    return best


@kernel
def _member(few: Int32, v: int) -> bool:
    for item in few:  # noqa: SIM110
        if item == v:
            return True
    return False


@kernel
def _push(
    labels: Int64, stamp: int, ball: int, radius: int, limit: int, heap: Int64, size: int, u: int, v: int, key: int
) -> int:
    """Reach v from u with `key`, ordered by key plus what is left at least, then by key."""
    if settled(labels, v, FORWARD, stamp):
        return size
    if known(labels, v, FORWARD, stamp):
        if key > labels[v, FORWARD]:
            return size
        if key == labels[v, FORWARD]:
            if comes_first(labels, u, parent(labels, v, FORWARD)):
                reach(labels, v, FORWARD, stamp, key, u)
            return size
    total = key + bound(labels, v, ball, radius)
    if total <= limit and total < INFINITE:
        reach(labels, v, FORWARD, stamp, key, u)
        size = push(heap, size, total, key, v)
    return size


@kernel
def chain(labels: Int64, v: int) -> Int32:
    """The forward chain that ends at v, from its start."""
    length, at = 0, v
    while at >= 0:
        length, at = length + 1, parent(labels, at, FORWARD)
    path = np.empty(length, dtype=np.int32)
    at = v
    for i in range(length - 1, -1, -1):
        path[i] = at
        at = parent(labels, at, FORWARD)
    return path


@kernel
def deviate(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, ball: int, radius: int, stamp: int,
    seeds: Int32, start: int, banned: Int32, limit: int,
) -> tuple[int, Int32, int]:  # fmt: skip
    """The best continuation from the seeds to a target that enters nobody blocked and takes no banned first step.

    Seeds must be blocked, all have key `start`. Returns the key (INFINITE: none up to `limit`), the people from the
    seed to the target, and the number of arcs looked at.
    """
    heap, size, work = np.empty((START, 3), dtype=np.int64), 0, 0
    for u in seeds:
        heap = grown(heap, size, indptr[u + 1] - indptr[u])
        work += indptr[u + 1] - indptr[u]
        for arc in range(indptr[u], indptr[u + 1]):
            v, key = indices[arc], start + weight[arc] + step
            if key <= limit and not _member(banned, v):
                size = _push(labels, stamp, ball, radius, limit, heap, size, u, v, key)
    end = -1
    while size > 0 and heap[0, 0] <= limit:
        key, u = heap[0, 1], heap[0, 2]
        size = pop(heap, size)
        if settled(labels, u, FORWARD, stamp) or key != labels[u, FORWARD]:
            continue
        settle(labels, u, FORWARD)
        if settled(labels, u, BACKWARD, ball) and labels[u, BACKWARD] == 0:
            limit = key
            if end < 0 or comes_first(labels, u, end):
                end = u
            continue
        heap = grown(heap, size, indptr[u + 1] - indptr[u])
        work += indptr[u + 1] - indptr[u]
        for arc in range(indptr[u], indptr[u + 1]):
            reached = key + weight[arc] + step
            if reached <= limit:
                size = _push(labels, stamp, ball, radius, limit, heap, size, u, indices[arc], reached)
    if end < 0:
        return INFINITE, np.empty(0, dtype=np.int32), work
    return labels[end, FORWARD], chain(labels, end), work


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
