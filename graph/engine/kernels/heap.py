"""A 4-ary heap in a plain (capacity, 4) array of (key, second key, person, arc); the caller keeps the size.

An entry stands for the arcs of a person in order of weight, from one arc on: the arc and how many follow it, packed.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int64
from graph.jit import kernel

START = 1024
"""Entries there is room for at first."""
ARC, MORE = (1 << 32) - 1, 1 << 32
"""Of an arc and those that follow it, packed: the bits of the arc, and one that follows."""


@kernel
def grown(heap: Int64, size: int, extra: int) -> Int64:
    """`heap`, or a copy twice as large when `extra` more entries would not fit."""
    if size + extra <= heap.shape[0]:
        return heap
    larger = np.empty((2 * (size + extra), 4), dtype=np.int64)
    larger[:size] = heap[:size]
    return larger


@kernel
def push(heap: Int64, size: int, key: int, second: int, person: int, arcs: int) -> int:
    """Add an entry; returns the new size. O(log size)."""
    at = size
    while at > 0:
        up = (at - 1) >> 2
        if heap[up, 0] < key or (heap[up, 0] == key and heap[up, 1] <= second):
            break
        heap[at] = heap[up]
        at = up
    heap[at, 0], heap[at, 1], heap[at, 2], heap[at, 3] = key, second, person, arcs
    return size + 1


@kernel
def replace(heap: Int64, size: int, key: int, second: int, person: int, arcs: int) -> None:
    """Put another entry in the place of the first. O(log size)."""
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        best = child
        for other in range(child + 1, min(child + 4, size)):
            if heap[other, 0] < heap[best, 0] or (heap[other, 0] == heap[best, 0] and heap[other, 1] < heap[best, 1]):
                best = other
        if heap[best, 0] > key or (heap[best, 0] == key and heap[best, 1] >= second):
            break
        heap[at] = heap[best]
        at = best
    heap[at, 0], heap[at, 1], heap[at, 2], heap[at, 3] = key, second, person, arcs


@kernel
def pop(heap: Int64, size: int) -> int:
    """Take out the first entry (read it before); returns the new size. O(log size)."""
    size -= 1
    if size > 0:
        replace(heap, size, heap[size, 0], heap[size, 1], heap[size, 2], heap[size, 3])
    return size


@kernel
def enter(
    indptr: Int64, weight: Int64, step: int, heap: Int64, size: int, v: int, person: int, key: int, limit: int
) -> int:
    """Push v with its first arc, unless the key of that arc is beyond `limit`; `person`: v, or a label of theirs."""
    arc, end = indptr[v], indptr[v + 1]
    if arc < end:
        reached = key + weight[arc] + step
        if reached <= limit:
            return push(heap, size, reached, 0, person, (end - arc - 1) * MORE + arc)
    return size


@kernel
def advance(weight: Int64, heap: Int64, size: int, limit: int) -> int:
    """Replace the first entry of the heap by its next arc, or remove it where no arc up to `limit` is left."""
    arcs = heap[0, 3]
    if arcs >= MORE:
        arc = arcs & ARC
        key = heap[0, 0] - weight[arc] + weight[arc + 1]
        if key <= limit:
            replace(heap, size, key, 0, heap[0, 2], arcs - MORE + 1)
            return size
    return pop(heap, size)
