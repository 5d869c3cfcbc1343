"""Who says that two are tied: every row of the facts that states it, brought together by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import NO_DAY, NO_TIME, Bool, FactColumns, Int8, Int32, Int64
from graph.days import SECONDS_A_DAY
from graph.jit import compiled_pays, read_only
from graph.model import CLASS_BIT, FactClass, StatementKind
from graph.strength.claim_keys import CLASS_BITS, by_pair, keys_of
from graph.strength.ordering import ascending, distinct_with_places

ROOM = 2**63
"""Whole numbers below this hold a pair, an owner and a class together."""
Grouped = tuple[Int64, Int8, Int64, Int32]
"""The pairs, ascending; the classes of each; and who shows each, as `shown_at` and `shown_by` of `TieColumns`."""


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Rows that state a tie between `one` and `other`: how they know it, and whose archive shows it (-1: nobody's).

    Only those that are `valid` do.
    """

    fact: FactClass
    one: Int32
    other: Int32
    owner: Int32
    valid: Bool


def grouped_claims(facts: FactColumns, until: int | None) -> Grouped:
    """Who says that two are tied, by pair, before `until` (UTC seconds; None: all) where it has a day.

    Of many rows of which pair, owner and class fit into one whole number, one sort does it all. O(facts log facts).
    """
    return grouped(claims_of(facts, until), len(facts.people.id))


def claims_of(facts: FactColumns, until: int | None) -> list[Claims]:
    """Every table whose rows may state a tie. O(facts)."""
    links, said, contacts, confirmed = facts.connections, facts.statements, facts.contacts, facts.confirmed
    early, marked = _day_before(said.day, until), np.ones(len(confirmed.owner), dtype=np.bool_)
    recommended = early & (said.kind == StatementKind.RECOMMENDATION)
    endorsed = early & (said.kind == StatementKind.ENDORSEMENT)
    dated = _dated_before(contacts.at, until)
    return [
        Claims(FactClass.OBSERVED, contacts.sender, contacts.recipient, contacts.shown_by, dated),
        Claims(FactClass.DECLARED, links.a, links.b, links.owner, _day_before(links.day, until)),
        Claims(FactClass.OBSERVED, said.author, said.subject, said.shown_by, recommended),
        Claims(FactClass.DECLARED, said.author, said.subject, said.shown_by, endorsed),
        Claims(FactClass.CONFIRMED, confirmed.owner, confirmed.person, confirmed.owner, marked),
    ]


def grouped(claims: Sequence[Claims], people: int) -> Grouped:
    """All claims by pair."""
    seen = np.zeros(people + 1, dtype=np.bool_)
    for part in claims:
        seen[part.owner + 1] = True
    owners = np.flatnonzero(seen) - 1  # -1 first, where it is there
    width = len(owners).bit_length()
    fits, rows = people * people << (width + CLASS_BITS) < ROOM, sum(len(part.one) for part in claims)
    return _in_one(claims, owners, width, people) if fits and compiled_pays(rows) else in_two(claims, people)


def _in_one(claims: Sequence[Claims], owners: Int64, width: int, people: int) -> Grouped:
    rank = np.zeros(people + 1, dtype=np.int64)
    rank[owners + 1] = np.arange(len(owners))
    parts = []
    for part in claims:
        one, other, owner = read_only(part.one), read_only(part.other), read_only(part.owner)
        bit = CLASS_BIT[part.fact]
        parts.append(keys_of(one, other, owner, read_only(part.valid), read_only(rank), width, bit))
    keys = np.concatenate(parts)
    keys.sort()
    return by_pair(read_only(keys), read_only(owners), width)


def in_two(claims: Sequence[Claims], people: int) -> Grouped:
    """`grouped` for more people than fit, and for few rows: by pair first, then by owner."""
    use = [np.flatnonzero(part.valid & (part.one != part.other)) for part in claims]
    parts = list(zip(claims, use, strict=True))
    key = np.concatenate([pair_keys(part.one[rows], part.other[rows], people) for part, rows in parts])
    bit = np.concatenate([np.full(len(rows), CLASS_BIT[part.fact], dtype=np.int8) for part, rows in parts])
    keys, order, start = distinct_with_places(key)
    classes = np.bitwise_or.reduceat(bit[order], start) if len(start) else bit
    at = np.repeat(np.arange(len(keys)), np.diff(np.append(start, len(order))))
    owner = np.concatenate([part.owner[rows] for part, rows in parts])[order].astype(np.int64)
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
