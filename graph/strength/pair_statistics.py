"""What passed between each pair: counts, conversations and asks, T."""

from __future__ import annotations

import numpy as np

from graph.columns import NO_TIME, Bool, FactColumns, Int32, Int64, PairColumns
from graph.jit import compiled_pays, read_only
from graph.strength.contact_log import ContactLog, contact_log
from graph.strength.conversation_counts import GROUP, KINDS, MEETINGS, counts_of, openings
from graph.strength.conversations import Conversations, conversations, thread_gaps_of
from graph.strength.decay import two_way
from graph.strength.exchange import Exchange, heard_exchange
from graph.strength.pair_log import PairLog, pair_log


def pair_columns(facts: FactColumns, *, until: int) -> PairColumns:
    """What passed between each pair before `until` (UTC seconds), deduplicated, sorted by (a, b). O(n log n)."""
    return pairs_of(contact_log(facts.contacts, people=len(facts.people.id), until=until))


def pairs_of(log: ContactLog, by: PairLog | None = None, counted: Exchange | None = None) -> PairColumns:
    """`pair_columns` of a clean log. `by`: it by pair, `counted`: `heard_exchange` of it, where known."""
    by = by or pair_log(log)
    at = log.at[by.order]
    flow = counted or heard_exchange(log, by)
    up = flow.rows.upward()
    weight_ab, weight_ba = flow.sent[up], flow.sent[flow.rows.reverse[up]]
    counts, since = (_counted if compiled_pays(len(log)) else counted_in_arrays)(log, by)
    return PairColumns(
        a=by.a,
        b=by.b,
        **{f"{kind}_{way}": counts[2 * n + m] for n, kind in enumerate(KINDS) for m, way in enumerate(("ab", "ba"))},
        weight_ab=weight_ab,
        weight_ba=weight_ba,
        unanswered_since=since,
        group=counts[GROUP],
        meetings=counts[MEETINGS],
        first=at[by.start[:-1]],
        last=at[by.start[1:] - 1],
        strength=two_way(weight_ab, weight_ba),
    )


def _counted(log: ContactLog, by: PairLog) -> tuple[Int32, Int64]:
    start, at, group = read_only(by.start), read_only(log.at[by.order]), read_only(log.group[by.order])
    said, thread = read_only(thread_gaps_of(log)[by.order]), read_only(log.thread[by.order])
    opens = read_only(openings(start, at, group, said, thread))
    return counts_of(start, read_only(by.upward), at, group, read_only(log.meeting[by.order]), opens, log.until)


def counted_in_arrays(log: ContactLog, by: PairLog) -> tuple[Int32, Int64]:
    """`counts_of` every pair of a log, from its conversations."""
    talk, alone = conversations(log, by), (log.group == 1)[by.order]
    kinds = (
        np.ones(len(log), dtype=np.bool_),
        talk.personal,
        talk.asked,
        talk.answered,
        talk.ignored,
        talk.opens & alone,
        talk.taken_up & alone,
        talk.unanswered,
    )
    rows = [_counts(by, marked & (by.upward == upward)) for marked in kinds for upward in (True, False)]
    rows += [_counts(by, (log.group > 1)[by.order]), _counts(by, log.meeting[by.order])]
    return np.stack(rows), _first(log, by, talk)


def _first(log: ContactLog, by: PairLog, talk: Conversations) -> Int64:
    """When the first message was sent to which nothing came back."""
    first = np.full(len(by.a), np.iinfo(np.int64).max, dtype=np.int64)
    waiting = talk.unanswered
    np.minimum.at(first, by.pair[waiting], log.at[by.order][waiting])
    return np.where(first == np.iinfo(np.int64).max, NO_TIME, first)


def _counts(by: PairLog, marked: Bool) -> Int32:
    return np.bincount(by.pair[marked], minlength=len(by.a)).astype(np.int32)
