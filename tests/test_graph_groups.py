"""Groups of a network against counting by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from networks import network, random_ties

from graph.groups import LEAST_SIZE, MOST_GROUPS, MOST_LINKS, Grouping, best_by, ego_strengths, groups, members

STAR = network(
    7,
    [(0, 1, 0.9), (0, 2, 0.5), (0, 3, 0.1), (0, 4, 0.2), (0, 5, 0.3)],
    works=[(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2)],
    owners=[0],
)


def test_one_archive_goes_by_employer() -> None:
    assert best_by(STAR) is Grouping.EMPLOYER


def test_employers_are_counted_and_the_best_known_come_first() -> None:
    found = groups(STAR, Grouping.EMPLOYER, (0,))
    assert [(g.number, g.size, g.known) for g in found.groups] == [(0, 2, 2), (1, 2, 2), (2, 2, 1)]
    assert [g.strength for g in found.groups] == pytest.approx([0.7, 0.15, 0.3])
    assert found.rest == 0
    assert found.links == ()


def test_members_come_best_known_first_and_not_too_many() -> None:
    found, strengths = groups(STAR, Grouping.EMPLOYER, (0,)), ego_strengths(STAR.columns, (0,))
    assert members(found, 0, strengths, most=9).tolist() == [1, 2]
    assert members(found, 2, strengths, most=1).tolist() == [5]
    assert members(found, 99, strengths, most=9).tolist() == []


@pytest.mark.parametrize("seed", range(4))
def test_counts_and_links_are_those_of_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, ties = 60, random_ties(rng, 60, 150)
    works = [(i, int(rng.integers(0, 9))) for i in range(n) if rng.random() < 0.8]
    found = groups(network(n, ties, works=works, owners=[0, 1]), Grouping.EMPLOYER, (0, 1))
    at = {i: c for i, c in works if i > 1}
    best = dict.fromkeys(range(n), 0.0)
    for a, b, p in ties:
        for one, other in ((a, b), (b, a)):
            if one in (0, 1) and other not in (0, 1):
                best[other] = max(best[other], p)
    sizes = Counter(at.values())
    for group in found.groups:
        known = [best[i] for i, c in at.items() if c == group.number and best[i] > 0]
        assert (group.size, group.known) == (sizes[group.number], len(known))
        assert group.strength == pytest.approx(sum(known) / len(known) if known else 0.0)
    places = {g.number: i for i, g in enumerate(found.groups)}
    between: Counter[tuple[int, int]] = Counter()
    for a, b, _ in ties:
        if a in at and b in at and at[a] != at[b] and at[a] in places and at[b] in places:
            one, other = sorted((places[at[a]], places[at[b]]))
            between[one, other] += 1
    assert {(link.a, link.b): link.ties for link in found.links} == dict(between)
    assert found.rest == n - 2 - sum(g.size for g in found.groups)
    assert all(g.size >= LEAST_SIZE or g.known for g in found.groups)


def test_a_map_never_has_more_marks_than_can_be_told_apart() -> None:
    rng = np.random.default_rng(5)
    works = [(i, i // 3) for i in range(3 * MOST_GROUPS + 90)]
    found = groups(
        network(len(works), random_ties(rng, len(works), 4000), works=works, owners=[0]), Grouping.EMPLOYER, (0,)
    )
    assert len(found.groups) == MOST_GROUPS
    assert len(found.links) <= MOST_LINKS
    assert found.rest == len(works) - 1 - sum(g.size for g in found.groups)


def test_communities_of_two_cliques_are_two_groups_with_one_link() -> None:
    left = [(a, b, 0.9) for a in range(5) for b in range(a + 1, 5)]
    right = [(a, b, 0.9) for a in range(5, 10) for b in range(a + 1, 10)]
    pool = network(10, [*left, *right, (4, 5, 0.2)], owners=[0, 9])
    found = groups(pool, Grouping.COMMUNITY, (0,))
    assert sorted(g.size for g in found.groups) == [4, 5]
    assert [link.ties for link in found.links] == [1]
    assert found.links[0].strength == pytest.approx(0.2)
