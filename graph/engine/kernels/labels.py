"""Search labels: one (n, 4) array of int64 a thread, reused by all searches without clearing.

Row v holds, for the forward side (0) and the backward side (2), the key (cost and hops in one number) and, packed, the
search it belongs to, whether v is settled, and the person before v: `stamp << 33 | settled << 32 | (parent + 1)`. Both
sides of a person share a cache line, which is what a search at a million people waits for.
"""

from __future__ import annotations

from graph.columns import Int64
from graph.engine.kernels.jit import kernel

FORWARD = 0
BACKWARD = 2
SETTLED = 1 << 32
PARENT = SETTLED - 1
INFINITE = 1 << 62


@kernel
def known(labels: Int64, v: int, side: int, stamp: int) -> bool:
    """This search has reached v."""
    return labels[v, side + 1] >> 33 == stamp  # type: ignore[no-any-return]


@kernel
def settled(labels: Int64, v: int, side: int, stamp: int) -> bool:
    """This search has the final key of v."""
    return labels[v, side + 1] >> 32 == 2 * stamp + 1  # type: ignore[no-any-return]


@kernel
def parent(labels: Int64, v: int, side: int) -> int:
    """The person before v, or -1."""
    return (labels[v, side + 1] & PARENT) - 1  # type: ignore[no-any-return]


@kernel
def reach(labels: Int64, v: int, side: int, stamp: int, key: int, before: int) -> None:
    """Give v a key and the person before it, not yet final."""
    labels[v, side] = key
    labels[v, side + 1] = (stamp << 33) | (before + 1)


@kernel
def settle(labels: Int64, v: int, side: int) -> None:
    """Make the key of v final."""
    labels[v, side + 1] |= SETTLED


@kernel
def comes_first(labels: Int64, one: int, other: int) -> bool:
    """Whether the forward chain that ends at `one` orders before the one that ends at `other`.

    Both chains have the same number of hops; they are compared from their start, person by person, which is the last
    difference met when walking back.
    """
    first = False
    while one != other and one >= 0 and other >= 0:
        first = one < other
        one, other = parent(labels, one, FORWARD), parent(labels, other, FORWARD)
    return first
