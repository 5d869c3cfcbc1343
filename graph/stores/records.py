"""The questions asked of the file again and again, and their rows as the values of `graph.model`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import cast

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    select,
    union,
)

from graph.model import Company, Employment, FactClass, Mark, Person, Source, Statement, StatementKind
from graph.stores import schema
from graph.stores.days import date_of, day_of

Record = Row[tuple[object, ...]]
_PersonRow = tuple[str, str, str | None, str, str | None, str, int, str]
_EmploymentRow = tuple[str, str, str, str, int | None, int | None, int, int, str, int]
_StatementRow = tuple[int, str, str, int | None, str, int]


def listed(values: Iterable[str] | Iterable[int]) -> Select[object]:
    """Any number of values as one parameter, to ask `IN` of."""
    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)


GIVEN = "given"
"""The parameter of statements made once, see `given_values`."""


@cache
def given() -> Select[object]:
    """As `listed`, of values that come with each execution: for statements that are made once."""
    return select(func.json_each(bindparam(GIVEN)).table_valued("value").c.value)


def given_values(values: Iterable[str] | Iterable[int]) -> str:
    """The values of `given`, as its parameter."""
    return json.dumps(list(values))


def among(column: Column[str] | Column[int], values: Iterable[str] | Iterable[int]) -> ColumnElement[bool]:
    """`column IN values`."""
    return column.in_(listed(values))


def select_people() -> Select[tuple[object, ...]]:
    """People with the newest headline and whether they brought an archive: the columns of `person_of`, in order."""
    person, company, source = schema.person, schema.company, schema.source
    return select(
        *(person.c.id, person.c.name, person.c.slug, person.c.title),
        company.c.id.label("company_id"),
        func.coalesce(company.c.name, "").label("company_name"),
        exists().where(source.c.owner == person.c.row_id).label("owner"),
        person.c.folded,
    ).select_from(person.outerjoin(company))


def works_at(wanted: ScalarSelect[int] | Select[object]) -> CompoundSelect[int, int]:
    """(person, company) rows, each once: who works at the companies `wanted` (rows) now.

    That is everybody whose newest headline says so, and owners whose newest list of positions calls a stay there
    current; the same rule as `graph.strength`'s. Of others an older archive's employer says nothing about now.
    """
    person, stay, other = schema.person, schema.employment, schema.employment.alias("other")
    owners = select(schema.source.c.owner).where(schema.source.c.owner.is_not(None))
    newest = select(func.max(other.c.as_of)).where(other.c.person == stay.c.person).scalar_subquery()
    return union(
        select(person.c.row_id.label("person"), person.c.company).where(person.c.company.in_(wanted)),
        select(stay.c.person, stay.c.company).where(
            stay.c.company.in_(wanted), stay.c.current == 1, stay.c.as_of == newest, stay.c.person.in_(owners)
        ),
    )


def select_sources() -> Select[tuple[object, ...]]:
    """Sources with their owners."""
    source, person = schema.source, schema.person
    return select(
        *(source.c.row_id, source.c.kind, source.c.name, source.c.as_of, source.c.imported_at, source.c.sha256),
        person.c.id.label("owner"),
        func.coalesce(person.c.name, "").label("owner_name"),
    ).select_from(source.outerjoin(person))


def person_of(row: Record) -> Person:
    """One row of `select_people`; by position, for there may be thousands."""
    id_, name, slug, title, company_id, company_name, owner, _ = cast("_PersonRow", row)
    return Person(id_, name, slug, title, company_id, company_name, bool(owner))


def companies_of(connection: Connection, query: Select[object]) -> list[Company]:
    """The companies that a query of the table `company` finds, with how many are known to work there now."""
    rows = connection.execute(query).all()
    counted = connection.execute(_counts(), {GIVEN: given_values(row.row_id for row in rows)})
    people = {row.company: int(row.known) for row in counted}
    return [Company(id=row.id, key=row.key, name=row.name, people=people.get(row.row_id, 0)) for row in rows]


@cache
def _counts() -> Select[tuple[object, ...]]:
    there = works_at(given()).subquery()
    return select(there.c.company, func.count().label("known")).group_by(there.c.company)


def source_of(row: Record) -> Source:
    """One row of `select_sources`."""
    return Source(
        id=row.row_id,
        kind=row.kind,
        name=row.name,
        owner=row.owner,
        owner_name=row.owner_name,
        as_of=date_of(row.as_of),
        imported_at=row.imported_at,
        sha256=row.sha256,
    )


def select_employments() -> Select[tuple[object, ...]]:
    """Stays with the ids of person and company: the columns of `employment_of`, in order."""
    stay, person, company = schema.employment, schema.person, schema.company
    return (
        select(
            *(person.c.id, company.c.id, company.c.name, stay.c.title, stay.c.start, stay.c.end, stay.c.current),
            *(stay.c.as_of, stay.c.fact, stay.c.source),
        )
        .select_from(stay.join(person, person.c.row_id == stay.c.person))
        .join(company, company.c.row_id == stay.c.company)
    )


_FACTS = {fact.value: fact for fact in FactClass}


def employment_of(row: Record) -> Employment:
    """One row of `select_employments`; by position, for there may be thousands."""
    person, company, name, title, start, end, current, as_of, fact, source = cast("_EmploymentRow", row)
    days = day_of(start), day_of(end), bool(current), date_of(as_of)
    return Employment(person, company, name, title, *days, _FACTS[fact], source)


def select_statements() -> Select[tuple[object, ...]]:
    """Statements with the ids of both people: the columns of `statement_of`, in order."""
    said, author, subject = schema.statement, schema.person.alias("author"), schema.person.alias("subject")
    return (
        select(said.c.kind, author.c.id, subject.c.id, said.c.day, said.c.detail, said.c.source)
        .select_from(said.join(author, author.c.row_id == said.c.author))
        .join(subject, subject.c.row_id == said.c.subject)
    )


_KINDS = {kind.value: kind for kind in StatementKind}


def statement_of(row: Record) -> Statement:
    """One row of `select_statements`; by position, for there may be thousands."""
    kind, author, subject, day, detail, source = cast("_StatementRow", row)
    return Statement(_KINDS[kind], author, subject, day_of(day), detail, source)


def mark_of(row: Record) -> Mark:
    """One mark."""
    return Mark(
        close=_said(row.close),
        managed_me=_said(row.managed_me),
        do_not_ask=_said(row.do_not_ask),
        knows_i_look=_said(row.knows_i_look),
        note=row.note or None,
        worked_with=_said(row.worked_with),
        worked_where=row.worked_where or None,
        worked_when=row.worked_when or None,
        declined=_said(row.declined),
        helped_me=_said(row.helped_me),
        i_helped=_said(row.i_helped),
    )


def _said(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def source_with(connection: Connection, sha256: str) -> Source | None:
    """The newest source with these very bytes."""
    table = schema.source
    query = select_sources().where(table.c.sha256 == sha256).order_by(table.c.row_id.desc()).limit(1)
    found = connection.execute(query).first()
    return None if found is None else source_of(found)
