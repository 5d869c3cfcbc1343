"""What is compiled for many rows is what is done in arrays for few, to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from types import ModuleType
from typing import TypeVar

import numpy as np
import pytest
from columns_by_hand import NOW, busy_table, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.array_file import Array
from graph.columns import ContactColumns, PairColumns
from graph.days import SECONDS_A_DAY
from graph.model import Channel, FactClass
from graph.strength import claims as claim_module
from graph.strength import conversations as conversation_module
from graph.strength import employers, exchange, network_columns, ordering, pair_statistics, structure
from graph.strength.claims import Claims, grouped
from graph.strength.contact_log import ContactLog, contact_log
from graph.strength.conversations import Conversations, conversations
from graph.strength.exchange import exchange_of
from graph.strength.ordered_pairs import ordered_pairs
from graph.strength.pair_log import pair_log
from graph.strength.pair_statistics import pairs_of
from graph.strength.structure import Neighbours, Shared, neighbours, shared

PEOPLE = 12
UNTIL = 20_000 * SECONDS_A_DAY
Tables = Neighbours | Shared | Conversations | PairColumns
Made = TypeVar("Made")
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


def both_ways(modules: tuple[ModuleType, ...], make: Callable[[], Made]) -> tuple[Made, Made]:
    """What is made by compiled loops, and in arrays."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        for compiled in (True, False):
            for module in modules:
                patch.setattr(module, "compiled_pays", lambda _, compiled=compiled: compiled)
            made.append(make())
    return made[0], made[1]


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


claim = st.tuples(*[st.integers(0, PEOPLE - 1)] * 2, st.integers(-1, PEOPLE - 1), st.booleans())


@given(st.tuples(*[st.lists(claim, max_size=30)] * 3))
def test_claims_in_one_number_are_grouped_as_in_two(drawn: tuple[list[tuple[int, int, int, bool]], ...]) -> None:
    parts = []
    for fact, rows in zip((FactClass.OBSERVED, FactClass.DECLARED, FactClass.CONFIRMED), drawn, strict=True):
        columns = (np.array([row[n] for row in rows], dtype=kind) for n, kind in enumerate(("i4", "i4", "i4", "?")))
        parts.append(Claims(fact, *columns))
    mine: tuple[Array, ...]
    theirs: tuple[Array, ...]
    mine, theirs = both_ways((claim_module,), lambda: grouped(parts, PEOPLE))
    for one, other in zip(mine, theirs, strict=True):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    stated = {(min(a, b), max(a, b)) for rows in drawn for a, b, _, valid in rows if valid and a != b}
    assert [divmod(key, PEOPLE) for key in mine[0].tolist()] == sorted(stated)


sightings = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-5, 5))


@given(st.lists(sightings, max_size=40))
def test_sightings_are_joined_as_in_the_arrays_and_from_the_first_to_the_last(
    drawn: list[tuple[int, int, int]],
) -> None:
    columns = [np.array([row[n] for row in drawn], dtype=np.int32) for n in range(3)]
    days = {(person, company): [d for p, c, d in drawn if (p, c) == (person, company)] for person, company, _ in drawn}
    with pytest.MonkeyPatch.context() as patch:
        for compiled in (True, False):
            patch.setattr(employers, "compiled_pays", lambda _, compiled=compiled: compiled)
            found = employers._joined(*columns)
            assert found.dtype == np.int64
            assert found.tolist() == [[*who, min(seen), max(seen)] for who, seen in sorted(days.items())]


message = st.tuples(
    *(st.sampled_from((0, 0, 1, 2)), st.sampled_from((0, 1, 1, 2)), st.integers(-10, 2), st.integers(0, 5)),
    *(st.sampled_from((Channel.MAIL, Channel.LINKEDIN, Channel.MEETING)), st.integers(0, 2)),
)


@st.composite
def logs(draw: st.DrawFn) -> ContactLog:
    """Messages and meetings of three people, to one or to several, in threads or not, weeks, half days or hours apart."""
    drawn, kinds = draw(st.lists(message, max_size=30)), ("i4", "i4", "i8", "i4", "i1", "i8")
    sender, recipient, ago, group, channel, thread = (
        np.array([row[n] for row in drawn], dtype=kind) for n, kind in enumerate(kinds)
    )
    at = UNTIL + ago * draw(st.sampled_from((15 * SECONDS_A_DAY, 7 * SECONDS_A_DAY, SECONDS_A_DAY // 2)))
    contacts = ContactColumns(sender, recipient, at, group, channel, thread, shown_by=sender)
    return contact_log(contacts, people=3, until=UNTIL)


@given(logs())
@settings(max_examples=400)
def test_what_passed_each_way_is_that_of_the_arrays(log: ContactLog) -> None:
    mine, theirs = both_ways((exchange,), lambda: exchange_of(ordered_pairs(log)))
    for name in ("sent", "first", "last", "on_days", "turns", "opened", "asked", "answered"):
        one, other = getattr(mine, name), getattr(theirs, name)
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes(), name


@given(logs())
@settings(max_examples=400)
def test_what_passed_between_pairs_is_that_of_the_arrays(log: ContactLog) -> None:
    same(*both_ways((exchange, pair_statistics, conversation_module), lambda: pairs_of(log)))


def arrays_in(value: object) -> list[Array]:
    """Every array of nested columns, in order."""
    if isinstance(value, np.ndarray):
        return [value]
    parts = value if isinstance(value, tuple) else [getattr(value, field.name) for field in fields(value)]  # type: ignore[arg-type]
    return [array for part in parts for array in arrays_in(part)]


def test_a_whole_network_is_the_same_compiled_and_in_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.strength.network.OWN_PAST_PAIRS", 5)
    given_facts = facts(60, busy_table())
    modules = (claim_module, conversation_module, employers, exchange, ordering, pair_statistics, structure)
    mine, theirs = both_ways(modules, lambda: network_columns(given_facts, until=NOW))
    assert (mine[1].strength != pairs_of(contact_log(given_facts.contacts, people=60, until=NOW)).strength).any()
    for one, other in zip(arrays_in(mine), arrays_in(theirs), strict=True):
        assert (one.dtype, one.tobytes()) == (other.dtype, other.tobytes())
