"""Answer rates, smoothed: of a pair towards the overall rate, of a person towards it, of a pair towards the person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64
from graph.strength.conversations import conversations
from graph.strength.ordered_pairs import OrderedPairs
from graph.strength.runs import run_ends, runs_answered, runs_asked

PAIR_PRIOR = 2.0
"""Pseudo-asks with which a pair's rate starts at the overall rate."""
ALTER_PRIOR = 5.0
"""Pseudo-asks with which a person's rate starts at the overall rate."""
NESTED_PRIOR = 3.0
"""Pseudo-asks with which a pair's rate starts at the person's rate towards others."""


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Per row (ego, alter): messages of the ego that asked, and those the alter answered. `overall`: pooled rate."""

    rows: OrderedPairs
    asked: Float64
    answered: Float64
    overall: float

    @classmethod
    def of(cls, rows: OrderedPairs, *, asked: Bool, answered: Bool) -> Rates:
        """Count marks given in the order of `rows.by.order`; `answered` are among `asked`."""
        slot = rows.slot[rows.by.order]
        asks, answers = (np.bincount(slot[marks], minlength=len(rows)) for marks in (asked, answered))
        return cls.counted(rows, asked=asks.astype(np.float64), answered=answers.astype(np.float64))

    @classmethod
    def counted(cls, rows: OrderedPairs, *, asked: Float64, answered: Float64) -> Rates:
        """Of what is counted by row already."""
        overall = float((answered.sum() + 1.0) / (asked.sum() + 2.0))
        return cls(rows=rows, asked=asked, answered=answered, overall=overall)

    def own(self, prior: float) -> Float64:
        """The alter's rate towards the ego."""
        return (self.answered + prior * self.overall) / (self.asked + prior)

    def person(self, prior: float) -> Float64:
        """The alter's rate towards everybody."""
        asked, answered = self.rows.by_alter(self.asked), self.rows.by_alter(self.answered)
        rate = (answered + prior * self.overall) / (asked + prior)
        return rate[self.rows.alter]

    def alters(self, prior: float) -> Float64:
        """The alter's rate towards others than the ego."""
        asked = self.rows.by_alter(self.asked)[self.rows.alter] - self.asked
        answered = self.rows.by_alter(self.answered)[self.rows.alter] - self.answered
        return (answered + prior * self.overall) / (asked + prior)

    def nested(self, prior: float) -> Float64:
        """The alter's rate towards the ego, starting at their rate towards others."""
        return (self.answered + prior * self.alters(ALTER_PRIOR)) / (self.asked + prior)


def ask_rates(rows: OrderedPairs) -> Rates:
    """How each alter answers what the ego asks (`graph.strength.conversations`): what the ranking rests on."""
    talk = conversations(rows.log, rows.by)
    return Rates.of(rows, asked=talk.asked, answered=talk.answered)


def run_rates(rows: OrderedPairs) -> Rates:
    """How each alter answers the ego's runs of messages (`graph.strength.runs`), replies among them."""
    ends = run_ends(rows.log, rows.by)
    return Rates.of(rows, asked=runs_asked(rows.log, rows.by, ends), answered=runs_answered(ends))
