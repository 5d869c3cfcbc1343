"""Scores drawn many times, and compared while they are drawn: who is among the first, and who is ahead of the next."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.engine.kernels.jit import kernel

NOISE = 1e-9
"""Below it two scores are equal, and chance decides in each draw."""
VALUE_BITS = 9
VALUES = 1 << VALUE_BITS
"""Equally likely values that stand for a distribution: its mean is off by less than a thousand draws can show."""
UNKNOWN_BITS = 12
"""Bits of chance for one unknown criterion: a base rate is kept to 1 in 4,096."""


@kernel
def _mixed(state: np.uint64) -> np.uint64:
    """64 bits of chance from a number (splitmix64, doi:10.1145/2714064.2660195)."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@kernel
def counted(
    values: Float64, known: Bool, fixed: Float64, which: Int64, stream: Int64, tables: Float64, weights: Float64,
    least: Int64, seed: int, top: int,
) -> tuple[Int64, Int64]:  # fmt: skip
    """In how many draws each of n candidates is among the first `top` (n,), and ahead of the next one (n - 1,).

    `values`, `known`: (n, criteria), in units of a weight; `weights`: (draws, criteria); where a criterion is not known
    it holds in `least` of 2^`UNKNOWN_BITS` draws. `fixed`: what a score has besides (n,). `tables`: (rows, `VALUES`),
    equally likely addends; `which`: the row of each candidate. `stream`: whose chance it is, so that the draws of one
    do not depend on their place.
    """
    n, criteria = values.shape
    first, ahead = np.zeros(n, dtype=np.int64), np.zeros(max(n - 1, 0), dtype=np.int64)
    scores, best, small = np.empty(n), np.empty(top), NOISE / 2.0**32
    for draw in range(len(weights)):
        best[:] = -np.inf
        for one in range(n):
            at = np.uint64(seed) + np.uint64(stream[one] * len(weights) + draw) * np.uint64(0x9E3779B97F4A7C15)
            bits, more = _mixed(at), _mixed(at ^ np.uint64(0xD1B54A32D192ED03))
            score = fixed[one] + tables[which[one], more & np.uint64(VALUES - 1)] + small * (more >> np.uint64(32))
            for criterion in range(criteria):
                holds = np.int64(bits & np.uint64((1 << UNKNOWN_BITS) - 1)) < least[criterion]
                bits >>= np.uint64(UNKNOWN_BITS)
                weight = weights[draw, criterion]
                score += values[one, criterion] * weight if known[one, criterion] else weight * holds
            scores[one] = score
            at_most = top - 1
            if score > best[at_most]:
                while at_most > 0 and best[at_most - 1] < score:
                    best[at_most] = best[at_most - 1]
                    at_most -= 1
                best[at_most] = score
        for one in range(n):
            first[one] += scores[one] >= best[top - 1]
            if one + 1 < n:
                ahead[one] += scores[one] > scores[one + 1]
    return first, ahead
