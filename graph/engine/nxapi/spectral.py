"""Measures that are fixed points of a matrix: strengths are affinities. scipy.sparse does the multiplying."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import networkx as nx
import numpy as np

from graph.columns import Float64
from graph.engine.csr import TieGraph
from graph.engine.nxapi.common import Answer, arc_numbers, by_node
from graph.engine.nxapi.product import product

Numbers = Mapping[Hashable, float]


def _vector(graph: TieGraph, values: Numbers) -> Float64:
    return np.array([values.get(v, 0) for v in graph.labels], dtype=np.float64)


def _shares(graph: TieGraph, values: Numbers) -> Float64:
    vector = _vector(graph, values)
    total = float(vector.sum())
    if total == 0:
        raise ZeroDivisionError
    return np.asarray(vector / total)


def pagerank(
    G: TieGraph,
    alpha: float = 0.85,
    personalization: Numbers | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Numbers | None = None,
    weight: str | None = "weight",
    dangling: Numbers | None = None,
) -> Answer:
    """PageRank, also personalised; `weight` is an affinity. Stops at an error below n * tol.

    O(iterations * m). Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X.
    """
    n = len(G)
    if n == 0:
        return {}
    x = np.repeat(1.0 / n, n) if nstart is None else _shares(G, nstart)
    restart = 1.0 / n if personalization is None else _shares(G, personalization)
    lost = restart if dangling is None else _shares(G, dangling)
    again = (1.0 - alpha) * restart
    with product(G, arc_numbers(G, weight)) as times:
        total = times(np.ones(n))
        alone = np.flatnonzero(total == 0)
        share = np.divide(1.0, total, out=np.zeros(n), where=total != 0)
        for _ in range(max_iter):
            last = x
            x = times(last * share)
            x *= alpha
            x += alpha * float(last[alone].sum()) * lost + again
            if _apart(x, last) < n * tol:
                return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _apart(one: Float64, other: Float64) -> float:
    """The sum of differences."""
    apart = one - other
    return float(np.abs(apart, out=apart).sum())


def eigenvector_centrality(
    G: TieGraph,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Numbers | None = None,
    weight: str | None = None,
) -> Answer:
    """The leading eigenvector by power iteration on A + I; `weight` is an affinity.

    O(iterations * m). Bonacich 1987, doi:10.1086/228631.
    """
    n = len(G)
    if n == 0:
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    x = np.ones(n) if nstart is None else np.array([nstart[v] for v in G.labels], dtype=np.float64)
    if not x.any():
        raise nx.NetworkXError("initial vector cannot have all zero values")
    x = x / x.sum()
    with product(G, arc_numbers(G, weight)) as times:
        for _ in range(max_iter):
            last = x
            x = times(last)
            x += last
            x /= float(np.linalg.norm(x)) or 1.0
            if _apart(x, last) < n * tol:
                return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _base(graph: TieGraph, beta: float | Numbers) -> Float64:
    """What everybody has without contacts."""
    if not isinstance(beta, Mapping):
        try:
            return np.full(len(graph), float(beta))
        except (TypeError, ValueError):
            raise nx.NetworkXError("beta dictionary must have a value for every node") from None
    if set(beta) != set(graph.labels):
        raise nx.NetworkXError("beta dictionary must have a value for every node")
    return _vector(graph, beta)


def katz_centrality(
    G: TieGraph,
    alpha: float = 0.1,
    beta: float | Numbers = 1.0,
    max_iter: int = 1000,
    tol: float = 1e-6,
    nstart: Numbers | None = None,
    normalized: bool = True,
    weight: str | None = None,
) -> Answer:
    """Katz centrality, walks of all lengths discounted by alpha; `weight` is an affinity.

    O(iterations * m). Katz 1953, doi:10.1007/BF02289026.
    """
    n = len(G)
    if n == 0:
        return {}
    base = _base(G, beta)
    x = np.zeros(n) if nstart is None else np.array([nstart[v] for v in G.labels], dtype=np.float64)
    with np.errstate(over="ignore", invalid="ignore"), product(G, arc_numbers(G, weight)) as times:
        for _ in range(max_iter):
            last = x
            x = alpha * times(last) + base
            if _apart(x, last) < n * tol:
                return by_node(G, x / (float(np.linalg.norm(x)) or 1.0) if normalized else x)
    raise nx.PowerIterationFailedConvergence(max_iter)
