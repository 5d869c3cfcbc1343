"""The best path for every pair of first introducer and person reached, from both ends at once.

One search forward from each introducer and one back from each target, in two shared heaps; a label stands for a person
reached by one of them. As in `detour_free`, whoever the source knows directly is entered only for less than the direct
tie costs. That is known on the forward side only, so the backward side ends at such people (its border): a path over
one of them is seen when the forward side settles the last of them. A border counts until the forward side is as far as
the direct tie costs; then it is entered by now or never.

Where both sides came far enough for a pair (`_close`), it is done with; where all pairs of an introducer or of a target
are, its search ends. Neither side enters a person whom k others reached for less: each of those gives a better pair.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64, UInt8
from graph.engine.kernels.heap import ARC, MORE, START, grown, pop, push, replace
from graph.engine.kernels.jit import kernel
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has, ordered, settle
from graph.engine.kernels.rows import lengthened

NODE, KEY, NEXT, WHO, OLDER = 0, 1, 2, 3, 4
"""A label: the person, the key from its end, the label before, whose search it is, the person's label before it."""
PAIR, TOTAL, FRONT, BACK = 0, 1, 2, 3
"""A way across: the pair, its key, and the labels on both sides."""
NEWEST = 1
TARGET, OTHER = 0, 1
CLOSE_EVERY = 256
"""Steps between two looks at all pairs, at least; a look at a pair costs a few nanoseconds."""
LEAD = 2
"""A side may do so many times the work of the other before that one has its turn."""
ARCS_A_STEP = 64


@kernel
def _write(rows: Int64, at: int, node: int, key: int, following: int, who: int, older: int) -> None:
    rows[at, NODE], rows[at, KEY], rows[at, NEXT], rows[at, WHO], rows[at, OLDER] = node, key, following, who, older


@kernel
def _needless(rows: Int64, newest: int, key: int, via: int, who: int, k: int, forward: bool) -> bool:
    """Whether a label would bring nothing: the same search was there, or k others for less.

    Where the other path is as good, the one that orders first is kept.
    """
    others, at = 0, newest
    while at >= 0:
        if rows[at, WHO] == who:
            held = rows[at, NEXT]
            if rows[at, KEY] == key and held != via:
                first = ordered(rows, NEXT, via, held) if forward else rows[via, NODE] < rows[held, NODE]
                if first:
                    rows[at, NEXT] = via
            return True
        others += forward or rows[at, KEY] < key
        at = rows[at, OLDER]
    return others >= k


@kernel
def _meet_targets(
    indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, begin: int, end: int, back: Int64,
    best: Int64, ways: Int64, count: int,
) -> tuple[Int64, int]:  # fmt: skip
    """Note the direct ties of the source to targets: pairs by themselves."""
    for arc in range(begin, end):
        v, key = indices[arc], weight[arc] + step
        if key < INFINITE and has(bits[1], v) and labels[v, FORWARD] >= 0:
            at = labels[v, BACKWARD + NEWEST]
            number, target = arc - begin, back[at, WHO]
            best[number, target], ways = key, lengthened(ways, count)
            ways[count, PAIR], ways[count, TOTAL] = number * best.shape[1] + target, key
            ways[count, FRONT], ways[count, BACK] = 0, at
            count += 1
    return ways, count


@kernel
def _meet(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, own: Int64, label: int,
    forward: bool, other_bits: UInt8, other: Int64, cut: int, best: Int64, ways: Int64, count: int,
) -> tuple[Int64, int, int]:  # fmt: skip
    """Look for ways across from a new label; returns them all, how many, and how many arcs were looked at."""
    u, so_far, who = own[label, NODE], own[label, KEY] + step, own[label, WHO]
    newest = (BACKWARD if forward else FORWARD) + NEWEST
    begin = arc = indptr[u]
    latest = labels[u, FORWARD] if not forward and has(bits[0], u) else INFINITE
    while arc < indptr[u + 1]:
        key = so_far + weight[arc]
        if key > cut:
            break
        v = indices[arc]
        arc += 1
        if not has(other_bits, v) or (forward and has(bits[0], v) and labels[v, FORWARD] <= key):
            continue
        at = labels[v, newest]
        while at >= 0:
            total, mate = key + other[at, KEY], other[at, WHO]
            first, last = (who, mate) if forward else (mate, who)
            if total <= cut and total <= best[first, last] and total - own[label, KEY] * (not forward) < latest:
                best[first, last], ways = total, lengthened(ways, count)
                ways[count, PAIR], ways[count, TOTAL] = first * best.shape[1] + last, total
                ways[count, FRONT], ways[count, BACK] = (label, at) if forward else (at, label)
                count += 1
            at = other[at, OLDER]
    return ways, count, arc - begin


