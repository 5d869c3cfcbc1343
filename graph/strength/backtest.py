"""Learning from the own past: what was known at an earlier moment, and what came of it before now.

A table is cut at several moments before its end; features look only at what lies before each, outcomes at what lies
between it and the end. Nothing at or after the end is ever seen, because the log does not hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.strength.contact_log import ContactLog, before
from graph.strength.features import NAMES, tie_features
from graph.strength.learn import Logistic, fit_logistic
from graph.strength.ordered_pairs import OrderedPairs, ordered_pairs
from graph.strength.pair_log import PairLog, kept

HORIZON = 2.0 / 3.0
"""The following span that p speaks of, as a share of the span before."""
CHANCE_AT = 1.0 / (1.0 + HORIZON)
"""Where the past is cut so that what follows is `HORIZON` times as long as what comes before: .6."""
RANKING_AT = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the past is cut to learn the order: several cuts, because one has few outcomes."""
PULL = 40.0
"""Precision of the prior: less overfits few outcomes, more forgets what the table knows; 20 to 150 do much alike."""
MOST_ROWS = 50_000
"""Rows learned from at each cut; larger tables are thinned evenly."""
LEAST_ROWS, LEAST_OUTCOMES = 100, 20
"""Below these, ordered pairs and outcomes of either kind, p comes from the default curve."""
PRIOR = {"strength": 0.5, "strength_14": 0.3, "adamic_adar": 0.2}
"""Slopes per standard deviation that are expected before anything is learned."""


@dataclass(frozen=True, slots=True, eq=False)
class BacktestCut:
    """An earlier moment: its rows and features, and `gain`, later exchange both ways: min(sent, received)."""

    rows: OrderedPairs
    features: Float64
    gain: Float64


def prior_slopes(prior: dict[str, float], names: tuple[str, ...] = NAMES) -> Float64:
    """The prior as one slope per feature."""
    return np.array([prior.get(name, 0.0) for name in names])


def moment_at(log: ContactLog, share: float) -> int:
    """The moment after `share` of the time from the first contact to `log.until`."""
    start = int(log.at[0]) if len(log) else log.until
    return start + round(share * (log.until - start))


def backtest_cut(log: ContactLog, share: float, by: PairLog | None = None) -> BacktestCut:
    """The table as it was at `share` of its time, and what came of every pair since. `by`: it by pair, where known."""
    moment = moment_at(log, share)
    past = before(log, moment)
    rows = ordered_pairs(past, None if by is None else kept(log, by, log.at < moment)[1])
    return BacktestCut(rows=rows, features=tie_features(rows), gain=later_gain(rows, log, moment))


def later_gain(rows: OrderedPairs, log: ContactLog, start: int, end: int | None = None) -> Float64:
    """min(sent, received) of every row in [start, end), UTC seconds; None: to the log's end.

    In contacts, those to n people counting 1/n; a meeting counts both ways.
    """
    low, high = np.searchsorted(log.at, [start, log.until if end is None else end], side="left")
    sender, recipient, met = log.sender[low:high], log.recipient[low:high], log.meeting[low:high]
    weight = np.append(log.weight[low:high], log.weight[low:high][met])
    at = rows.find(np.append(sender, recipient[met]), np.append(recipient, sender[met]))
    sent = np.bincount(at[at >= 0], weights=weight[at >= 0], minlength=len(rows)).astype(np.float64)
    return np.minimum(sent, sent[rows.reverse])


def learn_order(cuts: list[BacktestCut]) -> Logistic | None:
    """The form that orders an ego's alters: later two-way exchange, outcomes weighted by their gain.

    Each cut counts as much as it has rows. None where no cut has a row.
    """
    used = [s for s in cuts if len(s.rows)]
    if not used:
        return None
    thinned = [_thin(s) for s in used]
    weights = [np.where(gain > 0, np.log2(1.0 + gain), 1.0) for _, gain in thinned]
    weights = [w * (len(w) / (w.sum() * len(used))) for w in weights]
    gain = np.concatenate([g for _, g in thinned])
    return fit_logistic(
        np.concatenate([x for x, _ in thinned]),
        gain > 0,
        weight=np.concatenate(weights),
        prior=prior_slopes(PRIOR),
        pull=PULL,
    )


def learn_chance(past: BacktestCut) -> Logistic | None:
    """The calibrated form: two-way exchange within `HORIZON`; None where the past is too thin to calibrate on."""
    features, gain = _thin(past)
    hit: Bool = gain > 0
    if len(hit) < LEAST_ROWS or min(int(hit.sum()), int((~hit).sum())) < LEAST_OUTCOMES:
        return None
    return fit_logistic(features, hit, weight=np.ones(len(hit)), prior=prior_slopes(PRIOR), pull=PULL)


def _thin(past: BacktestCut) -> tuple[Float64, Float64]:
    step = -(-max(len(past.rows), 1) // MOST_ROWS)
    keep: Int64 = np.arange(0, len(past.rows), step)
    return past.features[keep], past.gain[keep]
