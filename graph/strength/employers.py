"""Who was at the same employer at the same time, by dates that are known; nothing is filled in.

For everybody at once, in arrays. `referral.overlap` words the same of two people: by the same rule, which a test holds
on made-up pools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import NO_DAY, Bool, Bytes, EmploymentColumns, Int32, Int64, numbers_of
from graph.company_aliases import successions
from graph.days import day_number
from graph.jit import compiled_pays, read_only
from graph.strength.ordering import by_time_within, distinct_with_places, stable_order
from graph.strength.sightings import seen_from_to

CHUNK = 1_000_000
"""Pairs of stays compared at once, to bound the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Stays with a known time, by person then company: days `start` to `end`, both known to have been worked."""

    person: Int64
    company: Int64
    start: Int64
    end: Int64


def stays(employments: EmploymentColumns, companies: Bytes, *, today: int) -> Stays:
    """What is known of each stay's time up to `today`; `companies`: their ids, ascending.

    A stay with a stated start lasts until its end, or until it was seen current. Those without a start are sightings:
    of one person at one employer they join from the first to the last. Who was still there when an employer was taken
    over is at the one that goes on from then.
    """
    rows = _known(employments, companies, today=today)
    rows = rows[by_time_within(rows[:, 2], rows[:, 0] << 32 | rows[:, 1])]
    return Stays(*(np.ascontiguousarray(rows[:, at]) for at in range(4)))


def stays_by_person(employments: EmploymentColumns, companies: Bytes, *, today: int) -> Stays:
    """`stays` by person, in any order of companies and time."""
    rows = _known(employments, companies, today=today)
    rows = rows[stable_order(rows[:, 0])]
    return Stays(*(np.ascontiguousarray(rows[:, at]) for at in range(4)))


def _known(employments: EmploymentColumns, companies: Bytes, *, today: int) -> Int64:
    """(stays, 4) person, company, first and last day."""
    start, end, person, company = employments.start, employments.end, employments.person, employments.company
    dated = start != NO_DAY
    seen = np.where(employments.current | ~dated, employments.as_of, start)
    last = np.where(end != NO_DAY, end, seen)
    known = (company >= 0) & (np.where(dated, start, last) <= today)
    stated, sighted = np.flatnonzero(known & dated), np.flatnonzero(known & ~dated)
    through = np.clip(last[stated], start[stated], today)
    rows = np.concatenate(
        [
            np.stack([person[stated], company[stated], start[stated], through], axis=1).astype(np.int64),
            _joined(person[sighted], company[sighted], last[sighted]),
        ]
    )
    return _across_mergers(rows, companies)


def _joined(person: Int32, company: Int32, day: Int32) -> Int64:
    """(stays, 4) of sightings: of one person at one employer from the first to the last, in order of both."""
    if compiled_pays(len(day)):
        people, companies = (int(column.max(initial=-1)) + 1 for column in (person, company))
        return seen_from_to(read_only(person), read_only(company), read_only(day), people, companies)
    keys, order, begin = distinct_with_places(person.astype(np.int64) << 32 | company)
    seen_on = day[order]
    first, newest = (f.reduceat(seen_on, begin) if len(begin) else seen_on for f in (np.minimum, np.maximum))
    return np.stack([keys >> 32, keys & 0xFFFFFFFF, first, newest], axis=1)


def _across_mergers(rows: Int64, companies: Bytes) -> Int64:
    """Stays (person, company, start, end), and the part of each after its company was taken over."""
    taken = [(old, step) for old, steps in successions().items() for step in steps]
    old, new = (
        numbers_of(np.array(ids, dtype="S17"), companies)
        for ids in ([old for old, _ in taken], [step.company_id for _, step in taken])
    )
    parts = [rows]
    for (_, step), was, now in zip(taken, old.tolist(), new.tolist(), strict=True):
        since = day_number(step.since)
        part = rows[(rows[:, 1] == was) & (rows[:, 3] >= since)] if min(was, now) >= 0 else rows[:0]
        parts.append(np.stack([part[:, 0], np.full(len(part), now), np.maximum(part[:, 2], since), part[:, 3]], axis=1))
    return np.concatenate(parts)


def worked_together(known: Stays, a: Int64, b: Int64, *, people: int) -> Bool:
    """For each pair (a[i], b[i]): were both at one employer on one day? O(pairs * stays a person).

    `known`: `stays_by_person`; `people`: how many there are.
    """
    start = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(known.person, minlength=people), out=start[1:])
    count = np.diff(start)
    together: Bool = np.zeros(len(a), dtype=np.bool_)
    work = count[a] * count[b]
    useful = np.flatnonzero(work)
    cuts = np.flatnonzero(np.diff(np.cumsum(work[useful]) // CHUNK)) + 1
    for chunk in np.split(useful, cuts):
        pair = np.repeat(chunk, work[chunk])
        step = np.arange(len(pair)) - np.repeat(np.cumsum(work[chunk]) - work[chunk], work[chunk])
        mine, theirs = start[a[pair]] + step // count[b[pair]], start[b[pair]] + step % count[b[pair]]
        together[pair[_overlap(known, mine, theirs)]] = True
    return together


def colleagues(employments: EmploymentColumns, companies: Bytes, *, today: int, at_most: int) -> tuple[Int64, Int64]:
    """Pairs (a, b), a < b, who were at one employer of at most `at_most` known people on one day; sorted, unique."""
    known = stays(employments, companies, today=today)
    order = np.lexsort((known.person, known.company))
    company, size = np.unique(known.company, return_counts=True)
    heads = np.array([len(np.unique(p)) for p in np.split(known.person[order], np.cumsum(size)[:-1])], dtype=np.int64)
    begin = np.cumsum(size) - size
    parts: list[Int64] = []
    for length in np.unique(size[heads <= at_most]) if len(company) else ():
        rows = order[begin[(size == length) & (heads <= at_most)][:, None] + np.arange(length)]
        low, high = np.triu_indices(length, k=1)
        mine, theirs = rows[:, low].ravel(), rows[:, high].ravel()
        met = _overlap(known, mine, theirs) & (known.person[mine] != known.person[theirs])
        parts.append(np.stack([known.person[mine[met]], known.person[theirs[met]]], axis=1))
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    both = np.unique(np.sort(np.concatenate(parts), axis=1), axis=0)
    return both[:, 0], both[:, 1]


def _overlap(known: Stays, mine: Int64, theirs: Int64) -> Bool:
    met: Bool = (
        (known.company[mine] == known.company[theirs])
        & (known.start[mine] <= known.end[theirs])
        & (known.start[theirs] <= known.end[mine])
    )
    return met
