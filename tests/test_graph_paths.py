"""Paths against brute force: every order, limit and alternative on small graphs; then larger ones against scipy."""

from __future__ import annotations

import math
from itertools import islice

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import Question, Tie, all_paths, network, questions, random_ties, tie_columns
from scipy import sparse

import graph.engine.search as search_module
from graph.engine.kernels.bidirectional import best_path
from graph.engine.kernels.labels import INFINITE
from graph.engine.scratch import Scratch
from graph.engine.search import people
from graph.errors import UsageError
from graph.network import Network
from graph.paths import FoundPath, best_paths, reach_companies


def asked(question: Question, k: int, *, disjoint: bool = False) -> list[FoundPath]:
    return best_paths(
        network(question.n, question.ties),
        question.sources,
        question.targets,
        k=k,
        max_hops=question.max_hops,
        hop_discount=question.discount,
        disjoint=disjoint,
    )


def rounded(paths: list[FoundPath]) -> list[tuple[float, int, tuple[int, ...]]]:
    return [(round(p.cost, 9) + 0.0, len(p.ties), p.nodes) for p in paths]


@given(questions(), st.integers(1, 8))
def test_best_paths_are_those_of_brute_force_in_order(question: Question, k: int) -> None:
    assert rounded(asked(question, k)) == all_paths(question)[:k]


@given(questions(), st.integers(1, 8))
def test_putting_deviations_off_changes_nothing(question: Question, k: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_module, "LEAST_CAP", 0)
        assert rounded(asked(question, k)) == all_paths(question)[:k]


