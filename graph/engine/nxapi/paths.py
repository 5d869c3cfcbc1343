"""Shortest paths by NetworkX's names; weights are lengths (costs, not strengths).

On the product's own graph with its cost, a single best path and the k best come from the path kernels; the same kernels
give the k best on any graph. All other searches go in NetworkX's order, so that equal lengths give equal answers.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator

import networkx as nx
import numpy as np

from graph.columns import Float64, Int32
from graph.engine.csr import COST, TieGraph, costs_of
from graph.engine.kernels import plain
from graph.engine.nxapi.common import is_whole, lengths, node, people, tie_numbers
from graph.engine.scratch import Scratch
from graph.engine.search import Search

NodeList = list[Hashable]
Lengths = dict[Hashable, float]


def _numbers(values: Float64, *, whole: bool) -> list[float]:
    """Plain numbers, whole ones where all weights are."""
    return [int(x) for x in values.tolist()] if whole else values.tolist()


def _reached(
    graph: TieGraph, sources: Collection[Hashable], target: int, cutoff: float | None, weight: str | None
) -> tuple[list[int], list[float], Int32]:
    """Who is reached, how far, and whom they are reached from."""
    if not sources:
        raise ValueError("sources must not be empty")
    starts = people(node(graph, s, f"Node {s} not found in graph") for s in sources)
    limit = np.inf if cutoff is None else float(cutoff)
    order, seen, before = plain.dijkstra(*graph.rows(), lengths(graph, weight), starts, target, limit)
    return order.tolist(), _numbers(seen[order], whole=is_whole(graph, weight)), before


def multi_source_dijkstra_path_length(
    G: TieGraph, sources: Collection[Hashable], cutoff: float | None = None, weight: str | None = "weight"
) -> Lengths:
    """How far everybody is from the nearest of some nodes, nearest first; `weight` is a length. O((n + m) log n).

    Dijkstra 1959, doi:10.1007/BF01386390.
    """
    order, far, _ = _reached(G, sources, -1, cutoff, weight)
    return {G.labels[v]: x for v, x in zip(order, far, strict=True)}


def single_source_dijkstra_path_length(
    G: TieGraph, source: Hashable, cutoff: float | None = None, weight: str | None = "weight"
) -> Lengths:
    """How far everybody is from a node, nearest first; `weight` is a length. O((n + m) log n)."""
    return multi_source_dijkstra_path_length(G, [source], cutoff, weight)


def multi_source_dijkstra(
    G: TieGraph,
    sources: Collection[Hashable],
    target: Hashable | None = None,
    cutoff: float | None = None,
    weight: str | None = "weight",
) -> tuple[Lengths, dict[Hashable, NodeList]] | tuple[float, NodeList]:
    """Lengths and paths from the nearest of some nodes to everybody, or to a target; `weight` is a length.

    O((n + m) log n). Dijkstra 1959, doi:10.1007/BF01386390.
    """
    if target is not None and target in sources:
        _reached(G, sources, -1, 0, None)
        return 0, [target]
    end = -1 if target is None else (G.position(target) if target in G else -2)
    order, far, before = _reached(G, sources, end, cutoff, weight)
    if target is None:
        paths: dict[Hashable, NodeList] = {s: [s] for s in sources}
        previous = before.tolist()
        for v in order:
            if previous[v] >= 0:
                paths[G.labels[v]] = [*paths[G.labels[previous[v]]], G.labels[v]]
        return {G.labels[v]: x for v, x in zip(order, far, strict=True)}, paths
    if not order or order[-1] != end:
        raise nx.NetworkXNoPath(f"No path to {target}.")
    back = [end]
    while before[back[-1]] >= 0:
        back.append(int(before[back[-1]]))
    return far[-1], [G.labels[v] for v in reversed(back)]


def bidirectional_dijkstra(
    G: TieGraph, source: Hashable, target: Hashable, weight: str | None = "weight"
) -> tuple[float, NodeList]:
    """The shortest path between two nodes, searched from both; `weight` is a length. O((n + m) log n) at worst.

    Pohl 1971, Machine Intelligence 6.
    """
    start, end = node(G, source, f"Source {source} is not in G"), node(G, target, f"Target {target} is not in G")
    if start == end:
        return 0, [source]
    if len(G.weight) and weight == COST:
        best = Search(G, Scratch.of_size(len(G)), people([start]), people([end]), 1).best()
        if best is None:
            raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
        ties = [G.tie_between(u, v) for u, v in zip(best[1], best[1][1:], strict=False)]
        return float(costs_of(G.values["strength"][ties]).sum()), [G.labels[v] for v in best[1]]
    length, path = plain.bidirectional(*G.rows(), lengths(G, weight), start, end)
    if not len(path):
        raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
    return (int(length) if is_whole(G, weight) else length), [G.labels[v] for v in path.tolist()]


def path_graph(graph: TieGraph, weight: str | None) -> TieGraph:
    """The graph with rows in the order of a length, for path kernels; made once for each weight."""
    if len(graph.weight) and weight == COST:
        return graph
    name = weight if weight is not None else ""
    if name not in graph.derived:
        _, arcs = np.unique(graph.tie, return_index=True)
        rows = np.repeat(np.arange(len(graph), dtype=np.int32), np.diff(graph.indptr))[arcs]
        ends = graph.indices[arcs]
        numbers = np.zeros(len(arcs)) if weight is None else tie_numbers(graph, weight)
        if len(numbers) and not (float(numbers.min()) >= 0.0 and np.isfinite(numbers).all()):
            raise NotImplementedError("goodword takes finite lengths of 0 and more")
        a, b = np.minimum(rows, ends), np.maximum(rows, ends)
        graph.derived[name] = TieGraph.from_costs(len(graph), a, b, numbers, numbers)
    return graph.derived[name]


def shortest_simple_paths(
    G: TieGraph, source: Hashable, target: Hashable, weight: str | None = None
) -> Iterator[NodeList]:
    """All simple paths between two nodes, shortest first; `weight` is a length, None counts hops.

    Lengths are compared in fixed point: those that differ by less than n * 2^-50 of the largest weight count as equal
    and come in the order of hops, then of nodes. O(hops) searches a path. Yen 1971, doi:10.1287/mnsc.17.11.712.
    """
    start = node(G, source, f"source node {source} not in graph")
    end = node(G, target, f"target node {target} not in graph")
    return _simple_paths(G, path_graph(G, weight), start, end)


def _simple_paths(graph: TieGraph, rows: TieGraph, start: int, end: int) -> Iterator[NodeList]:
    if start == end:
        yield [graph.labels[start]]
        return
    search = Search(rows, Scratch.of_size(len(rows)), people([start]), people([end]), 1)
    found = False
    for _, path in search.paths(1 << 62):
        found = True
        yield [graph.labels[v] for v in path]
    if not found:
        raise nx.NetworkXNoPath(f"No path between {graph.labels[start]} and {graph.labels[end]}.")
