"""Who is tied to whom, how it is known, and with which probability the tie carries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import NO_TIME, FactColumns, Float64, Int8, Int32, Int64, PairColumns, TieColumns
from graph.log_odds import log_odds
from graph.model import CLASS_BIT, FactClass, StatementKind
from graph.strength.calibration import DEFAULT, CalibrationCurve, probability
from graph.strength.claims import Grouped, grouped_claims, pair_keys
from graph.strength.decay import FLOOR
from graph.strength.employers import worked_together
from graph.strength.structure import adamic_adar, neighbours

RECOMMENDED = 1.0
"""Nats for a written recommendation between two who have no dated contact. Not validated."""
SHARED_EMPLOYER = 0.5
"""Nats for time at one employer at once, likewise."""
MOST_STATED = 0.95
"""The middle of what is rounded to the highest tenth."""
CONFIRMED = 2.0
"""Nats for the user's own word that they know the person closely. Not validated."""


@dataclass(frozen=True, slots=True, eq=False)
class TieRows:
    """Who is tied to whom, before anything is said of contact: what needs no strengths.

    `key`: the pair as one number, ascending; `where`: the rows of the pairs with contact; `bare`: log-odds of the
    others, in order; `shown_at`, `shown_by`: as in `TieColumns`.
    """

    key: Int64
    where: Int64
    classes: Int8
    shown_at: Int64
    shown_by: Int32
    bare: Float64


def tie_rows(facts: FactColumns, claims: Grouped, a: Int32, b: Int32, *, curve: CalibrationCurve = DEFAULT) -> TieRows:
    """The ties of a workspace; `claims`: who says so, `a`, `b`: the pairs with contact. O(facts log facts)."""
    people = len(facts.people.id)
    keys, classes, shown_at, shown_by = claims
    where = np.searchsorted(keys, a.astype(np.int64) * people + b)
    bare = _without_contact(facts, curve, keys=keys, rest=_others(where, len(keys)))
    return TieRows(keys, where, classes, shown_at, shown_by, bare)


def _others(where: Int64, count: int) -> Int64:
    """The rows that are not among `where`."""
    other = np.ones(count, dtype=np.bool_)
    other[where] = False
    return np.flatnonzero(other)


def tie_columns(
    facts: FactColumns,
    pairs: PairColumns,
    *,
    curve: CalibrationCurve = DEFAULT,
    until: int | None = None,
    chances: Float64 | None = None,
) -> TieColumns:
    """Every observed, declared or confirmed tie.

    Args:
        facts: the workspace.
        pairs: `pair_columns(facts, until=...)`, same `until`.
        curve: gives p from T and Adamic-Adar, and its value at no contact to ties without any.
        until: UTC seconds; connections and statements dated after it are left out. None: all.
        chances: p of each pair with contact, where it was learned on the own past instead.

    A tie without dated contact has the curve's value at no contact (T at its floor), raised by what is declared: a
    recommendation, shared employers by dates, common contacts; or what the owner of a reduced archive says it is.
    O((pairs + connections) log).
    """
    rows = tie_rows(facts, grouped_claims(facts, until), pairs.a, pairs.b, curve=curve)
    return with_contact(rows, pairs, people=len(facts.people.id), curve=curve, chances=chances)


def with_contact(
    rows: TieRows,
    pairs: PairColumns,
    *,
    people: int,
    curve: CalibrationCurve = DEFAULT,
    chances: Float64 | None = None,
) -> TieColumns:
    """The ties with what passed between the two. `rows`: made for the same pairs; all else as for `tie_columns`."""
    count, people = len(rows.key), max(people, 1)
    return TieColumns(
        a=(rows.key // people).astype(np.int32),
        b=(rows.key % people).astype(np.int32),
        strength=probability(_logits(rows, pairs, curve, chances, people)),
        classes=rows.classes,
        messages_ab=_spread(rows.where, pairs.messages_ab, count),
        messages_ba=_spread(rows.where, pairs.messages_ba, count),
        last=_last(rows.where, pairs.last, count),
        shown_at=rows.shown_at,
        shown_by=rows.shown_by,
    )


def _logits(
    rows: TieRows, pairs: PairColumns, curve: CalibrationCurve, chances: Float64 | None, people: int
) -> Float64:
    logit = np.empty(len(rows.key))
    logit[_others(rows.where, len(logit))] = rows.bare
    if chances is None:
        graph = neighbours(pairs.a, pairs.b, people=people)
        shared = adamic_adar(graph, pairs.a.astype(np.int64), pairs.b.astype(np.int64))
        logit[rows.where] = curve.logit(pairs.strength, shared)
    else:
        logit[rows.where] = log_odds(chances)
    logit[(rows.classes & CLASS_BIT[FactClass.CONFIRMED]) != 0] += CONFIRMED
    return logit


def _without_contact(facts: FactColumns, curve: CalibrationCurve, *, keys: Int64, rest: Int64) -> Float64:
    people = max(len(facts.people.id), 1)
    every_a, every_b = keys // people, keys % people
    a, b = every_a[rest], every_b[rest]
    known = neighbours(every_a.astype(np.int32), every_b.astype(np.int32), people=people)
    logit = curve.logit(np.full(len(rest), FLOOR), adamic_adar(known, a, b))
    said = facts.statements.kind == StatementKind.RECOMMENDATION
    recommended = pair_keys(facts.statements.author[said], facts.statements.subject[said], people)
    logit += RECOMMENDED * np.isin(keys[rest], recommended)
    logit += SHARED_EMPLOYER * worked_together(
        facts.employments, facts.companies.id, a, b, people=people, today=facts.as_of_day
    )
    return _as_stated(facts, keys[rest], logit)


def _as_stated(facts: FactColumns, keys: Int64, logit: Float64) -> Float64:
    """`logit` with what the owners of reduced archives say in place of what little is known otherwise.

    Such an archive holds no contacts, only how strong each tie came out at its owner's, in tenths: the greatest counts
    where two owners say. 1.0 is read as 0.95: it stands for all from there on.
    """
    links, people = facts.connections, max(len(facts.people.id), 1)
    if links.tenths is None:
        return logit
    told = np.flatnonzero(links.tenths)
    stated = pair_keys(links.a[told], links.b[told], people)
    order = np.argsort(links.tenths[told], kind="stable")
    greatest = np.zeros(len(keys), dtype=np.int8)
    where = np.searchsorted(keys, stated[order])
    found = (where < len(keys)) & (keys[np.minimum(where, len(keys) - 1)] == stated[order])
    greatest[where[found]] = links.tenths[told][order][found]  # ascending: the last one written is the greatest
    told_of = greatest > 0
    logit[told_of] = log_odds(np.minimum(greatest[told_of] / 10.0, MOST_STATED))
    return logit


def _spread(where: Int64, values: Int32, length: int) -> Int32:
    full = np.zeros(length, dtype=np.int32)
    full[where] = values
    return full


def _last(where: Int64, values: Int64, length: int) -> Int64:
    full = np.full(length, NO_TIME, dtype=np.int64)
    full[where] = values
    return full
