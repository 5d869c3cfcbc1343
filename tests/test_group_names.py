"""Names of groups: by what sets them apart, never two alike."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.group_names import CONSIDERED, distinct_names, employers_apart, joined

EMPLOYERS = st.sampled_from(["Ashford", "Birchwood", "Calder", "Dunmore"])
GROUPS = st.lists(st.lists(st.tuples(EMPLOYERS, st.floats(0.01, 1.0)), max_size=4), max_size=30)


def plain(labels: list[int], company: list[int], number: int) -> list[tuple[int, float]]:
    """The same by the definition, one person at a time."""
    everywhere = Counter(c for c in company if c >= 0)
    there = Counter(c for at, c in zip(labels, company, strict=True) if at == number and c >= 0)
    all_, here = sum(everywhere.values()), sum(there.values())
    apart = {c: n / here * math.log(n / here / (everywhere[c] / all_)) for c, n in there.items()}
    several = [c for c in there if there[c] >= 2] or (list(there) if len(there) == 1 else [])
    best = sorted(several, key=lambda c: (-round(apart[c], 9), -there[c], c))[:CONSIDERED]
    return [(c, there[c] / here) for c in best]


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 5)), min_size=1, max_size=80))
def test_employers_that_set_a_group_apart_by_the_definition(people: list[tuple[int, int]]) -> None:
    labels, company = [p[0] for p in people], [p[1] for p in people]
    found = employers_apart(np.array(labels), np.array(company), [3, 0, 4])
    for number, made in zip([3, 0, 4], found, strict=True):
        wanted = plain(labels, company, number)
        assert [share for _, share in made] == pytest.approx([share for _, share in wanted])
        assert sorted(c for c, _ in made) == sorted(c for c, _ in wanted) or len(made) == CONSIDERED


def test_what_is_common_everywhere_names_nobody() -> None:
    company = np.array([0] * 60 + [1] * 20 + [0] * 60 + [2] * 20)
    labels = np.array([0] * 80 + [1] * 80)
    first, second = employers_apart(labels, company, [0, 1])
    assert (first[0][0], second[0][0]) == (1, 2)


@given(GROUPS)
def test_no_two_groups_are_named_alike(groups: list[list[tuple[str, float]]]) -> None:
    made = distinct_names(groups, lambda _: "Around Ann Bell")
    assert len(made) == len(groups)
    assert len({frozenset(name.replace(" and ", ", ").split(", ")) for name in made}) == len(made)
    assert all(made)


def test_one_employer_of_most_of_a_group_names_it_alone_and_the_next_takes_another() -> None:
    mostly = [("Ashford", 0.7), ("Birchwood", 0.1), ("Calder", 0.05)]
    assert distinct_names([mostly, mostly, mostly], str) == ["Ashford", "Ashford and Birchwood", "Ashford and Calder"]
    assert distinct_names([[("Ashford", 0.02), ("Birchwood", 0.01)], []], lambda place: f"Around {place}") == [
        "Ashford and Birchwood",
        "Around 1",
    ]


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [joined(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
