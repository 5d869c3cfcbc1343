"""The best path for every pair of first introducer and person reached, without detours, in order: A* with labels.

From one source s, a path s, a, ..., t is a detour if two of its people, not next to each other, have a tie that makes
it no dearer. The best path that begins with the tie to a and ends at t has no such tie between anybody after s:
taking it would give a better path of the same pair. So only ties of s itself count, and they are an upper limit a
person: whoever s knows directly is entered only for less than the direct tie costs.

A label stands for a person reached through one introducer. Whoever was reached through k introducers already, for no
more and in no more hops, needs no further one: each of those gives a better path to whatever comes after. Labels are
taken in the order of (key, introducer), where the key holds what is left at least (see `spur`), so pairs are found in
their order.

Where there are fewer pairs than asked for, the search must know when to stop. An introducer is done with once it led to
every target; targets that only people known to the source surround (`enclosed`) are led to, if at all, by way of one of
those, for less than the direct tie, so nobody farther away than the dearest of these ties matters for them.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int8, Int32, Int64, UInt8
from graph.engine.kernels.heap import ARC, MORE, START, grown, pop, push, replace
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has, ordered, settle
from graph.engine.kernels.spur import ARCS_A_STEP
from graph.jit import kernel

NODE, KEY, HOPS, BEFORE, FIRST, OLDER, ROOT, LEFT = 0, 1, 2, 3, 4, 5, 6, 7
COLUMNS = 8


@kernel
def know(indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, source: int) -> None:
    """Note what each direct tie of the source costs, as keys of the forward side."""
    for arc in range(indptr[source], indptr[source + 1]):
        settle(labels, bits, FORWARD, indices[arc], weight[arc] + step, -1)


@kernel
def enclosed(
    indptr: Int64, indices: Int32, labels: Int64, bits: UInt8, targets: Int32, inner: UInt8, seen: Int64, stamp: int,
    budget: int,
) -> tuple[int, int]:  # fmt: skip
    """Which targets only people known to the source surround: their bits and those of all inside are set in `inner`.

    From each target, as many arcs as `budget` are followed back through people the source does not know. Returns the
    dearest direct tie to anybody at such a border (-1: none), and how many targets are not enclosed as far as was seen.
    """
    dearest, outside = -1, 0
    queue = np.empty(budget + 1, dtype=np.int32)
    for number in range(len(targets)):
        t = targets[number]
        if has(bits[0], t):
            dearest = max(dearest, labels[t, FORWARD])
            inner[t >> 3] |= 1 << (t & 7)
            continue
        queue[0], head, tail, work, border = t, 0, 1, 0, -1
        seen[t, 0], seen[t, 1] = stamp, number
        while head < tail and work <= budget:
            v = queue[head]
            head += 1
            work += indptr[v + 1] - indptr[v]
            if work > budget:
                break
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if has(bits[0], u):
                    border = max(border, labels[u, FORWARD])
                elif not (has(bits[1], u) and labels[u, BACKWARD] == 0) and (
                    seen[u, 0] != stamp or seen[u, 1] != number
                ):
                    seen[u, 0], seen[u, 1], queue[tail] = stamp, number, u
                    tail += 1
        if work > budget:
            outside += 1
            continue
        dearest = max(dearest, border)
        for at in range(tail):
            inner[queue[at] >> 3] |= 1 << (queue[at] & 7)
    return dearest, outside


@kernel
def _counts(arena: Int64, label: int, newest: int) -> bool:
    """Whether no newer label of the same person has the introducer of `label`."""
    at = newest
    while at != label:
        if arena[at, FIRST] == arena[label, FIRST]:
            return False
        at = arena[at, OLDER]
    return True


@kernel
def _needless(
    arena: Int64, newest: int, key: int, hops: int, before: int, first: int, k: int, hops_count: bool
) -> bool:
    """Whether a label would bring nothing: its introducer is there for no more, or k others are.

    Where the other path is as good, the one that orders first is kept.
    """
    others, at = 0, newest
    while at >= 0:
        if not hops_count or arena[at, HOPS] <= hops:
            if arena[at, FIRST] == first:
                if (
                    arena[at, KEY] == key
                    and before != arena[at, BEFORE]
                    and ordered(arena, BEFORE, before, arena[at, BEFORE])
                ):
                    arena[at, BEFORE] = before
                return True
            if not hops_count or _counts(arena, at, newest):
                others += 1
                if others >= k:
                    return True
        at = arena[at, OLDER]
    return False


@kernel
def _outside(
    indices: Int32, weight: Int64, bits: UInt8, radius: int, counted: bool, hops_left: Int8, hops: int, limit: int,
    key: int, arc: int, end: int,
) -> tuple[int, int]:  # fmt: skip
    """The first arc from `arc` on to somebody outside the ball who is near enough in hops, and its key.

    Without one up to `limit`: -1, and the first key beyond (INFINITE: none).
    """
    while arc < end:
        total = key + weight[arc] + radius
        if total > limit:
            return -1, total
        v = indices[arc]
        if not has(bits[1], v) and (not counted or hops_left[v] <= hops):
            return arc, total
        arc += 1
    return -1, INFINITE


@kernel
def _labelled(
    arena: Int64, used: int, node: int, key: int, hops: int, before: int, first: int, older: int, left: int
) -> Int64:
    """The labels with one more; an introducer's own is the root of all that come by way of it."""
    if used == len(arena):
        larger = np.empty((2 * used, COLUMNS), dtype=np.int64)
        larger[:used] = arena
        arena = larger
    arena[used, NODE], arena[used, KEY], arena[used, HOPS], arena[used, BEFORE] = node, key, hops, before
    arena[used, FIRST], arena[used, OLDER], arena[used, LEFT] = first, older, left
    arena[used, ROOT] = arena[before, ROOT] if before > 0 else used
    return arena


