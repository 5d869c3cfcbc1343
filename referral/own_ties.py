"""How strong a tie is, as its place among the ego's own ties: the one number that is shown for strength, 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.model import Dossier, StatementKind
from graph.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class OwnTies:
    """One person's own ties in order: by p, and where that is equal by what passed between the two.

    `ordered`: p of each tie, ascending; `people`: whom they are to, ascending; for each of those `weaker`: how many of
    the ties are weaker, and `equal`: how many are as strong, it among them.
    """

    ordered: Float64
    people: Int32
    weaker: Int64
    equal: Int64

    @classmethod
    def of(cls, network: Network, person: int) -> OwnTies:
        """Those of a person by number. O(ties log ties)."""
        graph = network.graph
        begin, end = graph.indptr[person], graph.indptr[person + 1]
        people, ties = graph.indices[begin:end], graph.tie[begin:end]
        sort = np.argsort(people)
        people, p = people[sort], graph.per_tie("strength")[ties[sort]]
        passed = _passed(network, person, people)
        return _ranked(people, p, passed, np.lexsort((passed, p)))

    def place(self, person: int, p: float) -> int:
        """Of 100 of the other ties, how many are weaker than the one to `person`; 100 where there is no other.

        An inferred tie is none of them: its `p` has the place of a promise.
        """
        at, others = int(np.searchsorted(self.people, person)), len(self.people) - 1
        if at > others or self.people[at] != person:
            return self.promised(p)
        return 100 * int(self.weaker[at]) // others if others else 100

    @property
    def places(self) -> Int64:
        """The place of each of `people`. O(ties)."""
        others = len(self.people) - 1
        return 100 * self.weaker // others if others > 0 else np.full(len(self.people), 100)

    def rank(self, person: int) -> float:
        """Share of the ties that are weaker than the one to `person`, those as strong half; 0..1."""
        at = np.searchsorted(self.people, person)
        return float((self.weaker[at] + self.equal[at] / 2) / len(self.people))

    def standing(self, people: Int32) -> tuple[Float64, Int64]:
        """`rank` and `place` of people whom there is a tie to. O(k log ties)."""
        at = np.searchsorted(self.people, people)
        return (self.weaker[at] + self.equal[at] / 2) / len(self.people), self.places[at]

    def promised(self, promise: float) -> int:
        """The place of a path that promises as much as a tie of this p would."""
        weaker = int(np.searchsorted(self.ordered, promise, side="left"))
        return min(100, 100 * weaker // len(self.ordered)) if len(self.ordered) else 100


def _passed(network: Network, person: int, people: Int32) -> Float64:
    """What passed between the person and each of `people`, for ordering; 0 where nothing dated did."""
    pairs, rows = network.pairs, network.pairs_of(person)
    others = np.where(pairs.a[rows] == person, pairs.b[rows], pairs.a[rows])
    strength = np.zeros(len(people))
    at = np.searchsorted(people, others)
    tied = at < len(people)
    tied[tied] = people[at[tied]] == others[tied]
    strength[at[tied]] = pairs.strength[rows[tied]]
    return strength


def _ranked(people: Int32, p: Float64, passed: Float64, order: Int64) -> OwnTies:
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(p[order]) != 0) | (np.diff(passed[order]) != 0)
    first = np.flatnonzero(new)
    size = np.diff(np.append(first, len(order)))
    weaker, equal = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
    weaker[order], equal[order] = np.repeat(first, size), np.repeat(size, size)
    return OwnTies(p[order], people, weaker, equal)


def one_sided(dossier: Dossier) -> bool:
    """Whether nothing shows the other but letters that were never taken up (pitches, greetings) or messages to many.

    However likely the next of these is, it makes no tie: its place is 0.
    """
    exchange, mark = dossier.exchange, dossier.mark
    told = mark.close or mark.worked_with or mark.managed_me or mark.helped_me or mark.i_helped
    spoke = any(s.kind is StatementKind.RECOMMENDATION for s in dossier.statements)
    letters = exchange.received > 0 and not (exchange.sent or exchange.meetings)
    return (letters or exchange.only_to_many) and not (told or spoke)
