"""What the workspace holds about given people: connections, statements, employments, marks, an owner's profile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from sqlalchemy import (
    CompoundSelect,
    Connection,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects import sqlite

from graph.days import day_of
from graph.model import Employment, Mark, OwnerProfile, Person, PersonId, Statement
from graph.stores import schema
from graph.stores.records import (
    GIVEN,
    driver,
    employment_of,
    given,
    given_values,
    mark_of,
    select_employments,
    select_statements,
    statement_of,
)


def _me() -> ScalarSelect[int]:
    return select(schema.person.c.row_id).where(schema.person.c.id == bindparam("ego")).scalar_subquery()


def _others() -> Select[tuple[int]]:
    """The rows of people by id: asked for first, so that an index leads from them to what is between two people."""
    someone = schema.person.alias("someone")
    return select(someone.c.row_id).where(someone.c.id.in_(given()))


def _between(ego: PersonId, people: Iterable[PersonId]) -> dict[str, str]:
    return {"ego": ego, GIVEN: given_values(people)}


@dataclass(frozen=True, slots=True)
class ListedTie:
    """What lists say of two people: since when they are connected (None: unknown), and whether an archive says it."""

    day: date | None
    archived: bool


@cache
def _listed_ties() -> CompoundSelect[object, object, object]:
    tie, other, source = schema.connection, schema.person.alias("other"), schema.source
    return union_all(
        *(
            select(other.c.id, tie.c.day, source.c.kind == "archive")
            .select_from(tie.join(other, other.c.row_id == theirs).join(source, source.c.row_id == tie.c.source))
            .where(mine == _me(), theirs.in_(_others()))
            for mine, theirs in ((tie.c.a, tie.c.b), (tie.c.b, tie.c.a))
        )
    )


def listed_ties(connection: Connection, ego: PersonId, people: Iterable[PersonId]) -> dict[PersonId, ListedTie]:
    """Those of `people` whom a list shows beside `ego`: the earliest day stated, and whether it is an archive's list.

    A card, a list of contacts or an edge is none of an archive.
    """
    found: dict[PersonId, tuple[int | None, int]] = {}
    for row in connection.execute(_listed_ties(), _between(ego, people)).all():
        id_, day, listed = cast("tuple[PersonId, int | None, int]", row)
        held = found.get(id_)
        if held is None:
            found[id_] = day, listed
        else:
            first = held[0] if day is None else day if held[0] is None else min(day, held[0])
            found[id_] = first, held[1] or listed
    return {id_: ListedTie(day_of(day), bool(listed)) for id_, (day, listed) in sorted(found.items())}


@cache
def _listed_days() -> Select[tuple[object, ...]]:
    tie, source, owner = schema.connection, schema.source, schema.person
    pair = func.min(tie.c.a, tie.c.b), func.max(tie.c.a, tie.c.b)
    first = (
        select(func.min(tie.c.day).label("day"))
        .select_from(tie.join(source, source.c.row_id == tie.c.source).join(owner, owner.c.row_id == source.c.owner))
        .where(owner.c.id.in_(given()))
        .group_by(source.c.owner, *pair)
        .subquery()
    )
    return select(first.c.day, func.count()).group_by(first.c.day)


def listed_days(connection: Connection, owners: Iterable[PersonId]) -> Counter[date | None]:
    """How many connections `owners` list by the first day stated, None: without one; O(connections log connections).

    Each is counted once for each who lists it, in however many exports.
    """
    rows = connection.execute(_listed_days(), {GIVEN: given_values(owners)}).all()
    found = (cast("tuple[int | None, int]", row) for row in rows)
    return Counter({day_of(day): count for day, count in found})


@cache
def _statements() -> Select[tuple[object, ...]]:
    said = schema.statement
    return (
        select_statements()
        .where(
            or_(
                and_(said.c.author == _me(), said.c.subject.in_(_others())),
                and_(said.c.subject == _me(), said.c.author.in_(_others())),
            )
        )
        .order_by(said.c.day.desc().nulls_last(), said.c.row_id)
    )


def statements(
    connection: Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[Statement, ...]]:
    """What `ego` and each of `people` said of each other, newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Statement]] = defaultdict(list)
    for row in connection.execute(_statements(), _between(ego, people)).all():
        said = statement_of(row)
        by_person[said.subject if said.author == ego else said.author].append(said)
    return {person: tuple(rows) for person, rows in sorted(by_person.items())}


