"""What passed between each pair: counts, conversations and asks, T."""

from __future__ import annotations

import numpy as np

from graph.columns import NO_TIME, Bool, FactColumns, Float64, Int32, Int64, PairColumns
from graph.strength.contact_log import ContactLog, contact_log
from graph.strength.conversations import Conversations, conversations
from graph.strength.decay import Days, two_way
from graph.strength.one_way import heard
from graph.strength.pair_log import PairLog, pair_log


def pair_columns(facts: FactColumns, *, until: int) -> PairColumns:
    """What passed between each pair before `until` (UTC seconds), deduplicated, sorted by (a, b). O(n log n)."""
    return pairs_of(contact_log(facts.contacts, people=len(facts.people.id), until=until))


def pairs_of(
    log: ContactLog, by: PairLog | None = None, counted: tuple[ContactLog, PairLog] | None = None
) -> PairColumns:
    """`pair_columns` of a clean log. `by`: it by pair, `counted`: what is `heard` of it, where that is known."""
    by = by or pair_log(log)
    talk = conversations(log, by)
    alone, every = (log.group == 1)[by.order], np.ones(len(log), dtype=np.bool_)
    up, down = _Side(by, upward=True), _Side(by, upward=False)
    weight_ab, weight_ba = weights(*(counted or heard(log, by)))
    return PairColumns(
        a=by.a,
        b=by.b,
        messages_ab=up.count(every),
        messages_ba=down.count(every),
        personal_ab=up.count(talk.personal),
        personal_ba=down.count(talk.personal),
        weight_ab=weight_ab,
        weight_ba=weight_ba,
        asked_ab=up.count(talk.asked),
        asked_ba=down.count(talk.asked),
        answered_ab=up.count(talk.answered),
        answered_ba=down.count(talk.answered),
        ignored_ab=up.count(talk.ignored),
        ignored_ba=down.count(talk.ignored),
        opened_ab=up.count(talk.opens & alone),
        opened_ba=down.count(talk.opens & alone),
        taken_up_ab=up.count(talk.taken_up & alone),
        taken_up_ba=down.count(talk.taken_up & alone),
        unanswered_ab=up.count(talk.unanswered),
        unanswered_ba=down.count(talk.unanswered),
        unanswered_since=_first(log, by, talk),
        group=_counts(by, log.group[by.order] > 1),
        meetings=_counts(by, log.meeting[by.order]),
        first=log.at[by.order][by.start[:-1]],
        last=log.at[by.order][by.start[1:] - 1],
        strength=two_way(weight_ab, weight_ba),
    )


def weights(log: ContactLog, by: PairLog) -> tuple[Float64, Float64]:
    """S of both directions of every pair, (a to b, b to a); a meeting counts for both sides."""
    at, weight, met = log.at[by.order], log.weight[by.order], log.meeting[by.order]
    sides = (np.flatnonzero((by.upward == upward) | met) for upward in (True, False))
    days = (Days.grouped(by.pair[use], at[use], weight[use], until=log.until) for use in sides)
    up, down = (each.total(len(by.a)) for each in days)
    return up, down


def _first(log: ContactLog, by: PairLog, talk: Conversations) -> Int64:
    """When the first message was sent to which nothing came back."""
    first = np.full(len(by.a), np.iinfo(np.int64).max, dtype=np.int64)
    waiting = talk.unanswered
    np.minimum.at(first, by.pair[waiting], log.at[by.order][waiting])
    return np.where(first == np.iinfo(np.int64).max, NO_TIME, first)


def _counts(by: PairLog, marked: Bool) -> Int32:
    return np.bincount(by.pair[marked], minlength=len(by.a)).astype(np.int32)


class _Side:
    """One direction of every pair."""

    def __init__(self, by: PairLog, *, upward: bool) -> None:
        self._by, self._mine = by, by.upward == upward

    def count(self, marked: Bool) -> Int32:
        return _counts(self._by, marked & self._mine)
