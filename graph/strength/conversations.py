"""Conversations: whose message opens one, which openings ask, and which of those were answered.

An *ask* is a message to at most `RECIPIENTS_MOST` people that opens a conversation: the pair's first, the first of its
thread, or one after `SILENCE_DAYS` of silence between the two. A word in a conversation under way is a reply, whoever
has the last one. An ask is *answered* if the other side writes back, or the two meet, within `ANSWER_DAYS`; one that
has waited for less is *open* and counts neither way. Every opening that nobody answered is an ask of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Int64
from graph.days import SECONDS_A_DAY
from graph.jit import compiled_pays, read_only
from graph.strength.contact_log import ContactLog
from graph.strength.ordering import fresh, stable_order
from graph.strength.pair_log import PairLog
from graph.strength.threads import thread_gaps

ANSWER_DAYS = 14
"""An answer within this many days is one; what is that old without one stays unanswered."""
SILENCE_DAYS = 30
"""A message after this long a silence opens a conversation anew."""
RECIPIENTS_MOST = 3
"""A message to more people speaks to none of them in particular: it neither asks, nor answers, nor ends a silence."""


@dataclass(frozen=True, slots=True, eq=False)
class Conversations:
    """Per contact, in the order of `by.order`.

    `personal`: a message to at most `RECIPIENTS_MOST`; `opens`: one that opens a conversation; `wait`: seconds until
    the other side's next personal message, or the two's next meeting (-1: neither came); `age`: seconds to `until`.
    """

    personal: Bool
    opens: Bool
    wait: Int64
    age: Int64

    @property
    def asked(self) -> Bool:
        """Asks whose outcome is known."""
        return self.opens & ((self.wait >= 0) | (self.age >= ANSWER_DAYS * SECONDS_A_DAY))

    @property
    def answered(self) -> Bool:
        """Asks that were answered in time."""
        return self.opens & (self.wait >= 0) & (self.wait <= ANSWER_DAYS * SECONDS_A_DAY)

    @property
    def ignored(self) -> Bool:
        """Asks after which nothing ever came back."""
        return self.asked & (self.wait < 0)

    @property
    def unanswered(self) -> Bool:
        """Personal messages after which nothing ever came back, replies and open asks among them."""
        return self.personal & (self.wait < 0)

    @property
    def taken_up(self) -> Bool:
        """Openings that the other side answered before the conversation was over."""
        return self.opens & (self.wait >= 0) & (self.wait < SILENCE_DAYS * SECONDS_A_DAY)


def conversations(log: ContactLog, by: PairLog) -> Conversations:
    """Read a log as conversations. O(n log n)."""
    few = (log.group <= RECIPIENTS_MOST)[by.order]
    personal = few & ~log.meeting[by.order]
    return Conversations(
        personal=personal,
        opens=_openings(log, by, few) & personal,
        wait=_waits(log, by, few),
        age=log.until - log.at[by.order],
    )


def _openings(log: ContactLog, by: PairLog, few: Bool) -> Bool:
    """First of the pair, after silence, or first of its thread; nothing that goes on with a thread of this month."""
    at, thread = log.at[by.order], log.thread[by.order]
    heard = _since(at, by.pair, np.flatnonzero(few))
    said = thread_gaps_of(log)[by.order]
    silent = (heard < 0) | (heard >= SILENCE_DAYS * SECONDS_A_DAY)
    going_on = (said >= 0) & (said < SILENCE_DAYS * SECONDS_A_DAY)
    opens: Bool = (silent & ~going_on) | ((thread != 0) & (said < 0))
    return opens


def thread_gaps_of(log: ContactLog) -> Int64:
    """Seconds since the message before in the same thread, whoever wrote it (-1: the thread's first, or none).

    Per contact in the order of the log, which is that of time.
    """
    if compiled_pays(len(log)):
        return thread_gaps(read_only(log.at), read_only(log.thread))
    gap = np.full(len(log), -1, dtype=np.int64)
    known = np.flatnonzero(log.thread != 0)
    order = known[stable_order(log.thread[known])]
    at, thread = log.at[order], log.thread[order]
    moments = fresh(thread, at)
    gap[order] = _gaps(at[moments], thread[moments])[np.cumsum(moments) - 1]
    return gap


def _since(at: Int64, group: Int64, use: Int64) -> Int64:
    """Seconds since the one before in the same group among `use` (-1: none, or not in `use`)."""
    full = np.full(len(at), -1, dtype=np.int64)
    full[use] = _gaps(at[use], group[use])
    return full


def _gaps(at: Int64, group: Int64) -> Int64:
    gap = np.full(len(at), -1, dtype=np.int64)
    inside = np.diff(group) == 0
    gap[1:][inside] = np.diff(at)[inside]
    return gap


def _waits(log: ContactLog, by: PairLog, few: Bool) -> Int64:
    at, met = log.at[by.order], log.meeting[by.order]
    wait = np.full(len(at), -1, dtype=np.int64)
    for upward in (True, False):
        mine = np.flatnonzero(by.upward == upward)
        back = np.flatnonzero(few & (met | (by.upward != upward)))
        position = np.searchsorted(back, mine, side="right")
        found = position < len(back)
        mine, following = mine[found], back[position[found]]
        same = by.pair[following] == by.pair[mine]
        wait[mine[same]] = (at[following] - at[mine])[same]
    return wait
