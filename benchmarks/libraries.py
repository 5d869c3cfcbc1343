"""The same questions asked of the engine and of other libraries, each in its own best way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import igraph
import networkit as nk
import networkx as nx
import numpy as np
from scipy import sparse

from benchmarks.yardstick import summed
from graph.columns import Float64, Int32, Int64, NetworkColumns, no_pairs
from graph.engine.csr import costs_of
from graph.engine.kernels.cores import core_numbers
from graph.measures import as_networkx
from graph.network import Network
from graph.paths import best_paths, introduction_paths, reach_companies

PIVOTS = 200
TOLERANCE = 1e-6
FAR = 1000.0


@dataclass(frozen=True, slots=True)
class PathQuery:
    """From whom, to whom."""

    source: int
    members: Int32


class Goodword:
    """The engine, by the product's functions and by NetworkX's names."""

    name = "goodword"

    def __init__(self, columns: NetworkColumns) -> None:
        self.network = Network.of(columns, no_pairs())
        self.graph = as_networkx(self.network.graph)

    def read(self) -> float:
        """No answer, but what every answer about everybody does at least: a number read for each end of each tie."""
        return summed(self.network.graph.indices, self.network.graph.indptr)

    def best(self, q: PathQuery) -> float:
        found = best_paths(self.network, [q.source], q.members, k=1, hop_discount=1.0)
        return found[0].cost if found else np.inf

    def ten(self, q: PathQuery) -> float:
        found = best_paths(self.network, [q.source], q.members, k=10, hop_discount=1.0)
        return found[-1].cost if found else np.inf

    def useful(self, q: PathQuery) -> float:
        found = introduction_paths(self.network, [q.source], q.members, k=10, hop_discount=1.0)
        return found[-1].cost if found else np.inf

    def near(self, q: PathQuery) -> float:
        found = introduction_paths(self.network, [q.source], q.members, k=10, max_hops=3)
        return found[-1].cost if found else np.inf

    def everybody(self, q: PathQuery) -> object:
        return reach_companies(self.network, [q.source])

    def pagerank(self) -> object:
        return nx.pagerank(self.graph, weight="strength", tol=TOLERANCE / len(self.graph))

    def betweenness(self) -> object:
        return nx.betweenness_centrality(self.graph, k=PIVOTS, seed=1)

    def harmonic(self) -> object:
        return nx.harmonic_centrality(self.graph, sources=range(PIVOTS))

    def constraint(self) -> object:
        return nx.constraint(self.graph, weight="strength")

    def core(self) -> object:
        graph = self.network.graph
        return core_numbers(*graph.rows(), graph.may_have_loops()).tolist()

    core1 = core

    def communities(self) -> object:
        return nx.community.leiden_communities(self.graph, weight="strength", seed=1)


class NetworkX:
    """A graph of dictionaries."""

    name = "networkx"

    def __init__(self, columns: NetworkColumns) -> None:
        ties = columns.ties
        rows = zip(
            ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), costs_of(ties.strength).tolist(), strict=True
        )
        self.graph: nx.Graph[object] = nx.Graph()
        self.graph.add_nodes_from(range(len(columns.people.id)))
        self.graph.add_edges_from((a, b, {"strength": p, "cost": c}) for a, b, p, c in rows)

    def _to_sink(self, q: PathQuery, ask: Callable[[], float]) -> float:
        self.graph.add_edges_from((int(v), "sink", {"cost": 0.0}) for v in q.members)
        try:
            return ask()
        except nx.NetworkXNoPath:
            return np.inf
        finally:
            self.graph.remove_node("sink")

    def best(self, q: PathQuery) -> float:
        return self._to_sink(q, lambda: nx.bidirectional_dijkstra(self.graph, q.source, "sink", weight="cost")[0])

    def ten(self, q: PathQuery) -> float:
        def ask() -> float:
            paths = list(islice(nx.shortest_simple_paths(self.graph, q.source, "sink", weight="cost"), 10))
            return nx.path_weight(self.graph, paths[-1], "cost")

        return self._to_sink(q, ask)

    def everybody(self, q: PathQuery) -> object:
        return nx.single_source_dijkstra_path_length(self.graph, q.source, weight="cost")

    def pagerank(self) -> object:
        return nx.pagerank(self.graph, weight="strength", tol=TOLERANCE / len(self.graph))

    def betweenness(self) -> object:
        return nx.betweenness_centrality(self.graph, k=PIVOTS, seed=1)

    def constraint(self) -> object:
        return nx.constraint(self.graph, weight="strength")

    def core(self) -> object:
        return nx.core_number(self.graph)

    def communities(self) -> object:
        return nx.community.louvain_communities(self.graph, weight="strength", seed=1)


@contextmanager
def one_thread() -> Iterator[None]:
    """Inside the block, networkit uses one thread."""
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)


class Networkit:
    """networkit, which releases the interpreter lock; two threads where it uses them."""

    name = "networkit"

    def __init__(self, columns: NetworkColumns) -> None:
        ties, self.n = columns.ties, len(columns.people.id)
        ends = (ties.a.astype(np.uint64), ties.b.astype(np.uint64))
        self.graph = nk.GraphFromCoo((costs_of(ties.strength), ends), n=self.n, weighted=True, directed=False)
        self.strong = nk.GraphFromCoo((ties.strength, ends), n=self.n, weighted=True, directed=False)
        self.plain = nk.GraphFromCoo(ends, n=self.n, weighted=False, directed=False)
        self.columns = columns
        self.sinks: dict[int, int] = {}

    def prepare(self, asked: list[PathQuery]) -> None:
        """A sink for each company asked for, too far from its people for a path to lead through it."""
        ties = self.columns.ties
        self.sinks = {q.source: self.n + i for i, q in enumerate(asked)}
        ends = np.concatenate([q.members for q in asked])
        sinks = np.concatenate([np.full(len(q.members), self.sinks[q.source]) for q in asked])
        a, b = np.concatenate([ties.a, ends]).astype(np.uint64), np.concatenate([ties.b, sinks]).astype(np.uint64)
        costs = np.concatenate([costs_of(ties.strength), np.full(len(ends), FAR)])
        self.graph = nk.GraphFromCoo((costs, (a, b)), n=self.n + len(asked), weighted=True, directed=False)

    def best(self, q: PathQuery) -> float:
        search = nk.distance.BidirectionalDijkstra(self.graph, q.source, self.sinks[q.source], True)
        search.run()
        return float(search.getDistance()) - FAR

    def pagerank(self) -> object:
        found = nk.centrality.PageRank(self.strong, 0.85, TOLERANCE / self.n)
        found.run()
        return found.scores()

    def betweenness(self) -> object:
        found = nk.centrality.EstimateBetweenness(self.plain, PIVOTS)
        found.run()
        return found.scores()

    def core(self) -> object:
        found = nk.centrality.CoreDecomposition(self.plain)
        found.run()
        return found.scores()

    def core1(self) -> object:
        """On one thread, as the engine works them out."""
        with one_thread():
            return self.core()

    def communities(self) -> object:
        """On one thread with a seed, as the engine asks for it: on more, no two runs give the same groups."""
        with one_thread():
            nk.setSeed(1, useThreadId=False)
            found = nk.community.ParallelLeiden(self.strong)
            found.run()
        return found.getPartition()


class Scipy:
    """scipy.sparse and its csgraph."""

    name = "scipy"

    def __init__(self, columns: NetworkColumns) -> None:
        ties, self.n = columns.ties, len(columns.people.id)
        ends = (np.concatenate([ties.a, ties.b]), np.concatenate([ties.b, ties.a]))
        costs = costs_of(ties.strength)
        self.costs = sparse.csr_array((np.concatenate([costs, costs]), ends), shape=(self.n, self.n))
        both = np.concatenate([ties.strength, ties.strength])
        self.strengths = sparse.csr_array((both, ends), shape=(self.n, self.n))

    def everybody(self, q: PathQuery) -> object:
        return sparse.csgraph.dijkstra(self.costs, indices=np.array([q.source]))

    def pagerank(self) -> Float64:
        total = self.strengths.sum(axis=1)
        alone = total == 0
        share = np.divide(1.0, total, out=np.zeros(self.n), where=~alone)
        moves = (sparse.diags_array(share) @ self.strengths).T.tocsr()
        x = np.full(self.n, 1.0 / self.n)
        for _ in range(100):
            last = x
            x = 0.85 * (moves @ last + last[alone].sum() / self.n) + 0.15 / self.n
            if np.abs(x - last).sum() < TOLERANCE:
                break
        return x


class Igraph:
    """igraph (GPL): compared with here, never part of the program."""

    name = "igraph"

    def __init__(self, columns: NetworkColumns) -> None:
        ties, n = columns.ties, len(columns.people.id)
        self.graph = igraph.Graph(n=n + 1, edges=np.column_stack([ties.a, ties.b]))
        self.graph.es["strength"], self.graph.es["cost"] = ties.strength.tolist(), costs_of(ties.strength).tolist()
        self.sink = n

    def best(self, q: PathQuery) -> float:
        return float(min(self.graph.distances(q.source, q.members.tolist(), weights="cost")[0]))

    def ten(self, q: PathQuery) -> float:
        before = self.graph.ecount()
        self.graph.add_edges([(v, self.sink) for v in q.members.tolist()], {"cost": [1e-12] * len(q.members)})
        paths = self.graph.get_k_shortest_paths(q.source, to=self.sink, k=10, weights="cost", output="epath")
        costs = self.graph.es["cost"]
        self.graph.delete_edges(range(before, self.graph.ecount()))
        return sum(costs[e] for e in paths[-1]) if paths else np.inf

    def pagerank(self) -> object:
        return self.graph.pagerank(weights="strength")

    def betweenness(self) -> object:
        return self.graph.betweenness(directed=False, sources=range(PIVOTS))

    def harmonic(self) -> object:
        return self.graph.harmonic_centrality(vertices=range(PIVOTS), normalized=False)

    def constraint(self) -> object:
        return self.graph.constraint(weights="strength")

    def core(self) -> object:
        return self.graph.coreness()

    def communities(self) -> object:
        return self.graph.community_leiden("modularity", weights="strength")


LIBRARIES: tuple[type[Goodword | NetworkX | Networkit | Scipy | Igraph], ...] = (
    Goodword,
    NetworkX,
    Networkit,
    Scipy,
    Igraph,
)


def labels_of(groups: object, n: int) -> Int64:
    """The group of each person, from what any of the libraries gives."""
    if isinstance(groups, list):
        labels = np.empty(n, dtype=np.int64)
        for number, members in enumerate(groups):
            labels[list(members)] = number
        return labels
    held = groups.getVector() if isinstance(groups, nk.Partition) else groups.membership  # type: ignore[attr-defined]
    return np.array(held[:n], dtype=np.int64)