@kernel
def _kept(found: Int64, count: int, label: int) -> Int64:
    """The labels that end at a target, with one more."""
    if count == len(found):
        more = np.empty(2 * count, dtype=np.int64)
        more[:count] = found
        found = more
    found[count] = label
    return found


@kernel
def _inside(indices: Int32, inner: UInt8, arc: int, end: int) -> int:
    """The first arc from `arc` on to somebody inside a border, or `end`."""
    while arc < end and not has(inner, indices[arc]):
        arc += 1
    return arc


@kernel
def _expand(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, counted: bool,
    hops_left: Int8, hops: int, limit: int, arena: Int64, label: int, heap: Int64, size: int,
) -> tuple[Int64, int, int, int]:  # fmt: skip
    """Push the arcs of a label: into the ball one by one, to outside as one entry that waits with the first of them.

    Returns the heap, its size, the first key beyond `limit` (INFINITE: none) and how many arcs were looked at.
    """
    u, key, introducer = arena[label, NODE], arena[label, KEY] + step, arena[label, FIRST]
    begin, end, beyond = indptr[u], indptr[u + 1], INFINITE
    arc = begin
    while arc < end:
        reached = key + weight[arc]
        if reached > limit:
            beyond = min(beyond, reached)
            break
        v = indices[arc]
        if has(bits[1], v) and hops_left[v] <= hops:
            total = reached + labels[v, BACKWARD]
            if total > limit:
                beyond = min(beyond, total)
            elif not has(bits[0], v) or introducer < 0 or reached < labels[v, FORWARD]:
                heap = grown(heap, size, 1)
                size = push(heap, size, total, v if introducer < 0 else introducer, label, arc)
        arc += 1
    looked = arc - begin
    if radius < INFINITE:
        arc, total = _outside(indices, weight, bits, radius, counted, hops_left, hops, limit, key, begin, end)
        if arc >= 0:
            heap = grown(heap, size, 1)
            second = indices[arc] if introducer < 0 else introducer
            size = push(heap, size, total, second, label, (end - arc) * MORE + arc)
        else:
            beyond = min(beyond, total)
    return heap, size, beyond, looked


