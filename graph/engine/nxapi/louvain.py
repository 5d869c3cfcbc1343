"""The Louvain method, move for move as NetworkX: equal seeds give equal communities."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import islice
from random import Random

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels import louvain
from graph.engine.nxapi.common import tie_numbers
from graph.jit import read_only

Rows = tuple[Int64, Int32, Float64]
Groups = list[set[Hashable]]


def louvain_communities(
    G: TieGraph,
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 0.0000001,
    max_level: int | None = None,
    seed: Random | None = None,
) -> Groups:
    """Communities of high modularity; `weight` is an affinity. Near O(m) a level.

    Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
    """
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    levels = _levels(G, weight, resolution, threshold, seed or Random())  # noqa: S311
    last = np.arange(len(G))
    for labels in islice(levels, max_level):
        last = labels
    groups: Groups = [set() for _ in range(int(last.max(initial=-1)) + 1)]
    for label, group in zip(G.labels, last.tolist(), strict=True):
        groups[group].add(label)
    return groups


def _levels(graph: TieGraph, weight: str | None, resolution: float, threshold: float, seed: Random) -> Iterator[Int64]:
    """The community of each node after each level."""
    arcs = tie_numbers(graph, weight)[graph.tie]
    edges = louvain.edges_in_order(graph.indptr, graph.indices, read_only(arcs))
    if not len(edges[0]):
        return
    rows: Rows = louvain.rows_in_order(len(graph), *edges)
    degree = louvain.degrees(*rows)
    whole = float(sum(degree.tolist())) / 2
    if whole == 0.0:
        raise NotImplementedError("goodword leaves graphs without weight to NetworkX here")
    labels, gained = np.arange(len(graph)), _modularity(rows, degree, np.arange(len(graph)), resolution)
    home, improved = _moved(rows, degree, whole, resolution, seed)
    improved = True
    while improved:
        labels = home[labels]
        yield labels
        now = _modularity(rows, degree, home, resolution)
        if now - gained <= threshold:
            return
        gained, rows = now, _gathered(rows, home)
        degree = louvain.degrees(*rows)
        home, improved = _moved(rows, degree, whole, resolution, seed)


def _moved(rows: Rows, degree: Float64, whole: float, resolution: float, seed: Random) -> tuple[Int64, bool]:
    """The community of each node, numbered without gaps, and whether any node moved."""
    order = list(range(len(degree)))
    seed.shuffle(order)
    home, improved = louvain.one_level(*rows, degree, np.array(order, dtype=np.int64), whole, float(resolution))
    return np.unique(home, return_inverse=True)[1].astype(np.int64), improved


def _gathered(rows: Rows, home: Int64) -> Rows:
    """Communities as nodes, their ties in the order in which NetworkX adds them."""
    a, b, w = louvain.edges_in_order(*rows)
    one, other, count = home[a], home[b], int(home.max()) + 1
    pair = np.minimum(one, other) * count + np.maximum(one, other)
    _, first, group = np.unique(pair, return_index=True, return_inverse=True)
    sums, order = np.bincount(group, weights=w).astype(np.float64), np.argsort(first)
    at = first[order]
    return louvain.rows_in_order(count, one[at].astype(np.int32), other[at].astype(np.int32), sums[order])


def _modularity(rows: Rows, degree: Float64, home: Int64, resolution: float) -> float:
    a, b, w = louvain.edges_in_order(*rows)
    whole, inside = float(degree.sum()), home[a] == home[b]
    own = np.bincount(home[a][inside], weights=w[inside], minlength=int(home.max()) + 1)
    share = np.bincount(home, weights=degree)
    return float((own / (whole / 2) - resolution * (share / whole) ** 2).sum())