@kernel
def _borders(border: Int64, count: int, reached: int, cut_last: Int64, nearest: Int64) -> int:
    """Drop the borders of whom the forward side has all it will have; note the nearest left of each target."""
    nearest[:] = INFINITE
    kept = 0
    for at in range(count):
        if border[at, 2] >= reached and cut_last[border[at, 0]] >= 0:
            border[kept] = border[at]
            nearest[border[at, 0]] = min(nearest[border[at, 0]], border[at, 1])
            kept += 1
    return kept


@kernel
def _close(
    best: Int64, is_open: UInt8, forth: int, back: int, alive_first: Int32, alive_last: Int32, nearest: Int64,
    highest: int, cut_first: Int64, cut_last: Int64,
) -> tuple[bool, bool]:  # fmt: skip
    """Close the pairs for which nothing better can come up to `highest`, and note how far each search still matters.

    Returns whether any pair is open, and whether the backward side is needed for it.
    """
    cut_first[:], cut_last[:], some, wanted = -1, -1, False, False
    for first in range(best.shape[0]):
        for last in range(best.shape[1]):
            if is_open[first, last] == 0:
                continue
            bound, left = min(best[first, last], highest), back if alive_last[last] > 0 else INFINITE
            if alive_first[first] == 0 or min(left, nearest[last]) > bound - forth:
                is_open[first, last] = 0
                continue
            some, wanted = True, wanted or left <= bound - forth
            cut_first[first], cut_last[last] = max(cut_first[first], bound), max(cut_last[last], bound)
    return some, wanted


@kernel
def _kth(best: Int64, k: int, highest: int) -> int:
    """The k-th key found, at most `highest`."""
    flat = best.ravel()
    some = flat[flat <= highest]
    return int(np.sort(some)[k - 1]) if len(some) >= k else highest


@kernel
def _back_is_next(forth_size: int, back_size: int, forth_work: int, back_work: int) -> bool:
    """The side with the smaller frontier goes on, unless it has done most of the work: a hub makes a frontier large."""
    if back_work > LEAD * (forth_work + CLOSE_EVERY):
        return False
    return back_size <= forth_size or forth_work > LEAD * (back_work + CLOSE_EVERY)


