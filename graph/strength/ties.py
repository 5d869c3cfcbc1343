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
from graph.strength.employers import Stays, stays_by_person, worked_together
from graph.strength.structure import Neighbours, adamic_adar, neighbours

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


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What ties rest on whatever passed between two: who says so, who is next to whom by it, and who worked where."""

    claims: Grouped
    known: Neighbours
    stays: Stays


def grounds_of(facts: FactColumns, until: int | None) -> Grounds:
    """What the facts say of ties before `until` (UTC seconds; None: all). O(facts log facts)."""
    claims, people = grouped_claims(facts, until), max(len(facts.people.id), 1)
    a, b = (claims[0] // people).astype(np.int32), (claims[0] % people).astype(np.int32)
    stays = stays_by_person(facts.employments, facts.companies.id, today=facts.as_of_day)
    return Grounds(claims, neighbours(a, b, people=people), stays)


def tie_rows(facts: FactColumns, grounds: Grounds, a: Int32, b: Int32, *, curve: CalibrationCurve = DEFAULT) -> TieRows:
    """The ties of a workspace; `grounds`: of the same facts, `a`, `b`: the pairs with contact. O(facts log facts)."""
    people = len(facts.people.id)
    keys, classes, shown_at, shown_by = grounds.claims
    where = np.searchsorted(keys, a.astype(np.int64) * people + b)
    bare = _without_contact(facts, curve, grounds, _others(where, len(keys)))
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
    rows = tie_rows(facts, grounds_of(facts, until), pairs.a, pairs.b, curve=curve)
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


def _without_contact(facts: FactColumns, curve: CalibrationCurve, grounds: Grounds, rest: Int64) -> Float64:
    people, keys = max(len(facts.people.id), 1), grounds.claims[0][rest]
    a, b = keys // people, keys % people
    logit = curve.logit(np.full(len(rest), FLOOR), adamic_adar(grounds.known, a, b))
    said = facts.statements.kind == StatementKind.RECOMMENDATION
    recommended = pair_keys(facts.statements.author[said], facts.statements.subject[said], people)
    logit += RECOMMENDED * np.isin(keys, recommended)
    logit += SHARED_EMPLOYER * worked_together(grounds.stays, a, b, people=people)
    return _as_stated(facts, keys, logit)


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
