"""How well each order puts first the alters with whom an ego will go on exchanging."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.evaluation.measures import auc, ndcg, precision
from graph.strength.backtest import later_gain
from graph.strength.contact_log import ContactLog
from graph.strength.ordered_pairs import OrderedPairs

ALTERS_LEAST = 10
"""Egos with fewer alters before the cut are left out."""
THIN_MOST = 3
"""A tie with at most this many contacts before the cut is thin."""
METRICS = ("NDCG@10", "AUC", "P@5")


@dataclass(frozen=True, slots=True, eq=False)
class LaterExchange:
    """What came after the cut, per row: `gain` = log2(1 + min(sent, received)), group contacts counted 1/n."""

    gain: Float64
    hit: Bool


def later_exchange(rows: OrderedPairs, log: ContactLog, start: int, end: int) -> LaterExchange:
    """Two-way exchange of every row in [start, end), UTC seconds."""
    least = later_gain(rows, log, start, end)
    return LaterExchange(gain=np.log2(1.0 + least), hit=least > 0)


def per_ego(
    rows: OrderedPairs, outcome: LaterExchange, scores: dict[str, Float64], *, only: Bool | None, seed: int
) -> dict[str, dict[str, Float64]]:
    """Every metric of every order, one value an ego.

    Args:
        rows: the ordered pairs.
        outcome: what came of them.
        scores: orders by name.
        only: rows that take part (thin ties); None: all. Egos are chosen by all their alters either way.
        seed: of the random key that breaks ties.

    Returns:
        metric -> order -> values, over egos with at least `ALTERS_LEAST` alters of whom at least one gains later.
    """
    key = np.random.default_rng(seed).random(len(rows))
    groups = [part for part in _by_ego(rows, only) if outcome.hit[part].any()]
    return {
        metric: {name: _values(metric, groups, outcome, score, key) for name, score in scores.items()}
        for metric in METRICS
    }


def _by_ego(rows: OrderedPairs, only: Bool | None) -> list[Int64]:
    start = np.flatnonzero(np.diff(rows.ego, prepend=-1))
    groups = np.split(np.arange(len(rows), dtype=np.int64), start[1:])
    large = [part for part in groups if len(part) >= ALTERS_LEAST]
    return large if only is None else [part[only[part]] for part in large]


def _values(metric: str, groups: list[Int64], outcome: LaterExchange, score: Float64, key: Float64) -> Float64:
    if metric == "NDCG@10":
        return np.array([ndcg(outcome.gain[part], score[part], key[part]) for part in groups])
    if metric == "AUC":
        return np.array([auc(outcome.hit[part], score[part]) for part in groups])
    return np.array([precision(outcome.hit[part], score[part], key[part]) for part in groups])
