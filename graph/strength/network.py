"""The whole graph from the facts: who works where, who is tied to whom, with which probability."""

from __future__ import annotations

import numpy as np

from graph.columns import (
    NO_TIME,
    FactColumns,
    Float64,
    Int8,
    Int32,
    NetworkColumns,
    PairColumns,
    TieColumns,
    WorkColumns,
)
from graph.model import CLASS_BIT, FactClass
from graph.strength.curve import DEFAULT, Curve, probability
from graph.strength.decay import FLOOR
from graph.strength.directed import directed
from graph.strength.employers import colleagues
from graph.strength.exchanges import Exchanges, exchanges
from graph.strength.features import tie_features
from graph.strength.pairs import pairs_of
from graph.strength.scores import chance, learn_p
from graph.strength.ties import tie_columns

INFERRED_EMPLOYER = 50
"""Employers with more known people than this say nothing about who knows whom."""
OWN_PAST_PAIRS = 500
"""Pairs with dated contact from which on p is fitted on the workspace's own past."""
INFERRED_SHIFT = -1.0
"""Nats below a declared tie without contact. Not validated."""


def network_columns(facts: FactColumns, *, until: int) -> tuple[NetworkColumns, PairColumns]:
    """The graph as known at `until` (UTC seconds), and what passed between each pair before it."""
    log = exchanges(facts.contacts, people=len(facts.people.id), until=until)
    pairs = pairs_of(log)
    ties = tie_columns(facts, pairs, until=until, chances=own_chances(log, pairs))
    columns = NetworkColumns(
        people=facts.people, companies=facts.companies, owners=facts.owners, works=work_columns(facts), ties=ties
    )
    return columns, pairs


def own_chances(log: Exchanges, pairs: PairColumns) -> Float64 | None:
    """The p of each pair, learned on the log's own past; None below `OWN_PAST_PAIRS` or where that past is too thin."""
    if len(pairs.a) < OWN_PAST_PAIRS:
        return None
    form = learn_p(log)
    if form is None:
        return None
    rows = directed(log)
    return chance(rows, tie_features(rows), form)[rows.ego < rows.alter]


def work_columns(facts: FactColumns) -> WorkColumns:
    """Who works where now: the newest headline, and the current positions of the newest source that lists any."""
    rows = facts.employments
    newest = np.full(len(facts.people.id), np.iinfo(np.int32).min, dtype=np.int32)
    np.maximum.at(newest, rows.person, rows.as_of)
    use = rows.current & (rows.as_of == newest[rows.person]) & (rows.company >= 0)
    headline = np.flatnonzero(facts.people.company >= 0)
    width = max(len(facts.companies.id), 1)
    person = np.concatenate([rows.person[use].astype(np.int64), headline])
    company = np.concatenate([rows.company[use], facts.people.company[headline]])
    keys = np.unique(person * width + company)
    return WorkColumns(person=(keys // width).astype(np.int32), company=(keys % width).astype(np.int32))


def inferred_ties(facts: FactColumns, known: TieColumns, *, curve: Curve = DEFAULT) -> TieColumns:
    """Pairs who were at one small employer at the same time and have no other tie: class INFERRED alone.

    Kept apart from `tie_columns` so that nothing mixes the two by accident. Employers of more than
    `INFERRED_EMPLOYER` known people are skipped.
    """
    people = max(len(facts.people.id), 1)
    a, b = colleagues(facts.employments, today=facts.as_of_day, at_most=INFERRED_EMPLOYER)
    fresh = ~np.isin(a * people + b, known.a.astype(np.int64) * people + known.b)
    first, second = a[fresh].astype(np.int32), b[fresh].astype(np.int32)
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
