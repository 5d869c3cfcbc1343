"""What is compiled for many rows is what is done in arrays for few, to the last bit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.array_file import Array
from graph.strength import conversations as conversation_module
from graph.strength import structure
from graph.strength.claims import Claims, grouped, in_two
from graph.strength.contact_log import ContactLog
from graph.strength.conversations import Conversations, conversations
from graph.strength.pair_log import pair_log
from graph.strength.structure import Neighbours, Shared, neighbours, shared

PEOPLE = 12
Tables = Neighbours | Shared | Conversations
pairs = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda p: p[0] < p[1]))


def found(ties: list[tuple[int, int]], *, compiled: bool) -> tuple[Tables, ...]:
    a, b = (np.array([tie[end] for tie in ties], dtype=np.int32) for end in (0, 1))
    strength = np.random.default_rng(len(ties)).random(len(ties))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "compiled_pays", lambda _: compiled)
        graph = neighbours(a, b, people=PEOPLE)
        wide = a.astype(np.int64), b.astype(np.int64)
        apart = wide[0], wide[1][::-1].copy()  # mostly not next to each other
        return graph, shared(graph, *wide, strength), shared(graph, *wide), shared(graph, *apart)


def same(mine: Tables, theirs: Tables) -> None:
    for field in fields(mine):
        one, other = getattr(mine, field.name), getattr(theirs, field.name)
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()


@given(pairs)
def test_common_neighbours_are_those_of_the_arrays(drawn: list[tuple[int, int]]) -> None:
    ties = sorted(set(drawn))
    for mine, theirs in zip(found(ties, compiled=True), found(ties, compiled=False), strict=True):
        same(mine, theirs)


def log_of(drawn: list[tuple[int, int]]) -> ContactLog:
    """Messages of two people, in threads, by time."""
    rows = sorted(drawn)
    at, thread = (np.array([row[n] for row in rows], dtype=np.int64) for n in (0, 1))
    nobody = np.zeros(len(rows), dtype=np.int64)
    weight, group = np.ones(len(rows)), np.ones(len(rows), dtype=np.int32)
    return ContactLog(nobody, nobody + 1, at, weight, group, nobody > 0, thread, people=2, until=99)


threads = st.one_of(st.integers(0, 3), st.sampled_from((2**40, -(2**40), 2**63 - 1, -(2**63))))


@given(st.lists(st.tuples(st.integers(0, 20), threads), max_size=60))
def test_threads_are_gone_through_as_in_the_arrays(drawn: list[tuple[int, int]]) -> None:
    log, by = log_of(drawn), pair_log(log_of(drawn))
    with pytest.MonkeyPatch.context() as patch:
        talks = []
        for compiled in (True, False):
            patch.setattr(conversation_module, "compiled_pays", lambda _, compiled=compiled: compiled)
            talks.append(conversations(log, by))
    same(*talks)


claimed = st.tuples(st.integers(0, PEOPLE * PEOPLE - 1), st.sampled_from((1, 2, 8)), st.integers(-1, PEOPLE - 1))


@given(st.lists(claimed, max_size=60))
def test_claims_in_one_number_are_grouped_as_in_two(drawn: list[tuple[int, int, int]]) -> None:
    key, bit, owner = (np.array([row[n] for row in drawn], dtype=kind) for n, kind in enumerate(("i8", "i1", "i4")))
    claims = Claims(key, bit, owner)
    mine: tuple[Array, ...] = grouped(claims, PEOPLE)
    theirs: tuple[Array, ...] = in_two(claims, PEOPLE)
    for one, other in zip(mine, theirs, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