@cache
def _employments() -> str:
    stay, person = schema.employment, schema.person
    query = (
        select_employments()
        .where(person.c.id.in_(given()))
        .order_by(
            stay.c.current.desc(),
            func.coalesce(stay.c.end, stay.c.as_of).desc(),
            stay.c.start.desc().nulls_last(),
            stay.c.as_of.desc(),
            stay.c.row_id,
        )
    )
    return str(query.compile(dialect=sqlite.dialect(paramstyle="named")))


def employments(connection: Connection, people: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
    """The stays of each of `people`, current and newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Employment]] = defaultdict(list)
    # Plain rows: of a large employer there are tens of thousands, and SQLAlchemy makes an object of each.
    for row in driver(connection).execute(_employments(), {GIVEN: given_values(people)}):
        stay = employment_of(row)
        by_person[stay.person].append(stay)
    return {id_: tuple(stays) for id_, stays in sorted(by_person.items())}


@cache
def _marks() -> Select[tuple[object, ...]]:
    mark, person = schema.mark, schema.person
    known = select(mark).join(person, person.c.id == mark.c.person)
    return known.where(mark.c.owner == bindparam("ego")).order_by(mark.c.person)


def marks(connection: Connection, owner: PersonId) -> dict[PersonId, Mark]:
    """The marks `owner` set on people who are known now."""
    return {row.person: mark_of(row) for row in connection.execute(_marks(), {"ego": owner})}


def owner_profile(connection: Connection, owner: Person) -> OwnerProfile:
    """What an owner's own files say of them, newest archive first, each thing once."""
    profiles = connection.execute(_own(schema.profile, owner.id)).all()
    items = [(row.kind, row.value) for row in connection.execute(_own(schema.profile_item, owner.id))]
    wishes = _wishes(connection, owner.id)
    return OwnerProfile(
        person=owner,
        employments=employments(connection, [owner.id]).get(owner.id, ()),
        schools=_once(value for kind, value in items if kind == "school"),
        skills=_once(value for kind, value in items if kind == "skill"),
        industry=next((row.industry for row in profiles if row.industry), ""),
        location=next((row.place for row in profiles if row.place), ""),
        emails=_once(value for kind, value in items if kind == "email"),
        applied_to=tuple((id_, title, day) for kind, id_, title, day in wishes if kind == "applied"),
        follows=_once(id_ for kind, id_, _, _ in wishes if kind == "follow"),
        saved=tuple((id_, title, day) for kind, id_, title, day in wishes if kind == "saved"),
    )


def _own(table: Table, ego: PersonId) -> Select[tuple[object, ...]]:
    source, person = schema.source, schema.person
    return (
        select(table)
        .join(source, source.c.row_id == table.c.source)
        .join(person, person.c.row_id == table.c.person)
        .where(person.c.id == ego)
        .order_by(source.c.as_of.desc(), source.c.row_id.desc(), table.c.row_id)
    )


def _wishes(connection: Connection, ego: PersonId) -> list[tuple[str, str, str, date | None]]:
    wish, company, person = schema.interest, schema.company, schema.person
    query = (
        select(wish.c.kind, company.c.id, wish.c.title, wish.c.day)
        .join(company, company.c.row_id == wish.c.company)
        .join(person, person.c.row_id == wish.c.person)
        .where(person.c.id == ego)
        .distinct()
        .order_by(wish.c.day.desc().nulls_last(), company.c.id, wish.c.title)
    )
    return [(kind, id_, title, day_of(day)) for kind, id_, title, day in connection.execute(query)]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
