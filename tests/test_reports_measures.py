"""The measures of the report on known distributions, and against their definitions."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.parts.community_map import packed
from reports.parts.concentration import gini, lorenz
from reports.parts.target_rows import chance_of_an_answer

counts = st.lists(st.integers(0, 1000), max_size=30)


@pytest.mark.parametrize(("values", "wanted"), [([], 0), ([5], 0), ([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([0, 0], 0)])
def test_gini_of_known_distributions(values: list[int], wanted: float) -> None:
    assert gini(values) == pytest.approx(wanted)


@given(counts)
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    array = np.array(values, dtype=float)
    if len(array) < 2 or array.sum() == 0:
        return
    wanted = np.abs(array[:, None] - array[None, :]).mean() / (2 * array.mean())
    assert gini(values) == pytest.approx(wanted)


@given(counts)
def test_lorenz_rises_from_nothing_to_all_below_the_even_spread(values: list[int]) -> None:
    curve = lorenz(values)
    if not sum(values):
        assert curve == ()
        return
    assert curve[0] == 0.0
    assert curve[-1] == pytest.approx(1.0)
    assert all(a <= b + 1e-12 for a, b in pairwise(curve))
    assert all(share <= at / 10 + 1e-12 for at, share in enumerate(curve))


def test_lorenz_of_ten_kinds_is_their_running_sum() -> None:
    assert lorenz([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])[:4] == pytest.approx((0, 1 / 55, 3 / 55, 6 / 55))


@given(st.lists(st.floats(0.0, 1.0), max_size=3))
def test_chance_of_an_answer_is_that_of_any(chances: list[float]) -> None:
    none = math.prod(1 - c for c in chances)
    assert chance_of_an_answer(chances) == pytest.approx(1 - none)
    assert all(chance_of_an_answer(chances) >= c - 1e-12 for c in chances)


@settings(max_examples=30, deadline=None)  # placing a dozen circles takes a third of a second
@given(st.lists(st.integers(1, 500), min_size=1, max_size=12))
def test_circles_of_the_map_do_not_meet_and_stay_within_it(sizes: list[int]) -> None:
    circles = packed(sorted(sizes, reverse=True))
    for (x, y, r), (a, b, s) in combinations(circles, 2):
        assert math.hypot(x - a, y - b) > r + s
    for x, y, r in circles:
        assert min(x, y) - r >= -1e-9
        assert max(x, y) + r <= 1 + 1e-9
