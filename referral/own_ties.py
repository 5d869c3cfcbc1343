"""How strong a tie is, as its place among the ego's own ties: the one number that is shown for strength, 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64
from graph.model import Dossier, StatementKind
from graph.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class OwnTies:
    """The calibrated strengths of one person's own ties, ascending."""

    ordered: Float64

    @classmethod
    def of(cls, network: Network, person: int) -> OwnTies:
        """Those of a person by number. O(ties log ties)."""
        return cls(np.sort(_own(network, person)))

    def place(self, strength: float, *, own: bool) -> int:
        """Of 100 of these ties, how many are weaker. `own`: it is one of them, and not compared with itself.

        A path promises `strength` as a tie does, so it has a place among ties as well.
        """
        return _of_100(int(np.searchsorted(self.ordered, strength, side="left")), len(self.ordered) - own)

    def places(self, strengths: Float64) -> list[int]:
        """The place of each of several of these ties. O(k log n)."""
        weaker = np.searchsorted(self.ordered, strengths, side="left").tolist()
        return [_of_100(each, len(self.ordered) - 1) for each in weaker]


def _of_100(weaker: int, others: int) -> int:
    return min(100, 100 * weaker // others) if others > 0 else 100


def one_sided(dossier: Dossier) -> bool:
    """Whether nothing but letters that were never taken up shows the other: pitches, greetings, messages to many.

    However likely the next such letter is, it makes no tie: its place is 0.
    """
    exchange, mark = dossier.exchange, dossier.mark
    told = mark.close or mark.worked_with or mark.managed_me or mark.helped_me or mark.i_helped
    spoke = any(s.kind is StatementKind.RECOMMENDATION for s in dossier.statements)
    return exchange.received > 0 and not (exchange.sent or exchange.meetings or told or spoke)


def _own(network: Network, person: int) -> Float64:
    graph = network.graph
    arcs = graph.tie[graph.indptr[person] : graph.indptr[person + 1]]
    return graph.per_tie("strength")[arcs]
