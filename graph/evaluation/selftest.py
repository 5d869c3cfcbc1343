"""The same test on the user's own workspace: does the order predict whom the owners went on exchanging with?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int32
from graph.evaluation.evaluate import MeasureLine, lines_of
from graph.evaluation.methods import OURS, orders
from graph.evaluation.ranking import later_exchange, per_ego
from graph.strength.backtest import moment_at
from graph.strength.contact_log import ContactLog, before
from graph.strength.features import column
from graph.strength.network import learned_strengths
from graph.strength.scores import Forms, Scores, apply

SHARE = 0.6
"""Share of the time before the cut."""
NOTHING_LEARNED = Forms(order=None, chance=None, answer=None)
POSITIVES_LEAST = 30
"""Fewer later two-way exchanges than this tell nothing."""


@dataclass(frozen=True, slots=True)
class OwnTest:
    """`positives`: ties of the owners with later exchange both ways. `lines` is empty below `POSITIVES_LEAST`."""

    cut: int
    ties: int
    positives: int
    lines: tuple[MeasureLine, ...]

    @property
    def enough(self) -> bool:
        """Whether there is data to judge by."""
        return self.positives >= POSITIVES_LEAST


def own_test(log: ContactLog, owners: Int32, *, seed: int = 0) -> OwnTest:
    """Cut the workspace's own exchanges at 60 % of their time and rank each owner's contacts from what lies before.

    What is tested is the order the ranking of referrers uses: T, or what is learned from 500 pairs on. Owners with
    fewer than 10 contacts before the cut, or none later, have no say.
    """
    cut = moment_at(log, SHARE)
    past = before(log, cut)
    scores = apply(NOTHING_LEARNED, past)
    outcome = later_exchange(scores.rows, log, cut, log.until)
    mine = np.isin(scores.ego, owners)
    positives = int((outcome.hit & mine).sum())
    if positives < POSITIVES_LEAST:
        return OwnTest(cut=cut, ties=int(mine.sum()), positives=positives, lines=())
    lines: list[MeasureLine] = []
    methods = orders(scores, seed) | {OURS: _order(past, scores)}
    for metric, values in per_ego(scores.rows, outcome, methods, only=mine, seed=seed).items():
        lines += lines_of("your workspace", metric, values, seed)
    return OwnTest(cut=cut, ties=int(mine.sum()), positives=positives, lines=tuple(lines))


def _order(past: ContactLog, scores: Scores) -> Float64:
    """What `network_columns` would put into `PairColumns.strength` at the cut, per ordered pair."""
    own = learned_strengths(past)
    if own is None:
        return column(scores.features, "strength")
    full = np.empty(len(scores.rows))
    up = np.flatnonzero(scores.ego < scores.alter)
    full[up] = full[scores.rows.reverse[up]] = own.order
    return full
