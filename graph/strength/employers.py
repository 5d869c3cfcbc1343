"""Who was at the same employer at the same time, by dates that are known; nothing is filled in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import NO_DAY, Bool, EmploymentColumns, Int64

CHUNK = 4_000_000
"""Pairs of stays compared at once, to bound the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Stays with a known time, by person then company: days `start` to `end`, both known to have been worked."""

    person: Int64
    company: Int64
    start: Int64
    end: Int64


def stays(employments: EmploymentColumns, *, today: int) -> Stays:
    """What is known of each stay's time.

    A current one lasts until `today`; one without a start is known only from the day it was seen; one that ended on an
    unknown day, for its first day alone. A past stay without any date is left out.
    """
    start, end = employments.start.astype(np.int64), employments.end.astype(np.int64)
    seen, current = employments.as_of.astype(np.int64), employments.current
    end = np.where(end != NO_DAY, end, np.where(current, np.maximum(today, seen), start))
    start = np.where(start != NO_DAY, start, np.where(current, seen, end))
    use = np.flatnonzero((start != NO_DAY) & (end != NO_DAY) & (start <= end))
    use = use[np.lexsort((start[use], employments.company[use], employments.person[use]))]
    return Stays(
        person=employments.person[use].astype(np.int64),
        company=employments.company[use].astype(np.int64),
        start=start[use],
        end=end[use],
    )


def worked_together(employments: EmploymentColumns, a: Int64, b: Int64, *, people: int, today: int) -> Bool:
    """For each pair (a[i], b[i]): were both at one employer on one day? O(pairs * stays a person)."""
    known = stays(employments, today=today)
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


def colleagues(employments: EmploymentColumns, *, today: int, at_most: int) -> tuple[Int64, Int64]:
    """Pairs (a, b), a < b, who were at one employer of at most `at_most` known people on one day; sorted, unique."""
    known = stays(employments, today=today)
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
