"""Between NetworkX graphs and the engine's."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import cast

import networkx as nx
import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.engine.csr import COST, STRENGTH, TieGraph
from graph.jit import read_only

Attributes = Mapping[str, object]
EXACT = float(2**53)


def _numbers(graph: nx.Graph[Hashable], name: str, default: object) -> tuple[Float64, bool] | None:
    """An attribute per arc, and whether it is whole throughout; None where a value is no plain finite number."""
    listed = [data.get(name, default) for _, row in graph.adjacency() for data in row.values()]
    if not all(isinstance(x, int | float | np.integer | np.floating) for x in listed):
        return None
    whole = all(isinstance(x, int | np.integer) and abs(int(x)) < EXACT for x in listed)
    if not whole and any(isinstance(x, int) and abs(int(x)) >= EXACT for x in listed):
        return None
    numbers = np.array(listed, dtype=np.float64)
    return (numbers, whole) if np.isfinite(numbers).all() else None


def _tie_numbers(n: int, indptr: Int64, indices: Int32) -> tuple[Int32, Int64]:
    """The tie of each arc, numbered in the order of pairs, and one arc for each tie."""
    rows = np.repeat(np.arange(n, dtype=np.int64), np.diff(indptr))
    pair = np.minimum(rows, indices) * n + np.maximum(rows, indices)
    _, arcs, tie = np.unique(pair, return_index=True, return_inverse=True)
    return tie.astype(np.int32), arcs


def convert_from_nx(
    graph: nx.Graph[Hashable] | TieGraph,
    *,
    edge_attrs: Attributes | None = None,
    node_attrs: Attributes | None = None,  # noqa: ARG001
    preserve_edge_attrs: bool = False,
    preserve_node_attrs: bool = False,  # noqa: ARG001
    preserve_graph_attrs: bool = False,  # noqa: ARG001
    name: str | None = None,  # noqa: ARG001
    graph_name: str | None = None,  # noqa: ARG001
) -> TieGraph:
    """The engine's form of an undirected simple graph, with the edge attributes asked for. O(n + m)."""
    if isinstance(graph, TieGraph):
        return graph
    if graph.is_directed() or graph.is_multigraph() or preserve_edge_attrs:
        raise NotImplementedError("goodword holds undirected simple graphs")
    labels = list(graph)
    positions = {label: i for i, label in enumerate(labels)}
    degrees = np.fromiter((len(row) for _, row in graph.adjacency()), dtype=np.int64, count=len(labels))
    indptr = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(degrees)])
    flat = (positions[v] for _, row in graph.adjacency() for v in row)
    indices = np.fromiter(flat, dtype=np.int32, count=int(indptr[-1]))
    tie, arcs = _tie_numbers(len(labels), indptr, indices)
    found = {a: _numbers(graph, a, default) for a, default in (edge_attrs or {}).items()}
    return TieGraph(
        indptr=read_only(indptr),
        indices=read_only(indices),
        tie=read_only(tie),
        values={a: read_only(x[0][arcs]) for a, x in found.items() if x is not None},
        weight=read_only(np.empty(0, dtype=np.int64)),
        scale=1.0,
        labels=labels,
        positions=positions,
        whole=frozenset(a for a, x in found.items() if x is not None and x[1]),
        refused=frozenset(a for a, x in found.items() if x is None),
        origin=graph,
    )


def convert_to_nx(value: object, *, name: str | None = None) -> object:  # noqa: ARG001
    """The graph it was made from, or an `nx.Graph` with strengths and costs; anything else is left as it is."""
    if not isinstance(value, TieGraph):
        return value
    if value.origin is not None:
        return value.origin
    graph: nx.Graph[Hashable] = nx.Graph()
    graph.add_nodes_from(value.labels)
    _, first = np.unique(value.tie, return_index=True)
    rows = np.repeat(np.arange(len(value)), np.diff(value.indptr))[first]
    strength, cost = value.per_tie(STRENGTH), value.per_tie(COST)
    ends = zip(rows.tolist(), value.indices[first].tolist(), strength.tolist(), cost.tolist(), strict=True)
    graph.add_edges_from((u, v, {STRENGTH: p, COST: c}) for u, v, p, c in ends)
    return cast("object", graph)
