"""What is compiled for many rows is what is done in arrays for few, to the last bit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.strength import structure
from graph.strength.structure import Neighbours, Shared, neighbours, shared

PEOPLE = 12
pairs = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda p: p[0] < p[1]))


def found(ties: list[tuple[int, int]], *, compiled: bool) -> tuple[Neighbours, Shared, Shared]:
    a, b = (np.array([tie[end] for tie in ties], dtype=np.int32) for end in (0, 1))
    strength = np.random.default_rng(len(ties)).random(len(ties))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "compiled_pays", lambda _: compiled)
        graph = neighbours(a, b, people=PEOPLE)
        wide = a.astype(np.int64), b.astype(np.int64)
        return graph, shared(graph, *wide, strength), shared(graph, *wide)


@given(pairs)
def test_common_neighbours_are_those_of_the_arrays(drawn: list[tuple[int, int]]) -> None:
    ties = sorted(set(drawn))
    for mine, theirs in zip(found(ties, compiled=True), found(ties, compiled=False), strict=True):
        for field in fields(mine):
            one, other = getattr(mine, field.name), getattr(theirs, field.name)
            assert one.dtype == other.dtype
            assert one.tobytes() == other.tobytes()
