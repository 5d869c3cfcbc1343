"""What is worked out once for a generation of the graph, and shared by every question asked of it.

Each table depends on the network alone, is made when it is first needed, and is kept in `Network.tables` as long as the
graph is. Answers that rest on the workspace too are kept in `Network.answers`, by the version of the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int32, PairColumns
from graph.dossiers import NONE, PairRows, pair_rows
from graph.memo import bytes_of
from graph.network import Network
from graph.one_archive import only_stars
from referral.own_ties import OwnTies
from referral.reply_chance import Asks


@dataclass(frozen=True, slots=True, eq=False)
class ReplyTotals:
    """Per person: asked and answered as the one who writes, then as the one written to."""

    asked: Float64
    answered: Float64
    asked_of: Float64
    answered_of: Float64

    def asks(self, person: int, asked: int, answered: int) -> Asks:
        """What the ego and what others asked of one person."""
        others = int(self.asked_of[person]) - asked, int(self.answered_of[person]) - answered
        return Asks(asked, answered, *others)


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """The ego's ties by T, ascending; ties without contact count 0.

    `rows`: whom anything passed with; T of each in `values`, and in `both` whether both wrote to the other (not to
    many), or they met.
    """

    ordered: Float64
    rows: PairRows
    values: Float64
    both: Bool

    def ranks(self, people: Int32) -> list[tuple[float | None, bool]]:
        """Of each: the share of the ego's ties that are weaker (None without any contact), and whether both wrote.

        Ties of equal strength count half. O(k log ties).
        """
        at = self.rows.position(people)
        if not len(self.values):
            return [(None, False)] * len(people)
        low, high = (np.searchsorted(self.ordered, self.values[at], side=side) for side in ("left", "right"))
        shares = ((low + high) / 2 / max(len(self.ordered), 1)).tolist()
        found = zip(at.tolist(), shares, self.both[at].tolist(), strict=True)
        return [(None, False) if row == NONE else (share, both) for row, share, both in found]


def star(network: Network) -> bool:
    """Whether this is one archive alone, see `graph.one_archive`."""
    return network.tables.get("star", lambda: only_stars(network.columns), lambda _: 1)


def reply_totals(network: Network) -> ReplyTotals:
    """Everybody's asks and answers. O(pairs) once."""
    made = lambda: totals(network.pairs, len(network.graph))  # noqa: E731
    return ReplyTotals(*network.tables.get("reply totals", made, bytes_of))


def own_ties(network: Network, person: int) -> OwnTies:
    """The strengths of one person's ties, in order. O(ties log ties) once."""
    key = ("own ties", person)
    return network.tables.get(key, lambda: OwnTies.of(network, person), lambda own: own.ordered.nbytes)


def strengths(network: Network, ego: int) -> Strengths:
    """T of everybody the ego is tied to. O(their ties log ties) once."""
    return network.tables.get(
        ("strengths", ego), lambda: _strengths(network, ego), lambda s: bytes_of((s.ordered, s.values, s.both))
    )


def _strengths(network: Network, ego: int) -> Strengths:
    pairs, held = network.pairs, pair_rows(network, ego)
    both = ((pairs.personal_ab[held.rows] > 0) & (pairs.personal_ba[held.rows] > 0)) | (pairs.meetings[held.rows] > 0)
    values = pairs.strength[held.rows]
    silent = np.count_nonzero(~np.isin(network.graph.row(ego), held.who))
    return Strengths(np.sort(np.concatenate([np.zeros(silent), values])), held, values, both)


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
