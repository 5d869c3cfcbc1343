"""T: how much two people write to each other, by distinct days, decayed at three speeds.

`S = 20.8 * sum over h in {14, 90, 365} of (1/h) * sum over the distinct days I wrote of 2^(-age_days/h)`, R likewise
for theirs, and `T = sqrt((S + .03)(R + .03))`: days rather than messages, two-way, with a floor. A day on which I only
wrote to n people at once counts 1/n.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.ordering import firsts

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


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days on which each directed pair had contact: the pair, how long ago, and the greatest weight of the day."""

    slot: Int64
    age: Float64
    weight: Float64

    @classmethod
    def grouped(cls, slot: Int64, at: Int64, weight: Float64, *, until: int) -> Days:
        """The days of contacts.

        Args:
            slot: which directed pair each contact belongs to; those of one stand together, by time.
            at: UTC seconds, before `until`.
            weight: 1/n for a contact with n recipients; the largest of a day counts.
            until: the moment to look back from, UTC seconds.

        O(n).
        """
        day = at // SECONDS_A_DAY
        first = firsts(slot, day)
        last = np.append(first[1:], len(slot)) - 1
        heaviest = np.maximum.reduceat(weight, first) if len(first) else weight[:0]
        return cls(slot[first], (until - at[last[: len(first)]]) / SECONDS_A_DAY, heaviest)

    def total(self, slots: int, half_lives: tuple[float, ...] = HALF_LIVES) -> Float64:
        """(slots,) S of every directed pair, >= 0; T takes all half-lives (days), a feature may take one. O(n)."""
        total: Float64 = np.zeros(slots)
        np.add.at(total, self.slot, decayed(self.age, self.weight, half_lives))
        return total


def two_way(sent: Float64, received: Float64) -> Float64:
    """T, how much two write to each other: the geometric mean of what was sent and received, decayed; >= `FLOOR`."""
    mean: Float64 = np.sqrt((sent + FLOOR) * (received + FLOOR))
    return mean
