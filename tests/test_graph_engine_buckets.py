"""Keys to everybody by buckets are those of Dijkstra with a heap, whatever the weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import random_ties

from graph.columns import Float64
from graph.engine.csr import TieGraph
from graph.engine.kernels.buckets import BUCKETS, whole_keys
from graph.engine.kernels.cores import any_loop, core_numbers
from graph.engine.kernels.distances import all_keys
from graph.engine.kernels.labels import INFINITE
from graph.engine.search import people
from graph.jit import read_only


def held(n: int, pairs: list[tuple[int, int]], costs: Float64) -> TieGraph:
    ends = np.array(sorted({(min(p), max(p)) for p in pairs}), dtype=np.int32).reshape(-1, 2)
    found = costs[: len(ends)]
    return TieGraph.from_costs(n, ends[:, 0].copy(), ends[:, 1].copy(), found, np.exp(-found))


def same(graph: TieGraph, seeds: list[int], step: int) -> None:
    rows = (graph.indptr, graph.indices, graph.weight, step, people(seeds))
    np.testing.assert_array_equal(whole_keys(*rows), all_keys(*rows, INFINITE))


ends = st.tuples(st.integers(0, 24), st.integers(0, 24))
costs = st.one_of(st.just(0.0), st.just(np.inf), st.floats(0.0, 30.0), st.just(2.12))


@given(st.lists(ends, max_size=80), st.lists(costs, min_size=80, max_size=80), st.integers(0, 1 << 45), st.data())
def test_any_small_graph(pairs: list[tuple[int, int]], drawn: list[float], step: int, data: st.DataObject) -> None:
    seeds = data.draw(st.lists(st.integers(0, 24), max_size=4, unique=True))
    same(held(25, pairs, np.array(drawn)), seeds, step)


@pytest.mark.parametrize("spread", [0.0, 1.0, 1e-9, 1e9])
def test_weights_alike_and_far_apart(spread: float) -> None:
    """One weight for all; a single one so heavy that buckets have to be wide; more people improved than there are."""
    rng = np.random.default_rng(8)
    pairs = [(int(a), int(b)) for a, b, *_ in random_ties(rng, 3_000, 20_000)]
    drawn = (
        1.0 + spread * rng.random(20_000)
        if spread < 2
        else np.where(rng.random(20_000) < 1e-3, 30.0, rng.random(20_000) / spread)
    )
    graph = held(3_000, pairs, drawn)
    for seeds in ([0], [5, 6, 2_999]):
        same(graph, seeds, 0)
        same(graph, seeds, BUCKETS)


@given(st.lists(ends, max_size=120))
def test_cores_by_taking_away_one_by_one(pairs: list[tuple[int, int]]) -> None:
    """Nobody of the k-core has fewer than k contacts in it, and it is the largest such set: peeled by hand."""
    graph = held(25, pairs, np.ones(120))
    near = [set(graph.row(v).tolist()) - {v} for v in range(25)]
    left, core, k = set(range(25)), np.zeros(25, dtype=np.int32), 0
    while left:
        loose = {v for v in left if len(near[v] & left) <= k}
        if loose:
            core[list(loose)] = k
            left -= loose
        else:
            k += 1
    np.testing.assert_array_equal(core_numbers(*graph.rows(), graph.may_have_loops()), core)
    assert any_loop(*graph.rows()) == any(a == b for a, b in pairs)


def test_nobody() -> None:
    empty = held(0, [], np.ones(0))
    assert len(whole_keys(empty.indptr, empty.indices, empty.weight, 0, people([]))) == 0
    nobody_tied = core_numbers(read_only(np.zeros(3, dtype=np.int64)), read_only(np.zeros(0, dtype=np.int32)), False)
    assert nobody_tied.tolist() == [0, 0]
    assert len(core_numbers(read_only(np.zeros(1, dtype=np.int64)), read_only(np.zeros(0, dtype=np.int32)), False)) == 0
