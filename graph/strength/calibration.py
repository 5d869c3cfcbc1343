"""From strength to the probability that a tie carries, and from there to the cost of a path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64
from graph.log_odds import logistic

P_LEAST, P_MOST = 1e-4, 0.98
"""No table here holds enough pairs to promise more certainty than this about anybody's future."""


HOP_DISCOUNT = 0.5
"""Share of the promise that is left at each hop after the first, beyond what the ties say: an introduction has to be
asked for and remembered. For paths and for sponsors alike (docs/method-ranking.md). Not validated."""


def cost(p: Float64) -> Float64:
    """`-ln p`: the distance of ties with probability `p`, 0 < p <= 1. The conversion exists only here."""
    distance: Float64 = -np.log(p) + 0.0
    return distance


def probability(logit: Float64) -> Float64:
    """The probability with these log-odds, kept off 0 and 1: `P_LEAST` to `P_MOST`."""
    return np.clip(logistic(logit), P_LEAST, P_MOST)


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """p(T, structure): logit p = base + per_ln_t * ln T + per_common * ln(1 + Adamic-Adar).

    `fitted_on`: how many pairs of the own past it was fitted on, 0 for the default; `days`: the horizon p speaks of.
    """

    base: float
    per_ln_t: float
    per_common: float
    fitted_on: int = 0
    days: float = 0.0

    def logit(self, strength: Float64, adamic_adar: Float64) -> Float64:
        """Log-odds of pairs with T `strength` (> 0) and Adamic-Adar index `adamic_adar` (>= 0)."""
        value: Float64 = self.base + self.per_ln_t * np.log(strength) + self.per_common * np.log1p(adamic_adar)
        return value


DEFAULT = CalibrationCurve(base=-1.546, per_ln_t=0.858, per_common=0.893)
"""Where the own past is too thin to fit on. Fitted once on the public evaluation sets:

| fitted on  | base   | per ln T | per ln(1 + AA) | error on Enron | error on CollegeMsg |
| ---------- | ------ | -------- | -------------- | -------------- | ------------------- |
| Enron      | 0.438  | 0.810    | 0.990          | .045           | .368                |
| CollegeMsg | -2.927 | 1.337    | 0.018          | .456           | .003                |
| both       | -1.546 | 0.858    | 0.893          | .316           | .077                |

by `python -m graph.evaluation.default_curve enron/events.csv.gz collegemsg/events.csv.gz`. Networks differ in how much
they go on talking by far more than a curve can know: the default orders ties, its level is a guess.
"""
