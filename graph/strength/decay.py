"""T: how much two people write to each other, by distinct days, decayed at three speeds.

`S = 20.8 * sum over h in {14, 90, 365} of (1/h) * sum over the distinct days I wrote of 2^(-age_days/h)`, R likewise
for theirs, and `T = sqrt((S + .03)(R + .03))`: days rather than messages, two-way, with a floor. A day on which I only
wrote to n people at once counts 1/n.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Float64, Int64
from graph.days import SECONDS_A_DAY

HALF_LIVES = (14.0, 90.0, 365.0)
"""Days."""
SCALE = 20.8
"""Makes a contact a day, both ways, for a long time about ninety (docs/method.md); changes no order."""
FLOOR = 0.03
"""T given to a tie without any contact, so that it has a logarithm."""


def decayed(age_days: Float64, weight: Float64, half_lives: tuple[float, ...] = HALF_LIVES) -> Float64:
    """What a day `age_days` old adds to S."""
    total = np.zeros(len(age_days))
    for half_life in half_lives:
        total += np.exp2(-age_days / half_life) / half_life
    return SCALE * total * weight


def directed_weight(
    slot: Int64,
    at: Int64,
    weight: Float64,
    *,
    slots: int,
    until: int,
    half_lives: tuple[float, ...] = HALF_LIVES,
) -> Float64:
    """S of every directed pair.

    Args:
        slot: which directed pair each contact belongs to, 0 <= slot < slots.
        at: UTC seconds, before `until`.
        weight: 1/n for a contact with n recipients; the largest of a day counts.
        slots: how many directed pairs there are.
        until: the moment to look back from, UTC seconds.
        half_lives: days; T takes all three, a feature may take one.

    Returns:
        (slots,) array, >= 0. O(n log n).
    """
    total: Float64 = np.zeros(slots)
    if len(at) == 0:
        return total
    day = at // SECONDS_A_DAY
    order = np.lexsort((at, day, slot))
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (np.diff(slot[order]) != 0) | (np.diff(day[order]) != 0)
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(order)) - 1
    heaviest = np.maximum.reduceat(weight[order], first)
    age = (until - at[order][last]) / SECONDS_A_DAY
    np.add.at(total, slot[order][first], decayed(age, heaviest, half_lives))
    return total


def two_way(sent: Float64, received: Float64) -> Float64:
    """T, how much two write to each other: the geometric mean of what was sent and received, decayed; >= `FLOOR`."""
    mean: Float64 = np.sqrt((sent + FLOOR) * (received + FLOOR))
    return mean
