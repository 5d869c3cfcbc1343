"""Paths without detours, each bringing another introducer or another person: against brute force over all simple paths."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import Question, all_paths, network, questions, random_ties

import graph.engine.detour_free as driver
from graph.jit import as_written
from graph.paths import FoundPath, best_paths, introduction_paths, several_paths

Listed = tuple[float, int, tuple[int, ...]]


def asked(question: Question, k: int) -> list[FoundPath]:
    return introduction_paths(
        network(question.n, question.ties),
        question.sources,
        question.targets,
        k=k,
        max_hops=question.max_hops,
        hop_discount=question.discount,
    )


def rounded(paths: list[FoundPath]) -> list[Listed]:
    return [(round(p.cost, 9) + 0.0, len(p.ties), p.nodes) for p in paths]


def without_detours(question: Question) -> list[Listed]:
    """Every simple path that is no detour, best first, the first of each pair of first introducer and person reached."""
    ties = {(min(a, b), max(a, b)): p for a, b, p in question.ties if p > 0}
    discount = -np.log(question.discount)

    def detour(nodes: tuple[int, ...]) -> bool:
        costs = [-np.log(ties[min(a, b), max(a, b)]) for a, b in pairwise(nodes)]
        return any(
            (min(nodes[i], nodes[j]), max(nodes[i], nodes[j])) in ties
            and -np.log(ties[min(nodes[i], nodes[j]), max(nodes[i], nodes[j])])
            <= sum(costs[i:j]) + (j - i - 1) * discount + 1e-9
            for i, j in combinations(range(len(nodes)), 2)
            if j > i + 1
        )

    first: dict[tuple[int, int], Listed] = {}
    for path in all_paths(question):
        if not detour(path[2]):
            first.setdefault((path[2][1], path[2][-1]), path)
    return list(first.values())


@given(questions(), st.integers(1, 8))
def test_they_are_those_of_brute_force_in_order(question: Question, k: int) -> None:
    assert rounded(asked(question, k)) == without_detours(question)[:k]


@given(questions(), st.integers(1, 8))
def test_kernels_as_they_are_written_find_the_same(question: Question, k: int) -> None:
    with as_written():
        assert rounded(asked(question, k)) == without_detours(question)[:k]


def test_as_written_a_larger_one_is_answered_to_the_bit() -> None:
    """Hubs, unknown strengths and whole rings, so that lists grow and searches stop at the first tie too dear."""
    rng = np.random.default_rng(11)
    net = network(2000, random_ties(rng, 2000, 9000))
    for source in range(0, 200, 20):
        ends = [int(v) for v in rng.choice(np.arange(300, 2000), 40, replace=False)]
        for hops in (1, 2, 3):
            compiled = introduction_paths(net, [source, source + 1], ends, k=10, max_hops=hops)
            with as_written():
                assert introduction_paths(net, [source, source + 1], ends, k=10, max_hops=hops) == compiled


@given(questions(), st.integers(1, 8))
def test_giving_up_early_and_coming_back_changes_nothing(question: Question, k: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "SHORT", 0)
        patch.setattr(driver, "LEAST_CAP", 0)
        patch.setattr(driver, "SLACK_BITS", 40)
        patch.setattr(driver, "TOGETHER", -1)
        patch.setattr(driver, "MOST_PAIRS", 0)
        assert rounded(asked(question, k)) == without_detours(question)[:k]


@given(questions(), st.integers(1, 8), st.sampled_from([(0, -1), (0, 10_000), (1000, 0)]))
def test_both_ends_give_what_one_gives(question: Question, k: int, limits: tuple[int, int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "FEW_PAIRS", limits[0])
        patch.setattr(driver, "TOGETHER", limits[1])
        assert rounded(asked(question, k)) == without_detours(question)[:k]


def test_both_ends_of_a_larger_one_give_what_one_gives() -> None:
    """More than a look at the pairs (`CLOSE_EVERY`) apart, so that pairs are closed and searches end before the others."""
    rng = np.random.default_rng(8)
    net = network(3000, random_ties(rng, 3000, 7000))
    for source in range(0, 300, 10):
        ends = [int(v) for v in rng.choice(np.arange(300, 3000), 3, replace=False)]
        both = introduction_paths(net, [source], ends, k=10, hop_discount=1.0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "MOST_PAIRS", 0)
            assert introduction_paths(net, [source], ends, k=10, hop_discount=1.0) == both


def test_both_ends_give_what_one_gives_to_a_hub_and_where_many_ties_are_as_strong() -> None:
    """Hundreds of introducers behind ties of every strength, so that searches begin at very different distances."""
    rng = np.random.default_rng(2)
    ties = {(0, b): round(float(rng.uniform(0.05, 0.95)), 1) for b in range(1, 400)} | {
        (min(a, b), max(a, b)): p for a, b, p in random_ties(rng, 3000, 6000)
    }
    net = network(3000, [(a, b, max(1, round(p * 6)) / 6) for (a, b), p in ties.items()])
    for round_ in range(12):
        ends = [int(v) for v in rng.choice(np.arange(300, 3000), 1 + 2 * round_, replace=False)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "FEW_PAIRS", driver.MOST_PAIRS)
            both = introduction_paths(net, [0, 1], ends, k=10 + round_, hop_discount=1.0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "MOST_PAIRS", 0)
            assert introduction_paths(net, [0, 1], ends, k=10 + round_, hop_discount=1.0) == both


@pytest.mark.parametrize("hops", [2, 3, 4, 5, None])
@pytest.mark.parametrize("levels", [3, 1000])
def test_larger_ones_too_where_most_ties_are_as_strong_as_each_other(hops: int | None, levels: int) -> None:
    for seed in range(25):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(7, 13))
        ties = [(a, b, max(1, round(p * levels)) / levels) for a, b, p in random_ties(rng, n, 2 * n)]
        ends = [int(v) for v in rng.choice(np.arange(1, n), 3, replace=False)]
        question = Question(n, tuple(ties), (0,), tuple(ends), hops, 0.5)
        for k in (1, 4, 40):
            assert rounded(asked(question, k)) == without_detours(question)[:k]


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_lists_of_a_larger_one_give_what_the_guided_search_gives(hops: int) -> None:
    """From hubs and from people with few ties, so that both sides are read; most ties are as strong as each other."""
    rng = np.random.default_rng(hops)
    ties = {(0, b): 0.25 for b in range(1, 900)} | {
        (min(a, b), max(a, b)): p for a, b, p in random_ties(rng, 900, 2500)
    }
    net = network(900, [(a, b, max(1, round(p * 8)) / 8) for (a, b), p in ties.items()])
    for source in (0, *range(1, 60, 6)):
        ends = [int(v) for v in rng.choice(np.arange(100, 900), int(rng.integers(1, 40)), replace=False)]
        for k in (1, 5, 30):
            short = introduction_paths(net, [source, 60], ends, k=k, max_hops=hops)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(driver, "SHORT", 0)
                assert introduction_paths(net, [source, 60], ends, k=k, max_hops=hops) == short
        assert several_paths(net, [source, 60], ends, max_hops=hops) == (
            len(best_paths(net, [source, 60], ends, k=2, max_hops=hops)) > 1
        )


@pytest.mark.parametrize("hops", [4, None])
def test_a_further_owner_misses_nothing_where_the_earlier_ones_set_the_limit(hops: int | None) -> None:
    """The nearest of what lies ahead says how far to look next, also where a dearer tie of the owner comes after it."""
    first, second, third, target, x, y, z, far = range(8)
    ties = [(first, target, 0.5), (third, x, 0.5), (x, target, 0.3), (third, far, 0.01)]
    ties += [(second, y, 0.3), (y, target, 0.3), (second, z, 0.25), (z, target, 0.3)]
    question = Question(8, tuple(ties), (first, second, third), (target,), hops, 1.0)
    assert rounded(asked(question, 3)) == without_detours(question)[:3]
    assert [path.nodes for path in asked(question, 2)] == [(first, target), (third, x, target)]


@given(questions())
def test_several_are_counted_as_they_are_found(question: Question) -> None:
    net, hops = network(question.n, question.ties), question.max_hops or 3
    found = best_paths(net, question.sources, question.targets, k=2, max_hops=hops)
    assert several_paths(net, question.sources, question.targets, max_hops=hops) == (len(found) > 1)


def test_the_first_is_the_best_path() -> None:
    rng = np.random.default_rng(5)
    net = network(300, random_ties(rng, 300, 900))
    for source in range(0, 60, 7):
        best = best_paths(net, [source], [290, 291, 292], k=1)
        assert [p.nodes for p in introduction_paths(net, [source], [290, 291, 292], k=1)] == [p.nodes for p in best]


def test_nobody_is_asked_for_somebody_known_well() -> None:
    known = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (1, 3, 0.8), (2, 3, 0.7)]
    found = introduction_paths(network(4, known), [0], [3], k=9)
    assert [p.nodes for p in found] == [(0, 1, 3), (0, 2, 3)]


def test_a_strong_way_round_a_very_weak_direct_tie_is_no_detour() -> None:
    found = introduction_paths(network(3, [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.05)]), [0], [2], k=9)
    assert [p.nodes for p in found] == [(0, 1, 2), (0, 2)]


def test_another_owner_is_no_introducer() -> None:
    ties = [(0, 1, 0.9), (1, 2, 0.9), (0, 3, 0.5), (3, 2, 0.5)]
    assert [p.nodes for p in introduction_paths(network(4, ties), [0, 1], [2], k=9)] == [(1, 2), (0, 3, 2)]
