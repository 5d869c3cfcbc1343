"""A log seen from both ends: one row for every ordered pair that exchanged anything."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.contact_log import ContactLog
from graph.strength.ordering import stable_order
from graph.strength.pair_log import PairLog, pair_log


@dataclass(frozen=True, slots=True, eq=False)
class OrderedPairs:
    """Rows (ego, alter), sorted; both directions of a pair are there once either wrote.

    `reverse`: the row of (alter, ego). `slot`: the row (sender, recipient) of each contact in `log`.
    """

    log: ContactLog
    by: PairLog
    ego: Int64
    alter: Int64
    reverse: Int64
    slot: Int64

    def __len__(self) -> int:
        """How many ordered pairs."""
        return len(self.ego)

    def upward(self) -> Int64:
        """The row (a, b) of each pair of `by`, a < b; that of (b, a) is the `reverse` of it."""
        return np.flatnonzero(self.ego < self.alter)

    def total(self, values: Float64 | Bool) -> Float64:
        """Sum of a value per contact, by the row that it went in."""
        return np.bincount(self.slot, weights=values, minlength=len(self)).astype(np.float64)

    def by_ego(self, values: Float64 | Bool) -> Float64:
        """(people,) sum of a value per row, by its ego."""
        return np.bincount(self.ego, weights=values, minlength=self.log.people).astype(np.float64)

    def by_alter(self, values: Float64 | Bool) -> Float64:
        """(people,) sum of a value per row, by its alter."""
        return np.bincount(self.alter, weights=values, minlength=self.log.people).astype(np.float64)

    def age_days(self) -> Float64:
        """How old each contact is."""
        age: Float64 = (self.log.until - self.log.at) / SECONDS_A_DAY
        return age

    def find(self, ego: Int64, alter: Int64) -> Int64:
        """The row of each ordered pair, -1 where they never exchanged anything."""
        if len(self) == 0:
            return np.full(len(ego), -1, dtype=np.int64)
        keys = self.ego * self.log.people + self.alter
        wanted = ego * self.log.people + alter
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1)


def ordered_pairs(log: ContactLog, by: PairLog | None = None) -> OrderedPairs:
    """Both directions of every pair in the log, where nobody writes to themselves. O(n log n).

    `by`: the log by pair, where it is known.
    """
    by, people = by or pair_log(log), max(log.people, 1)
    a, b, count = by.a.astype(np.int64), by.b.astype(np.int64), len(by.a)
    keys = np.concatenate([a * people + b, b * people + a])
    order = stable_order(keys)
    row = np.empty(2 * count, dtype=np.int64)
    row[order] = np.arange(2 * count)
    up, down = row[:count], row[count:]
    reverse, slot = np.empty(2 * count, dtype=np.int64), np.empty(len(log), dtype=np.int64)
    reverse[up], reverse[down] = down, up
    slot[by.order] = np.where(by.upward, up[by.pair], down[by.pair])
    return OrderedPairs(
        log=log, by=by, ego=keys[order] // people, alter=keys[order] % people, reverse=reverse, slot=slot
    )