@kernel
def detour_free(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, radius: int, source: int,
    max_hops: int, counted: bool, hops_left: Int8, newest: Int64, stamp: int, k: int, inner: UInt8,
    farthest: int, others: int, limit: int, cap: int,
) -> tuple[Int64, Int64, int, int]:  # fmt: skip
    """The first k pairs from a source, and all others as good as the last of them.

    Forward labels must hold the direct ties of the source (`know`) and every source, blocked; backward ones the ball.
    `newest`: (n, 2) of stamp and label. `hops_left[v]`: hops from v to a target at least, zeros unless hops are
    counted. `inner`, `farthest`, `others`: what `enclosed` found. `limit`: the highest key of interest.

    Returns the labels (arena), the numbers of those that end at a target in the order they were found, what is left:
    0 when that is all there is or k are complete, else minus the first key beyond `limit`, or 1 when `cap` was spent;
    and the work done.
    """
    arena = _labelled(np.empty((START, COLUMNS), dtype=np.int64), 0, source, 0, 0, -1, -1, -1, 1)
    used, found = 1, np.empty(k, dtype=np.int64)
    heap, size, count, work, left = np.empty((START, 4), dtype=np.int64), 0, 0, 0, INFINITE
    last_key, last_first = INFINITE, 0
    heap, size, left, looked = _expand(
        indptr, indices, weight, step, labels, bits, radius, counted, hops_left, max_hops - 1, limit, arena, 0,
        heap, size,
    )  # fmt: skip
    while size > 0 and (heap[0, 0] < last_key or (heap[0, 0] == last_key and heap[0, 1] <= last_first)):
        if work > cap:
            return arena, found[:count], 1, work
        work += 1
        first, label, arcs = heap[0, 1], heap[0, 2], heap[0, 3]
        arc, rest = arcs & ARC, arcs >> 32
        v, key, hops = indices[arc], arena[label, KEY] + weight[arc] + step, arena[label, HOPS] + 1
        root = arena[label, ROOT]
        done = arena[root, LEFT] == 0 and key >= farthest
        following, next_total = -1, INFINITE
        if rest > 1:
            base = arena[label, KEY] + step
            following = _inside(indices, inner, arc + 1, arc + rest) if done else arc + 1
            following, next_total = _outside(
                indices, weight, bits, radius, counted, hops_left, max_hops - hops, limit, base, following, arc + rest
            )
        if following >= 0:
            second = indices[following] if label == 0 else first
            replace(heap, size, next_total, second, label, (arc + rest - following) * MORE + following)
        else:
            left, size = min(left, next_total), pop(heap, size)
        if (
            (done and not has(inner, v))
            or hops + hops_left[v] > max_hops
            or (has(bits[0], v) and (labels[v, FORWARD] < 0 or (hops > 1 and key >= labels[v, FORWARD])))
        ):
            continue
        ends = has(bits[1], v) and labels[v, BACKWARD] == 0
        held = newest[v, 1] if newest[v, 0] == stamp else -1
        if _needless(arena, held, key, hops, label, first, k, counted and not ends):
            continue
        arena = _labelled(arena, used, v, key, hops, label, first, held, others)
        newest[v, 0], newest[v, 1] = stamp, used
        used += 1
        if ends:
            found = _kept(found, count, used - 1)
            count += 1
            if not has(inner, v):
                arena[arena[used - 1, ROOT], LEFT] -= 1
            if count == k:
                last_key, last_first = key, first
            continue
        if hops < max_hops:
            heap, size, beyond, looked = _expand(
                indptr, indices, weight, step, labels, bits, radius, counted, hops_left, max_hops - hops - 1, limit,
                arena, used - 1, heap, size,
            )  # fmt: skip
            left, work = min(left, beyond), work + looked // ARCS_A_STEP
    if count >= k or left == INFINITE:
        return arena, found[:count], 0, work
    return arena, found[:count], -left, work
