"""Rows of a graph: by counting and by sorting they are the same, arc for arc."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.engine.kernels.build import fixed_point, rows_filled, rows_in_arrays
from graph.jit import read_only

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20, unique_by=frozenset)


@given(pairs=PAIRS, data=st.data())
def test_counting_and_sorting_agree(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    ends = np.array(sorted((min(p), max(p)) for p in pairs), dtype=np.int32).reshape(-1, 2)
    order = np.array(data.draw(st.permutations(range(len(ends)))), dtype=np.int64)
    given_ = 7, read_only(ends[:, 0]), read_only(ends[:, 1]), read_only(order)
    counted, sorted_ = rows_filled(*given_), rows_in_arrays(*given_)
    assert [array.dtype for array in counted] == [array.dtype for array in sorted_]
    assert [array.tolist() for array in counted] == [array.tolist() for array in sorted_]
    indptr, indices, tie = sorted_
    place = {number: at for at, number in enumerate(order.tolist())}
    for person in range(7):
        arcs = [
            (place[number], b if person == a else a) for number, (a, b) in enumerate(ends.tolist()) if person in (a, b)
        ]
        row = slice(indptr[person], indptr[person + 1])
        assert indices[row].tolist() == [other for _, other in sorted(arcs)]
        assert [place[number] for number in tie[row].tolist()] == sorted(at for at, _ in arcs)


def test_weights_are_whole_numbers_above_the_bits_that_count_hops() -> None:
    costs = np.array([0.0, 0.25, 1.5, np.inf])
    assert fixed_point(costs, 4.0, 10, 99).tolist() == [0, 1 << 10, 6 << 10, 99]
