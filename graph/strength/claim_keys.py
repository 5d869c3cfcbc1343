"""Rows that state a tie as whole numbers, a pair, an owner and a class in each, and what such numbers tell in order."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Int8, Int32, Int64
from graph.jit import kernel

CLASS_BITS = 4
"""Bits of a number for how a tie is known."""
LATELY = 1 << 16
"""Keys remembered: of messages between two, one after the other, one key is enough."""


@kernel
def keys_of(one: Int32, other: Int32, owner: Int32, valid: Bool, rank: Int64, width: int, bit: int) -> Int64:
    """The keys of the rows (one, other) that are `valid` and of two people, most that come again left out. O(rows).

    Args:
        one: people, as `other`.
        other: whom each is tied to.
        owner: whose archive shows it, -1 nobody's.
        valid: which rows count.
        rank: of each owner, from -1 on.
        width: bits that a rank takes.
        bit: how it is known.
    """
    keys, count, people = np.empty(len(one), dtype=np.int64), 0, len(rank) - 1
    lately = np.full(LATELY, -1, dtype=np.int64)  # a key at a place of its last bits
    for i in range(len(one)):
        if valid[i] and one[i] != other[i]:
            pair = np.int64(min(one[i], other[i])) * people + max(one[i], other[i])
            key = ((pair << width | rank[owner[i] + 1]) << CLASS_BITS) | bit
            place = (pair ^ (pair >> 20)) & (LATELY - 1)
            if lately[place] != key:
                lately[place] = keys[count] = key
                count += 1
    return keys[:count]


@kernel
def by_pair(keys: Int64, owners: Int64, width: int) -> tuple[Int64, Int8, Int64, Int32]:
    """What ascending keys tell: the pairs, their classes, and `shown_at` and `shown_by` of `TieColumns`. O(keys).

    `owners`: by rank; -1, nobody, is the first where it is there.
    """
    pairs = shown = 0
    for i in range(len(keys)):
        new = i == 0 or keys[i] >> CLASS_BITS != keys[i - 1] >> CLASS_BITS
        shown += new and owners[keys[i] >> CLASS_BITS & ((1 << width) - 1)] >= 0
        pairs += i == 0 or keys[i] >> (CLASS_BITS + width) != keys[i - 1] >> (CLASS_BITS + width)
    pair, classes = np.empty(pairs, dtype=np.int64), np.zeros(pairs, dtype=np.int8)
    shown_at, shown_by = np.zeros(pairs + 1, dtype=np.int64), np.empty(shown, dtype=np.int32)
    pairs, shown = -1, 0
    for i in range(len(keys)):
        if i == 0 or keys[i] >> (CLASS_BITS + width) != keys[i - 1] >> (CLASS_BITS + width):
            pairs += 1
            pair[pairs] = keys[i] >> (CLASS_BITS + width)
        classes[pairs] |= keys[i] & ((1 << CLASS_BITS) - 1)
        owner = owners[keys[i] >> CLASS_BITS & ((1 << width) - 1)]
        if owner >= 0 and (i == 0 or keys[i] >> CLASS_BITS != keys[i - 1] >> CLASS_BITS):
            shown_by[shown] = owner
            shown += 1
        shown_at[pairs + 1] = shown
    return pair, classes, shown_at, shown_by
