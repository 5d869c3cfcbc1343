"""Quicker ways to put rows in order give the order of the plain ones."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import Int64
from graph.strength import ordering
from graph.strength.contact_log import ContactLog
from graph.strength.ordering import by_time_within, distinct_with_places, stable_order
from graph.strength.pair_log import kept, pair_log

LEAST, MOST = -(2**63), 2**63 - 1
whole = st.integers(LEAST, MOST)
keys = st.lists(st.one_of(whole, st.integers(-3, 3), st.sampled_from((LEAST, MOST, MOST - 1))), max_size=60)


def array(values: list[int]) -> Int64:
    return np.array(values, dtype=np.int64)


@pytest.fixture(params=[False, True], ids=["in arrays", "compiled"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "compiled_pays", lambda _: request.param)


@given(keys)
def test_a_stable_order_is_that_of_a_stable_sort(values: list[int]) -> None:
    expected = np.argsort(array(values), kind="stable")
    assert stable_order(array(values)).tolist() == expected.tolist()
    assert stable_order(array(values)).dtype == np.int64


@given(keys, st.integers(0, 12))
def test_keys_that_only_differ_in_bits_left_out_are_sorted_all_the_same(values: list[int], bits: int) -> None:
    close = [(LEAST + n % (1 << bits)) if n % 3 else MOST - n % (1 << bits) for n in values]
    assert stable_order(array(close)).tolist() == np.argsort(array(close), kind="stable").tolist()


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 4)), max_size=50))
def test_within_groups_by_time(rows: list[tuple[int, int]]) -> None:
    at, group = array([a for a, _ in rows]), array([g for _, g in rows])
    assert by_time_within(at, group).tolist() == np.lexsort((at, group)).tolist()
    distinct, order, start = distinct_with_places(group)
    assert distinct.tolist() == sorted(set(group.tolist()))
    assert group[order][start].tolist() == distinct.tolist()


contacts = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 30)).filter(lambda row: row[0] != row[1])


@given(st.lists(st.tuples(contacts, st.booleans()), max_size=60))
def test_part_of_a_log_by_pair_is_the_log_of_the_part_by_pair(rows: list[tuple[tuple[int, int, int], bool]]) -> None:
    rows = sorted(rows, key=lambda row: row[0][2])
    sender, recipient, at = (array([row[0][n] for row in rows]) for n in range(3))
    none = np.zeros(len(rows), dtype=np.int64)
    log = ContactLog(
        sender, recipient, at, none.astype(np.float64), none.astype(np.int32), none > 0, none, people=6, until=99
    )
    keep = np.array([row[1] for row in rows], dtype=np.bool_)
    part, by = kept(log, pair_log(log), keep)
    columns = [f.name for f in fields(log) if f.name not in {"people", "until"}]
    alone = replace(log, **{name: getattr(log, name)[keep] for name in columns})
    for name in columns:
        assert getattr(part, name).tolist() == getattr(alone, name).tolist()
    for field in fields(by):
        one, other = getattr(by, field.name), getattr(pair_log(alone), field.name)
        assert (one.dtype, one.tolist()) == (other.dtype, other.tolist())


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_rows(count: int) -> None:
    assert stable_order(array([7, 3][:count])).tolist() == [[], [0], [1, 0]][count]
