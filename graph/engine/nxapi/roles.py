"""Where somebody stands between others: Burt's measures, clustering, common contacts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from math import log

import networkx as nx
import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels import triangles
from graph.engine.nxapi.common import Answer, by_node, chosen, people, tie_numbers
from graph.jit import read_only

Pair = tuple[Hashable, Hashable]


def _per_person(graph: TieGraph, weights: Float64) -> tuple[Float64, Float64]:
    """Total and highest weight of each person's arcs, 1 where that is 0."""
    arcs, some = weights[graph.tie], np.flatnonzero(np.diff(graph.indptr))
    total, highest = np.zeros(len(graph)), np.zeros(len(graph))
    total[some] = np.add.reduceat(arcs, graph.indptr[some])
    highest[some] = np.maximum.reduceat(arcs, graph.indptr[some])
    return read_only(np.where(total > 0, total, 1.0)), read_only(np.where(highest > 0, highest, 1.0))


def _forward(graph: TieGraph) -> tuple[Int64, Int32, Int32]:
    start, ends, ties = triangles.forward_rows(graph.indptr, graph.indices, graph.tie)
    return read_only(start), read_only(ends), read_only(ties)


def burt(graph: TieGraph, weight: str | None) -> tuple[Float64, Float64, Float64]:
    """Constraint, hierarchy and effective size of every person; nan for those without contacts. No self loops.

    `weight` is an affinity. O(m^1.5). Burt 1992, Structural Holes; Borgatti 1997 for the simplification.
    """
    weights = tie_numbers(graph, weight)
    if len(weights) and not float(weights.min()) >= 0.0:
        raise NotImplementedError("goodword takes weights of 0 and more")
    if _loops(graph).any():
        raise NotImplementedError("goodword leaves graphs with self loops to NetworkX here")
    total, highest = _per_person(graph, weights)
    detour, redundant = triangles.detours(*_forward(graph), read_only(weights), total, highest)
    rows = (graph.indptr, graph.tie, read_only(weights), total, read_only(detour))
    held, spread = triangles.constraint(*rows)
    positive = np.concatenate([np.zeros(1), np.cumsum(weights[graph.tie] > 0)])
    contacts = positive[graph.indptr[1:]] - positive[graph.indptr[:-1]]
    size = contacts - redundant / total
    held[contacts == 0] = spread[contacts == 0] = size[contacts == 0] = np.nan
    return held, spread, size


def constraint(G: TieGraph, nodes: Iterable[Hashable] | None = None, weight: str | None = None) -> Answer:
    """Burt's constraint: how much of a person's contacts' effort leads back to the same people; nan without contacts.

    `weight` is an affinity. O(m^1.5). Burt 2004, doi:10.1086/421787.
    """
    return _some(G, burt(G, weight)[0], nodes)


def effective_size(G: TieGraph, nodes: Iterable[Hashable] | None = None, weight: str | None = None) -> Answer:
    """Burt's effective size: contacts less redundancy; nan without contacts. `weight` is an affinity. O(m^1.5)."""
    return _some(G, burt(G, weight)[2], nodes)


def _loops(graph: TieGraph) -> Int64:
    """How many self loops each person has, 0 or 1."""
    rows = np.repeat(np.arange(len(graph)), np.diff(graph.indptr))
    return np.bincount(rows[graph.indices == rows], minlength=len(graph))


def _some(graph: TieGraph, values: Float64, nodes: Iterable[Hashable] | None) -> Answer:
    if nodes is None:
        if not len(graph):
            raise nx.NetworkXError("Graph has no nodes or edges")
        return by_node(graph, values)
    return {v: float(values[graph.position(v)]) for v in nodes}


def clustering(
    G: TieGraph, nodes: Hashable | Iterable[Hashable] | None = None, weight: str | None = None
) -> Answer | float:
    """The share of a person's pairs of contacts who know each other; `weight` is an affinity (geometric mean).

    O(m^1.5). Watts & Strogatz 1998, doi:10.1038/30918; Onnela et al. 2005, doi:10.1103/PhysRevE.71.065103.
    """
    weights = tie_numbers(G, weight)
    scaled = weights if weight is None or not len(weights) else weights / weights.max()
    count, cubes = triangles.closed(*_forward(G), read_only(scaled))
    degree = np.diff(G.indptr) - _loops(G)
    found = 2.0 * (count.astype(np.float64) if weight is None else cubes)
    pairs = np.maximum(degree * (degree - 1), 1)
    values = [x / p if x else 0 for x, p in zip(found.tolist(), pairs.tolist(), strict=True)]
    picked = {G.labels[i]: values[i] for i in chosen(G, nodes)}
    try:
        single = nodes in G
    except TypeError:
        single = False
    return next(iter(picked.values())) if single else picked


def adamic_adar_index(G: TieGraph, ebunch: Iterable[Pair] | None = None) -> Iterator[tuple[Hashable, Hashable, float]]:
    """Common contacts, each counted 1 / ln(degree), for pairs (by default all without a tie).

    O(sum of degrees of the pairs). Adamic & Adar 2003, doi:10.1016/S0378-8733(03)00009-1.
    """
    pairs = list(_strangers(G) if ebunch is None else ebunch)
    for pair in pairs:
        for v in pair:
            if v not in G:
                raise nx.NodeNotFound(f"Node {v} not in G.")
    numbers = [(G.position(u), G.position(v)) for u, v in pairs]
    found = adamic_adar(G, numbers)
    if not np.isfinite(found).all():
        raise ZeroDivisionError("a common contact with one tie")
    return ((u, v, x) for (u, v), x in zip(pairs, found.tolist(), strict=True))


def adamic_adar(graph: TieGraph, pairs: list[tuple[int, int]]) -> Float64:
    """The index for pairs of people by number, in their order."""
    order = sorted(range(len(pairs)), key=lambda i: pairs[i][0])
    degree = np.diff(graph.indptr) + _loops(graph)
    share = np.array([1.0 / log(d) if d > 1 else (np.inf if d == 1 else 0.0) for d in degree.tolist()])
    one, other = people(pairs[i][0] for i in order), people(pairs[i][1] for i in order)
    answer = np.empty(len(pairs))
    answer[order] = triangles.common_contacts(graph.indptr, graph.indices, read_only(share), one, other)
    return answer


def _strangers(graph: TieGraph) -> Iterator[Pair]:
    """Pairs without a tie, each once."""
    for i, j in combinations(range(len(graph)), 2):
        if graph.arc_between(i, j) < 0:
            yield graph.labels[i], graph.labels[j]