@kernel
def best_pairs(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, source: int, targets: Int32,
    k: int, highest: int,
) -> tuple[Int64, Int64, Int64, Int64]:  # fmt: skip
    """The k first pairs from a source up to the key `highest`, and all others as good as the last of them.

    Forward labels must hold the direct ties of the source (`know`) and every source, blocked; backward bits must be
    clear. Returns the best keys (introducers in the order of the source's row, targets; INFINITE: none, or none that
    matters), the ways across in the order they were found, and the labels on both sides.
    """
    start, end, count = indptr[source], indptr[source + 1], len(targets)
    best = np.full((end - start, count), INFINITE)
    is_open = np.ones((end - start, count), dtype=np.uint8)
    front, back = np.empty((START, 5), dtype=np.int64), np.empty((max(START, count), 5), dtype=np.int64)
    ways, border = np.empty((START, 4), dtype=np.int64), np.empty((START, 3), dtype=np.int64)
    forth_heap = np.empty((START, 4), dtype=np.int64)
    back_heap = np.empty((max(START, count), 4), dtype=np.int64)
    alive_first, alive_last = np.ones(end - start, dtype=np.int32), np.zeros(count, dtype=np.int32)
    cut_first, cut_last = np.full(end - start, highest), np.full(count, highest)
    nearest, reached = np.full(count, INFINITE), np.zeros(len(labels) // 8 + 1, dtype=np.uint8)
    _write(front, 0, source, 0, -1, -1, -1)
    crossed, borders, fronts, backs, forth_size, back_size, least = 0, 0, 1, 0, 0, 0, INFINITE
    for number in range(count):
        t = targets[number]
        _write(back, number, t, 0, -1, number, -1)
        settle(labels, bits[1], BACKWARD, t, TARGET, number)
        if has(bits[0], t):
            border = lengthened(border, borders)
            border[borders, 0], border[borders, 1], border[borders, 2] = number, 0, labels[t, FORWARD]
            borders, least = borders + 1, 0
        elif indptr[t] < indptr[t + 1] and weight[indptr[t]] + step <= highest:
            arcs = (indptr[t + 1] - indptr[t] - 1) * MORE + indptr[t]
            back_size = push(back_heap, back_size, weight[indptr[t]] + step, number, number, arcs)
            alive_last[number] = 1
        backs += 1
    ways, crossed = _meet_targets(indices, weight, step, labels, bits, start, end, back, best, ways, crossed)
    if start < end and weight[start] + step <= highest:
        forth_size = push(forth_heap, 0, weight[start] + step, 0, 0, (end - start - 1) * MORE + start)
    work, due, wanted, forth_work, back_work = 0, 0, True, 0, 0
    while forth_size > 0:
        forth, behind = forth_heap[0, 0], back_heap[0, 0] if back_size > 0 else INFINITE
        if work >= due:
            borders = _borders(border, borders, forth, cut_last, nearest)
            least = nearest.min()
            highest = _kth(best, k, highest)
            some, wanted = _close(
                best, is_open, forth, behind, alive_first, alive_last, nearest, highest, cut_first, cut_last
            )
            if not some:
                break
            due = work + max(CLOSE_EVERY, best.size >> 2)
        work += 1
        if wanted and back_size > 0 and _back_is_next(forth_size, back_size, forth_work, back_work):
            back_work += 1
            who, label, arcs = back_heap[0, 1], back_heap[0, 2], back_heap[0, 3]
            arc, key, v = arcs & ARC, behind, indices[arcs & ARC]
            following = key - weight[arc] + weight[arc + 1] if arcs >= MORE else INFINITE
            if following <= cut_last[who] - forth:
                replace(back_heap, back_size, following, who, label, arcs - MORE + 1)
            else:
                back_size, alive_last[who] = pop(back_heap, back_size), alive_last[who] - 1
            known = has(bits[0], v)
            if key > cut_last[who] - forth or (known and labels[v, FORWARD] < 0) or v == source:
                continue
            newest = labels[v, BACKWARD + NEWEST] if has(bits[1], v) else -1
            if newest >= 0 and labels[v, BACKWARD] == TARGET:
                continue
            if _needless(back, newest, key, label, who, k, False):
                continue
            back = lengthened(back, backs)
            _write(back, backs, v, key, label, who, newest)
            settle(labels, bits[1], BACKWARD, v, OTHER, backs)
            ways, crossed, looked = _meet(
                indptr, indices, weight, step, labels, bits, back, backs, False, reached, front, cut_last[who], best,
                ways, crossed,
            )  # fmt: skip
            work += looked // ARCS_A_STEP
            if known:
                if labels[v, FORWARD] >= forth:
                    border = lengthened(border, borders)
                    border[borders, 0], border[borders, 1], border[borders, 2] = who, key, labels[v, FORWARD]
                    borders, nearest[who], least = borders + 1, min(nearest[who], key), min(least, key)
            else:
                arc = indptr[v]
                if key + weight[arc] + step <= cut_last[who] - forth:
                    back_heap = grown(back_heap, back_size, 1)
                    arcs = (indptr[v + 1] - arc - 1) * MORE + arc
                    back_size = push(back_heap, back_size, key + weight[arc] + step, who, backs, arcs)
                    alive_last[who] += 1
            backs += 1
        else:
            forth_work += 1
            label, arcs = forth_heap[0, 2], forth_heap[0, 3]
            arc, key, v = arcs & ARC, forth, indices[arcs & ARC]
            who, rest = arc - start if label == 0 else front[label, WHO], min(behind, least)
            following = key - weight[arc] + weight[arc + 1] if arcs >= MORE else INFINITE
            if following <= (highest if label == 0 else cut_first[who]) - rest:
                second = who + 1 if label == 0 else who
                replace(forth_heap, forth_size, following, second, label, arcs - MORE + 1)
            else:
                forth_size, alive_first[who] = pop(forth_heap, forth_size), alive_first[who] - (label > 0)
                if label == 0:
                    alive_first[who + 1 :] = 0
            alive_first[who] -= label == 0
            if (
                key > cut_first[who] - rest
                or (has(bits[0], v) and (labels[v, FORWARD] < 0 or (label > 0 and key >= labels[v, FORWARD])))
                or (has(bits[1], v) and labels[v, BACKWARD] == TARGET)
            ):
                continue
            newest = labels[v, FORWARD + NEWEST] if has(reached, v) else -1
            if _needless(front, newest, key, label, who, k, True):
                continue
            front = lengthened(front, fronts)
            _write(front, fronts, v, key, label, who, newest)
            labels[v, FORWARD + NEWEST] = fronts
            reached[v >> 3] |= 1 << (v & 7)
            ways, crossed, looked = _meet(
                indptr, indices, weight, step, labels, bits, front, fronts, True, bits[1], back, cut_first[who], best,
                ways, crossed,
            )  # fmt: skip
            work += looked // ARCS_A_STEP
            arc = indptr[v]
            if key + weight[arc] + step <= cut_first[who] - rest:
                forth_heap = grown(forth_heap, forth_size, 1)
                arcs = (indptr[v + 1] - arc - 1) * MORE + arc
                forth_size = push(forth_heap, forth_size, key + weight[arc] + step, who, fronts, arcs)
                alive_first[who] += 1
            fronts += 1
    return best, ways[:crossed], front[:fronts], back[:backs]
