"""Introduction paths: which ways lead from a person, or any of several, to somebody of a group.

A tie's strength p is a calibrated probability (an affinity); these functions work on costs, -ln p, and take off a
discount for every hop after the first, because a product of probabilities over-promises. A path ends at the first
member of the target group it meets and never passes through another source. Order: cost, hops, ids along the path.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

import numpy as np

from graph.columns import Float64, Int32, TieColumns
from graph.engine.csr import TieGraph
from graph.engine.detour_free import detour_free_paths
from graph.engine.disjoint import disjoint_paths
from graph.engine.path_costs import costs_from
from graph.engine.search import UNLIMITED, Nodes, Search, hop_cost, people
from graph.engine.short_paths import SHORT, more_than_one
from graph.errors import NotOnServerError, UsageError
from graph.jit import read_only
from graph.network import Network
from graph.strength import HOP_DISCOUNT, cost

MOST_ON_SERVER = 200
"""Simple paths asked of a server at most in search of those that are no detours; beyond, the list ends early."""
ROUNDING = 9
"""Decimals of a cost up to which two are equal, where the engine's whole numbers are not at hand."""


@dataclass(frozen=True, slots=True)
class FoundPath:
    """People indexes from source to target, the tie row under each hop, and the cost: sum of -ln p plus the discounts.

    A tie number from `len(network.columns.ties.a)` on is a row of the extra ties of the question.
    """

    nodes: tuple[int, ...]
    ties: tuple[int, ...]
    cost: float


def best_paths(
    network: Network,
    sources: Sequence[int],
    targets: Iterable[int],
    *,
    k: int = 5,
    max_hops: int | None = None,
    hop_discount: float = HOP_DISCOUNT,
    disjoint: bool = False,
    extra: TieColumns | None = None,
) -> list[FoundPath]:
    """The k best simple paths from any source to any target, best first.

    Args:
        network: the graph; strengths are read as affinities, 0 < p <= 1, and turned into costs.
        sources: people indexes; a source is never a target, nor inside another's path.
        targets: people indexes, for instance everybody at a company.
        k: how many, at least 1; fewer are returned when there are fewer.
        max_hops: ties on a path at most, exact; None for no limit.
        hop_discount: what each hop after the first takes off, 0 < d <= 1.
        disjoint: no two paths share a person in between; the set with the least total cost, that is the greatest
            product of strengths (see `graph.engine.disjoint` for when that is exact).
        extra: further ties for this question only (inferred ones); where the network has the tie, its own is used.

    Returns:
        Paths in the order (cost, hops, ids); empty when none exists.

    Raises:
        UsageError: k, max_hops or hop_discount out of range.

    Bidirectional Dijkstra, O((n + t) log n) at worst and some ten thousand ties looked at in practice; Yen's algorithm
    in Lawler's form for more (doi:10.1287/mnsc.17.11.712, doi:10.1287/mnsc.18.7.401).
    """
    _check(k, max_hops, hop_discount)
    graph = network.graph if extra is None else network.with_extra(extra)
    starts, ends = _both_ends(sources, targets)
    if not len(starts) or not len(ends):
        return []
    if network.computer is not None:
        if disjoint or extra is not None:
            raise NotOnServerError("on the server there are no disjoint paths and no inferred ties")
        asked = network.computer.paths(
            starts.tolist(), ends.tolist(), k=k, max_hops=max_hops or len(graph), hop_cost=-math.log(hop_discount)
        )
        ways = [found_path(graph, nodes, hop_discount) for nodes in asked]
        return sorted(ways, key=lambda way: (round(way.cost, ROUNDING), len(way.nodes), way.nodes))[:k]
    step, limit = hop_cost(graph, hop_discount), UNLIMITED if max_hops is None else max_hops
    with network.scratch() as scratch:
        if disjoint:
            found = disjoint_paths(graph, scratch, starts, ends, step=step, max_hops=limit, k=k)
        else:
            found = [nodes for _, nodes in Search(graph, scratch, starts, ends, step, limit).paths(k)]
    return [found_path(graph, nodes, hop_discount) for nodes in found]


def introduction_paths(
    network: Network,
    sources: Sequence[int],
    targets: Iterable[int],
    *,
    k: int = 5,
    max_hops: int | None = None,
    hop_discount: float = HOP_DISCOUNT,
    extra: TieColumns | None = None,
) -> list[FoundPath]:
    """The k best paths that each bring something new, without detours, best first.

    A path is a detour if two of its people, not next to each other, have a tie, and the path that takes it instead is
    at least as strong (with its hop discounts): nobody asks a third person for an introduction to somebody they know.
    Of the other simple paths the best is taken for each pair of whom the source asks first and who is reached at the
    end; a direct tie is such a pair by itself. The first path is the first of `best_paths`. Arguments, order and
    errors are those of `best_paths`.

    A guided search a source that carries up to k first introducers a person: O(k t log(k n)) at worst.
    """
    _check(k, max_hops, hop_discount)
    graph = network.graph if extra is None else network.with_extra(extra)
    starts, ends = _both_ends(sources, targets)
    if not len(starts) or not len(ends):
        return []
    if network.computer is not None:
        return _of_the_best(network, starts, ends, k=k, max_hops=max_hops, hop_discount=hop_discount)
    step, limit = hop_cost(graph, hop_discount), UNLIMITED if max_hops is None else max_hops
    with network.scratch() as scratch:
        found = detour_free_paths(graph, scratch, starts, ends, step=step, max_hops=limit, k=k)
    return [found_path(graph, nodes, hop_discount) for nodes in found]


