"""What a search from both ends writes down: labels of the people either side reached, and ways across between them.

A label stands for a person reached by one of the searches that `pairs` sends out.
"""

from __future__ import annotations

from graph.columns import Int32, Int64, UInt8
from graph.engine.kernels.labels import BACKWARD, FORWARD, INFINITE, has, ordered
from graph.engine.kernels.rows import lengthened
from graph.jit import kernel

NODE, KEY, NEXT, WHO, OLDER = 0, 1, 2, 3, 4
"""A label: the person, the key from its end, the label before, whose search it is, the person's label before it."""
PAIR, TOTAL, FRONT, BACK = 0, 1, 2, 3
"""A way across: the pair, its key, and the labels on both sides."""
NEWEST = 1


@kernel
def write(rows: Int64, at: int, node: int, key: int, following: int, who: int, older: int) -> None:
    """Put down one label."""
    rows[at, NODE], rows[at, KEY], rows[at, NEXT], rows[at, WHO], rows[at, OLDER] = node, key, following, who, older


@kernel
def needless(rows: Int64, newest: int, key: int, via: int, who: int, k: int, introducers: Int32) -> bool:
    """Whether a label would bring nothing: the same search was there, or k others for less.

    Where the other path is as good, the one that orders first is kept; of several introducers (none on the backward
    side) that is the one with the lower id.
    """
    others, at, forward = 0, newest, len(introducers) > 0
    while at >= 0:
        other = rows[at, WHO]
        if other == who:
            held = rows[at, NEXT]
            if rows[at, KEY] == key and held != via:
                first = ordered(rows, NEXT, via, held) if forward else rows[via, NODE] < rows[held, NODE]
                if first:
                    rows[at, NEXT] = via
            return True
        others += rows[at, KEY] < key or (forward and rows[at, KEY] == key and introducers[other] < introducers[who])
        at = rows[at, OLDER]
    return others >= k


@kernel
def meet_targets(
    indices: Int32, weight: Int64, step: int, labels: Int64, bits: UInt8, begin: int, end: int, back: Int64,
    best: Int64, ways: Int64, count: int,
) -> tuple[Int64, int]:  # fmt: skip
    """Note the direct ties of the source to targets: pairs by themselves. Returns the ways and how many."""
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
def meet(
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
