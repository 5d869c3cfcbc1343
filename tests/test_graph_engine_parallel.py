"""Sums over many sources are the same bytes however many threads work them out."""

from __future__ import annotations

import os

import networkx as nx
import numpy as np
import pytest
from scipy import sparse
from strategies import random_network

from graph.engine import parallel
from graph.engine.csr import TieGraph
from graph.engine.nxapi.distances import dependencies, sums_to
from graph.engine.nxapi.product import product
from graph.jit import read_only


@pytest.fixture(scope="module")
def graph() -> TieGraph:
    return TieGraph.from_columns(random_network(np.random.default_rng(5), 400, 1500))


def test_sums_do_not_depend_on_the_number_of_threads(graph: TieGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = read_only(np.arange(0, 400, 2, dtype=np.int32))
    several = dependencies(graph, sources, None, ends=False), *sums_to(graph, sources, None)
    monkeypatch.setattr(parallel, "SIDE_BY_SIDE", 1)
    single = dependencies(graph, sources, None, ends=False), *sums_to(graph, sources, None)
    for one, other in zip(several, single, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_product_does_not_depend_on_the_number_of_threads(graph: TieGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    weights, x = graph.per_arc("strength"), np.random.default_rng(1).random(len(graph))
    with product(graph, weights) as alone, product(graph, weights, worth=10) as several:
        single, many = alone(x), several(x)
    np.testing.assert_array_equal(single, many)
    wanted = sparse.csr_array((weights, graph.indices, graph.indptr), shape=(len(x), len(x))) @ x
    np.testing.assert_array_equal(single, wanted)
    nobody = TieGraph.from_columns(random_network(np.random.default_rng(5), 0, 0))
    with product(nobody, np.empty(0)) as times:
        assert times(np.empty(0)).tolist() == []


def test_many_runs_add_up_to_what_networkx_says(graph: TieGraph) -> None:
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(graph)))
    plain.add_edges_from((v, int(u)) for v in range(len(graph)) for u in graph.row(v))
    wanted = nx.betweenness_centrality(plain, normalized=False)
    found = dependencies(graph, read_only(np.arange(len(graph), dtype=np.int32)), None, ends=False) / 2
    np.testing.assert_allclose(found, [wanted[v] for v in range(len(graph))], rtol=1e-9, atol=1e-9)


def test_parts_come_in_order_and_none_is_lost() -> None:
    sources = read_only(np.arange(100, dtype=np.int32))
    parts = list(parallel.parts_over(sources, 32, lambda run: run.tolist()))
    assert [len(p) for p in parts] == [32, 32, 32, 4]
    assert [x for part in parts for x in part] == list(range(100))
    assert list(parallel.parts_over(sources[:0], 32, lambda run: run.tolist())) == []
