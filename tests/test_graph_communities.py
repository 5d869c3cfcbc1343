"""Communities: known groups are found, a seed repeats, a lone archive has none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from networks import Tie, network, person, random_ties

from graph.communities import communities, modularity

RING: list[Tie] = [(a, b, 0.5) for a, b in nx.ring_of_cliques(5, 6).edges]


def test_the_cliques_of_a_ring_are_the_groups() -> None:
    net = network(31, RING, owners=[0, 7])
    found = communities(net, seed=2)
    assert [g.size for g in found.groups] == [6] * 5
    assert found.labels[30] == -1
    assert "that owner's list" in found.notes[0]
    assert communities(network(30, RING)).notes == ()
    for first in range(0, 30, 6):
        assert len(set(found.labels[first : first + 6].tolist())) == 1
    assert found.groups[0].central == (person(0), person(1), person(2))
    assert found.modularity == pytest.approx(
        nx.community.modularity(nx.ring_of_cliques(5, 6), [set(range(i, i + 6)) for i in range(0, 30, 6)])
    )


def test_a_seed_repeats() -> None:
    net = network(30, RING, owners=[0, 7])
    assert np.array_equal(communities(net, seed=9).labels, communities(net, seed=9).labels)


def test_a_seed_repeats_in_any_thread() -> None:
    net = network(3_000, random_ties(np.random.default_rng(1), 3_000, 9_000), owners=[0, 7])
    here = communities(net, seed=3).labels
    with ThreadPoolExecutor(3) as pool:
        there = list(pool.map(lambda _: communities(net, seed=3).labels, range(4)))
    assert all(np.array_equal(here, labels) for labels in there)


def test_a_lone_archive_has_no_groups_and_says_so() -> None:
    found = communities(network(5, [(0, v, 0.5) for v in range(1, 5)], owners=[0]))
    assert found.groups == ()
    assert found.modularity is None
    assert "one archive" in found.notes[0]


def test_no_ties_no_modularity() -> None:
    graph = network(3, []).graph
    assert modularity(graph, np.full(3, -1, dtype=np.int64)) is None
