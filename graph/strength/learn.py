"""Logistic regression with a normal prior: the one estimator of this program. Plain Newton steps, no tuning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64
from graph.log_odds import logistic

STEPS = 30
"""Newton steps at most."""
BLOCK = 512
"""Rows summed at a time."""
MANY = 1 << 13
"""Rows scored at a time: they stay in the cache, and no second table of all features is made."""
STEP_MOST = 3.0
"""No coefficient moves further in one step: keeps separable tables from running away."""


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """`logit = base + (x - mean) / scale . slope`; one mean, scale and slope per feature."""

    base: float
    slope: Float64
    mean: Float64
    scale: Float64

    def logit(self, features: Float64) -> Float64:
        """(rows,) log-odds of (rows, features)."""
        value: Float64 = np.empty(len(features))
        for begin in range(0, len(features), MANY):
            part = slice(begin, begin + MANY)
            value[part] = self.base + ((features[part] - self.mean) / self.scale) @ self.slope
        return value


def prior_logistic(features: Float64, *, share: float, prior: Float64) -> Logistic:
    """The prior alone, standardised on `features`: what remains where no past can be learned from."""
    return Logistic(
        base=float(np.log(share / (1.0 - share))),
        slope=prior,
        mean=features.mean(axis=0) if len(features) else np.zeros(len(prior)),
        scale=(features.std(axis=0) if len(features) else np.zeros(len(prior))) + 1e-6,
    )


def fit_logistic(features: Float64, hit: Bool, *, weight: Float64, prior: Float64, pull: float) -> Logistic:
    """The most probable coefficients under a normal prior.

    Args:
        features: (rows, k), any units; standardised inside by their weighted mean and deviation.
        hit: (rows,) what happened.
        weight: (rows,) > 0; a row of weight 2 counts as two.
        prior: (k,) slopes per standard deviation that the prior expects.
        pull: its precision: roughly how many well-balanced rows it is worth. The intercept is free.

    Returns:
        The fitted model. O(STEPS * rows * k^2).
    """
    mean = np.average(features, axis=0, weights=weight)
    scale = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=weight)) + 1e-6
    design = np.column_stack([np.ones(len(features)), (features - mean) / scale])
    share = float((weight @ hit + 0.5) / (weight.sum() + 1.0))
    start = np.concatenate([[np.log(share / (1 - share))], prior])
    precision = np.full(len(start), pull)
    precision[0] = 1e-3
    beta = newton(design, hit.astype(np.float64), weight, start, precision)
    return Logistic(base=float(beta[0]), slope=beta[1:], mean=mean, scale=scale)


def newton(design: Float64, hit: Float64, weight: Float64, start: Float64, precision: Float64) -> Float64:
    """The most probable coefficients under a normal prior, by Newton steps. O(STEPS * rows * k^2).

    Args:
        design: (rows, k), as it is.
        hit: (rows,) 0 or 1.
        weight: (rows,) > 0.
        start: (k,) where the prior is centred, and where the steps begin.
        precision: (k,) of the prior.
    """
    beta = start.copy()
    for _ in range(STEPS):
        gradient, curvature = _slope_and_curvature(design, hit, weight, beta)
        step = np.linalg.solve(curvature + np.diag(precision), gradient - precision * (beta - start))
        step *= min(1.0, STEP_MOST / max(float(np.abs(step).max()), 1e-12))
        beta = beta + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return beta


def _slope_and_curvature(design: Float64, hit: Float64, weight: Float64, beta: Float64) -> tuple[Float64, Float64]:
    """Of the log-likelihood at `beta`, its first and (negated) second derivatives, (k,) and (k, k).

    `BLOCK` rows at a time: they stay in the cache, and no product is so large that threads would be started for it.
    """
    gradient, curvature = np.zeros(len(beta)), np.zeros((len(beta), len(beta)))
    for begin in range(0, len(design), BLOCK):
        part = slice(begin, begin + BLOCK)
        rows, p = design[part], logistic(design[part] @ beta)
        gradient += rows.T @ (weight[part] * (hit[part] - p))
        curvature += (rows * (weight[part] * p * (1.0 - p))[:, None]).T @ rows
    return gradient, curvature
