"""C: reach. A direct contact is 1; others are as likely as the best three sponsors, combined by noisy-or.

A sponsor's promise is the product of the ties' calibrated p, times 0.5 for each hop after the first, at most three
hops (the 0.5 is not validated). No two sponsors of one candidate share the person the ego would write to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.network import Network
from graph.strength import HOP_DISCOUNT

SPONSORS = 3
"""Sponsors that count for one candidate: nobody asks more people for the same introduction."""
NOBODY = -1


@dataclass(frozen=True, slots=True)
class SponsorRoute:
    """A route to a candidate: the people in between (one or two, nearest first) and its promise."""

    people: tuple[int, ...]
    promise: float


@dataclass(frozen=True, slots=True)
class CandidateReach:
    """A candidate: 1 and no ways for a direct contact, else the noisy-or of up to three ways."""

    person: int
    value: float
    ways: tuple[SponsorRoute, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Ties as seen from given people: who, their neighbour, p."""

    origin: Int64
    other: Int32
    p: Float64


def candidate_reaches(network: Network, ego: int, candidates: Int32) -> list[CandidateReach]:
    """Those of `candidates` within three hops, in their order; the ego is nobody's candidate. O(ties of neighbours)."""
    first = np.zeros(len(network.graph))
    mine = _arcs(network, np.array([ego]))
    first[mine.other] = mine.p
    through, middle = _two_hops(network, ego, mine.other, first)
    direct = set(mine.other.tolist())
    others = np.array([c for c in candidates.tolist() if c not in direct and c != ego], dtype=np.int64)
    ways = _ways(_arcs(network, others), ego, first, through, middle)
    found = (
        CandidateReach(c, 1.0) if c in direct else _combined(c, ways.get(c, ()))
        for c in candidates.tolist()
        if c != ego
    )
    return [r for r in found if r.value > 0]


def _arcs(network: Network, people: Int64) -> _Arcs:
    graph = network.graph
    start, count = graph.indptr[people], graph.indptr[people + 1] - graph.indptr[people]
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(start, count) + offset
    return _Arcs(np.repeat(people, count), graph.indices[at], graph.per_tie("strength")[graph.tie[at]])


def _two_hops(network: Network, ego: int, neighbours: Int32, first: Float64) -> tuple[Float64, Int64]:
    """The best promise of reaching each person over exactly two ties, and through whom."""
    arcs = _arcs(network, neighbours.astype(np.int64))
    promise = first[arcs.origin] * arcs.p * HOP_DISCOUNT
    order = np.lexsort((arcs.origin, -promise, arcs.other))
    other, at = np.unique(arcs.other[order], return_index=True)
    through, middle = np.zeros(len(network.graph)), np.full(len(network.graph), NOBODY, dtype=np.int64)
    through[other], middle[other] = promise[order][at], arcs.origin[order][at]
    through[ego] = 0.0
    return through, middle


def _ways(arcs: _Arcs, ego: int, first: Float64, through: Float64, middle: Int64) -> dict[int, list[SponsorRoute]]:
    """Per candidate its ways, best first: at most one way per person the ego would write to."""
    one, two = first[arcs.other], through[arcs.other]
    longer = two > one
    promise = np.where(longer, two, one) * arcs.p * HOP_DISCOUNT
    use = np.flatnonzero((promise > 0) & (arcs.other != ego))
    use = use[np.lexsort((arcs.other[use], -promise[use], arcs.origin[use]))]
    found: dict[int, list[SponsorRoute]] = {}
    asked: dict[int, set[int]] = {}
    columns = (arcs.origin[use], arcs.other[use], promise[use], longer[use])
    for person, last, value, by_two in zip(*(column.tolist() for column in columns), strict=True):
        ways, seen = found.setdefault(person, []), asked.setdefault(person, set())
        people = (int(middle[last]), last) if by_two else (last,)
        if len(ways) < SPONSORS and seen.isdisjoint(people):
            ways.append(SponsorRoute(people, value))
            seen.update(people)
    return found


def _combined(person: int, ways: list[SponsorRoute] | tuple[SponsorRoute, ...]) -> CandidateReach:
    missed = 1.0
    for way in ways:
        missed *= 1 - way.promise
    return CandidateReach(person, 1 - missed, tuple(ways))
