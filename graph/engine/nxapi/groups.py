"""Parts, cores and communities. Leiden is networkit's: no interpreter lock, and a seed repeats on one thread."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from random import Random
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy import sparse

from graph.columns import Float64, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels.cores import any_loop, core_numbers, parts
from graph.engine.nxapi.common import Answer, tie_numbers

if TYPE_CHECKING:
    import networkit as nk

_ONE_THREAD = threading.Lock()
"""networkit's seed and number of threads belong to the whole process."""
AT_ONCE = 25_000
"""Ties that networkit is given at once where others wait for the interpreter: some 10 ms."""


def _networkit(graph: TieGraph, weights: Float64) -> nk.Graph:
    """The graph for networkit, each tie once. O(n + m).

    networkit takes ties without giving the interpreter away, 0.4 s for two million of them. Outside the main thread
    somebody may be waiting for it: there it is given `AT_ONCE` at a time, which takes twice as long in all.
    """
    import networkit as nk  # noqa: PLC0415  (a second to load, and only communities need it)

    n = len(graph)
    rows = np.repeat(np.arange(n, dtype=np.int32), np.diff(graph.indptr))
    once = graph.indices >= rows
    if threading.current_thread() is not threading.main_thread():
        a, b, affinities = rows[once], graph.indices[once], weights[graph.tie[once]]
        made = nk.Graph(n, weighted=True, directed=False)
        for first_tie in range(0, len(a), AT_ONCE):
            some = slice(first_tie, first_tie + AT_ONCE)
            made.addEdges((affinities[some], (a[some], b[some])))
        return made
    first = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.bincount(rows[once], minlength=n))])
    arcs = sparse.csr_matrix((weights[graph.tie[once]], graph.indices[once], first), shape=(n, n))
    return nk.graph.GraphFromCsr(arcs, directed=False, weighted=True)


def part_of(graph: TieGraph) -> Int64:
    """The connected part of each person: parts are numbered by their first person. O(n + m)."""
    return parts(*graph.rows())


def in_order(labels: Int64) -> Int64:
    """Groups renumbered by their first member."""
    _, first, group = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[group]


def _sets(graph: TieGraph, labels: Int64) -> list[set[Hashable]]:
    """Groups as sets of nodes, in order."""
    groups: list[set[Hashable]] = [set() for _ in range(int(labels.max(initial=-1)) + 1)]
    for label, group in zip(graph.labels, labels.tolist(), strict=True):
        groups[group].add(label)
    return groups


def connected_components(G: TieGraph) -> Iterator[set[Hashable]]:
    """The parts that hang together, in the order of their first nodes. O(n + m)."""
    return iter(_sets(G, part_of(G)))


def core_number(G: TieGraph) -> Answer:
    """The largest k such that a node is in a part where everybody has k contacts inside. O(n + m log k).

    Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Kabir & Madduri 2017, doi:10.1109/IPDPSW.2017.151.
    """
    if G.may_have_loops() and any_loop(*G.rows()):
        raise nx.NetworkXNotImplemented(
            "Input graph has self loops which is not permitted; "
            "Consider using G.remove_edges_from(nx.selfloop_edges(G))."
        )
    return dict(zip(G.labels, core_numbers(*G.rows(), False).tolist(), strict=True))


def leiden(graph: TieGraph, weight: str | None, *, resolution: float, seed: int, rounds: int | None) -> Int64:
    """The community of each person, numbered by first members; `weight` is an affinity. Repeats for a seed.

    Near O(m) a round. Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
    """
    if not len(graph) or not len(graph.tie):
        return np.arange(len(graph), dtype=np.int64)
    import networkit as nk  # noqa: PLC0415

    weights = np.asarray(tie_numbers(graph, weight), dtype=np.float64)
    with _ONE_THREAD:
        threads = nk.getMaxNumberOfThreads()
        nk.setNumberOfThreads(1)
        nk.setSeed(seed, useThreadId=False)
        try:
            held = _networkit(graph, weights)
            found = nk.community.ParallelLeiden(held, iterations=rounds or 3, randomize=True, gamma=resolution)
            found.run()
        finally:
            nk.setNumberOfThreads(threads)
    return in_order(np.array(found.getPartition().getVector(), dtype=np.int64))


def leiden_communities(
    G: TieGraph,
    weight: str | None = "weight",
    resolution: float = 1,
    max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Hashable]]:
    """Communities of high modularity, each in one piece; `weight` is an affinity.

    Near O(m) a level. Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
    """
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    number = (seed or Random()).getrandbits(31)  # noqa: S311
    return _sets(G, leiden(G, weight, resolution=resolution, seed=number, rounds=max_level))
