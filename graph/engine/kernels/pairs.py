"""The best path for every pair of first introducer and person reached, from both ends at once.

A search forward from each introducer and one back from each target, each with a queue of its own, so that none has to
flood because another begins behind a weak tie. As in `detour_free`, whoever the source knows directly is entered only
for less than the direct tie costs. That is known on the forward side only, so the backward side ends at such people
(its border): a path over one of them is seen when the forward side settles the last of them. A border counts for an
introducer until that search is as far as the direct tie costs; then it is entered by now or never.

Where both sides came far enough for a pair (`_look`), it is done with; where all pairs of an introducer or of a target
are, its search ends. Of the pairs left the nearest go on, the work for each divided evenly between its two searches:
that is how a cover by vertices is found within twice the least (Bar-Yehuda & Even 1981,
doi:10.1016/0196-6774(81)90020-1). Neither side enters a person whom k others reached for less: each of those gives a
better pair.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64, UInt8
from graph.engine.kernels.heap import ARC, advance, enter, grown, push
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has, settle
from graph.engine.kernels.pair_labels import NEWEST, meet, meet_targets, needless, write
from graph.engine.kernels.rows import lengthened
from graph.jit import kernel

TARGET, OTHER = 0, 1
TURN = 32
"""Steps of a search until all pairs are looked at again, at least: a look at a pair takes a few nanoseconds."""
NEAR_BITS = 3
"""Pairs go on together that are at most an eighth farther than the nearest."""
LOOK_BITS = 6
"""And as many steps as a 64th of the pairs."""
ARCS_A_STEP = 64
ROOM = 64
"""Entries and labels there is room for at first."""
FRONTS, BACKS, WAYS = 0, 1, 2


@kernel
def _place(weight: Int64, step: int, start: int, end: int, key: int) -> int:
    """The first direct tie of the source, by its place in the row, that costs `key` at least."""
    low, high = start, end
    while low < high:
        middle = (low + high) >> 1
        if weight[middle] + step < key:
            low = middle + 1
        else:
            high = middle
    return low - start


@kernel
def _kth(best: Int64, k: int, highest: int) -> int:
    """The k-th key found, at most `highest`."""
    flat = best.ravel()
    some = flat[flat <= highest]
    return int(np.sort(some)[k - 1]) if len(some) >= k else highest


@kernel
def _look(
    best: Int64, highest: int, forth: Int64, behind: Int64, border: Int64, places: Int64, is_open: UInt8,
    rows: Int32, count: int, partner: Int32, bound: Int64, limits: tuple[Int64, Int64], cuts: tuple[Int64, Int64],
) -> tuple[int, int]:  # fmt: skip
    """Close the pairs for which nothing better can come up to `highest`.

    `forth`, `behind`: the next key of each search. Writes the nearest open pair of each introducer (`partner`, and its
    `bound`), how far each search still matters (`limits`), and what a way across may cost (`cuts`). Returns how many of
    the introducers in `rows` have open pairs, moved to its beginning, and the least bound.
    """
    limits[1][:], cuts[1][:], kept, least = -1, -1, 0, INFINITE
    for at in range(count):
        i = rows[at]
        place, nearest, limit, cut = places[i], INFINITE, -1, -1
        for j in range(best.shape[1]):
            if is_open[i, j] == 0:
                continue
            upto, rest = min(best[i, j], highest), min(behind[j], border[place, j])
            if rest > upto - forth[i]:
                is_open[i, j] = 0
                continue
            cut, limit = max(cut, upto), max(limit, upto - rest)
            cuts[1][j], limits[1][j] = max(cuts[1][j], upto), max(limits[1][j], upto - forth[i])
            if forth[i] + rest < nearest:
                nearest, partner[i] = forth[i] + rest, j
        limits[0][i], cuts[0][i], bound[i] = limit, cut, nearest
        least = min(least, nearest)
        if nearest < INFINITE:
            rows[kept] = i
            kept += 1
    return kept, least


@kernel
def _forward(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, reached: UInt8,
    introducers: Int32, who: int, heap: Int64, size: int, front: Int64, back: Int64, best: Int64, ways: Int64,
    counts: Int64, k: int, limit: int, cut: int, turn: int,
) -> tuple[Int64, int, Int64, Int64, int]:  # fmt: skip
    """Some steps of a search from an introducer; returns its heap and size, the labels, the ways and the work done."""
    work = 0
    while size > 0 and work < turn:
        key, label, v = heap[0, 0], heap[0, 2], indices[heap[0, 3] & ARC]
        if key > limit:
            size = 0
            break
        size = advance(weight, heap, size, limit)
        work += 1
        if (has(bits[0], v) and (labels[v, FORWARD] < 0 or (label > 0 and key >= labels[v, FORWARD]))) or (
            has(bits[1], v) and labels[v, BACKWARD] == TARGET
        ):
            continue
        newest = labels[v, FORWARD + NEWEST] if has(reached, v) else -1
        if needless(front, newest, key, label, who, k, introducers):
            continue
        front, at = lengthened(front, counts[FRONTS]), counts[FRONTS]
        write(front, at, v, key, label, who, newest)
        labels[v, FORWARD + NEWEST] = at
        reached[v >> 3] |= 1 << (v & 7)
        counts[FRONTS] += 1
        ways, counts[WAYS], looked = meet(
            indptr, indices, weight, step, labels, bits, front, at, True, bits[1], back, cut, best, ways, counts[WAYS]
        )  # fmt: skip
        work += looked // ARCS_A_STEP
        heap = grown(heap, size, 1)
        size = enter(indptr, weight, step, heap, size, v, at, key, limit)
    return heap, size, front, ways, work


@kernel
def _backward(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, reached: UInt8,
    introducers: Int32, start: int, who: int, heap: Int64, size: int, front: Int64, back: Int64, best: Int64,
    ways: Int64, border: Int64, counts: Int64, k: int, limit: int, cut: int, turn: int,
) -> tuple[Int64, int, Int64, Int64, int]:  # fmt: skip
    """Some steps of a search back from a target; returns its heap and size, the labels, the ways and the work done."""
    work, nobody = 0, introducers[:0]
    while size > 0 and work < turn:
        key, label, v = heap[0, 0], heap[0, 2], indices[heap[0, 3] & ARC]
        if key > limit:
            size = 0
            break
        size = advance(weight, heap, size, limit)
        work += 1
        known = has(bits[0], v)
        newest = labels[v, BACKWARD + NEWEST] if has(bits[1], v) else -1
        if (known and labels[v, FORWARD] < 0) or (newest >= 0 and labels[v, BACKWARD] == TARGET):
            continue
        if needless(back, newest, key, label, who, k, nobody):
            continue
        back, at = lengthened(back, counts[BACKS]), counts[BACKS]
        write(back, at, v, key, label, who, newest)
        settle(labels, bits[1], BACKWARD, v, OTHER, at)
        counts[BACKS] += 1
        ways, counts[WAYS], looked = meet(
            indptr, indices, weight, step, labels, bits, back, at, False, reached, front, cut, best, ways, counts[WAYS]
        )  # fmt: skip
        work += looked // ARCS_A_STEP
        if known:
            _bordered(border, who, _place(weight, step, start, start + len(introducers), labels[v, FORWARD]), key)
        else:
            heap = grown(heap, size, 1)
            size = enter(indptr, weight, step, heap, size, v, at, key, limit)
    return heap, size, back, ways, work


@kernel
def _bordered(border: Int64, who: int, place: int, key: int) -> None:
    """Note somebody the source knows, met on the way back; `border[p]`: the nearest whose tie stands at p or later."""
    while place >= 0 and border[place, who] > key:
        border[place, who] = key
        place -= 1


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
    start, end, lasts = indptr[source], indptr[source + 1], len(targets)
    firsts, introducers = end - start, indices[start:end]
    best, border = np.full((firsts, lasts), INFINITE), np.full((firsts + 1, lasts), INFINITE)
    front, back = np.empty((ROOM, 5), dtype=np.int64), np.empty((max(ROOM, lasts), 5), dtype=np.int64)
    reached, counts = np.zeros(len(labels) // 8 + 1, dtype=np.uint8), np.array([1, lasts, 0])
    write(front, 0, source, 0, -1, -1, -1)
    unopened = np.empty((0, 4), dtype=np.int64)
    heaps, sizes = [unopened for _ in range(firsts + lasts)], np.zeros(firsts + lasts, dtype=np.int64)
    forth, behind, ahead = weight[start:end] + step, np.full(lasts, INFINITE), np.zeros(firsts, dtype=np.int64)
    for j in range(lasts):
        t = targets[j]
        write(back, j, t, 0, -1, j, -1)
        settle(labels, bits[1], BACKWARD, t, TARGET, j)
        if has(bits[0], t):
            _bordered(border, j, _place(weight, step, start, end, labels[t, FORWARD]), 0)
        elif indptr[t] < indptr[t + 1]:
            behind[j], heaps[firsts + j] = weight[indptr[t]] + step, np.empty((ROOM, 4), dtype=np.int64)
            sizes[firsts + j] = enter(indptr, weight, step, heaps[firsts + j], 0, t, j, 0, INFINITE)
    ways, counts[WAYS] = meet_targets(
        indices, weight, step, labels, bits, start, end, back, best, np.empty((ROOM, 4), dtype=np.int64), 0
    )  # fmt: skip
    is_open, rows, count = np.ones((firsts, lasts), dtype=np.uint8), np.arange(firsts).astype(np.int32), firsts
    places, partner, bound = np.zeros(firsts, dtype=np.int64), np.zeros(firsts, dtype=np.int32), forth.copy()
    limits, cuts = (forth.copy(), behind.copy()), (forth.copy(), behind.copy())
    ways_seen, went = 0, np.zeros(lasts, dtype=np.uint8)
    while True:
        if counts[WAYS] > ways_seen:
            highest, ways_seen = _kth(best, k, highest), counts[WAYS]
        for at in range(count):
            i = rows[at]
            while places[i] < firsts and weight[start + places[i]] + step < forth[i]:
                places[i] += 1
        count, least = _look(
            best, highest, forth, behind, border, places, is_open, rows, count, partner, bound, limits, cuts
        )
        if count == 0:
            break
        near, turn = least + (least >> NEAR_BITS), max(TURN, count * lasts >> LOOK_BITS)
        went[:] = 0
        for at in range(count):
            i = rows[at]
            j = partner[i]
            if bound[i] > near:
                continue
            if behind[j] >= border[places[i], j] or ahead[i] < 0:
                if len(heaps[i]) == 0:
                    heaps[i] = np.empty((ROOM, 4), dtype=np.int64)
                    sizes[i] = push(heaps[i], 0, forth[i], 0, 0, start + i)
                heaps[i], sizes[i], front, ways, work = _forward(
                    indptr, indices, weight, step, labels, bits, reached, introducers, i, heaps[i], sizes[i], front,
                    back, best, ways, counts, k, limits[0][i], cuts[0][i], turn,
                )  # fmt: skip
                forth[i], ahead[i] = heaps[i][0, 0] if sizes[i] else INFINITE, ahead[i] + work
            elif went[j] == 0:
                at_j, went[j] = firsts + j, 1
                heaps[at_j], sizes[at_j], back, ways, work = _backward(
                    indptr, indices, weight, step, labels, bits, reached, introducers, start, j, heaps[at_j],
                    sizes[at_j], front, back, best, ways, border, counts, k, limits[1][j], cuts[1][j], turn,
                )  # fmt: skip
                behind[j], ahead[i] = heaps[at_j][0, 0] if sizes[at_j] else INFINITE, ahead[i] - work
    return best, ways[: counts[WAYS]], front[: counts[FRONTS]], back[: counts[BACKS]]
