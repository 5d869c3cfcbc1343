"""Sponsors of a candidate against brute force over every way of two and three hops."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from networks import Tie, network, random_ties

from referral.reach import SPONSORS, candidate_reaches

DISCOUNT = 0.5


def by_brute_force(n: int, ties: list[Tie], ego: int, candidate: int) -> list[tuple[tuple[int, ...], float]]:
    """The best way again and again that shares nobody with those taken; no way that a direct tie makes needless."""
    p = {(a, b): w for a, b, w in ties} | {(b, a): w for a, b, w in ties}
    ways = []
    for length in (1, 2):
        for people in permutations([v for v in range(n) if v not in (ego, candidate)], length):
            nodes = (ego, *people, candidate)
            hops = list(pairwise(nodes))
            if all(hop in p for hop in hops):
                promise = float(np.prod([p[hop] for hop in hops])) * DISCOUNT**length
                if length == 1 or p.get((ego, people[1]), 0) < p[hops[0]] * p[hops[1]] * DISCOUNT:
                    ways.append((people, promise))
    taken: list[tuple[tuple[int, ...], float]] = []
    for people, promise in sorted(ways, key=lambda way: (-way[1], way[0][-1], (-1, *way[0][:-1])[-1])):
        if len(taken) < SPONSORS and not any(set(people) & set(other) for other, _ in taken):
            taken.append((people, promise))
    return taken


@pytest.mark.parametrize("seed", range(40))
def test_every_way_of_every_candidate_is_that_of_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 12))
    ties = random_ties(rng, n, 3 * n)
    known = {b for a, b, _ in ties if a == 0}
    for reach in candidate_reaches(network(n, ties), 0, np.arange(1, n, dtype=np.int32)):
        if reach.person in known:
            assert (reach.value, reach.ways) == (1.0, ())
            continue
        expected = by_brute_force(n, ties, 0, reach.person)
        assert [w.people for w in reach.ways] == [people for people, _ in expected]
        assert [w.promise for w in reach.ways] == pytest.approx([promise for _, promise in expected])
        assert reach.value == pytest.approx(1 - np.prod([1 - promise for _, promise in expected]))


def test_where_the_better_introducer_is_used_already_the_next_one_is_taken() -> None:
    """Both ways to 5 lead best through 1; 2 is the second way's other introducer."""
    ties = [(0, 1, 0.9), (1, 3, 0.9), (1, 4, 0.9), (0, 2, 0.8), (2, 4, 0.8), (3, 5, 0.9), (4, 5, 0.9)]
    (found,) = candidate_reaches(network(6, ties), 0, np.array([5], dtype=np.int32))
    assert [w.people for w in found.ways] == [(1, 3), (2, 4)]
