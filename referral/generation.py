"""What is worked out once for a generation of the graph, and shared by every question asked of it.

Each table depends on the network alone, is made when it is first needed, and is kept in `Network.tables` as long as the
graph is. Answers that rest on the workspace too are kept in `Network.answers`, by the version of the workspace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int8, Int32, PairColumns
from graph.dossiers import NONE, pair_rows
from graph.hop_distances import hops_from
from graph.memo import bytes_of
from graph.network import Network
from graph.one_archive import only_stars
from referral.own_ties import OwnTies
from referral.reply_chance import Asks

FARTHEST = 10
"""Hops up to which it is told how far away somebody is."""


@dataclass(frozen=True, slots=True, eq=False)
class ReplyTotals:
    """Per person: asked and answered as the one who writes, then as the one written to."""

    asked: Int32
    answered: Int32
    asked_of: Int32
    answered_of: Int32

    def asks(self, person: int, asked: int, answered: int) -> Asks:
        """What the ego and what others asked of one person."""
        others = int(self.asked_of[person]) - asked, int(self.answered_of[person]) - answered
        return Asks(asked, answered, *others)


def star(network: Network) -> bool:
    """Whether this is one archive alone, see `graph.one_archive`."""
    return network.tables.get("star", lambda: only_stars(network.columns), lambda _: 1)


def reply_totals(network: Network) -> ReplyTotals:
    """Everybody's asks and answers. O(pairs) once."""
    made = lambda: tuple(each.astype(np.int32) for each in totals(network.pairs, len(network.graph)))  # noqa: E731
    return ReplyTotals(*network.tables.get("reply totals", made, bytes_of))


def own_ties(network: Network, person: int) -> OwnTies:
    """The strengths of one person's ties, in order. O(ties log ties) once."""
    key = ("own ties", person)
    return network.tables.get(key, lambda: OwnTies.of(network, person), lambda own: 4 * own.ordered.nbytes)


def hops_to_everybody(network: Network, people: Sequence[int]) -> Int8:
    """Hops from the nearest of `people` to everybody, up to `FARTHEST`; `UNREACHED` beyond. O(FARTHEST ties) once."""
    made = lambda: hops_from(network.columns, people, limit=FARTHEST).astype(np.int8)  # noqa: E731
    return network.tables.get(("hops", *people), made, lambda hops: hops.nbytes)


def two_way(network: Network, ego: int, people: Int32) -> list[bool | None]:
    """Of each: whether both wrote to the other (not to many), or they met; None where nothing dated passed.

    O(k log n).
    """
    pairs = network.pairs
    rows = pair_rows(network, ego).of_each(people)
    held = np.maximum(rows, 0)
    if not len(pairs.a):
        return [None] * len(people)
    both = ((pairs.personal_ab[held] > 0) & (pairs.personal_ba[held] > 0)) | (pairs.meetings[held] > 0)
    return [bool(yes) if row != NONE else None for yes, row in zip(both.tolist(), rows.tolist(), strict=True)]


def totals(pairs: PairColumns, people: int) -> tuple[Float64, Float64, Float64, Float64]:
    """Per person: asked and answered as the one who writes, then as the one written to. O(pairs)."""
    asked = _summed(pairs, people, pairs.asked_ab, pairs.asked_ba)
    answered = _summed(pairs, people, pairs.answered_ab, pairs.answered_ba)
    asked_of = _summed(pairs, people, pairs.asked_ba, pairs.asked_ab)
    answered_of = _summed(pairs, people, pairs.answered_ba, pairs.answered_ab)
    return asked, answered, asked_of, answered_of


def _summed(pairs: PairColumns, people: int, of_a: Int32, of_b: Int32) -> Float64:
    ends, counts = np.concatenate([pairs.a, pairs.b]), np.concatenate([of_a, of_b])
    return np.bincount(ends, weights=counts, minlength=people).astype(np.float64)
