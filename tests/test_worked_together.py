"""Who worked together: among everybody in arrays and of two people in words, by one rule."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import NO_DAY, EmploymentColumns
from graph.company_aliases import successions
from graph.model import CompanyId, Employment, FactClass, company_id
from graph.strength.employers import colleagues, stays_by_person, worked_together
from referral.overlap import overlaps, stays

EPOCH = date(1970, 1, 1)
FIRST, LAST = date(2001, 1, 1), date(2026, 1, 1)
PEOPLE = ["p0", "p1", "p2"]
TAKEN_OVER = sorted(successions())[:2]
COMPANIES = sorted(
    {company_id("acme"), *TAKEN_OVER, *(step.company_id for old in TAKEN_OVER for step in successions()[old])}
)

days = st.dates(FIRST, LAST)


@st.composite
def employments(draw: st.DrawFn) -> Employment:
    """A stay as an archive may say it: dated or not, over or current, seen on some day."""
    start = draw(st.none() | days)
    current = draw(st.booleans())
    end = None if current else draw(st.none() | st.dates(start or FIRST, LAST))
    company, seen = draw(st.sampled_from(COMPANIES)), draw(days)
    who = draw(st.sampled_from(PEOPLE))
    return Employment(who, company, company, "", start, end, current, seen, FactClass.DECLARED, 1)


def columns(rows: list[Employment]) -> EmploymentColumns:
    def number(day: date | None) -> int:
        return int(NO_DAY) if day is None else (day - EPOCH).days

    def ints(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int32)

    return EmploymentColumns(
        person=ints([PEOPLE.index(row.person) for row in rows]),
        company=ints([COMPANIES.index(row.company_id) for row in rows]),
        start=ints([number(row.start) for row in rows]),
        end=ints([number(row.end) for row in rows]),
        current=np.array([row.current for row in rows], dtype=np.bool_),
        as_of=ints([number(row.as_of) for row in rows]),
    )


@given(rows=st.lists(employments(), max_size=8), today=days)
def test_arrays_and_words_agree(rows: list[Employment], today: date) -> None:
    ids = np.array(COMPANIES, dtype="S17")
    pairs = [(a, b) for a in range(len(PEOPLE)) for b in range(len(PEOPLE)) if a < b]
    a, b = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    day = (today - EPOCH).days

    def in_words(one: int, other: int) -> bool:
        mine, theirs = ([row for row in rows if row.person == PEOPLE[who]] for who in (one, other))
        return bool(overlaps(stays(mine, today), theirs, connected_on=None, as_of=today))

    told = [in_words(*pair) for pair in pairs]
    assert worked_together(stays_by_person(columns(rows), ids, today=day), a, b, people=len(PEOPLE)).tolist() == told
    found = colleagues(columns(rows), ids, today=day, at_most=50)
    assert list(zip(*(side.tolist() for side in found), strict=True)) == [
        pair for pair, met in zip(pairs, told, strict=True) if met
    ]


def stay(who: str, company: CompanyId, start: date | None, seen: date) -> Employment:
    return Employment(who, company, company, "", start, None, True, seen, FactClass.DECLARED, 1)


def together(*rows: Employment) -> bool:
    ids, zero, one = np.array(COMPANIES, dtype="S17"), np.array([0]), np.array([1])
    known = stays_by_person(columns(list(rows)), ids, today=(LAST - EPOCH).days)
    return bool(worked_together(known, zero, one, people=2)[0])


def test_a_current_stay_is_known_until_it_was_seen() -> None:
    acme = company_id("acme")
    mine = stay("p0", acme, date(2010, 1, 1), date(2015, 1, 1))
    assert together(mine, stay("p1", acme, date(2014, 12, 1), date(2020, 1, 1)))
    assert not together(mine, stay("p1", acme, date(2015, 2, 1), date(2020, 1, 1)))


def test_what_was_seen_twice_lasted_from_the_first_to_the_last_day() -> None:
    acme = company_id("acme")
    seen = [stay("p0", acme, None, date(2010, 1, 1)), stay("p0", acme, None, date(2020, 1, 1))]
    other = Employment("p1", acme, acme, "", date(2014, 1, 1), date(2015, 1, 1), False, LAST, FactClass.DECLARED, 1)
    assert together(*seen, other)
    assert not together(seen[0], other)


def test_who_was_there_when_it_was_taken_over_is_at_the_one_that_goes_on() -> None:
    old = TAKEN_OVER[0]
    step = successions()[old][0]
    before = stay("p0", old, step.since - timedelta(days=400), step.since + timedelta(days=30))
    assert together(before, stay("p1", step.company_id, step.since + timedelta(days=10), LAST))
    assert not together(before, stay("p1", step.company_id, step.since + timedelta(days=40), LAST))
