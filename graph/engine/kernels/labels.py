"""The labels of a search: one (n, 4) array of int64 and two bit sets a thread, used by one search after another.

Row v holds, for the forward side (0) and the backward side (2), the key (cost and hops in one number) and the person
before v. It counts only where v's bit of that side is set: v is settled, its key is final. The bit sets fit the cache
of a processor at a million people (125 kB), so arcs to people not settled, which are most, wait for no memory; clearing
them costs microseconds.
"""

from __future__ import annotations

from graph.columns import Int64, UInt8
from graph.jit import kernel

FORWARD = 0
BACKWARD = 2
INFINITE = 1 << 62


@kernel
def has(bits: UInt8, v: int) -> bool:
    """Whether v's bit is set."""
    return (bits[v >> 3] >> (v & 7)) & 1 != 0  # type: ignore[no-any-return]


@kernel
def settle(labels: Int64, bits: UInt8, side: int, v: int, key: int, before: int) -> None:
    """Make v's key final."""
    bits[v >> 3] |= 1 << (v & 7)
    labels[v, side], labels[v, side + 1] = key, before


@kernel
def comes_first(labels: Int64, one: int, other: int) -> bool:
    """Whether the forward chain that ends at `one` orders before the one that ends at `other`.

    Both chains have the same number of hops; they are compared from their start, person by person, which is the last
    difference met when walking back.
    """
    first = False
    while one != other and one >= 0 and other >= 0:
        first = one < other
        one, other = labels[one, FORWARD + 1], labels[other, FORWARD + 1]
    return first


@kernel
def prefer(labels: Int64, side: int, v: int, u: int) -> bool:
    """Take u as the predecessor of v, reached with the same key, if the path over u orders first."""
    before = labels[v, side + 1]
    if before < 0 or before == u:
        return False
    if comes_first(labels, u, before) if side == FORWARD else u < before:
        labels[v, side + 1] = u
        return True
    return False


@kernel
def ordered(rows: Int64, before: int, one: int, other: int) -> bool:
    """Whether the chain of label `one` orders before that of `other`, as long, person by person.

    A label is a row that begins with its person; column `before` holds the label it came from.
    """
    first = False
    while one != other:
        if rows[one, 0] != rows[other, 0]:
            first = rows[one, 0] < rows[other, 0]
        one, other = rows[one, before], rows[other, before]
    return first
