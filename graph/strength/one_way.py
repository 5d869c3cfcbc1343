"""What counts towards a tie: a conversation does; however often one side alone wrote does not.

Sales letters, recruiters' mail and yearly congratulations that nobody answered are many messages and no tie. Where only
one of two people ever wrote, the one message that counts most stands for all of them.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.contact_log import ContactLog
from graph.strength.decay import decayed
from graph.strength.ordering import firsts
from graph.strength.pair_log import PairLog, kept


def heard(log: ContactLog, by: PairLog) -> tuple[ContactLog, PairLog]:
    """The log, and it by pair, without what only repeats a message of one side alone; every pair stays. O(n)."""
    both = both_wrote(log, by)[by.pair]
    keep: Bool = np.zeros(len(log), dtype=np.bool_)
    keep[by.order[both]] = True
    keep[by.order[_weightiest(log, by, np.flatnonzero(~both))]] = True
    return kept(log, by, keep)


def both_wrote(log: ContactLog, by: PairLog) -> Bool:
    """Per pair: whether either side wrote to the other, or they met."""
    met = log.meeting[by.order]
    up, down = (np.bincount(by.pair[(by.upward == u) | met], minlength=len(by.a)) > 0 for u in (True, False))
    both: Bool = up & down
    return both


def _weightiest(log: ContactLog, by: PairLog, use: Int64) -> Int64:
    """Of each pair with contacts among the places `use` of `by.order` that of the one that adds most to S.

    The latest of equals.
    """
    at, pair = by.order[use], by.pair[use]
    counts = decayed((log.until - log.at[at]) / SECONDS_A_DAY, log.weight[at])
    start = firsts(pair)
    if not len(start):
        return use
    most = np.repeat(np.maximum.reduceat(counts, start), np.diff(np.append(start, len(use))))
    heaviest = use[counts == most]
    latest = np.zeros(len(by.a), dtype=np.int64)
    latest[by.pair[heaviest]] = heaviest  # ascending: the last one written stays
    return latest[pair[start]]
