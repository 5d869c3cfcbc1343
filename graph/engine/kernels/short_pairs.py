"""The best path of at most three hops for every pair of first introducer and person reached, without detours.

So short, a path s, a, b, t is a tie of the source, a tie of the target and one between: everybody tied to a target is
listed once, with the least key to one (`borders`); then who of the source's own leads to them (`introducers`), read
from whichever side has fewer ties; then both are put together (`short_pairs`). The work is bounded by the ties of the
targets and of one of the two rings, however few pairs there are. Rows are in the order of cost, so all three stop at
the first tie that is too dear.

Whoever the source knows directly is entered only for less than the direct tie costs, as in `detour_free`. One person b
needs no more than k introducers: each of those before the next gives a better pair to whatever comes after.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64, UInt8
from graph.engine.kernels.heap import START
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has
from graph.engine.kernels.rows import lengthened
from graph.jit import kernel

TOTAL, FIRST, MIDDLE, LAST = 0, 1, 2, 3
"""A pair: its key, the introducer (or who is reached, over one tie), who is in between (-1: nobody), who is reached."""
KEY, WHO, NEXT = 0, 1, 2
"""An introducer of somebody: the key so far, who, and the next better one."""
NEAR, HEAD, COUNT, BEST = 0, 1, 2, 3
"""Somebody tied to a target: the least key of such a tie, the last of their introducers, how many, the least key."""
SLOT = BACKWARD
"""Where a person's pair with the target at hand was written."""


@kernel
def mark(bits: UInt8, people: Int32) -> None:
    """Set the bits of these people."""
    for v in people:
        bits[v >> 3] |= 1 << (v & 7)


@kernel
def _noted(nearest: Int64, key: int) -> None:
    """The k least keys, ascending, with one more; INFINITE where there are fewer."""
    at = len(nearest) - 1
    if key >= nearest[at]:
        return
    while at > 0 and nearest[at - 1] > key:
        nearest[at] = nearest[at - 1]
        at -= 1
    nearest[at] = key


@kernel
def borders(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, last: Int64, stamp: int,
    targets: Int32, cheapest: int, max_hops: int, k: int, highest: int,
) -> tuple[Int32, Int64, int]:  # fmt: skip
    """Everybody tied to a target, who is neither source nor target, with what `NEAR` and its kin name.

    `last` gets the stamp and the row of each. Returns them, their rows, and a key that the k best pairs do not exceed.
    """
    who, rows, used = np.empty(START, dtype=np.int32), np.empty((START, 4), dtype=np.int64), 0
    least = np.full(k, highest)
    for t in targets:
        direct = labels[t, FORWARD] if has(bits[0], t) else INFINITE
        _noted(least, direct)
        for arc in range(indptr[t], indptr[t + 1] if max_hops > 1 else indptr[t]):
            key, b = weight[arc] + step, indices[arc]
            if key > least[k - 1] - cheapest:
                break
            known = has(bits[0], b)
            if has(bits[1], b) or (known and labels[b, FORWARD] < 0):
                continue
            if known and labels[b, FORWARD] + key < direct:
                _noted(least, labels[b, FORWARD] + key)
            if last[b, 0] == stamp:
                rows[last[b, 1], NEAR] = min(rows[last[b, 1], NEAR], key)
                continue
            if used == len(who):
                more = np.empty(2 * used, dtype=np.int32)
                more[:used] = who
                who = more
            rows = lengthened(rows, used)
            last[b, 0], last[b, 1], who[used] = stamp, used, b
            rows[used, NEAR], rows[used, HEAD], rows[used, COUNT], rows[used, BEST] = key, -1, 0, INFINITE
            used += 1
    return who[:used], rows[:used], least[k - 1]


@kernel
def _introduced(chain: Int64, used: int, rows: Int64, row: int, key: int, who: int, k: int) -> tuple[Int64, int]:
    """One more introducer of somebody, unless k others come before; each chain begins with its last."""
    at, free = rows[row, HEAD], used
    if rows[row, COUNT] == k:
        if chain[at, KEY] < key or (chain[at, KEY] == key and chain[at, WHO] < who):
            return chain, used
        free = at
        rows[row, HEAD] = at = chain[at, NEXT]
    else:
        chain = lengthened(chain, used)
        used, rows[row, COUNT] = used + 1, rows[row, COUNT] + 1
    before = -1
    while at >= 0 and (chain[at, KEY] > key or (chain[at, KEY] == key and chain[at, WHO] > who)):
        before, at = at, chain[at, NEXT]
    chain[free, KEY], chain[free, WHO], chain[free, NEXT] = key, who, at
    if before < 0:
        rows[row, HEAD] = free
    else:
        chain[before, NEXT] = free
    rows[row, BEST] = min(rows[row, BEST], key)
    return chain, used


