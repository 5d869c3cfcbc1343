"""How strong a tie is, as its place among the ego's own ties: the one number that is shown for strength, 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Float64
from graph.model import Person
from graph.network import Network
from referral.candidates import Sources

CLOSEST = 2
"""People named where somebody is to be asked whether they know anybody."""


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
        others = len(self.ordered) - own
        weaker = int(np.searchsorted(self.ordered, strength, side="left"))
        return min(100, 100 * weaker // others) if others > 0 else 100


def in_words(place: int) -> str:
    """`stronger than 93 of 100 of your ties`."""
    return "your strongest tie" if place == 100 else f"stronger than {place} of 100 of your ties"


def _own(network: Network, person: int) -> Float64:
    graph = network.graph
    arcs = graph.tie[graph.indptr[person] : graph.indptr[person + 1]]
    return graph.per_tie("strength")[arcs]


def closest(sources: Sources, egos: Sequence[Person]) -> tuple[Person, ...]:
    """Whom the first of `egos` is tied to most strongly, of those both wrote to. O(ties)."""
    network, me = sources.network, sources.network.index(egos[0].id)
    graph, ties = network.graph, network.columns.ties
    arcs = np.arange(graph.indptr[me], graph.indptr[me + 1])
    rows = graph.tie[arcs]
    both = (ties.messages_ab[rows] > 0) & (ties.messages_ba[rows] > 0)
    best = arcs[both][np.argsort(-ties.strength[rows[both]], kind="stable")][:CLOSEST]
    ids = [network.person(int(other)) for other in graph.indices[best]]
    people = sources.workspace.people_by_id(ids)
    return tuple(people[name] for name in ids)
