"""The three numbers of every ordered pair at a moment: order, chance of two-way exchange, chance of an answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int64
from graph.log_odds import logistic
from graph.strength.backtest import (
    CHANCE_AT,
    PRIOR,
    RANKING_AT,
    backtest_cut,
    learn_chance,
    learn_order,
    prior_slopes,
)
from graph.strength.calibration import DEFAULT, probability
from graph.strength.contact_log import ContactLog
from graph.strength.exchange import Exchange, exchange_of
from graph.strength.features import EVERY, column, readings
from graph.strength.learn import MANY as BLOCK
from graph.strength.learn import Logistic, prior_logistic
from graph.strength.ordered_pairs import OrderedPairs, ordered_pairs
from graph.strength.pair_log import PairLog
from graph.strength.reply_model import ANSWER_PRIOR, ANSWERS_AT, RATE, answer_features, learn_answers

MANY = 1_000_000
"""Contacts beyond which one cut of the past has outcomes enough to learn the order from."""


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The forms learned on a table's own past; None where it holds too few examples."""

    order: Logistic | None
    chance: Logistic | None
    answer: Logistic | None


@dataclass(frozen=True, slots=True, eq=False)
class TieScores:
    """Ordered pairs, sorted by (ego, alter), each with two numbers in 0..1.

    `strength` orders an ego's alters by the exchange to expect, without the limits a probability has; `p`: calibrated,
    the same for both directions. `features`: what they were read from.
    """

    rows: OrderedPairs
    features: Float64
    strength: Float64
    p: Float64

    @property
    def ego(self) -> Int64:
        """Whose alters are ordered."""
        return self.rows.ego

    @property
    def alter(self) -> Int64:
        """Whose tie to the ego each row scores, by number."""
        return self.rows.alter


@dataclass(frozen=True, slots=True, eq=False)
class Scores(TieScores):
    """The same, and `answer`: the chance that the alter answers within a week what ends a month of silence."""

    answer: Float64


def score(log: ContactLog) -> Scores:
    """Score every ordered pair that exchanged anything in `log`, at `log.until`, from what the log holds alone."""
    return apply(learn(log), log)


def learn(log: ContactLog, by: PairLog | None = None, *, answers: bool = True) -> Forms:
    """Learn order, p and answer on the log's own past (`graph.strength.backtest`, `graph.strength.reply_model`).

    Args:
        log: everything known, up to `log.until`.
        by: the log by pair, where it is known.
        answers: learn the answer, too; it costs cuts of its own.
    """
    if len(log) == 0:
        return Forms(order=None, chance=None, answer=None)
    ranking = RANKING_AT if len(log) <= MANY else (CHANCE_AT,)
    shares = sorted({*ranking, CHANCE_AT, *(ANSWERS_AT if answers else ())})
    past = {share: backtest_cut(log, share, by, thinned=not answers) for share in shares}
    return Forms(
        order=learn_order([past[share] for share in ranking]),
        chance=learn_chance(past[CHANCE_AT]),
        answer=learn_answers(log, [past[share] for share in ANSWERS_AT]) if answers else None,
    )


def apply(forms: Forms, log: ContactLog) -> Scores:
    """Score `log` at `log.until` with forms learned at or before that moment.

    Without a form: T with Adamic-Adar for the order, the default curve for p, smoothed answer rates for the answer.
    """
    ties = apply_to_ties(forms, exchange_of(ordered_pairs(log)))
    known = answer_features(ties.rows, ties.features)
    answer = forms.answer or prior_logistic(known, share=RATE, prior=ANSWER_PRIOR)
    return Scores(*(ties.rows, ties.features, ties.strength, ties.p), answer=probability(answer.logit(known)))


def apply_to_ties(forms: Forms, flow: Exchange) -> TieScores:
    """As `apply`, without the chance of an answer, which takes features of its own; `flow`: what passed each way."""
    rows, features = flow.rows, readings(flow).of(EVERY)
    order = forms.order or prior_logistic(features, share=0.5, prior=prior_slopes(PRIOR))
    return TieScores(rows, features, logistic(order.logit(features)), chance(rows, features, forms.chance))


def order_and_chance(forms: Forms, flow: Exchange) -> tuple[Float64, Float64]:
    """`strength` and `p` of `apply_to_ties`, by a block of rows at a time where both forms were learned."""
    if forms.order is None or forms.chance is None:
        scores = apply_to_ties(forms, flow)
        return scores.strength, scores.p
    rows, known = flow.rows, readings(flow)
    order, logit = np.empty(len(rows)), np.empty(len(rows))
    for begin in range(0, len(rows), BLOCK):
        block = slice(begin, begin + BLOCK)
        features = known.of(block)
        order[block], logit[block] = forms.order.logit(features), forms.chance.logit(features)
    return logistic(order), _either_way(rows, logit)


def chance(rows: OrderedPairs, features: Float64, form: Logistic | None) -> Float64:
    """The calibrated p of every row: the mean of both directions' log-odds, or the default curve without a form."""
    if form is None:
        adamic_adar = np.expm1(column(features, "adamic_adar"))
        return probability(DEFAULT.logit(np.exp(column(features, "strength")), adamic_adar))
    return _either_way(rows, form.logit(features))


def _either_way(rows: OrderedPairs, logit: Float64) -> Float64:
    """P of every row: of the mean of both directions' log-odds."""
    return probability((logit + logit[rows.reverse]) / 2.0)
