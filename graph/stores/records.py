"""The questions asked of the file again and again, and their rows as the values of `graph.model`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    select,
)

from graph.days import date_of, day_of
from graph.model import Employment, FactClass, Mark, Statement, StatementKind
from graph.stores import schema

Record = Row[tuple[object, ...]]
_EmploymentRow = tuple[str, str, str, str, int | None, int | None, int, int, str, int]
_StatementRow = tuple[int, str, str, int | None, str, int]


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection below `connection`, in the same transaction: for plain SQL."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


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
