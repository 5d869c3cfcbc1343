"""Breadth-first searches from many people at once: every row of the graph is read once for all of them.

Distances for sums (harmonic, closeness) carry 64 searches in the bits of one word (Then et al. 2014,
doi:10.14778/2735496.2735507); shortest-path counts for betweenness (Brandes 2001, doi:10.1080/0022250X.2001.9990249)
carry `LANES` searches in the lanes of one cache line.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.columns import Float64, Int8, Int32, Int64
from graph.engine.kernels.jit import kernel

BITS, LANES = 64, 8
UInt64 = npt.NDArray[np.uint64]


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
    for first in range(0, len(sources), 64):
        seen, front = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.uint64)
        for i in range(first, min(first + 64, len(sources))):
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


@kernel
def _descend(
    indptr: Int64, indices: Int32, depth: Int8, count: Float64, front: Float64, live: npt.NDArray[np.bool_]
) -> int:
    """Count shortest paths level by level; returns the number of levels. `depth` -1 and `count` 0 where not reached."""
    n = len(indptr) - 1
    level, found = 0, True
    following = np.zeros((n, LANES))
    follows = np.zeros(n, dtype=np.bool_)
    while found:
        found, level = False, level + 1
        for v in range(n):
            follows[v] = False
            open_lanes = False
            for lane in range(LANES):
                open_lanes |= depth[v, lane] < 0
            if not open_lanes:
                continue
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = 0.0
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if live[u]:
                    a0, a1, a2, a3 = a0 + front[u, 0], a1 + front[u, 1], a2 + front[u, 2], a3 + front[u, 3]
                    a4, a5, a6, a7 = a4 + front[u, 4], a5 + front[u, 5], a6 + front[u, 6], a7 + front[u, 7]
            sums = (a0, a1, a2, a3, a4, a5, a6, a7)
            for lane in range(LANES):
                new = sums[lane] if depth[v, lane] < 0 else 0.0
                following[v, lane] = new
                if new > 0.0:
                    depth[v, lane], count[v, lane] = level, new
                    follows[v], found = True, True
        for v in range(n):
            live[v] = follows[v]
            if follows[v]:
                front[v] = following[v]
    return level


@kernel
def _ascend(
    indptr: Int64, indices: Int32, depth: Int8, count: Float64, share: Float64, live: npt.NDArray[np.bool_],
    levels: int, delta: Float64,
) -> None:  # fmt: skip
    """Add up, from the last level to the first, what each person passes on (`delta`)."""
    n = len(indptr) - 1
    for level in range(levels - 1, -1, -1):
        for v in range(n):
            live[v] = False
            for lane in range(LANES):
                on = depth[v, lane] == level + 1
                share[v, lane] = (1.0 + delta[v, lane]) / count[v, lane] if on else 0.0
                live[v] |= on
        for v in range(n):
            here = False
            for lane in range(LANES):
                here |= depth[v, lane] == level
            if not here:
                continue
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = 0.0
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if live[u]:
                    a0, a1, a2, a3 = a0 + share[u, 0], a1 + share[u, 1], a2 + share[u, 2], a3 + share[u, 3]
                    a4, a5, a6, a7 = a4 + share[u, 4], a5 + share[u, 5], a6 + share[u, 6], a7 + share[u, 7]
            sums = (a0, a1, a2, a3, a4, a5, a6, a7)
            for lane in range(LANES):
                if depth[v, lane] == level:
                    delta[v, lane] = count[v, lane] * sums[lane]


@kernel
def dependencies(indptr: Int64, indices: Int32, sources: Int32, ends: bool) -> Float64:  # noqa: FBT001
    """Sum over the sources of Brandes' dependencies per person, over fewest-hops paths.

    `ends`: whether the two ends of a path count as on it. O(sources / LANES * levels * m), memory 25 n LANES bytes.
    """
    n = len(indptr) - 1
    answer = np.zeros(n)
    for first in range(0, len(sources), LANES):
        depth = np.full((n, LANES), -1, dtype=np.int8)
        count, front, delta = np.zeros((n, LANES)), np.zeros((n, LANES)), np.zeros((n, LANES))
        live = np.zeros(n, dtype=np.bool_)
        here = min(LANES, len(sources) - first)
        for lane in range(LANES):
            if lane < here:
                s = sources[first + lane]
                depth[s, lane], count[s, lane], front[s, lane], live[s] = 0, 1.0, 1.0, True
        levels = _descend(indptr, indices, depth, count, front, live)
        _ascend(indptr, indices, depth, count, front, live, levels, delta)
        for lane in range(here):
            s, reached = sources[first + lane], 0
            for v in range(n):
                if v != s and depth[v, lane] >= 0:
                    reached += 1
                    answer[v] += delta[v, lane] + (1.0 if ends else 0.0)
            if ends:
                answer[s] += reached
    return answer
