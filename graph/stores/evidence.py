"""What the workspace holds about given people: connections, statements, employments, marks, an owner's profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, ScalarSelect, Select, Table, and_, func, or_, select

from graph.model import CompanyId, Employment, Mark, OwnerProfile, Person, PersonId, Statement
from graph.stores import schema
from graph.stores.days import day_of
from graph.stores.records import among, employment_of, mark_of, statement_of, works_at


def _row(person: PersonId) -> ScalarSelect[int]:
    return select(schema.person.c.row_id).where(schema.person.c.id == person).scalar_subquery()


def _rows(people: Iterable[PersonId]) -> Select[tuple[int]]:
    """The rows of people by id: asked for first, so that an index leads from them to what is between two people."""
    someone = schema.person.alias("someone")
    return select(someone.c.row_id).where(among(someone.c.id, people))


def connections(connection: Connection, ego: PersonId, people: Iterable[PersonId]) -> dict[PersonId, date | None]:
    """Those of `people` whom `ego` is connected with, and the earliest day stated (None: connected, day unknown)."""
    tie, other = schema.connection, schema.person.alias("other")
    me, wanted = _row(ego), _rows(people)
    found: dict[PersonId, list[int]] = {}
    for mine, theirs in ((tie.c.a, tie.c.b), (tie.c.b, tie.c.a)):
        query = select(other.c.id, tie.c.day).select_from(tie.join(other, other.c.row_id == theirs))
        for id_, day in connection.execute(query.where(mine == me, theirs.in_(wanted))):
            found.setdefault(id_, []).extend([] if day is None else [day])
    return {id_: day_of(min(days, default=None)) for id_, days in sorted(found.items()) if id_ != ego}


def statements(
    connection: Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[Statement, ...]]:
    """What `ego` and each of `people` said of each other, newest first; only people with any."""
    said, author, subject = schema.statement, schema.person.alias("author"), schema.person.alias("subject")
    me, wanted = _row(ego), _rows(people)
    query = (
        select(said, author.c.id.label("author_id"), subject.c.id.label("subject_id"))
        .join(author, author.c.row_id == said.c.author)
        .join(subject, subject.c.row_id == said.c.subject)
        .where(
            or_(
                and_(said.c.author == me, said.c.subject.in_(wanted)),
                and_(said.c.subject == me, said.c.author.in_(wanted)),
            )
        )
        .order_by(said.c.day.desc().nulls_last(), said.c.row_id)
    )
    by_person: defaultdict[PersonId, list[Statement]] = defaultdict(list)
    for row in connection.execute(query):
        by_person[row.subject_id if row.author_id == ego else row.author_id].append(statement_of(row))
    return {person: tuple(rows) for person, rows in sorted(by_person.items())}


def employments(connection: Connection, people: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
    """The stays of each of `people`, current and newest first; only people with any."""
    stay, person, company = schema.employment, schema.person, schema.company
    query = (
        select(
            stay, person.c.id.label("person_id"), company.c.id.label("company_id"), company.c.name.label("company_name")
        )
        .join(person, person.c.row_id == stay.c.person)
        .join(company, company.c.row_id == stay.c.company)
        .where(among(person.c.id, people))
        .order_by(
            stay.c.current.desc(),
            func.coalesce(stay.c.end, stay.c.as_of).desc(),
            stay.c.start.desc().nulls_last(),
            stay.c.as_of.desc(),
            stay.c.row_id,
        )
    )
    by_person: defaultdict[PersonId, list[Employment]] = defaultdict(list)
    for row in connection.execute(query):
        by_person[row.person_id].append(employment_of(row))
    return {id_: tuple(stays) for id_, stays in sorted(by_person.items())}


def formerly_at(connection: Connection, company: CompanyId) -> list[PersonId]:
    """Everybody seen employed there once whose newest source says otherwise, by id."""
    stay, person, place = schema.employment, schema.person, schema.company
    there = select(place.c.row_id).where(place.c.id == company).scalar_subquery()
    now = select(works_at(there).subquery().c.person)
    query = (
        select(person.c.id)
        .join(stay, stay.c.person == person.c.row_id)
        .where(stay.c.company == there, person.c.row_id.not_in(now))
        .distinct()
        .order_by(person.c.id)
    )
    return list(connection.execute(query).scalars())


def marks(connection: Connection, owner: PersonId, people: Iterable[PersonId] | None) -> dict[PersonId, Mark]:
    """The marks `owner` set on `people` (None: on anybody) who are known now."""
    mark, person = schema.mark, schema.person
    query = select(mark).join(person, person.c.id == mark.c.person).where(mark.c.owner == owner)
    if people is not None:
        query = query.where(among(mark.c.person, people))
    return {row.person: mark_of(row) for row in connection.execute(query.order_by(mark.c.person))}


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
        place=next((row.place for row in profiles if row.place), ""),
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
