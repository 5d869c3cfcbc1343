"""The whole graph from the facts: who is tied to whom, with which probability."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

import numpy as np

from graph.columns import (
    NO_TIME,
    Bytes,
    FactColumns,
    Float64,
    Int8,
    Int32,
    NetworkColumns,
    PairColumns,
    TieColumns,
    numbers_of,
)
from graph.model import CLASS_BIT, FactClass
from graph.strength.calibration import DEFAULT, CalibrationCurve, probability
from graph.strength.contact_log import ContactLog, contact_log
from graph.strength.decay import FLOOR
from graph.strength.employers import colleagues
from graph.strength.exchange import Exchange, heard_exchange
from graph.strength.pair_log import PairLog, pair_log
from graph.strength.pair_statistics import pairs_of
from graph.strength.scores import Forms, learn, order_and_chance
from graph.strength.ties import grounds_of, tie_rows, with_contact

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

INFERRED_EMPLOYER = 50
"""Employers with more known people than this say nothing about who knows whom."""
OWN_PAST_PAIRS = 500
"""Pairs with dated contact from which on p is fitted on the workspace's own past."""
MANY = 200_000
"""Contacts and connections from which on what does not rest on each other is worked out side by side."""
INFERRED_SHIFT = -1.0
"""Nats below a declared tie without contact. Not validated."""


def network_columns(facts: FactColumns, *, until: int) -> tuple[NetworkColumns, PairColumns]:
    """The graph as known at `until` (UTC seconds), and what passed between each pair before it.

    From `OWN_PAST_PAIRS` pairs with contact on, p and `PairColumns.strength` are learned on the workspace's own past;
    below, they are the default curve's value and T.
    """
    people = len(facts.people.id)
    with ThreadPoolExecutor(1, thread_name_prefix="goodword-strength") as thread:
        beside = thread.submit if len(facts.contacts.at) + len(facts.connections.a) > MANY else _at_once
        grounds = beside(grounds_of, facts, until)
        log = contact_log(facts.contacts, people=people, until=until)
        by = pair_log(log)
        forms = beside(_forms, log, by)
        listed = beside(lambda: tie_rows(facts, grounds.result(), by.a, by.b))
        counted = heard_exchange(log, by)
        passed = beside(pairs_of, log, by, counted)
        own = _applied(forms.result(), counted)
        rows, pairs = listed.result(), passed.result()
    if own is not None:
        pairs = replace(pairs, strength=own.order)
    ties = with_contact(rows, pairs, people=people, chances=own.p if own is not None else None)
    columns = NetworkColumns(
        people=facts.people, companies=facts.companies, owners=facts.owners, works=facts.works, ties=ties
    )
    return columns, pairs


def _at_once(work: Callable[Arguments, Made], *args: Arguments.args, **named: Arguments.kwargs) -> Future[Made]:
    """The work done where it is asked for: of few rows, another thread would take longer to begin."""
    done: Future[Made] = Future()
    done.set_result(work(*args, **named))
    return done


@dataclass(frozen=True, slots=True, eq=False)
class LearnedStrengths:
    """What the own past says of each unordered pair, in the order of the pairs: `order` > 0 (odds), and p."""

    order: Float64
    p: Float64


def learned_strengths(log: ContactLog) -> LearnedStrengths | None:
    """Order and p of each pair of a log, learned on its own past, read with one-way contact counted once.

    None with fewer than `OWN_PAST_PAIRS` pairs, or where the past is too thin to calibrate on.
    """
    by = pair_log(log)
    return _applied(_forms(log, by), heard_exchange(log, by))


def _forms(log: ContactLog, by: PairLog) -> Forms | None:
    """What is learned on the own past of a log; None where that is too thin."""
    forms = learn(log, by, answers=False) if len(by.a) >= OWN_PAST_PAIRS else None
    return None if forms is None or forms.chance is None else forms


def _applied(forms: Forms | None, counted: Exchange) -> LearnedStrengths | None:
    """Order and p of each pair by what was learned."""
    if forms is None:
        return None
    (strength, p), rows = order_and_chance(forms, counted), counted.rows
    up, odds = rows.upward(), strength / (1.0 - strength)
    return LearnedStrengths(order=np.sqrt(odds * odds[rows.reverse])[up], p=p[up])


def inferred_ties(
    facts: FactColumns, known: TieColumns, *, people: Bytes | None = None, curve: CalibrationCurve = DEFAULT
) -> TieColumns:
    """Pairs who were at one small employer at the same time and have no other tie: class INFERRED alone.

    Kept apart from `tie_columns` so that nothing mixes the two by accident. Employers of more than
    `INFERRED_EMPLOYER` known people are skipped. `people`: ids in the graph that `known` is of and the answer is for,
    where that is not the graph of these facts alone.
    """
    a, b = colleagues(facts.employments, facts.companies.id, today=facts.as_of_day, at_most=INFERRED_EMPLOYER)
    number = numbers_of(facts.people.id, facts.people.id if people is None else people).astype(np.int64)
    one, other = number[a], number[b]
    fresh = (one >= 0) & (other >= 0) & ~np.isin(one << 32 | other, known.a.astype(np.int64) << 32 | known.b)
    first, second = one[fresh].astype(np.int32), other[fresh].astype(np.int32)
    count = len(first)
    logit = curve.logit(np.full(count, FLOOR), np.zeros(count)) + INFERRED_SHIFT
    return _bare_ties(first, second, probability(logit), np.int8(CLASS_BIT[FactClass.INFERRED]))


def _bare_ties(a: Int32, b: Int32, strength: Float64, bit: np.int8) -> TieColumns:
    nothing = np.zeros(len(a), dtype=np.int32)
    classes: Int8 = np.full(len(a), bit, dtype=np.int8)
    return TieColumns(
        a=a,
        b=b,
        strength=strength,
        classes=classes,
        messages_ab=nothing,
        messages_ba=nothing,
        last=np.full(len(a), NO_TIME, dtype=np.int64),
        shown_at=np.zeros(len(a) + 1, dtype=np.int64),
        shown_by=np.zeros(0, dtype=np.int32),
    )
