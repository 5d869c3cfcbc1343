"""Learning from the own past: what was known at an earlier moment, and what came of it before now.

A table is cut at several moments before its end; features look only at what lies before each, outcomes at what lies
between it and the end. Nothing at or after the end is ever seen, because the log does not hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.strength.contact_log import ContactLog, before
from graph.strength.features import EVERY, NAMES, tie_features
from graph.strength.learn import Logistic, fit_logistic
from graph.strength.ordered_pairs import OrderedPairs, ordered_pairs
from graph.strength.pair_log import PairLog, kept, pair_log

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
    """An earlier moment: its rows; of the rows `use` features, and `gain`, later exchange both ways.

    `gain` is min(sent, received); `use`: all rows, or those that are learned from.
    """

    rows: OrderedPairs
    use: Int64
    features: Float64
    gain: Float64


def prior_slopes(prior: dict[str, float], names: tuple[str, ...] = NAMES) -> Float64:
    """The prior as one slope per feature."""
    return np.array([prior.get(name, 0.0) for name in names])


def moment_at(log: ContactLog, share: float) -> int:
    """The moment after `share` of the time from the first contact to `log.until`."""
    start = int(log.at[0]) if len(log) else log.until
    return start + round(share * (log.until - start))


def backtest_cut(log: ContactLog, share: float, by: PairLog | None = None, *, thinned: bool = False) -> BacktestCut:
    """The table as it was at `share` of its time, and what came of every pair since.

    Args:
        log: everything known.
        share: of its time, 0 to 1.
        by: the log by pair, where it is known.
        thinned: features and gain only of the rows that are learned from, at most `MOST_ROWS`.
    """
    moment, by = moment_at(log, share), by or pair_log(log)
    rows = ordered_pairs(before(log, moment), kept(log, by, log.at < moment)[1])
    use = _thin(len(rows)) if thinned else np.arange(len(rows))
    features = tie_features(rows, use if thinned else EVERY)
    return BacktestCut(rows, use, features=features, gain=_gain_since(rows, log, by)[use])


def _gain_since(rows: OrderedPairs, log: ContactLog, by: PairLog) -> Float64:
    """`later_gain` to the end of a log, `rows` being of its beginning, by the numbers of its pairs: no search."""
    up, moment = rows.upward(), rows.log.until
    row = np.full((2, len(by.a)), -1, dtype=np.int64)
    row[:, log.at[by.order[by.start[:-1]]] < moment] = np.stack([rows.reverse[up], up])
    pair = np.empty(len(log), dtype=np.int64)
    pair[by.order] = by.pair
    low = int(np.searchsorted(log.at, moment))
    pair, upward = pair[low:], (log.sender < log.recipient)[low:].astype(np.int64)
    met, weight = log.meeting[low:], log.weight[low:]
    at = np.append(row[upward, pair], row[1 - upward[met], pair[met]])
    return _both_ways(rows, at, np.append(weight, weight[met]))


def later_gain(rows: OrderedPairs, log: ContactLog, start: int, end: int | None = None) -> Float64:
    """min(sent, received) of every row in [start, end), UTC seconds; None: to the log's end.

    In contacts, those to n people counting 1/n; a meeting counts both ways.
    """
    low, high = np.searchsorted(log.at, [start, log.until if end is None else end], side="left")
    sender, recipient, met = log.sender[low:high], log.recipient[low:high], log.meeting[low:high]
    weight = np.append(log.weight[low:high], log.weight[low:high][met])
    at = rows.find(np.append(sender, recipient[met]), np.append(recipient, sender[met]))
    return _both_ways(rows, at, weight)


def _both_ways(rows: OrderedPairs, at: Int64, weight: Float64) -> Float64:
    """min(sent, received) of every row; `at`: the row of each contact, -1 for none."""
    sent = np.bincount(at[at >= 0], weights=weight[at >= 0], minlength=len(rows)).astype(np.float64)
    return np.minimum(sent, sent[rows.reverse])


def learn_order(cuts: list[BacktestCut]) -> Logistic | None:
    """The form that orders an ego's alters: later two-way exchange, outcomes weighted by their gain.

    Each cut counts as much as it has rows. None where no cut has a row.
    """
    used = [s for s in cuts if len(s.rows)]
    if not used:
        return None
    thinned = [_learned_from(s) for s in used]
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
    features, gain = _learned_from(past)
    hit: Bool = gain > 0
    if len(hit) < LEAST_ROWS or min(int(hit.sum()), int((~hit).sum())) < LEAST_OUTCOMES:
        return None
    return fit_logistic(features, hit, weight=np.ones(len(hit)), prior=prior_slopes(PRIOR), pull=PULL)


def _learned_from(past: BacktestCut) -> tuple[Float64, Float64]:
    keep = np.searchsorted(past.use, _thin(len(past.rows)))
    return past.features[keep], past.gain[keep]


def _thin(rows: int) -> Int64:
    """Which of so many rows are learned from."""
    return np.arange(0, rows, -(-max(rows, 1) // MOST_ROWS))
