"""Scores drawn many times, and compared while they are drawn: who is among the first, and who is ahead of the next."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Float64, Int64, UInt64
from graph.jit import compiling, kernel, uncompiled

NOISE = 1e-9
"""Below it two scores are equal, and chance decides in each draw."""
SMALL = NOISE / 2.0**32
STEP, OTHER = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03
"""Odd numbers far from any pattern: from one state of chance to the next, and to a second one beside it."""
VALUE_BITS = 9
VALUES = 1 << VALUE_BITS
"""Equally likely values that stand for a distribution: its mean is off by less than a thousand draws can show."""
UNKNOWN_BITS = 12
"""Bits of chance for one unknown criterion: a base rate is kept to 1 in 4,096."""

Chance = np.uint64 | UInt64
"""64 bits, of one draw or of each of many."""


@kernel
def _mixed(state: Chance) -> Chance:
    """64 bits of chance from a number (splitmix64, doi:10.1145/2714064.2660195)."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@kernel
def _start(more: Chance, fixed: float, tables: Float64, row: int) -> float | Float64:
    """What a score has before its criteria: what is fixed, an addend of the table, and what parts equal scores."""
    return fixed + tables[row, more & np.uint64(VALUES - 1)] + SMALL * (more >> np.uint64(32))  # type: ignore[no-any-return]


@kernel
def _gain(bits: Chance, value: float, weight: float | Float64, least: np.uint64, known: np.bool_) -> float | Float64:
    """What one criterion adds: its value where it is known, else all of its weight or nothing, by chance."""
    if known:
        return value * weight
    return weight * ((bits & np.uint64((1 << UNKNOWN_BITS) - 1)) < least)  # type: ignore[return-value]


def counts(
    values: Float64, known: Bool, fixed: Float64, which: Int64, stream: Int64, tables: Float64, weights: Float64,
    least: UInt64, seed: int, top: int,
) -> tuple[Int64, Int64]:  # fmt: skip
    """In how many draws each of n candidates is among the first `top` (n,), and ahead of the next one (n - 1,).

    `values`, `known`: (n, criteria), in units of a weight; `weights`: (draws, criteria); where a criterion is not known
    it holds in `least` of 2^`UNKNOWN_BITS` draws. `fixed`: what a score has besides (n,). `tables`: (rows, `VALUES`),
    equally likely addends; `which`: the row of each candidate. `stream`: whose chance it is, so that the draws of one
    do not depend on their place.

    O(draws n), by the kernel; a process that has compiled nothing yet counts in arrays instead, to the same numbers:
    a command answers one question, and numba takes longer to load than these draws.
    """
    count = counted if compiling() else counted_in_arrays
    return count(values, known, fixed, which, stream, tables, weights, least, seed, top)


@kernel
def counted(
    values: Float64, known: Bool, fixed: Float64, which: Int64, stream: Int64, tables: Float64, weights: Float64,
    least: UInt64, seed: int, top: int,
) -> tuple[Int64, Int64]:  # fmt: skip
    """`counts`, draw by draw: nothing of a draw is kept."""
    n, criteria = values.shape
    first, ahead = np.zeros(n, dtype=np.int64), np.zeros(max(n - 1, 0), dtype=np.int64)
    scores, best = np.empty(n), np.empty(top)
    for draw in range(len(weights)):
        best[:] = -np.inf
        for one in range(n):
            at = np.uint64(seed) + np.uint64(stream[one] * len(weights) + draw) * np.uint64(STEP)
            bits, more = _mixed(at), _mixed(at ^ np.uint64(OTHER))
            score = _start(more, fixed[one], tables, which[one])
            for criterion in range(criteria):
                score += _gain(
                    bits, values[one, criterion], weights[draw, criterion], least[criterion], known[one, criterion]
                )
                bits >>= np.uint64(UNKNOWN_BITS)
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


def counted_in_arrays(
    values: Float64, known: Bool, fixed: Float64, which: Int64, stream: Int64, tables: Float64, weights: Float64,
    least: UInt64, seed: int, top: int,
) -> tuple[Int64, Int64]:  # fmt: skip
    """`counts`, all draws of a candidate at once: n times draws of memory."""
    mixed, start, gain = uncompiled(_mixed), uncompiled(_start), uncompiled(_gain)
    draws, scores = np.arange(len(weights), dtype=np.uint64), np.empty((len(values), len(weights)))
    for one in range(len(values)):
        at = np.uint64(seed) + (np.uint64(stream[one] * len(weights)) + draws) * np.uint64(STEP)
        scores[one] = start(mixed(at ^ np.uint64(OTHER)), fixed[one], tables, which[one])
        bits = mixed(at) if not known[one].all() else at
        for criterion in np.flatnonzero(~known[one] | (values[one] != 0)).tolist():
            left = bits >> np.uint64(UNKNOWN_BITS * criterion)
            scores[one] += gain(
                left, values[one, criterion], weights[:, criterion], least[criterion], known[one, criterion]
            )
    last = np.partition(scores, -top, axis=0)[-top] if top <= len(values) else np.full(len(weights), -np.inf)
    return (scores >= last).sum(axis=1), (scores[:-1] > scores[1:]).sum(axis=1)
