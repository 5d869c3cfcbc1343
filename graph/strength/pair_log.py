"""A log grouped by pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Int32, Int64
from graph.strength.contact_log import ContactLog


@dataclass(frozen=True, slots=True, eq=False)
class PairLog:
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


def pair_log(log: ContactLog) -> PairLog:
    """Group a log by unordered pair. O(n log n)."""
    low, high = np.minimum(log.sender, log.recipient), np.maximum(log.sender, log.recipient)
    key = low * log.people + high
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    start = np.flatnonzero(np.append(np.True_, ordered[1:] != ordered[:-1])) if len(ordered) else np.zeros(0, np.int64)
    keys, counts = ordered[start], np.diff(np.append(start, len(key)))
    return PairLog(
        order=order.astype(np.int64),
        pair=np.repeat(np.arange(len(keys), dtype=np.int64), counts),
        a=(keys // max(log.people, 1)).astype(np.int32),
        b=(keys % max(log.people, 1)).astype(np.int32),
        start=np.append(start, len(key)).astype(np.int64),
        upward=(log.sender < log.recipient)[order],
    )
