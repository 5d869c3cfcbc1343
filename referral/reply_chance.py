"""A: would they answer? Their past rate of answering the ego, smoothed, and how they answer others in the pool.

`(answered + m * pi) / (asked + m)` with m = 2 and pi the ego's own pooled rate; times (their rate to others / pi),
which is shrunk by 5 pseudo-asks; at most what the same asks, all answered, make of `MOST_BEFORE`. The length of a
silence is no evidence. What an ask is, and the 14-day window, is `graph.strength.conversations`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # its parts are loaded when first used

from graph.columns import Float64, Int32
from referral.results import AnswerChance

PSEUDO_ASKS = 2.0
"""Asks that the ego's own rate counts as, beside those of the candidate. Not validated."""
POOLED_PSEUDO_ASKS = 5.0
"""Asks that it counts as beside how they answer others. Not validated."""
MOST = 0.99
"""Chance nobody exceeds, whatever they answered: people are ill, or away. Not validated."""
MOST_BEFORE = 0.9
"""What nobody is promised to exceed before they were asked anything: a habit towards others is no promise."""
BAND = (0.05, 0.95)
"""Quantiles of the band that is shown: nine times in ten the chance lies within."""


@dataclass(frozen=True, slots=True)
class Asks:
    """Asks whose outcome is known and how many were answered: by the candidate to the ego, and to everybody else."""

    asked: int = 0
    answered: int = 0
    others_asked: int = 0
    others_answered: int = 0


@dataclass(frozen=True, slots=True)
class Chance:
    """A as a distribution: min(most, factor * Beta(alpha, beta)). `base`: pi, the ego's own rate."""

    alpha: float
    beta: float
    factor: float
    base: float

    @property
    def value(self) -> float:
        """Its mean before the cap, capped: 0 < A <= `most`."""
        return min(self.most, self.factor * self.alpha / (self.alpha + self.beta))

    @property
    def most(self) -> float:
        """What as many asks, all answered, make of `MOST_BEFORE`: .90, .93, .95, .96 for none to three."""
        asked = self.alpha + self.beta - PSEUDO_ASKS
        return min(MOST, (asked + PSEUDO_ASKS * MOST_BEFORE) / (asked + PSEUDO_ASKS))


def base_rate(asked: int, answered: int) -> float:
    """pi: the share of the ego's messages that were answered, with half an answer in one ask added; 0 < pi < 1."""
    return (answered + 0.5) / (asked + 1)


def chance(asks: Asks, base: float) -> Chance:
    """The chance of an answer given past asks and pi."""
    alpha = asks.answered + PSEUDO_ASKS * base
    beta = asks.asked - asks.answered + PSEUDO_ASKS * (1 - base)
    to_others = (asks.others_answered + POOLED_PSEUDO_ASKS * base) / (asks.others_asked + POOLED_PSEUDO_ASKS)
    return Chance(alpha, beta, to_others / base, base)


def chances(others_asked: Int32, others_answered: Int32, base: float) -> tuple[Float64, Float64, Float64, Float64]:
    """`chance` of people whom the ego never asked, in arrays: alpha, beta, factor, and the value of each."""
    nothing = Chance(PSEUDO_ASKS * base, PSEUDO_ASKS * (1 - base), 1.0, base)
    alpha, beta = (np.broadcast_to(each, len(others_asked)) for each in (nothing.alpha, nothing.beta))
    factor = (others_answered + POOLED_PSEUDO_ASKS * base) / (others_asked + POOLED_PSEUDO_ASKS) / base
    return alpha, beta, factor, np.minimum(nothing.most, factor * alpha / (alpha + beta))


def shown(asks: Sequence[Asks], chances: Sequence[Chance]) -> list[AnswerChance]:
    """The chances with their 90 % bands."""
    alpha = np.array([c.alpha for c in chances])
    beta = np.array([c.beta for c in chances])
    factor = np.array([c.factor for c in chances])
    most = np.array([c.most for c in chances])
    low, high = (np.minimum(most, factor * scipy.special.betaincinv(alpha, beta, q)) for q in BAND)
    return [
        AnswerChance(c.value, low=float(lo), high=float(hi), asked=a.asked, answered=a.answered)
        for a, c, lo, hi in zip(asks, chances, low, high, strict=True)
    ]
