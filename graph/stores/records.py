"""Rows of the workspace as the values of `graph.model`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from sqlalchemy import Connection, Row, text

from graph.model import Company, Employment, FactClass, Mark, Person, Source, Statement, StatementKind
from graph.stores.days import date_of, day_of

Record = Row[tuple[object, ...]]

PERSON = """
SELECT p.row_id, p.id, p.name, p.slug, p.title, c.id AS company_id, coalesce(c.name, '') AS company_name,
  EXISTS (SELECT 1 FROM source WHERE owner = p.row_id) AS owner, p.folded
FROM person p LEFT JOIN company c ON c.row_id = p.company
"""

COMPANY = """
SELECT c.row_id, c.id, c.key, c.name, c.folded,
  (SELECT count(DISTINCT w.person) FROM works_now w WHERE w.company = c.row_id) AS people
FROM company c
"""

WORKS_NOW = """
WITH works_now (person, company) AS (
  SELECT e.person, e.company FROM employment e
  WHERE e.current AND e.as_of = (SELECT max(n.as_of) FROM employment n WHERE n.person = e.person)
)
"""
"""Who works where: the employers that a person's newest source calls current."""

SOURCE = """
SELECT s.row_id, s.kind, s.name, p.id AS owner, coalesce(p.name, '') AS owner_name, s.as_of, s.imported_at, s.sha256
FROM source s LEFT JOIN person p ON p.row_id = s.owner
"""

EMPLOYMENT = """
SELECT p.id AS person, c.id AS company_id, c.name AS company_name, e.title, e.start, e."end", e.current, e.as_of,
  e.fact, e.source
FROM employment e JOIN person p ON p.row_id = e.person JOIN company c ON c.row_id = e.company
"""


def ids(values: Iterable[str]) -> dict[str, str]:
    """A parameter `:ids` for `IN (SELECT value FROM json_each(:ids))`: no limit on how many, one statement text."""
    return {"ids": json.dumps(list(values))}


def person_of(row: Record) -> Person:
    """One row of `PERSON`."""
    return Person(
        id=row.id,
        name=row.name,
        slug=row.slug,
        title=row.title,
        company_id=row.company_id,
        company_name=row.company_name,
        owner=bool(row.owner),
    )


def company_of(row: Record) -> Company:
    """One row of `COMPANY`."""
    return Company(id=row.id, key=row.key, name=row.name, people=row.people)


def source_of(row: Record) -> Source:
    """One row of `SOURCE`."""
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


def employment_of(row: Record) -> Employment:
    """One row of `EMPLOYMENT`."""
    return Employment(
        person=row.person,
        company_id=row.company_id,
        company_name=row.company_name,
        title=row.title,
        start=day_of(row.start),
        end=day_of(row.end),
        current=bool(row.current),
        as_of=date_of(row.as_of),
        fact=FactClass(row.fact),
        source=row.source,
    )


def statement_of(row: Record) -> Statement:
    """One row of statements joined with both people's ids."""
    return Statement(
        kind=StatementKind(row.kind),
        author=row.author,
        subject=row.subject,
        at=day_of(row.day),
        detail=row.detail,
        source=row.source,
    )


def mark_of(row: Record) -> Mark:
    """One row of `mark`."""
    said = (None if value is None else bool(value) for value in (row.close, row.managed_me, row.do_not_ask))
    close, managed_me, do_not_ask = said
    knows = None if row.knows_i_look is None else bool(row.knows_i_look)
    return Mark(close=close, managed_me=managed_me, do_not_ask=do_not_ask, knows_i_look=knows, note=row.note)


def rows(connection: Connection, sql: str, parameters: dict[str, object] | dict[str, str]) -> list[Record]:
    """All rows of one constant statement."""
    return cast("list[Record]", connection.execute(text(sql), parameters).all())


def source_record(connection: Connection, sha256: str) -> Source | None:
    """The newest source with these very bytes."""
    found = rows(connection, f"{SOURCE} WHERE s.sha256 = :sha ORDER BY s.row_id DESC LIMIT 1", {"sha": sha256})
    return source_of(found[0]) if found else None
