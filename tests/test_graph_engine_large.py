"""A hundred thousand people: the kernels against scipy and networkit, to 1e-8."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import cast

import networkit as nk
import networkx as nx
import numpy as np
import pytest
from networks import network, random_ties
from scipy import sparse

from graph.columns import Float64, Int64
from graph.engine.csr import TieGraph
from graph.engine.nxapi.distances import dependencies, sums_to
from graph.engine.nxapi.groups import part_of
from graph.engine.nxapi.roles import adamic_adar, burt
from graph.engine.search import people

N = 100_000


@pytest.fixture(scope="module")
def held() -> TieGraph:
    return network(N, random_ties(np.random.default_rng(3), N, 440_000)).graph


@pytest.fixture(scope="module")
def matrix(held: TieGraph) -> sparse.csr_array:
    return sparse.csr_array((held.per_arc("strength"), held.indices.copy(), held.indptr.copy()), shape=(N, N))


@pytest.fixture(scope="module")
def ones(held: TieGraph) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(held.tie)), held.indices.copy(), held.indptr.copy()), shape=(N, N))


@pytest.fixture(scope="module")
def kit(held: TieGraph) -> nk.Graph:
    _, arcs = np.unique(held.tie, return_index=True)
    rows = np.repeat(np.arange(N), np.diff(held.indptr))[arcs]
    return nk.GraphFromCoo((rows.astype(np.uint64), held.indices[arcs].astype(np.uint64)), n=N)


def listed(answer: object) -> Float64:
    values = cast("Mapping[int, float]", answer)
    assert list(values) == list(range(N))
    return np.fromiter(values.values(), dtype=np.float64, count=N)


def close(ours: Float64, theirs: Float64, *, floor: float = 1e-15) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=floor)


@pytest.mark.parametrize("restart", [None, {5: 1.0, 77: 3.0}])
def test_pagerank(held: TieGraph, matrix: sparse.csr_array, restart: dict[int, float] | None) -> None:
    graph = cast("nx.Graph[int]", held)
    found = nx.pagerank(graph, weight="strength", personalization=restart, tol=1e-18, max_iter=1000)
    rank, total = listed(found), matrix.sum(axis=1)
    jump = np.full(N, 1 / N)
    if restart:
        jump = np.zeros(N)
        jump[[5, 77]] = 0.25, 0.75
    share = np.divide(rank, total, out=np.zeros(N), where=total > 0)
    close(rank, 0.85 * (matrix @ share + rank[total == 0].sum() * jump) + 0.15 * jump, floor=1e-13 if restart else 0.0)
    assert rank.sum() == pytest.approx(1.0)


def test_eigenvector_and_katz(held: TieGraph, matrix: sparse.csr_array) -> None:
    graph = cast("nx.Graph[int]", held)
    found = listed(nx.eigenvector_centrality(graph, weight="strength", max_iter=5_000, tol=1e-18))
    value, vector = sparse.linalg.eigsh(matrix, k=1, which="LA", tol=1e-14)
    assert float(found @ (matrix @ found)) == pytest.approx(float(value[0]), rel=1e-10)
    np.testing.assert_allclose(found, np.abs(vector[:, 0]), atol=1e-8)
    walks = listed(nx.katz_centrality(graph, alpha=0.02, weight="strength", normalized=False, tol=1e-19))
    close(walks, 0.02 * (matrix @ walks) + 1.0)


def test_sums_over_hops(held: TieGraph, ones: sparse.csr_array) -> None:
    sources = [5, 77, 4_321]
    hops = sparse.csgraph.dijkstra(ones, unweighted=True, indices=sources)
    away = (hops > 0) & np.isfinite(hops)
    inverse, total, reached = sums_to(held, people(sources), None)
    close(inverse, np.divide(1.0, hops, out=np.zeros_like(hops), where=away).sum(axis=0))
    close(np.asarray(total, dtype=np.float64), np.where(away, hops, 0.0).sum(axis=0))
    assert reached.tolist() == away.sum(axis=0).tolist()


def test_sums_over_lengths(held: TieGraph, matrix: sparse.csr_array) -> None:
    costs = matrix.copy()
    costs.data = -np.log(matrix.data)
    far = sparse.csgraph.dijkstra(costs, indices=[5, 77])
    away = (far > 0) & np.isfinite(far)
    inverse, _, _ = sums_to(held, people([5, 77]), "cost")
    close(inverse, np.divide(1.0, far, out=np.zeros_like(far), where=away).sum(axis=0))
    reach = nx.single_source_dijkstra_path_length(cast("nx.Graph[int]", held), 5, weight="cost")
    assert len(reach) == np.isfinite(far[0]).sum()
    close(
        np.array([reach[v] for v in range(0, N, 97) if v in reach]), far[0][[v for v in range(0, N, 97) if v in reach]]
    )


def levels(ones: sparse.csr_array, source: int) -> tuple[Int64, Float64]:
    """Hops from the source (-1: none) and how many shortest paths lead to each person."""
    hops, count = np.full(N, -1), np.zeros(N)
    hops[source], count[source], front, level = 0, 1.0, np.zeros(N), 0
    front[source] = 1.0
    while front.any():
        level += 1
        front = np.where(hops < 0, ones @ front, 0.0)
        hops[front > 0], count[front > 0] = level, front[front > 0]
    return hops, count


def test_betweenness(held: TieGraph, ones: sparse.csr_array) -> None:
    sources, wanted = [3, 50, 999], np.zeros(N)
    for source in sources:
        hops, count = levels(ones, source)
        passed = np.zeros(N)
        for level in range(int(hops.max()), 0, -1):
            share = np.where(hops == level, (1.0 + passed) / np.maximum(count, 1.0), 0.0)
            passed += np.where(hops == level - 1, count * (ones @ share), 0.0)
        passed[source] = 0.0
        wanted += passed
    close(dependencies(held, people(sources), None, ends=False), wanted)


def test_burts_measures(held: TieGraph, matrix: sparse.csr_array, ones: sparse.csr_array) -> None:
    constraint, hierarchy, size = burt(held, "strength")
    total = np.maximum(matrix.sum(axis=1), 1e-300)
    share = sparse.diags_array(1.0 / total) @ matrix
    parts = (share + (share @ share).multiply(ones)).tocsr()
    parts.data **= 2
    tied = np.diff(held.indptr) > 0
    close(constraint[tied], parts.sum(axis=1)[tied])
    strongest = sparse.diags_array(1.0 / np.maximum(matrix.max(axis=1).toarray().ravel(), 1e-300)) @ matrix
    redundancy = (share @ strongest.T).multiply(ones).sum(axis=1)
    close(size[tied], (np.diff(held.indptr) - redundancy)[tied])
    assert np.isnan(constraint[~tied]).all()
    for v in np.flatnonzero(tied)[:500].tolist():
        row = parts.data[parts.indptr[v] : parts.indptr[v + 1]]
        k, mean = len(row), row.mean()
        wanted = float((row / mean * np.log(row / mean)).sum() / (k * math.log(k))) if k > 1 else 1.0
        assert hierarchy[v] == pytest.approx(max(wanted, 0.0), rel=1e-8, abs=1e-12)


def test_clustering_cores_and_parts(held: TieGraph, kit: nk.Graph) -> None:
    graph = cast("nx.Graph[int]", held)
    exact = nk.centrality.LocalClusteringCoefficient(kit, turbo=False)
    exact.run()
    close(listed(nx.clustering(graph)), np.array(exact.scores()))
    shells = nk.centrality.CoreDecomposition(kit)
    shells.run()
    cores = listed(nx.core_number(graph))
    assert (cores == np.array(shells.scores())).all()
    assert cores.max() > 3
    parts = nk.components.ConnectedComponents(kit)
    parts.run()
    theirs = np.array(parts.getPartition().getVector())
    ours = part_of(held)
    assert len(np.unique(ours)) == len(np.unique(theirs)) == len(np.unique(np.stack([ours, theirs]), axis=1).T)


def test_adamic_adar(held: TieGraph, ones: sparse.csr_array) -> None:
    degree = np.diff(held.indptr)
    share = np.where(degree > 1, 1.0 / np.log(np.maximum(degree, 2)), 0.0)
    rows = np.arange(0, 2_000)
    common = ones[rows] @ sparse.diags_array(share) @ ones
    pairs = [(int(i), int(j)) for i, j in zip(*common.nonzero(), strict=True) if i < j][:20_000]
    assert len(pairs) > 5_000
    close(adamic_adar(held, pairs), np.asarray(common[[i for i, _ in pairs], [j for _, j in pairs]]).ravel())
