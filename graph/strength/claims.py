"""Who says that two are tied: every row of the facts that states it, brought together by pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import NO_DAY, NO_TIME, Bool, FactColumns, Int8, Int32, Int64
from graph.days import SECONDS_A_DAY
from graph.model import CLASS_BIT, FactClass, StatementKind
from graph.strength.ordering import distinct_with_places, firsts
from graph.strength.structure import ascending

CLASSES = 16
"""More than the sum of all class bits."""
ROOM = 2**63
"""Whole numbers below this hold a pair, an owner and a class together."""


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Rows that state a tie: the pair as one number, how it is known, and whose archive shows it (-1: nobody's)."""

    key: Int64
    bit: Int8
    owner: Int32


Grouped = tuple[Int64, Int8, Int64, Int32]


def grouped_claims(facts: FactColumns, until: int | None) -> Grouped:
    """Who says that two are tied, by pair: `grouped` of all `claims_of` the facts."""
    return grouped(claims_of(facts, until), len(facts.people.id))


def claims_of(facts: FactColumns, until: int | None) -> Claims:
    """Every row that states a tie, before `until` (UTC seconds; None: all) where it has a day. O(facts)."""
    people, links, said = len(facts.people.id), facts.connections, facts.statements
    contacts, confirmed, early = facts.contacts, facts.confirmed, _day_before(said.day, until)
    recommended = early & (said.kind == StatementKind.RECOMMENDATION)
    endorsed = early & (said.kind == StatementKind.ENDORSEMENT)
    parts = (
        (FactClass.OBSERVED, contacts.sender, contacts.recipient, contacts.shown_by, _dated_before(contacts.at, until)),
        (FactClass.DECLARED, links.a, links.b, links.owner, _day_before(links.day, until)),
        (FactClass.OBSERVED, said.author, said.subject, said.shown_by, recommended),
        (FactClass.DECLARED, said.author, said.subject, said.shown_by, endorsed),
        (FactClass.CONFIRMED, confirmed.owner, confirmed.person, confirmed.owner, np.True_),
    )
    keys, bits, owners = [], [], []
    for fact, one, other, owner, valid in parts:
        use = np.flatnonzero(valid & (one != other))
        keys.append(pair_keys(one[use], other[use], people))
        bits.append(np.full(len(use), CLASS_BIT[fact], dtype=np.int8))
        owners.append(owner[use])
    return Claims(np.concatenate(keys), np.concatenate(bits), np.concatenate(owners))


def grouped(claims: Claims, people: int) -> Grouped:
    """The pairs, ascending; the classes of each; and who shows each, as `shown_at` and `shown_by` of `TieColumns`.

    Where pair, owner and class fit into one whole number, one sort does it all. O(claims log claims).
    """
    seen = np.zeros(people + 1, dtype=np.bool_)
    seen[claims.owner + 1] = True
    owners = np.flatnonzero(seen) - 1  # -1 first, where it is there
    fits = people * people * len(owners) * CLASSES < ROOM
    return _in_one(claims, owners, people) if fits else in_two(claims, people)


def _in_one(claims: Claims, owners: Int64, people: int) -> Grouped:
    rank = np.zeros(people + 1, dtype=np.int64)
    rank[owners + 1] = np.arange(len(owners))
    each = max(len(owners), 1)
    packed = ascending((claims.key * each + rank[claims.owner + 1]) * CLASSES + claims.bit)
    shown = packed // CLASSES
    pair = shown // each
    start = firsts(pair)
    bits = (packed - shown * CLASSES).astype(np.int8)
    classes = np.bitwise_or.reduceat(bits, start) if len(start) else bits
    once = firsts(shown)
    by = owners[shown[once] - pair[once] * each]
    known = by >= 0
    tie = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(pair))))[once][known]
    return pair[start], classes, _row_starts(tie, len(start)), by[known].astype(np.int32)


def in_two(claims: Claims, people: int) -> Grouped:
    """`grouped` for more people than fit: by pair first, then by owner."""
    keys, order, start = distinct_with_places(claims.key)
    classes = np.bitwise_or.reduceat(claims.bit[order], start) if len(start) else claims.bit
    at = np.repeat(np.arange(len(keys)), np.diff(np.append(start, len(order))))
    owner = claims.owner[order].astype(np.int64)
    known = owner >= 0
    seen = ascending(at[known] * max(people, 1) + owner[known])
    tie, who = seen // max(people, 1), seen % max(people, 1)
    return keys, classes, _row_starts(tie, len(keys)), who.astype(np.int32)


def _row_starts(tie: Int64, ties: int) -> Int64:
    start = np.zeros(ties + 1, dtype=np.int64)
    np.cumsum(np.bincount(tie, minlength=ties), out=start[1:])
    return start


def pair_keys(one: Int32, other: Int32, people: int) -> Int64:
    """Each pair, whichever way round, as one number: the lower times `people`, and the higher."""
    return np.minimum(one, other).astype(np.int64) * people + np.maximum(one, other)


def _dated_before(at: Int64, until: int | None) -> Bool:
    known: Bool = at != NO_TIME
    return known if until is None else known & (at < until)


def _day_before(day: Int32, until: int | None) -> Bool:
    if until is None:
        return np.ones(len(day), dtype=np.bool_)
    early: Bool = (day == NO_DAY) | (day.astype(np.int64) * SECONDS_A_DAY < until)
    return early
