"""Breadth-first searches from many people at once: every row of the graph is read once for all of them.

Distances for sums (harmonic, closeness) carry 64 searches in the bits of one word (Then et al. 2014,
doi:10.14778/2735496.2735507).
"""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.jit import kernel

BITS = 64


@kernel
def _ones(word: np.uint64) -> np.int64:
    """How many bits are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel
def hop_sums(indptr: Int64, indices: Int32, sources: Int32) -> tuple[Float64, Int64, Int64]:
    """Per person over all sources: the sum of 1 / hops, of hops, and how many sources are reached, itself left out.

    Also what each source sees is had by symmetry. O(sources / 64 * diameter * m).
    """
    n = len(indptr) - 1
    inverse, hops, reached = np.zeros(n), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    for first in range(0, len(sources), BITS):
        seen, front = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.uint64)
        for i in range(first, min(first + BITS, len(sources))):
            front[sources[i]] |= np.uint64(1) << np.uint64(i - first)
        seen |= front
        everybody, level, found = ~np.uint64(0), 0, True
        while found:
            found, level = False, level + 1
            following = np.zeros(n, dtype=np.uint64)
            for v in range(n):
                if seen[v] == everybody:
                    continue
                word = np.uint64(0)
                for arc in range(indptr[v], indptr[v + 1]):
                    word |= front[indices[arc]]
                word &= ~seen[v]
                if word != 0:
                    following[v], found = word, True
                    bits = _ones(word)
                    inverse[v] += bits / level
                    hops[v] += bits * level
                    reached[v] += bits
            seen |= following
            front = following
    return inverse, hops, reached
