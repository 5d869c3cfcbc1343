"""The best path to each of many companies, from one search, and what hangs on one person.

Up to `HOPS` ties long. Costs and order are those of `graph.paths`: (cost, hops, ids along the path).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int32, Int64
from graph.engine.csr import HOP_BITS, TieGraph
from graph.engine.kernels.distances import keys_up_to
from graph.engine.kernels.labels import INFINITE
from graph.engine.search import hop_cost, people
from graph.network import Network
from graph.paths import FoundPath, found_path, without
from graph.strength import HOP_DISCOUNT

HOPS = 3
"""Ties on a path: farther introductions are not asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class ReachTable:
    """Who is how far from some people: everything about paths of up to `HOPS` ties from them.

    `sources`: people indexes, ascending; `keys[h]`: (n,) key of the best path of at most h ties to each person (cost in
    fixed point, then hops), `INFINITE` for none; `first`: (n,) how many of the sources each person is tied to;
    `second`: (n,) how many ways of two ties lead to each person, over somebody who is no source.
    """

    network: Network
    sources: Int32
    hop_discount: float
    keys: tuple[Int64, ...]
    first: Int64
    second: Int64

    @classmethod
    def of(cls, network: Network, sources: Sequence[int], *, hop_discount: float = HOP_DISCOUNT) -> ReachTable:
        """From `sources` to everybody. O(ties), whatever the number of companies asked about."""
        graph, starts = network.graph, people(list(sources))
        step = hop_cost(graph, hop_discount)
        keys = [np.full(len(graph), INFINITE, dtype=np.int64)]
        keys[0][starts] = 0
        rows = (graph.indptr, graph.indices, graph.weight, step, starts)
        keys += keys_up_to(*rows, HOPS)
        first = _ways(network, np.isin(np.arange(len(graph)), starts).astype(np.int64))
        first[starts] = 0
        second = _ways(network, first)
        return cls(network, starts, hop_discount, tuple(keys), first, second)

    @property
    def hops(self) -> Int32:
        """(n,) fewest ties to each person, 0 for the sources, -1 beyond `HOPS`."""
        hops = np.full(len(self.network.graph), -1, dtype=np.int32)
        for length in range(HOPS, -1, -1):
            hops[self.keys[length] < INFINITE] = length
        return hops

    def members(self, company: int) -> Int32:
        """Who works at a company now and is no source."""
        return without(self.network.members(company), self.sources)

    def best(self, company: int) -> FoundPath | None:
        """The best path to somebody at a company; None where nobody is in reach. The same as `best_paths(..., k=1)`."""
        there = self.members(company)
        keys = self.keys[HOPS][there]
        if not len(keys) or keys.min() >= INFINITE:
            return None
        nodes = min(self._way(int(person)) for person in there[keys == keys.min()])
        return found_path(self.network.graph, nodes, self.hop_discount)

    def several(self, company: int) -> bool:
        """Whether more than one simple path leads to a company, each ending at the first of its people it meets.

        O(ties of its people), and of those they are tied to where few ways lead there.
        """
        there = self.members(company)
        count = int(self.first[there].sum())
        if count > 1:
            return True
        near = [self._outside(int(person), there) for person in there if self.keys[HOPS][person] < INFINITE]
        count += sum(int(self.first[each].sum()) for each in near)
        for person in (p for each in near for p in each[self.second[each] > 0].tolist()):
            if count > 1:
                break
            count += int(self.first[self._outside(person, there)].sum())
        return count > 1

    def _outside(self, person: int, there: Int32) -> Int32:
        """Whom somebody is tied to, but for the sources and for `there`."""
        return without(without(_row(self.network.graph, person), self.sources), there)

    def _way(self, person: int) -> tuple[int, ...]:
        """The best path to a person; of several equal ones the least by ids."""
        return _walked(self, person, int(self.keys[HOPS][person]), {})

    def lost_without(self, company: int, person: int) -> bool:
        """Whether a company in reach is out of reach where `person` helps no more. O(ties of its people)."""
        graph, beside = self.network.graph, _marked(self.network, person)
        for member in self.members(company).tolist():
            if member == person:
                continue
            if self.first[member]:
                return False
            near = without(_row(graph, member), self.sources)
            near = near[near != person]
            ways = self.first[near] + self.second[near] - self.first[member] - beside[near] * self.first[person]
            if (ways > 0).any():
                return False
        return True

    def without_each(self, people: Sequence[int]) -> Iterator[Bool]:
        """Who is still within `HOPS` ties where each of `people`, no sources, helps no more; themselves left out.

        O(ties) once, and for each O(ties of whom they are tied to).
        """
        graph, sources = self.network.graph, np.isin(np.arange(len(self.first)), self.sources)
        third = _ways(self.network, np.where(sources, 0, self.second))
        for person in people:
            first, second, ways = self.first.copy(), self.second.copy(), third.copy()
            near = _row(graph, person)
            second[near] -= first[person]
            ways[near] -= second[person]
            for other in near[~sources[near]].tolist() if first[person] else ():
                ways[_row(graph, other)] -= first[person]
            first[person] = second[person] = 0
            still: Bool = (first > 0) | (second > 0) | (ways > 0)
            still[person] = False
            still[self.sources] = False
            yield still


def _row(graph: TieGraph, person: int) -> Int32:
    """Whom a person is tied to by a tie that carries paths, ascending, themselves left out."""
    begin, end = int(graph.indptr[person]), int(graph.indptr[person + 1])
    row = graph.indices[begin:end][graph.weight[begin:end] < INFINITE]
    return people(row[row != person])


def _marked(network: Network, person: int) -> Bool:
    marked = np.zeros(len(network.graph), dtype=np.bool_)
    marked[_row(network.graph, person)] = True
    return marked


def _ways(network: Network, count: Int64) -> Int64:
    """For each person the sum of `count` over whom they are tied to."""
    ties, n = network.columns.ties, len(network.graph)
    carries = (ties.strength > 0) & (ties.a != ties.b)
    a, b = ties.a[carries], ties.b[carries]
    weights = count.astype(np.float64)
    total: Float64 = np.zeros(n)
    total += np.bincount(a, weights[b], n)
    total += np.bincount(b, weights[a], n)
    return total.astype(np.int64)


def _walked(
    reached: ReachTable, person: int, key: int, known: dict[tuple[int, int], tuple[int, ...]]
) -> tuple[int, ...]:
    """Back from a person to a source along paths of exactly this key."""
    if key == 0:
        return (person,)
    if (person, key) not in known:
        graph, layer = reached.network.graph, reached.keys[(key & ((1 << HOP_BITS) - 1)) - 1]
        step = hop_cost(graph, reached.hop_discount)
        begin, end = int(graph.indptr[person]), int(graph.indptr[person + 1])
        near, before = graph.indices[begin:end], key - graph.weight[begin:end] - step
        fits = np.flatnonzero(layer[near] == before)
        ways = (_walked(reached, int(near[at]), int(before[at]), known) for at in fits.tolist())
        known[person, key] = (*min(ways), person)
    return known[person, key]
