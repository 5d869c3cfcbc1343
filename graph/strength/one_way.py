"""What counts towards a tie: a conversation does; however often one side alone wrote does not.

Sales letters, recruiters' mail and yearly congratulations that nobody answered are many messages and no tie. Where only
one of two people ever wrote, the one message that counts most stands for all of them.
"""

from __future__ import annotations

import numpy as np

from graph.columns import Bool
from graph.days import SECONDS_A_DAY
from graph.strength.contact_log import ContactLog
from graph.strength.decay import decayed
from graph.strength.pair_log import PairLog, kept


def heard(log: ContactLog, by: PairLog) -> tuple[ContactLog, PairLog]:
    """The log, and it by pair, without what only repeats a message of one side alone; every pair stays. O(n)."""
    keep: Bool = np.zeros(len(log), dtype=np.bool_)
    keep[by.order[both_wrote(log, by)[by.pair]]] = True
    keep[by.order[_weightiest(log, by)]] = True
    return kept(log, by, keep)


def both_wrote(log: ContactLog, by: PairLog) -> Bool:
    """Per pair: whether either side wrote to the other, or they met."""
    met = log.meeting[by.order]
    up, down = (np.bincount(by.pair[(by.upward == u) | met], minlength=len(by.a)) > 0 for u in (True, False))
    both: Bool = up & down
    return both


def _weightiest(log: ContactLog, by: PairLog) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Of each pair the place in `by.order` of the contact that adds most to S; the latest of equals."""
    age = (log.until - log.at[by.order]) / SECONDS_A_DAY
    counts = decayed(age, log.weight[by.order])
    if not len(counts):
        return by.start[:0]
    heaviest = np.flatnonzero(counts == np.maximum.reduceat(counts, by.start[:-1])[by.pair])
    latest = np.zeros(len(by.a), dtype=np.int64)
    latest[by.pair[heaviest]] = heaviest  # ascending: the last one written stays
    return latest