def with_hubs(seed: int, n: int) -> list[Tie]:
    """Ties among n people, six of whom know a third of all; most ties are as strong as each other."""
    rng = np.random.default_rng(seed)
    ties = {(a, b): p for a, b, p in random_ties(rng, n, n)}
    for hub in range(6):
        for v in rng.choice(n, n // 3, replace=False).tolist():
            if v != hub:
                ties.setdefault((min(v, hub), max(v, hub)), 0.12)
    return [(a, b, p) for (a, b), p in sorted(ties.items())]


@pytest.mark.parametrize("seed", range(6))
def test_ten_paths_among_hubs_cost_what_networkx_finds(seed: int) -> None:
    n, ties = 120, with_hubs(seed, 120)
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(n))
    plain.add_edges_from((a, b, {"cost": -math.log(p)}) for a, b, p in ties)
    net = network(n, ties)
    for source, target in ((n - 1, n - 2), (0, n - 1), (n // 2, 3)):
        ours = best_paths(net, [source], [target], k=10, hop_discount=1.0)
        theirs = islice(nx.shortest_simple_paths(plain, source, target, weight="cost"), 10)
        assert [p.cost for p in ours] == pytest.approx([nx.path_weight(plain, p, "cost") for p in theirs])
        for limit in (3, 4):
            near = nx.all_simple_paths(plain, source, target, cutoff=limit)
            costs = sorted(nx.path_weight(plain, p, "cost") for p in near)[:10]
            found = best_paths(net, [source], [target], k=10, max_hops=limit, hop_discount=1.0)
            assert [p.cost for p in found] == pytest.approx(costs)
            assert all(len(p.ties) <= limit for p in found)


@pytest.mark.parametrize("seed", range(24))
def test_among_hubs_every_order_is_that_of_brute_force(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    monkeypatch.setattr(search_module, "LEAST_CAP", int(rng.choice([0, 3, 4096])))
    monkeypatch.setattr(search_module, "SLACK_BITS", int(rng.choice([1, 4, 9])))
    for limits, largest in (((2, 3, 4), 34), ((5, 6, None), 9)):
        n = int(rng.integers(8, largest))
        ties = [(a, b, float(rng.choice([0.12, 0.12, 0.12, 0.5, 1.0, 0.9, p]))) for a, b, p in with_hubs(seed, n)]
        sources, targets = (tuple(rng.choice(n, int(rng.integers(1, 4)), replace=False).tolist()) for _ in range(2))
        for limit in limits:
            question = Question(n, tuple(ties), sources, targets, limit, float(rng.choice([0.5, 1.0])))
            assert rounded(asked(question, 12)) == all_paths(question)[:12]


def test_how_far_the_search_back_came_is_never_beyond_the_best_path() -> None:
    # the shared search of more paths begins there: at a million people, going on to the end would take seconds
    graph = network(400, with_hubs(1, 400)).graph
    scratch, ended = Scratch.of_size(400), 0
    for source in range(0, 200, 7):
        for target in range(201, 400, 9):
            scratch.bits.fill(0)
            rows = (graph.indptr, graph.indices, graph.weight, 1, scratch.labels, scratch.bits)
            key, _, came = best_path(*rows, people([source]), people([target]), INFINITE - 1)
            ended += came > 0
            assert came <= key
    assert ended > 20


@given(questions(), st.integers(1, 6))
def test_the_first_k_of_more_paths_are_the_k_paths(question: Question, k: int) -> None:
    assert asked(question, k + 1)[:k] == asked(question, k)


def cheapest_disjoint(paths: list[tuple[float, int, tuple[int, ...]]], k: int) -> tuple[int, float]:
    best = (0, 0.0)

    def grow(start: int, used: frozenset[int], count: int, cost: float) -> None:
        nonlocal best
        if count > best[0] or (count == best[0] and cost < best[1]):
            best = (count, cost)
        if count == k:
            return
        for i in range(start, len(paths)):
            between = frozenset(paths[i][2][1:-1])
            if not between & used:
                grow(i + 1, used | between, count + 1, cost + paths[i][0])

    grow(0, frozenset(), 0, 0.0)
    return best


@given(questions(hops=(None, None, 1, 2, 3)), st.integers(1, 3))
def test_disjoint_paths_are_the_cheapest_largest_set(question: Question, k: int) -> None:
    paths = all_paths(question)
    if len(paths) > 40:
        return
    found = asked(question, k, disjoint=True)
    between = [v for p in found for v in p.nodes[1:-1]]
    assert len(between) == len(set(between))
    count, cost = cheapest_disjoint(paths, k)
    assert len(found) == count
    assert sum(p.cost for p in found) == pytest.approx(cost, abs=1e-7)
    assert {(round(p.cost, 9) + 0.0, len(p.ties), p.nodes) for p in found} <= set(paths)


def test_greedy_removal_is_not_good_enough() -> None:
    # the best path 0-1-2-5 takes both connectors that the two disjoint paths need
    ties = [(0, 1, 0.9), (1, 2, 0.9), (2, 5, 0.9), (1, 5, 0.2), (0, 2, 0.2)]
    for limit in (None, 3, 4):
        found = best_paths(network(6, ties), [0], [5], k=2, max_hops=limit, disjoint=True, hop_discount=1.0)
        assert [p.nodes for p in found] == [(0, 1, 5), (0, 2, 5)]


def test_a_binding_limit_of_four_hops_still_gives_disjoint_paths() -> None:
    chain = [(i, i + 1, 0.99) for i in range(6)]
    weak = [(0, 7, 0.1), (7, 8, 0.1), (8, 6, 0.1), (0, 9, 0.1), (9, 6, 0.1)]
    found = best_paths(network(10, [*chain, *weak]), [0], [6], k=3, max_hops=4, disjoint=True)
    assert [p.nodes for p in found] == [(0, 9, 6), (0, 7, 8, 6)]


def test_a_path_ends_at_its_first_target_and_passes_no_other_source() -> None:
    ties = [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9), (3, 4, 0.9)]
    assert [p.nodes for p in best_paths(network(5, ties), [0], [2, 4], k=9)] == [(0, 1, 2)]
    assert [p.nodes for p in best_paths(network(5, ties), [0, 1], [4], k=9)] == [(1, 2, 3, 4)]
    assert best_paths(network(5, ties), [0, 2], [0, 2], k=3) == []


def test_equal_paths_order_by_ids() -> None:
    ties = [(0, v, 0.5) for v in (1, 2, 3)] + [(v, 4, 0.5) for v in (1, 2, 3)]
    found = best_paths(network(5, ties), [0], [4], k=3)
    assert [p.nodes for p in found] == [(0, 1, 4), (0, 2, 4), (0, 3, 4)]
    assert found[0].cost == pytest.approx(-math.log(0.5 * 0.5 * 0.5))


def test_an_extra_tie_carries_a_path_and_its_number_follows_the_own_ones() -> None:
    net = network(3, [(0, 1, 0.5)])
    extra = tie_columns([(0, 1, 0.9), (1, 2, 0.4)])
    assert best_paths(net, [0], [2], k=1) == []
    (path,) = best_paths(net, [0], [2], k=1, extra=extra)
    assert path.ties == (0, 2)
    assert path.cost == pytest.approx(-math.log(0.5 * 0.4 * 0.5))


@pytest.mark.parametrize(("k", "hops", "discount"), [(0, None, 0.5), (1, 0, 0.5), (1, None, 0.0), (1, None, 1.5)])
def test_a_malformed_question_is_refused(k: int, hops: int | None, discount: float) -> None:
    with pytest.raises(UsageError, match="at least 1"):
        best_paths(network(2, [(0, 1, 0.5)]), [0], [1], k=k, max_hops=hops, hop_discount=discount)


def test_no_people_no_paths() -> None:
    assert best_paths(network(0, []), [], [], k=3) == []
    assert best_paths(network(1, []), [0], [0], k=3) == []
    assert len(reach_companies(network(1, []), [0])) == 0


@given(questions())
def test_reaching_companies_is_the_best_path_to_each(question: Question) -> None:
    works = [(v, v % 3) for v in range(question.n) if v % 4]
    net = network(question.n, question.ties, works=works)
    costs = reach_companies(net, question.sources, question.max_hops, hop_discount=question.discount)
    for at, cost in enumerate(costs.tolist()):
        members = [v for v, c in works if c == at]
        found = best_paths(
            net, question.sources, members, k=1, max_hops=question.max_hops, hop_discount=question.discount
        )
        assert cost == pytest.approx(found[0].cost if found else math.inf, abs=1e-9)


@pytest.fixture(scope="module")
def large() -> Network:
    rng = np.random.default_rng(7)
    return network(100_000, random_ties(rng, 100_000, 440_000), works=[(v, v // 12) for v in range(100_000)])


def test_best_paths_agree_with_scipy_at_a_hundred_thousand_people(large: Network) -> None:
    ties = large.columns.ties
    matrix = sparse.csr_matrix((-np.log(ties.strength), (ties.a, ties.b)), shape=(100_000, 100_000))
    for source in (3, 70_001):
        far = sparse.csgraph.dijkstra(matrix, directed=False, indices=np.array([source]))[0]
        costs = reach_companies(large, [source], hop_discount=1.0)
        best = np.minimum.reduceat(np.where(np.arange(100_000) == source, np.inf, far), np.arange(0, 100_000, 12))
        assert np.allclose(costs, best, rtol=1e-8, atol=0)
        for target in (9, 4_321, 99_999):
            (path,) = best_paths(large, [source], [target], k=1, hop_discount=1.0)
            assert path.cost == pytest.approx(far[target], rel=1e-8)


def test_many_paths_at_a_hundred_thousand_people_are_simple_ordered_and_within_the_limit(large: Network) -> None:
    members = large.members(500)
    for limit in (None, 5):
        found = best_paths(large, [11], members, k=10, max_hops=limit)
        assert [p.cost for p in found] == sorted(p.cost for p in found)
        assert len({p.nodes for p in found}) == len(found)
        assert all(len(set(p.nodes)) == len(p.nodes) and p.nodes[-1] in members for p in found)
        assert limit is None or all(len(p.ties) <= limit for p in found)
    alternatives = best_paths(large, [11], members, k=4, disjoint=True)
    between = [v for p in alternatives for v in p.nodes[1:-1]]
    assert len(between) == len(set(between))
    assert alternatives[0].cost >= best_paths(large, [11], members, k=1)[0].cost - 1e-9


def test_a_target_behind_one_person_does_not_search_the_whole_graph(large: Network) -> None:
    n = 100_000
    ties = [
        (int(a), int(b), float(p))
        for a, b, p in zip(*(getattr(large.columns.ties, c)[:200_000] for c in ("a", "b", "strength")), strict=True)
    ]
    net = network(n + 1, [*ties, (5, n, 0.5)])
    found = best_paths(net, [3], [n], k=5)
    assert all(p.nodes[-2] == 5 for p in found)
