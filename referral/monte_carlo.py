"""How sure the ranking is: the evidence drawn a thousand times with a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.columns import Bool, Float64
from referral.criteria import FULL
from referral.reply_chance import MOST

DRAWS = 1_000
WEIGHT_SD = 0.6
"""Nats; of every criterion's weight, the same for all candidates of a draw. Weights never turn negative."""
PRIOR_KNOWN, PRIOR_RATE = 4.0, 0.25
BASE_NATS = -4.6
"""b0, the log-odds of vouching with nothing known: 1 in 100, as for none of five signs in Lazega's data."""
LEAST_ANSWER = 1e-12
NOISE = 1e-9
"""Nats below which two scores are equal; broken by chance in a draw, by id in the ranking."""


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """One row a candidate. `values`, `known`: (n, 5) by criterion; the rest (n,): see `reply_chance.Chance`.

    A value is nats over weight: below 0 where something counts against the person.
    """

    values: Float64
    known: Bool
    alpha: Float64
    beta: Float64
    factor: Float64
    log_reach: Float64


def base_rates(inputs: Inputs) -> Float64:
    """How often each criterion holds where it is known, among these candidates, with 4 pseudo-cases at 1 in 4."""
    held = (np.maximum(inputs.values, 0.0) * inputs.known).sum(axis=0)
    rates: Float64 = (held + PRIOR_KNOWN * PRIOR_RATE) / (inputs.known.sum(axis=0) + PRIOR_KNOWN)
    return rates


def drawn_scores(inputs: Inputs, *, seed: int, draws: int = DRAWS) -> Float64:
    """Scores `logit V + ln A + ln C` under uncertainty, (n, draws).

    A is drawn from its Beta; each weight from a Normal of sd .6 nats, cut at 0; an unknown criterion holds or not by
    its base rate. O(draws * n).
    """
    chance = np.random.default_rng(seed)
    n = len(inputs.alpha)
    full = np.array(list(FULL.values()))
    weights = np.maximum(0.0, full + WEIGHT_SD * chance.standard_normal((draws, len(full))))
    scores: Float64 = BASE_NATS + (inputs.values * inputs.known) @ weights.T
    for at, rate in enumerate(base_rates(inputs)):
        for row in np.flatnonzero(~inputs.known[:, at]):
            scores[row] += weights[:, at] * (chance.random(draws, dtype=np.float32) < rate)
    for one, (alpha, beta) in enumerate(zip(inputs.alpha, inputs.beta, strict=True)):
        answer = inputs.factor[one] * chance.beta(alpha, beta, size=draws)
        scores[one] += np.log(np.clip(answer, LEAST_ANSWER, MOST)) + inputs.log_reach[one]
    scores += NOISE * chance.random((n, draws), dtype=np.float32)
    return scores


def share_in_top(scores: Float64, top: int) -> Float64:
    """Per candidate the share of draws in which it is among the first `top`."""
    n = len(scores)
    if n <= top:
        return np.ones(n)
    least = np.partition(scores, n - top, axis=0)[n - top]
    shares: Float64 = (scores >= least).mean(axis=1)
    return shares


def order_holds(scores: Float64, order: list[int]) -> list[float]:
    """For each neighbouring pair of `order`: the share of draws in which the first one is ahead."""
    return [float((scores[a] > scores[b]).mean()) for a, b in pairwise(order)]
