"""Would they answer, within a week, a message that ends a month of silence? Learned on the same table's own past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.backtest import BacktestCut
from graph.strength.contact_log import ContactLog
from graph.strength.conversations import RECIPIENTS_MOST, SILENCE_DAYS
from graph.strength.decay import FLOOR
from graph.strength.exchange import days_of
from graph.strength.features import column, distinct
from graph.strength.learn import Logistic, fit_logistic
from graph.strength.ordered_pairs import OrderedPairs
from graph.strength.pair_log import PairLog, pair_log
from graph.strength.reply_rates import ALTER_PRIOR, NESTED_PRIOR, PAIR_PRIOR, Rates

WITHIN_DAYS = 7
"""Days within which an answer counts as one. Not validated."""
PAUSE_DAYS = 7
"""A pair's answers after a pause of this length tell more of a reopening than those amid a conversation."""
ANSWERS_AT = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the past is cut; every later reopening is an example at each cut before it."""
ANSWER_NAMES = (
    "alter_recency",
    "nested_after_pause",  # answers after a pause: to the ego, starting at those to others
    "alter_rate",  # the alter's answers to anybody
    "pair_rate",  # the alter's answers to the ego
    "alter_output",
    "alter_mutual",
    "weeks_received",  # ln(1 + weeks in which the alter wrote to the ego)
    "alter_total",  # ln(1 + contacts the alter ever sent, 1/n)
    "weeks_ratio",  # weeks received over weeks sent
    "mutual",
    "received",  # ln R
    "ego_last",
)
ANSWER_PRIOR = np.array([0.2, 0.1] + [0.0] * 10)
PULL = 40.0
"""Weight of the prior, in examples."""
RATE = 0.35
"""Assumed share of answers where no reopening was ever seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """Per contact, in the order of `by.order`, in seconds; -1: none.

    `silence`: since the pair's contact before it; `answer`: until the other side's next.
    """

    silence: Int64
    answer: Int64


@dataclass(frozen=True, slots=True, eq=False)
class Reopenings:
    """Messages to at most `RECIPIENTS_MOST` that end `SILENCE_DAYS` of silence; `answered`: within `WITHIN_DAYS`.

    Only those whose week is over before the log's end: the others' outcome is not known.
    """

    ego: Int64
    alter: Int64
    at: Int64
    answered: Bool


def waits(log: ContactLog, by: PairLog) -> Waits:
    """How long each contact was preceded by silence and followed by it. O(n)."""
    at = log.at[by.order]
    silence = np.full(len(at), -1, dtype=np.int64)
    silence[1:][np.diff(by.pair) == 0] = np.diff(at)[np.diff(by.pair) == 0]
    answer = np.full(len(at), -1, dtype=np.int64)
    for upward in (True, False):
        mine, theirs = np.flatnonzero(by.upward == upward), np.flatnonzero(by.upward != upward)
        if len(theirs):
            position = np.searchsorted(theirs, mine)
            next_one = theirs[np.minimum(position, len(theirs) - 1)]
            valid = (position < len(theirs)) & (by.pair[next_one] == by.pair[mine])
            answer[mine[valid]] = (at[next_one] - at[mine])[valid]
    return Waits(silence=silence, answer=answer)


def reopenings(log: ContactLog) -> Reopenings:
    """All reopenings in a log whose outcome is known, by pair, then time."""
    by = pair_log(log)
    wait, at = waits(log, by), log.at[by.order]
    known = at + WITHIN_DAYS * SECONDS_A_DAY <= log.until
    brief = (log.group[by.order] <= RECIPIENTS_MOST) & ~log.meeting[by.order]
    use = np.flatnonzero(brief & known & (wait.silence >= SILENCE_DAYS * SECONDS_A_DAY))
    return Reopenings(
        ego=log.sender[by.order][use],
        alter=log.recipient[by.order][use],
        at=at[use],
        answered=_within(wait.answer, WITHIN_DAYS)[use],
    )


def answer_features(rows: OrderedPairs, features: Float64) -> Float64:
    """(rows, len(ANSWER_NAMES)) what is known of each alter's answering at `rows.log.until`."""
    log, by = rows.log, rows.by
    wait, at = waits(log, by), log.at[by.order]
    answered = _within(wait.answer, WITHIN_DAYS)
    closed = (answered | (at + WITHIN_DAYS * SECONDS_A_DAY <= log.until)) & ~log.meeting[by.order]
    paused = closed & (wait.silence >= PAUSE_DAYS * SECONDS_A_DAY) & (log.group[by.order] <= RECIPIENTS_MOST)
    after_pause = Rates.of(rows, asked=paused, answered=paused & answered)
    every = Rates.of(rows, asked=closed, answered=closed & answered)
    weeks = _weeks(rows)
    total = np.bincount(log.sender, weights=log.weight, minlength=log.people)
    return np.column_stack(
        [
            column(features, "alter_recency"),
            np.log(after_pause.nested(NESTED_PRIOR)),
            np.log(every.person(ALTER_PRIOR)),
            np.log(every.own(PAIR_PRIOR)),
            column(features, "alter_output"),
            column(features, "alter_mutual"),
            weeks[rows.reverse],
            np.log1p(total[rows.alter]),
            weeks[rows.reverse] - weeks,
            column(features, "mutual"),
            np.log(days_of(rows).total(len(rows))[rows.reverse] + FLOOR),
            column(features, "ego_last"),
        ]
    )


def _weeks(rows: OrderedPairs) -> Float64:
    """ln(1 + distinct weeks in which the ego wrote to the alter, to few at once)."""
    brief = rows.log.group <= RECIPIENTS_MOST
    weeks: Float64 = np.log1p(
        distinct(rows.slot[brief], rows.log.at[brief] // (WITHIN_DAYS * SECONDS_A_DAY), slots=len(rows))
    )
    return weeks


def learn_answers(log: ContactLog, cuts: list[BacktestCut]) -> Logistic | None:
    """The chance of an answer, learned on the reopenings between each cut and the log's end.

    None where there was none. Reopenings count at every cut that precedes them, `2 / len(ANSWERS_AT)` each.
    """
    events = reopenings(log)
    features: list[Float64] = []
    outcome: list[Bool] = []
    for past in cuts:
        row = past.rows.find(events.ego, events.alter)
        later = (row >= 0) & (events.at >= past.rows.log.until)
        if later.any():
            features.append(answer_features(past.rows, past.features)[row[later]])
            outcome.append(events.answered[later])
    if not features:
        return None
    hit = np.concatenate(outcome)
    weight = np.full(len(hit), 2.0 / len(ANSWERS_AT))
    return fit_logistic(np.concatenate(features), hit, weight=weight, prior=ANSWER_PRIOR, pull=PULL)


def _within(wait: Int64, days: int) -> Bool:
    answered: Bool = (wait >= 0) & (wait <= days * SECONDS_A_DAY)
    return answered
