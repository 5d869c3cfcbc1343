"""The best path to each of many companies from one search: against one by one, and brute force over who is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import Question, network, questions

from graph.company_paths import HOPS, ReachTable
from graph.engine.kernels import distances
from graph.engine.kernels.distances import keys_up_to, keys_within
from graph.engine.search import hop_cost, people
from graph.network import Network
from graph.paths import best_paths

COMPANIES = 3


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Question, Network]:
    asked = draw(questions(hops=(3,)))
    jobs = st.lists(st.integers(-1, COMPANIES - 1), min_size=asked.n, max_size=asked.n)
    works = [(person, at) for person, at in enumerate(draw(jobs)) if at >= 0]
    return asked, network(asked.n, asked.ties, works=works)


def simple_paths(net: Network, sources: set[int], ends: set[int], *, without: int = -1) -> list[tuple[int, ...]]:
    """Every simple path of up to three ties from a source to the first of `ends`, by trying all."""
    ties = net.columns.ties
    near: dict[int, set[int]] = {}
    for a, b, p in zip(ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), strict=True):
        if a != b and p > 0 and without not in {a, b}:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    found: list[tuple[int, ...]] = []

    def walk(path: tuple[int, ...]) -> None:
        for other in sorted(near.get(path[-1], ())):
            if other in path or other in sources:
                continue
            if other in ends:
                found.append((*path, other))
            elif len(path) < HOPS:
                walk((*path, other))

    for source in sorted(sources):
        walk((source,))
    return found


@given(worlds())
def test_the_best_path_to_each_company_is_the_one_found_one_by_one(world: tuple[Question, Network]) -> None:
    asked, net = world
    reached = ReachTable.of(net, asked.sources, hop_discount=asked.discount)
    for company in range(len(net.columns.companies.id)):
        one = best_paths(net, asked.sources, net.members(company), k=1, max_hops=HOPS, hop_discount=asked.discount)
        assert reached.best(company) == (one[0] if one else None)


@settings(max_examples=200)
@given(worlds())
def test_whether_there_is_more_than_one_path_is_as_counted(world: tuple[Question, Network]) -> None:
    asked, net = world
    reached = ReachTable.of(net, asked.sources)
    for company in range(len(net.columns.companies.id)):
        sources = set(asked.sources)
        ways = simple_paths(net, sources, set(net.members(company).tolist()) - sources)
        assert reached.several(company) == (len(ways) > 1)
        assert (reached.best(company) is not None) == bool(ways)


@given(worlds(), st.integers(0, 6))
def test_what_is_lost_without_somebody_is_as_tried(world: tuple[Question, Network], someone: int) -> None:
    asked, net = world
    sources = set(asked.sources)
    if someone >= asked.n or someone in sources:
        return
    reached = ReachTable.of(net, asked.sources)
    *_, still = reached.without_each([*(set(range(asked.n)) - sources), someone])
    for company in range(len(net.columns.companies.id)):
        there = set(net.members(company).tolist()) - sources
        if not simple_paths(net, sources, there):
            continue
        left = simple_paths(net, sources, there - {someone}, without=someone)
        assert reached.lost_without(company, someone) == (not left)
        assert bool(still[list(there)].any()) == bool(left)


@given(worlds())
def test_hops_are_those_of_a_search_by_breadth(world: tuple[Question, Network]) -> None:
    asked, net = world
    reached = ReachTable.of(net, asked.sources)
    sources = set(asked.sources)
    for person in range(asked.n):
        ways = [] if person in sources else simple_paths(net, sources, {person})
        wanted = 0 if person in sources else min((len(w) - 1 for w in ways), default=-1)
        assert int(reached.hops[person]) == wanted


def test_equal_paths_go_by_ids() -> None:
    net = network(5, [(0, 1, 0.5), (0, 2, 0.5), (1, 4, 0.5), (2, 4, 0.5), (2, 3, 0.5)], works=[(3, 0), (4, 0)])
    best = ReachTable.of(net, [0]).best(0)
    assert best is not None
    assert best.nodes == (0, 1, 4)
    assert np.isclose(best.cost, -2 * np.log(0.5) - np.log(0.5))


@given(worlds(), st.integers(1, 4))
def test_keys_in_arrays_are_those_of_the_kernel(world: tuple[Question, Network], hops: int) -> None:
    graph, sources = world[1].graph, people(sorted(set(world[0].sources)))
    rows = (graph.indptr, graph.indices, graph.weight, hop_cost(graph, 0.5), sources)
    compiled = [keys_within(*rows, most) for most in range(1, hops + 1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distances, "compiling", lambda: False)
        found = keys_up_to(*rows, hops)
    assert [each.tolist() for each in found] == [each.tolist() for each in compiled]
