"""C: reach. A direct contact is 1; others are as likely as the best three sponsors, combined by noisy-or.

A sponsor's promise is the product of the ties' calibrated p, times 0.5 for each hop after the first, at most three
hops (the 0.5 is not validated). No two ways to one candidate share a person, and none is a detour: where the ego knows
somebody directly at least as well, or an introducer knows the candidate, the shorter way has the greater promise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.memo import bytes_of
from graph.network import Network
from graph.strength import HOP_DISCOUNT

SPONSORS = 3
"""Sponsors that count for one candidate: nobody asks more people for the same introduction."""
ENOUGH = 2 * (SPONSORS - 1) + 1
"""Introducers to one person that can matter: the ways taken before use two people each at most."""
NOBODY = -1
FEW = 100
"""Candidates up to which each is looked up among the ego's ties, not all ties listed."""


@dataclass(frozen=True, slots=True)
class SponsorRoute:
    """A route to a candidate: the people in between (one or two, nearest first) and its promise."""

    people: tuple[int, ...]
    promise: float


@dataclass(frozen=True, slots=True)
class CandidateReach:
    """A candidate: 1 and no ways for a direct contact, else the noisy-or of up to three ways.

    `around`: the best way over somebody who knows a direct contact so well that it is stronger than the own tie.
    """

    person: int
    value: float
    ways: tuple[SponsorRoute, ...] = ()
    around: SponsorRoute | None = None

    @property
    def routes(self) -> tuple[SponsorRoute, ...]:
        """The ways to a candidate; to a direct contact the one around the own tie, if there is one."""
        return self.ways or ((self.around,) if self.around else ())


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Ties as seen from given people: who, their neighbour, p."""

    origin: Int64
    other: Int32
    p: Float64


def candidate_reaches(network: Network, ego: int, candidates: Int32) -> list[CandidateReach]:
    """Those of `candidates` within three hops, in their order; the ego is nobody's candidate. O(ties of neighbours)."""
    first, through = network.tables.get(
        ("two hops", ego),
        lambda: _near(network, ego),
        lambda near: bytes_of((near[0], near[1].start, near[1].introducer, near[1].promise)),
    )
    mine = set(network.graph.row(ego).tolist()) if len(candidates) > FEW else None
    direct = {c for c in candidates.tolist() if (c in mine if mine is not None else network.tie(ego, c) >= 0)}
    others = np.array([c for c in candidates.tolist() if c not in direct and c != ego], dtype=np.int64)
    ways = _ways(_arcs(network, others), ego, first, through)
    found = (
        CandidateReach(c, 1.0, around=through.best(c)) if c in direct else _combined(c, ways.get(c, ()))
        for c in candidates.tolist()
        if c != ego
    )
    return [r for r in found if r.value > 0]


def _near(network: Network, ego: int) -> tuple[Float64, _TwoHops]:
    """P of the ego's ties by person, and who leads to whom over two: the same for every company. O(ties near)."""
    first = np.zeros(len(network.graph))
    mine = _arcs(network, np.array([ego]))
    first[mine.other] = mine.p
    return first, _two_hops(network, ego, mine.other, first)


def _arcs(network: Network, people: Int64) -> _Arcs:
    graph = network.graph
    start, count = graph.indptr[people], graph.indptr[people + 1] - graph.indptr[people]
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(start, count) + offset
    return _Arcs(np.repeat(people, count), graph.indices[at], graph.per_tie("strength")[graph.tie[at]])


@dataclass(frozen=True, slots=True, eq=False)
class _TwoHops:
    """For each person, over exactly two ties, the best introducers in order: those of x are from `start[x]` on."""

    start: Int64
    introducer: Int64
    promise: Float64

    def best(self, person: int) -> SponsorRoute | None:
        """The way over the best introducer, None where there is none."""
        at = int(self.start[person])
        if at == self.start[person + 1]:
            return None
        return SponsorRoute((int(self.introducer[at]),), float(self.promise[at]))


def _two_hops(network: Network, ego: int, neighbours: Int32, first: Float64) -> _TwoHops:
    """Who leads to whom over two ties, `ENOUGH` introducers a person; only where that is stronger than a direct tie."""
    arcs = _arcs(network, neighbours.astype(np.int64))
    promise = first[arcs.origin] * arcs.p * HOP_DISCOUNT
    use = np.flatnonzero((promise > first[arcs.other]) & (arcs.other != ego))
    use = use[np.lexsort((arcs.origin[use], -promise[use], arcs.other[use]))]
    begin = np.searchsorted(arcs.other[use], arcs.other[use])
    use = use[np.arange(len(use)) - begin < ENOUGH]
    start = np.searchsorted(arcs.other[use], np.arange(len(network.graph) + 1))
    return _TwoHops(start, arcs.origin[use], promise[use])


def _ways(arcs: _Arcs, ego: int, first: Float64, through: _TwoHops) -> dict[int, list[SponsorRoute]]:
    """Per candidate its ways, best first, no two through the same person."""
    count = through.start[arcs.other + 1] - through.start[arcs.other]
    row = np.repeat(np.arange(len(arcs.other)), count)
    at = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(through.start[arcs.other], count)
    origin = np.concatenate([arcs.origin, arcs.origin[row]])
    last = np.concatenate([arcs.other, arcs.other[row]])
    before = np.concatenate([np.full(len(arcs.other), NOBODY), through.introducer[at]])
    promise = np.concatenate([first[arcs.other] * arcs.p, through.promise[at] * arcs.p[row]]) * HOP_DISCOUNT
    use = np.flatnonzero((promise > 0) & (last != ego) & (before != origin))
    use = use[np.lexsort((before[use], last[use], -promise[use], origin[use]))]
    found: dict[int, list[SponsorRoute]] = {}
    asked: dict[int, set[int]] = {}
    columns = (origin[use], before[use], last[use], promise[use])
    for person, introducer, end, value in zip(*(column.tolist() for column in columns), strict=True):
        ways, seen = found.setdefault(person, []), asked.setdefault(person, set())
        people = (end,) if introducer == NOBODY else (introducer, end)
        if len(ways) < SPONSORS and seen.isdisjoint(people):
            ways.append(SponsorRoute(people, value))
            seen.update(people)
    return found


def _combined(person: int, ways: list[SponsorRoute] | tuple[SponsorRoute, ...]) -> CandidateReach:
    missed = 1.0
    for way in ways:
        missed *= 1 - way.promise
    return CandidateReach(person, 1 - missed, tuple(ways))