def several_paths(network: Network, sources: Sequence[int], targets: Iterable[int], *, max_hops: int) -> bool:
    """Whether `best_paths` would find more than one path of at most `max_hops` ties. Arguments and errors are its own.

    Up to three hops they are counted, not made: O(ties of the targets and of whom they are tied to).
    """
    _check(1, max_hops, HOP_DISCOUNT)
    if network.computer is not None or max_hops > SHORT:
        return len(best_paths(network, sources, targets, k=2, max_hops=max_hops)) > 1
    starts, ends = _both_ends(sources, targets)
    with network.scratch() as scratch:
        return more_than_one(network.graph, scratch, starts, ends, max_hops=max_hops)


def _of_the_best(
    network: Network, starts: Int32, ends: Int32, *, k: int, max_hops: int | None, hop_discount: float
) -> list[FoundPath]:
    """As `introduction_paths`, picked from ever more of the best simple paths: for a home that only gives those."""
    asked = k
    while True:
        asked = min(4 * asked, MOST_ON_SERVER)
        among = best_paths(
            network, starts.tolist(), ends.tolist(), k=asked, max_hops=max_hops, hop_discount=hop_discount
        )
        first: dict[tuple[int, int], FoundPath] = {}
        for path in among:
            if not is_detour(network.graph, path, hop_discount):
                first.setdefault((path.nodes[1], path.nodes[-1]), path)
        if len(first) >= k or len(among) < asked or asked == MOST_ON_SERVER:
            return list(first.values())[:k]


def is_detour(graph: TieGraph, path: FoundPath, hop_discount: float = HOP_DISCOUNT) -> bool:
    """Whether two people of a path, not next to each other, have a tie at least as strong as the part it replaces."""
    step, nodes = hop_cost(graph, hop_discount), path.nodes
    keys = [0, *accumulate(graph.weight_between(u, v) + step for u, v in pairwise(nodes))]
    return any(
        graph.weight_between(nodes[i], nodes[j]) + step <= keys[j] - keys[i]
        for i, j in combinations(range(len(nodes)), 2)
        if j > i + 1 and graph.arc_between(nodes[i], nodes[j]) >= 0
    )


def _check(k: int, max_hops: int | None, hop_discount: float) -> None:
    if k < 1 or (max_hops is not None and max_hops < 1) or not 0.0 < hop_discount <= 1.0:
        raise UsageError("k and max_hops must be at least 1, hop_discount above 0 and at most 1")


def _both_ends(sources: Sequence[int], targets: Iterable[int]) -> tuple[Int32, Int32]:
    """Sources and targets, ascending, each once; nobody is both."""
    starts = people(list(sources))
    return starts, without(people(targets if isinstance(targets, np.ndarray) else list(targets)), starts)


def without(people_in: Int32, out: Int32) -> Int32:
    """People of one ascending array that are not in another."""
    if not len(people_in):
        return people_in
    at = np.minimum(np.searchsorted(people_in, out), len(people_in) - 1)
    found = at[people_in[at] == out]
    return read_only(np.delete(people_in, found)) if len(found) else people_in


def found_path(graph: TieGraph, nodes: Nodes, hop_discount: float) -> FoundPath:
    """A path with its ties and its exact cost."""
    ties = tuple(graph.tie_between(u, v) for u, v in pairwise(nodes))
    total = math.fsum(np.atleast_1d(cost(graph.per_tie("strength")[list(ties)])).tolist())
    return FoundPath(nodes, ties, total - (len(ties) - 1) * math.log(hop_discount))


def reach_companies(
    network: Network,
    sources: Sequence[int],
    max_hops: int | None = None,
    *,
    hop_discount: float = HOP_DISCOUNT,
) -> Float64:
    """The cost of the best path to every company, in one search.

    Args:
        network: the graph; strengths are affinities, 0 < p <= 1.
        sources: people indexes.
        max_hops: ties on a path at most, exact; None for no limit.
        hop_discount: what each hop after the first takes off, 0 < d <= 1.

    Returns:
        (companies,) array: the cost of the best path to somebody other than a source who works there now; inf for none.

    One Dijkstra over everybody, O((n + t) log n); with a limit one round over the ties a hop, O(max_hops t).
    """
    works, companies = network.columns.works, len(network.columns.companies.id)
    answer = np.full(companies, np.inf)
    if not len(sources) or not len(works.person):
        return answer
    costs = costs_from(network.graph, people(list(sources)), max_hops=max_hops, hop_discount=hop_discount)
    order, first = network.people_by_company()
    present = np.flatnonzero(np.diff(first))
    answer[present] = np.minimum.reduceat(costs[order], first[present])
    return answer
