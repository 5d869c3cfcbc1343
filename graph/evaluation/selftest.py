"""The same test on the user's own workspace: did the order foretell whom the owners went on exchanging with?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Int32
from graph.evaluation.evaluate import Line, lines_of
from graph.evaluation.methods import orders
from graph.evaluation.ranking import later, per_ego
from graph.strength.exchanges import Exchanges, before
from graph.strength.past import moment_at
from graph.strength.scores import score

SHARE = 0.6
POSITIVES_LEAST = 30
"""Fewer later two-way exchanges than this tell nothing."""


@dataclass(frozen=True, slots=True)
class OwnTest:
    """`positives`: ties of the owners with later exchange both ways. `lines` is empty below `POSITIVES_LEAST`."""

    cut: int
    ties: int
    positives: int
    lines: tuple[Line, ...]

    @property
    def enough(self) -> bool:
        """Whether there is data to judge by."""
        return self.positives >= POSITIVES_LEAST


def own_test(log: Exchanges, owners: Int32, *, seed: int = 0) -> OwnTest:
    """Cut the workspace's own exchanges at 60 % of their time and rank each owner's contacts from what lies before.

    Owners with fewer than 10 contacts before the cut, or none later, have no say.
    """
    cut = moment_at(log, SHARE)
    scores = score(before(log, cut))
    outcome = later(scores.rows, log, cut, log.until)
    mine = np.isin(scores.ego, owners)
    positives = int((outcome.hit & mine).sum())
    if positives < POSITIVES_LEAST:
        return OwnTest(cut=cut, ties=int(mine.sum()), positives=positives, lines=())
    lines: list[Line] = []
    for metric, values in per_ego(scores.rows, outcome, orders(scores, seed), only=mine, seed=seed).items():
        lines += lines_of("your workspace", metric, values, seed)
    return OwnTest(cut=cut, ties=int(mine.sum()), positives=positives, lines=tuple(lines))
