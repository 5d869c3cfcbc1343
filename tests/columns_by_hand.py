"""Facts as columns, made by hand: a few people with numbers for names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.columns import (
    NO_DAY,
    CompanyColumns,
    ConfirmedColumns,
    ConnectionColumns,
    ContactColumns,
    EmploymentColumns,
    FactColumns,
    Int32,
    PeopleColumns,
    StatementColumns,
    WorkColumns,
)
from graph.model import Channel, StatementKind

DAY = 86_400
NOW = 1_000 * DAY


class Contact(NamedTuple):
    """From whom to whom, how many days before `NOW`."""

    sender: int
    recipient: int
    days_ago: float
    group: int = 1
    channel: Channel = Channel.MAIL
    thread: int = 0
    shown_by: int = -1


class Stay(NamedTuple):
    """Who was where, from which day to which."""

    person: int
    company: int
    start: int | None = None
    end: int | None = None
    current: bool = False
    as_of: int = 1_000


def ints(values: Sequence[int]) -> Int32:
    return np.array(values, dtype=np.int32)


def contact_columns(contacts: Sequence[Contact]) -> ContactColumns:
    return ContactColumns(
        sender=ints([c.sender for c in contacts]),
        recipient=ints([c.recipient for c in contacts]),
        at=np.array([round(NOW - c.days_ago * DAY) for c in contacts], dtype=np.int64),
        group=ints([c.group for c in contacts]),
        channel=np.array([int(c.channel) for c in contacts], dtype=np.int8),
        thread=np.array([c.thread for c in contacts], dtype=np.int64),
        shown_by=ints([c.shown_by for c in contacts]),
    )


def facts(
    people: int,
    contacts: Sequence[Contact] = (),
    *,
    connections: Sequence[tuple[int, int, int]] = (),
    recommendations: Sequence[tuple[int, int]] = (),
    endorsements: Sequence[tuple[int, int]] = (),
    stays: Sequence[Stay] = (),
    confirmed: Sequence[tuple[int, int]] = (),
    headlines: Sequence[int] = (),
    companies: int = 3,
) -> FactColumns:
    """Facts of `people` people. Connections: (owner, person, day or NO_DAY); the rest by numbers."""
    said = [*((StatementKind.RECOMMENDATION, *r) for r in recommendations)]
    said += [*((StatementKind.ENDORSEMENT, *e) for e in endorsements)]
    day = [NO_DAY if value is None else value for value in (*(s.start for s in stays), *(s.end for s in stays))]
    return FactColumns(
        people=PeopleColumns(
            id=np.array([b"p%016x" % i for i in range(people)], dtype="S17"),
            company=ints(headlines or [-1] * people),
        ),
        companies=CompanyColumns(id=np.array([b"c%016x" % i for i in range(companies)], dtype="S17")),
        owners=ints([0]),
        contacts=contact_columns(contacts),
        connections=ConnectionColumns(
            a=ints([c[0] for c in connections]),
            b=ints([c[1] for c in connections]),
            day=ints([c[2] for c in connections]),
            owner=ints([c[0] for c in connections]),
        ),
        statements=StatementColumns(
            kind=np.array([int(s[0]) for s in said], dtype=np.int8),
            author=ints([s[1] for s in said]),
            subject=ints([s[2] for s in said]),
            day=ints([int(NO_DAY)] * len(said)),
            shown_by=ints([s[2] for s in said]),
        ),
        employments=EmploymentColumns(
            person=ints([s.person for s in stays]),
            company=ints([s.company for s in stays]),
            start=ints([int(d) for d in day[: len(stays)]]),
            end=ints([int(d) for d in day[len(stays) :]]),
            current=np.array([s.current for s in stays], dtype=np.bool_),
            as_of=ints([s.as_of for s in stays]),
        ),
        works=WorkColumns(
            person=ints([who for who, company in enumerate(headlines) if company >= 0]),
            company=ints([company for company in headlines if company >= 0]),
        ),
        confirmed=ConfirmedColumns(owner=ints([c[0] for c in confirmed]), person=ints([c[1] for c in confirmed])),
        as_of_day=1_000,
    )


def busy_table(*, people: int = 60, days: int = 400, seed: int = 3, rate: float = 0.3) -> list[Contact]:
    """A made-up table in which pairs differ in how much they write, steadily; days before `NOW`."""
    dice = np.random.default_rng(seed)
    contacts: list[Contact] = []
    for ego in range(people):
        for alter in dice.choice(people, size=8, replace=False).tolist():
            warmth = rate * dice.random() ** 6
            for day in np.flatnonzero(dice.random(days) < warmth).tolist() if alter != ego else ():
                contacts.append(Contact(ego, alter, days - day - 0.1))
                if dice.random() < 0.3 + warmth:
                    contacts.append(Contact(alter, ego, days - day - 0.2))
    return contacts
