"""C: reach. A direct contact is 1; others are as likely as the best three sponsors, combined by noisy-or.

A sponsor's promise is the product of the ties' calibrated p, times 0.5 for each hop after the first, at most three
hops (the 0.5 is not validated). No two ways to one candidate share a person, and none is a detour: where the ego knows
somebody directly at least as well, or an introducer knows the candidate, the shorter way has the greater promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from graph.columns import Bool, Float64, Int32, Int64
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


@dataclass(frozen=True, slots=True, eq=False)
class Reaches:
    """Candidates within three hops as arrays, a row each, in the order asked about.

    `value`: 1 for a `direct` contact, else the noisy-or of the ways. A way: `nearest`, the introducer; `between`, who
    stands between that one and the candidate, `NOBODY` for nobody; `promise`. Each (n, `SPONSORS`), the best way first;
    `NOBODY` as `nearest` where there is no further way. That of a direct contact, if there is one, is around the tie.
    """

    person: Int32
    direct: Bool
    value: Float64
    nearest: Int32
    between: Int32
    promise: Float64

    def __len__(self) -> int:
        return len(self.person)

    def at(self, rows: Int64) -> list[CandidateReach]:
        """Some of them as values, in the order of `rows`."""
        columns = (each[rows].tolist() for each in (self.person, self.direct, self.value))
        routes = (self._routes(row) for row in rows.tolist())
        return [
            CandidateReach(person, 1.0, around=ways[0] if ways else None)
            if direct
            else CandidateReach(person, value, ways)
            for person, direct, value, ways in zip(*columns, routes, strict=True)
        ]

    def rows(self, rows: Int64) -> Reaches:
        """Some of them, still as arrays."""
        return replace(self, **{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    def followed_by(self, other: Reaches) -> Reaches:
        """Those of `other` after these."""
        columns = {each.name: (getattr(self, each.name), getattr(other, each.name)) for each in fields(self)}
        return replace(self, **{name: np.concatenate(both) for name, both in columns.items()})

    def _routes(self, row: int) -> tuple[SponsorRoute, ...]:
        columns = zip(*(each[row].tolist() for each in (self.nearest, self.between, self.promise)), strict=True)
        return tuple(
            SponsorRoute((first,) if second == NOBODY else (first, second), promise)
            for first, second, promise in columns
            if first != NOBODY
        )


def candidate_reaches(network: Network, ego: int, candidates: Int32) -> list[CandidateReach]:
    """Those of `candidates` within three hops, in their order; the ego is nobody's candidate. O(ties of neighbours)."""
    found = reaches(network, ego, candidates)
    return found.at(np.arange(len(found)))


def reaches(network: Network, ego: int, candidates: Int32, *, kept: bool = True) -> Reaches:
    """The same in arrays. `candidates`: each once; `kept`: what is near the ego stays for the next question."""
    first, through = _near_kept(network, ego) if kept else _near(network, ego)
    candidates = candidates[candidates != ego]
    direct = _tied(network, ego, candidates)
    nearest, between = (np.full((len(candidates), SPONSORS), NOBODY, dtype=np.int32) for _ in range(2))
    promise = np.zeros((len(candidates), SPONSORS))
    order, others = np.argsort(candidates), np.flatnonzero(~direct)
    ways = _ways(_arcs(network, candidates[others].astype(np.int64)), ego, first, through)
    for place, (who, *found) in enumerate(_apart(ways, len(network.graph))):
        rows = order[np.searchsorted(candidates[order], who)]
        nearest[rows, place], between[rows, place], promise[rows, place] = found
    start = through.start[candidates]
    around = np.flatnonzero(direct & (start < through.start[candidates + 1]))
    nearest[around, 0], promise[around, 0] = through.introducer[start[around]], through.promise[start[around]]
    missed = np.ones(len(candidates))
    for place in range(SPONSORS):
        missed *= 1 - promise[:, place]
    value = np.where(direct, 1.0, 1 - missed)
    use = np.flatnonzero(value > 0)
    return Reaches(candidates[use], direct[use], value[use], nearest[use], between[use], promise[use])


def _tied(network: Network, ego: int, candidates: Int32) -> Bool:
    """Which of them the ego has a tie to."""
    if len(candidates) <= FEW:
        return np.array([network.tie(ego, person) >= 0 for person in candidates.tolist()], dtype=np.bool_)
    return np.isin(candidates, network.graph.row(ego))


def _near_kept(network: Network, ego: int) -> tuple[Float64, _TwoHops]:
    def weight(near: tuple[Float64, _TwoHops]) -> int:
        return bytes_of((near[0], near[1].start, near[1].introducer, near[1].promise))

    return network.tables.get(("two hops", ego), lambda: _near(network, ego), weight)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """All ways to some people, those to one person one after the other.

    `origin`: who is led to; `last`: whom they know; `before`: who introduces the ego to that one, else `NOBODY`.
    """

    origin: Int64
    last: Int64
    before: Int64
    promise: Float64


def _ways(arcs: _Arcs, ego: int, first: Float64, through: _TwoHops) -> _Ways:
    """Every way over one or two people that has a promise."""
    count = through.start[arcs.other + 1] - through.start[arcs.other]
    row = np.repeat(np.arange(len(arcs.other)), count)
    at = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(through.start[arcs.other], count)
    origin = np.concatenate([arcs.origin, arcs.origin[row]])
    last = np.concatenate([arcs.other, arcs.other[row]]).astype(np.int64)
    before = np.concatenate([np.full(len(arcs.other), NOBODY), through.introducer[at]])
    promise = np.concatenate([first[arcs.other] * arcs.p, through.promise[at] * arcs.p[row]]) * HOP_DISCOUNT
    use = np.flatnonzero((promise > 0) & (last != ego) & (before != origin))
    use = use[np.argsort(origin[use], kind="stable")]
    return _Ways(origin[use], last[use], before[use], promise[use])


def _apart(ways: _Ways, people: int) -> Iterator[tuple[Int64, Int64, Int64, Float64]]:
    """The best way to each, then the best that shares nobody with it, then likewise: who, nearest, between, promise.

    Of equal promise the one whose last person comes first, then whose introducer does. O(ways).
    """
    left = ways
    for _ in range(SPONSORS):
        if not len(left.origin):
            return
        begin = np.flatnonzero(np.diff(left.origin, prepend=-1))
        size = np.diff(np.append(begin, len(left.origin)))
        best = np.repeat(np.maximum.reduceat(left.promise, begin), size)
        order = left.last * (people + 1) + left.before + 1
        code = np.where(left.promise == best, order, np.iinfo(np.int64).max)
        taken = np.flatnonzero(code == np.repeat(np.minimum.reduceat(code, begin), size))
        end, introducer = left.last[taken], left.before[taken]
        alone = introducer == NOBODY
        nearest, between = np.where(alone, end, introducer), np.where(alone, NOBODY, end)
        yield left.origin[taken], nearest, between, left.promise[taken]
        one, other = np.repeat(end, size), np.repeat(nearest, size)
        kept = (left.last != one) & (left.last != other) & (left.before != one) & (left.before != other)
        left = _Ways(*(each[kept] for each in (left.origin, left.last, left.before, left.promise)))
