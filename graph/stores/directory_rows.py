"""People, companies and sources as the file holds them, in plain SQL, and who works where now: the one rule of it.

Plain, so that a name is looked up without the query builder; whoever composes statements gets at it by
`graph.stores.query_parts.driver`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from graph.days import date_of
from graph.model import Company, Person, Source

Parameters = Mapping[str, str | int | None]

_PEOPLE = """
SELECT person.id, person.name, person.slug, person.title, company.id, coalesce(company.name, ''),
  EXISTS (SELECT 1 FROM source WHERE source.owner = person.row_id)
FROM person LEFT JOIN company ON company.row_id = person.company
"""

_SOURCES = """
SELECT source.row_id, source.kind, source.name, person.id, coalesce(person.name, ''), source.as_of, source.imported_at,
  source.sha256, (SELECT json_group_array(archive) FROM source_beside WHERE source_beside.source = source.row_id)
FROM source LEFT JOIN person ON person.row_id = source.owner
"""

_STAYS = """
SELECT stay.person, stay.company FROM employment AS stay
WHERE stay.company {wanted} AND stay.current = 1 AND {of_owner}
  AND stay.as_of = (SELECT max(other.as_of) FROM employment AS other WHERE other.person = stay.person)
"""
_EACH = "EXISTS (SELECT 1 FROM source WHERE source.owner = stay.person)"
_ALL = "stay.person IN (SELECT owner FROM source WHERE owner IS NOT NULL)"

_HEADLINES = "SELECT person.row_id AS person, person.company AS company FROM person WHERE person.company {wanted}"


def given(values: Iterable[str] | Iterable[int]) -> str:
    """Any number of values as one parameter, for `IN (SELECT value FROM json_each(...))`."""
    return json.dumps(list(values))


def owners_stays(wanted: str = "") -> str:
    """The query of (person, company) rows of owners: where their newest list of positions says that they are now.

    At the companies whose rows `wanted` selects, from stay to stay; of all companies where it selects none: then it
    goes from owner to owner.
    """
    return _STAYS.format(wanted=_of(wanted), of_owner=_EACH if wanted else _ALL)


def _of(wanted: str) -> str:
    return f"IN ({wanted})" if wanted else "IS NOT NULL"


def works_at(wanted: str = "") -> str:
    """The query of (person, company) rows, each once: who works at the companies now whose rows `wanted` selects.

    Of all companies where it selects none. That is everybody whose newest headline says so, and owners whose newest
    list of positions calls a stay there current. Of others an older archive's employer says nothing about now.
    """
    return f"{_HEADLINES.format(wanted=_of(wanted))} UNION {owners_stays(wanted)}"


_GIVEN = "SELECT value FROM json_each(:given)"
_KNOWN = f"""
SELECT company, sum(known) FROM (
  SELECT company, count(*) AS known FROM person WHERE company IN ({_GIVEN}) GROUP BY company
  UNION ALL
  SELECT stay.company, count(DISTINCT stay.person) FROM ({owners_stays(_GIVEN)}) AS stay
  JOIN person ON person.row_id = stay.person WHERE person.company IS NOT stay.company GROUP BY stay.company
) GROUP BY company
"""  # noqa: S608
"""How many work at each company now: those of `works_at` counted."""


def people(connection: sqlite3.Connection, rest: str, parameters: Parameters) -> list[Person]:
    """The people that `rest` (WHERE, ORDER BY, LIMIT) leaves, with their newest headline; owners are called so."""
    return [
        Person(id_, name, slug, title, company_id, company_name, bool(owner))
        for id_, name, slug, title, company_id, company_name, owner in connection.execute(_PEOPLE + rest, parameters)
    ]


def companies(connection: sqlite3.Connection, rest: str, parameters: Parameters) -> list[Company]:
    """The companies that `rest` (WHERE, ORDER BY, LIMIT) leaves, with how many are known to work there now."""
    rows = connection.execute(f"SELECT row_id, id, key, name FROM company {rest}", parameters).fetchall()  # noqa: S608
    known = dict(connection.execute(_KNOWN, {"given": given(row for row, *_ in rows)}).fetchall())
    return [Company(id_, key, name, known.get(row, 0)) for row, id_, key, name in rows]


def sources(connection: sqlite3.Connection, rest: str, parameters: Parameters) -> list[Source]:
    """The sources that `rest` (WHERE, ORDER BY, LIMIT) leaves, with their owners."""
    rows = connection.execute(_SOURCES + rest, parameters)
    return [
        Source(row, kind, name, owner, owner_name, date_of(day), at, sha256, tuple(json.loads(beside)))
        for row, kind, name, owner, owner_name, day, at, sha256, beside in rows
    ]
