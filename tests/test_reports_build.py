"""Parts of the report that need no workspace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.build import gini, strength_bars

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


@given(st.lists(st.floats(0.001, 1.0), max_size=50))
def test_every_tie_stands_in_one_bar(strengths: list[float]) -> None:
    bars = strength_bars(np.array(strengths))
    assert len(bars) == 10
    assert sum(b.value for b in bars) == len(strengths)
