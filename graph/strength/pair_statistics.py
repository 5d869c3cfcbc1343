"""What passed between each pair: counts, runs, openings, T."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, FactColumns, Float64, Int32, Int64, PairColumns
from graph.days import SECONDS_A_DAY
from graph.strength.contact_log import ContactLog, contact_log
from graph.strength.decay import directed_weight, two_way

ANSWER_DAYS = 14
"""An answer within this many days is one; a run of messages that old without one stays unanswered."""
SILENCE_DAYS = 30
"""A message after this long a silence opens a conversation anew."""


@dataclass(frozen=True, slots=True, eq=False)
class PairStatistics:
    """A log by pair: `order` sorts its contacts by pair, then time; `pair` is the pair of each, in that order.

    `a`, `b`: the ends of the pairs, a < b, sorted by (a, b); `start`: where each pair begins in `order` (and the end).
    `upward`: the contact went from a to b.
    """

    order: Int64
    pair: Int64
    a: Int32
    b: Int32
    start: Int64
    upward: Bool


def pair_statistics(log: ContactLog) -> PairStatistics:
    """Group a log by unordered pair. O(n log n)."""
    low, high = np.minimum(log.sender, log.recipient), np.maximum(log.sender, log.recipient)
    key = low * log.people + high
    order = np.argsort(key, kind="stable")
    keys, start = np.unique(key[order], return_index=True)
    counts = np.diff(np.append(start, len(key)))
    return PairStatistics(
        order=order.astype(np.int64),
        pair=np.repeat(np.arange(len(keys), dtype=np.int64), counts),
        a=(keys // max(log.people, 1)).astype(np.int32),
        b=(keys % max(log.people, 1)).astype(np.int32),
        start=np.append(start, len(key)).astype(np.int64),
        upward=(log.sender < log.recipient)[order],
    )


def pair_columns(facts: FactColumns, *, until: int) -> PairColumns:
    """What passed between each pair before `until` (UTC seconds), deduplicated, sorted by (a, b). O(n log n)."""
    return pairs_of(contact_log(facts.contacts, people=len(facts.people.id), until=until))


def pairs_of(log: ContactLog) -> PairColumns:
    """`pair_columns` of a clean log."""
    by = pair_statistics(log)
    up, down = _Side(log, by, upward=True), _Side(log, by, upward=False)
    weight_ab, weight_ba = up.weight(), down.weight()
    at, meeting, group = log.at[by.order], log.meeting[by.order], log.group[by.order]
    first, last = by.start[:-1], by.start[1:] - 1
    return PairColumns(
        a=by.a,
        b=by.b,
        messages_ab=up.count(np.ones(len(at), dtype=np.bool_)),
        messages_ba=down.count(np.ones(len(at), dtype=np.bool_)),
        weight_ab=weight_ab,
        weight_ba=weight_ba,
        asked_ab=up.count(runs_asked(log, by)),
        asked_ba=down.count(runs_asked(log, by)),
        answered_ab=up.count(runs_answered(log, by)),
        answered_ba=down.count(runs_answered(log, by)),
        opened_ab=up.count(openings(log, by)),
        opened_ba=down.count(openings(log, by)),
        group=_counts(by, group > 1),
        meetings=_counts(by, meeting),
        first=at[first],
        last=at[last],
        strength=two_way(weight_ab, weight_ba),
    )


def runs_asked(log: ContactLog, by: PairStatistics) -> Bool:
    """Marks the last message of each run of one side's messages, unless the run is still open.

    A run is open while nothing came back and its last message is younger than `ANSWER_DAYS`. Meetings are no messages.
    """
    closes, wait = run_ends(log, by)
    age = log.until - log.at[by.order]
    return closes & ((wait >= 0) | (age >= ANSWER_DAYS * SECONDS_A_DAY))


def runs_answered(log: ContactLog, by: PairStatistics) -> Bool:
    """Marks those of `runs_asked` that the other side answered within `ANSWER_DAYS`."""
    closes, wait = run_ends(log, by)
    return closes & (wait >= 0) & (wait <= ANSWER_DAYS * SECONDS_A_DAY)


def openings(log: ContactLog, by: PairStatistics) -> Bool:
    """Marks messages that open a conversation: the pair's first, or after `SILENCE_DAYS`, or a new thread's first."""
    at, thread = log.at[by.order], log.thread[by.order]
    fresh = np.ones(len(at), dtype=np.bool_)
    fresh[1:] = (np.diff(by.pair) != 0) | (np.diff(at) >= SILENCE_DAYS * SECONDS_A_DAY)
    known = np.flatnonzero(thread != 0)
    by_thread = known[np.lexsort((known, thread[known], by.pair[known]))]
    new_thread = np.ones(len(by_thread), dtype=np.bool_)
    new_thread[1:] = (np.diff(by.pair[by_thread]) != 0) | (np.diff(thread[by_thread]) != 0)
    fresh[by_thread[new_thread]] = True
    return fresh & ~log.meeting[by.order]


def run_ends(log: ContactLog, by: PairStatistics) -> tuple[Bool, Int64]:
    """The last message of every run, and after how many seconds the other side's next came (-1: never)."""
    words = np.flatnonzero(~log.meeting[by.order])
    at, pair, upward = log.at[by.order][words], by.pair[words], by.upward[words]
    closes = np.zeros(len(by.order), dtype=np.bool_)
    wait = np.full(len(by.order), -1, dtype=np.int64)
    if len(words) == 0:
        return closes, wait
    same_pair = np.append(np.diff(pair) == 0, np.False_)
    turn = same_pair & np.append(np.diff(upward.astype(np.int8)) != 0, np.False_)
    closes[words] = turn | ~same_pair
    wait[words[turn]] = np.diff(at)[turn[:-1]]
    return closes, wait


def _counts(by: PairStatistics, marked: Bool) -> Int32:
    return np.bincount(by.pair[marked], minlength=len(by.a)).astype(np.int32)


class _Side:
    """One direction of every pair."""

    def __init__(self, log: ContactLog, by: PairStatistics, *, upward: bool) -> None:
        self._log, self._by = log, by
        self._mine = by.upward == upward

    def count(self, marked: Bool) -> Int32:
        return _counts(self._by, marked & self._mine)

    def weight(self) -> Float64:
        """S of this direction; a meeting counts for both sides."""
        use = np.flatnonzero(self._mine | self._log.meeting[self._by.order])
        at, weight = self._log.at[self._by.order][use], self._log.weight[self._by.order][use]
        return directed_weight(self._by.pair[use], at, weight, slots=len(self._by.a), until=self._log.until)