@kernel
def introducers(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, last: Int64, stamp: int,
    source: int, who: Int32, rows: Int64, cheapest: int, k: int, highest: int, forward: bool,
) -> Int64:  # fmt: skip
    """The k best introducers of each person in `who`, as chains; read from the source's side or from theirs."""
    chain, used = np.empty((START, 3), dtype=np.int64), 0
    if forward:
        near = rows[:, NEAR].min() if len(rows) else INFINITE
        for out in range(indptr[source], indptr[source + 1]):
            a = indices[out]
            so_far = labels[a, FORWARD] + step
            if weight[out] + step > highest - near:
                break
            if so_far < step or has(bits[1], a):
                continue
            for arc in range(indptr[a], indptr[a + 1]):
                key, b = so_far + weight[arc], indices[arc]
                if weight[arc] > highest - near - so_far:
                    break
                if last[b, 0] != stamp or (has(bits[0], b) and key >= labels[b, FORWARD]):
                    continue
                row = last[b, 1]
                if key <= highest - rows[row, NEAR]:
                    chain, used = _introduced(chain, used, rows, row, key, a, k)
        return chain
    for row in range(len(who)):
        b = who[row]
        direct, left = labels[b, FORWARD] if has(bits[0], b) else INFINITE, highest - rows[row, NEAR]
        for arc in range(indptr[b], indptr[b + 1]):
            a = indices[arc]
            if weight[arc] + step > left - cheapest:
                break
            if has(bits[0], a) and labels[a, FORWARD] >= 0 and not has(bits[1], a):
                key = labels[a, FORWARD] + weight[arc] + step
                if key <= left and key < direct:
                    chain, used = _introduced(chain, used, rows, row, key, a, k)
    return chain


@kernel
def _offered(found: Int64, count: int, labels: Int64, key: int, first: int, middle: int, end: int) -> tuple[Int64, int]:
    """The best path of each pair, with one more path; where two are as good, the one whose ids come first."""
    at = labels[first, SLOT]
    if 0 <= at < count and found[at, FIRST] == first and found[at, LAST] == end:
        if key < found[at, TOTAL] or (key == found[at, TOTAL] and middle < found[at, MIDDLE]):
            found[at, TOTAL], found[at, MIDDLE] = key, middle
        return found, count
    found = lengthened(found, count)
    found[count, TOTAL], found[count, FIRST], found[count, MIDDLE], found[count, LAST] = key, first, middle, end
    labels[first, SLOT] = count
    return found, count + 1


@kernel
def short_pairs(
    indptr: Int64, indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, last: Int64, stamp: int,
    targets: Int32, rows: Int64, chain: Int64, cheapest: int, max_hops: int, k: int, highest: int,
) -> Int64:  # fmt: skip
    """The k best pairs from the source whose direct ties the forward labels hold, and all as good as the last of them.

    `bits[0]`: those ties and every source, blocked; `bits[1]`: the targets. `rows`, `chain`: of `borders` and
    `introducers`. Nothing above the key `highest` is looked for. Returns (key, introducer, in between, reached).
    """
    found, count, begin = np.empty((START, 4), dtype=np.int64), 0, 0
    least = np.full(k, highest)
    for t in targets:
        direct = labels[t, FORWARD] if has(bits[0], t) else INFINITE
        if direct <= least[k - 1]:
            found, count = _offered(found, count, labels, direct, t, -1, t)
        for arc in range(indptr[t], indptr[t + 1] if max_hops > 1 else indptr[t]):
            key, b = weight[arc] + step, indices[arc]
            if key > least[k - 1] - cheapest:
                break
            if last[b, 0] != stamp:
                continue
            total = labels[b, FORWARD] + key if has(bits[0], b) else INFINITE
            if total < direct and total <= least[k - 1]:
                found, count = _offered(found, count, labels, total, b, -1, t)
            row = last[b, 1]
            if rows[row, BEST] > least[k - 1] - key:
                continue
            at = rows[row, HEAD]
            while at >= 0:
                total = chain[at, KEY] + key
                if total < direct and total <= least[k - 1]:
                    found, count = _offered(found, count, labels, total, chain[at, WHO], b, t)
                at = chain[at, NEXT]
        for at in range(begin, count):
            _noted(least, found[at, TOTAL])
        begin = count
    kept: Int64 = found[:count][found[:count, TOTAL] <= least[k - 1]]
    return kept


@kernel
def several(
    indptr: Int64, indices: Int32, weight: Int64, labels: Int64, bits: UInt8, last: Int64, stamp: int,
    targets: Int32, max_hops: int,
) -> int:  # fmt: skip
    """How many simple paths of at most three hops lead from a source to a target, counted up to two. O(ties near)."""
    count = 0
    for t in targets:
        count += has(bits[0], t) and labels[t, FORWARD] < INFINITE
        for arc in range(indptr[t], indptr[t + 1] if max_hops > 1 else indptr[t]):
            b = indices[arc]
            if weight[arc] >= INFINITE or count > 1:
                break
            known = has(bits[0], b)
            if has(bits[1], b) or (known and labels[b, FORWARD] < 0):
                continue
            count += known and labels[b, FORWARD] < INFINITE
            if max_hops < 3 or count > 1:
                continue
            if last[b, 0] == stamp:
                count += last[b, 1]
                continue
            last[b, 0], last[b, 1] = stamp, 0
            for back in range(indptr[b], indptr[b + 1]):
                a = indices[back]
                if weight[back] >= INFINITE or count > 1:
                    break
                if a != b and has(bits[0], a) and 0 <= labels[a, FORWARD] < INFINITE and not has(bits[1], a):
                    count, last[b, 1] = count + 1, last[b, 1] + 1
    return count
