"""Ties worth reviving: both sides wrote once, and it has been quiet for long, though not for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np

from graph.columns import NO_TIME, Int32
from graph.days import SECONDS_A_DAY
from graph.network import Network
from graph.stores.fact_reader import FactReader

DORMANT_DAYS, DORMANT_MOST_DAYS = 183, 5 * 365
"""Silent for half a year, and not for more than five years: after that two people begin anew. Not validated."""
DORMANT_MESSAGES = 4
"""Messages both ways together that make a silent tie worth reviving. Not validated."""


class SilentPair(NamedTuple):
    """An owner and another, by number; the last contact in seconds since 1970; messages both ways together."""

    ego: int
    other: int
    last: int
    messages: int

    @property
    def day(self) -> date:
        """The day of the last contact."""
        return datetime.fromtimestamp(self.last, tz=UTC).date()


def dormant_ties(workspace: FactReader, network: Network, egos: Int32, as_of: date) -> list[SilentPair]:
    """Ties of `egos` that fell silent, most mutual talk first, without whom one of them marked to be left in peace.

    O(pairs of the pool) in arrays, and the marks of the egos.
    """
    pairs = network.pairs
    total = pairs.messages_ab + pairs.messages_ba
    silent = (datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp() - pairs.last) / SECONDS_A_DAY
    ours = np.isin(pairs.a, egos) ^ np.isin(pairs.b, egos)
    both = (pairs.messages_ab > 0) & (pairs.messages_ba > 0) & (pairs.last != NO_TIME) & (total >= DORMANT_MESSAGES)
    rows = np.flatnonzero(ours & both & (silent >= DORMANT_DAYS) & (silent <= DORMANT_MOST_DAYS))
    rows = rows[np.lexsort((pairs.b[rows], -np.minimum(pairs.messages_ab, pairs.messages_ba)[rows]))]
    first = np.isin(pairs.a[rows], egos)
    ego, other = np.where(first, (pairs.a[rows], pairs.b[rows]), (pairs.b[rows], pairs.a[rows]))
    spared = _not_to_be_asked(workspace, (network.person(at) for at in egos.tolist()))
    columns = (ego.tolist(), other.tolist(), pairs.last[rows].tolist(), total[rows].tolist())
    found = (SilentPair(*row) for row in zip(*columns, strict=True))
    return [tie for tie in found if network.person(tie.other) not in spared]


def _not_to_be_asked(workspace: FactReader, owners: Iterable[str]) -> set[str]:
    """Whom any of those asked about marked to be left in peace."""
    return {person for own in owners for person, mark in workspace.marks(own).items() if mark.do_not_ask}
