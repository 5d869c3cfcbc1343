"""What follows from the facts: display names, headlines, slugs; and who is mentioned by no fact any more.

The rule is the same after an import and after a source was forgotten, and whatever the order of imports: the newest
showing wins. Names by (one from mail or a calendar last, where people write them anyhow, export date, a showing with a
headline before one without, the source's digest, earlier row);
headlines likewise, but a showing that knows no employer never blanks one that another knows; slugs by (export date,
key); a company's name is its most frequent spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    delete,
    exists,
    insert,
    select,
    text,
    union,
    update,
)

from graph.stores import schema
from graph.stores.ledger import take_out_unknown
from graph.stores.query_parts import among, driver

_TEMPORARY = MetaData()
_PERSON = Table("touched_person", _TEMPORARY, Column("row_id", Integer, primary_key=True), prefixes=["TEMP"])
_COMPANY = Table("touched_company", _TEMPORARY, Column("row_id", Integer, primary_key=True), prefixes=["TEMP"])

_NO_NAME = """
UPDATE person SET name = '', folded = '' WHERE row_id IN (SELECT row_id FROM temp.touched_person)
  AND NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.person = person.row_id)
"""

_NAMES = """
UPDATE person SET name = s.name, folded = s.folded FROM (
  SELECT person, name, folded, row_number() OVER (
    PARTITION BY person ORDER BY name = '', kind IN ('mail', 'calendar'), as_of DESC, title IS NULL, sha256, row_id
  ) AS place FROM (SELECT g.*, o.sha256, o.kind FROM sighting g JOIN source o ON o.row_id = g.source)
  WHERE person IN (SELECT row_id FROM temp.touched_person)) s
WHERE s.place = 1 AND s.person = person.row_id AND (person.name, person.folded) <> (s.name, s.folded)
"""

_NO_HEADLINE = """
UPDATE person SET title = '', company = NULL
WHERE row_id IN (SELECT row_id FROM temp.touched_person) AND (title <> '' OR company IS NOT NULL)
"""

_HEADLINES = """
UPDATE person SET title = s.title, company = s.company FROM (
  SELECT person, title, company, row_number() OVER (
    PARTITION BY person ORDER BY company IS NULL, title = '', as_of DESC, sha256, row_id) AS place
  FROM (SELECT g.*, o.sha256 FROM sighting g JOIN source o ON o.row_id = g.source)
  WHERE title IS NOT NULL AND person IN (SELECT row_id FROM temp.touched_person)) s
WHERE s.place = 1 AND s.person = person.row_id
"""

_SLUGS = """
UPDATE person SET slug = (
  SELECT substr(i.key, 4) FROM identity i JOIN source s ON s.row_id = i.source
  WHERE i.person = person.row_id AND i.key LIKE 'in:%' ORDER BY s.as_of DESC, i.key LIMIT 1)
WHERE row_id IN (SELECT row_id FROM temp.touched_person)
"""

_NO_SPELLING = """
UPDATE company SET name = key, folded = fold(key) WHERE row_id IN (SELECT row_id FROM temp.touched_company)
  AND NOT EXISTS (SELECT 1 FROM spelling WHERE spelling.company = company.row_id)
"""

_COMPANY_NAMES = """
UPDATE company SET name = s.name, folded = fold(s.name) FROM (
  SELECT company, name, row_number() OVER (PARTITION BY company ORDER BY sum(seen) DESC, name) AS place
  FROM spelling WHERE company IN (SELECT row_id FROM temp.touched_company) GROUP BY company, name) s
WHERE s.place = 1 AND s.company = company.row_id AND (company.name <> s.name OR company.folded = '')
RETURNING row_id
"""


def touch_people(connection: Connection, people: Iterable[int]) -> None:
    """Note those of `people` who are there: their names may be others now."""
    person = schema.person.c
    _TEMPORARY.create_all(connection)
    chosen = select(person.row_id).where(among(person.row_id, people))
    connection.execute(insert(_PERSON).prefix_with("OR IGNORE").from_select(["row_id"], chosen))


def touch_companies(connection: Connection, companies: Iterable[int]) -> None:
    """Note those of `companies` that are there: their names may be others now."""
    company = schema.company.c
    _TEMPORARY.create_all(connection)
    chosen = select(company.row_id).where(among(company.row_id, companies))
    connection.execute(insert(_COMPANY).prefix_with("OR IGNORE").from_select(["row_id"], chosen))


def name_companies(connection: Connection, companies: Iterable[int]) -> list[int]:
    """Derive the names of `companies` by their spellings; the rows of those whose names were others before."""
    touch_companies(connection, companies)
    renamed = list(connection.execute(text(_COMPANY_NAMES)).scalars())
    _TEMPORARY.drop_all(connection)
    return renamed


def touch_with_companies(connection: Connection, people: Sequence[int]) -> None:
    """Note `people` and every company that a fact of theirs names: what taking them out may take along."""
    touch_people(connection, people)
    theirs = union(
        *(
            select(column).where(column.is_not(None), among(column.table.c.person, people))
            for column in schema.COMPANY_FACTS
            if column.table is not schema.spelling
        )
    )
    connection.execute(insert(_COMPANY).prefix_with("OR IGNORE").from_select(["row_id"], theirs))


def touched_company(column: Column[int]) -> ColumnElement[bool]:
    """Whether `column` names a company that was noted."""
    return column.in_(select(_COMPANY.c.row_id))


def touch_mentioned(connection: Connection, sources: Sequence[int]) -> None:
    """Note everybody and everything that any fact of `sources` mentions: what forgetting them may take out."""
    _note(connection, _PERSON, schema.PERSON_FACTS, sources)
    _note(connection, _COMPANY, schema.COMPANY_FACTS, sources)


def refresh(connection: Connection) -> None:
    """Derive names, headlines, slugs and spellings of what was touched, and empty the list of it."""
    for statement in (_NO_NAME, _NAMES, _NO_HEADLINE, _HEADLINES, _SLUGS, _NO_SPELLING, _COMPANY_NAMES):
        connection.execute(text(statement))
    _TEMPORARY.drop_all(connection)


def take_out_unmentioned(connection: Connection) -> None:
    """Delete the touched people and companies that no fact mentions, and asks and favours of people who are gone."""
    people, companies = schema.person, schema.company
    connection.execute(delete(people).where(people.c.row_id.in_(select(_PERSON.c.row_id)), *unmentioned(people)))
    # A headline may name a company that goes; what it really is now, `refresh` says.
    connection.execute(update(people).where(people.c.row_id.in_(select(_PERSON.c.row_id))).values(company=None))
    take_out_unknown(driver(connection))
    gone = companies.c.row_id.in_(select(_COMPANY.c.row_id))
    connection.execute(delete(companies).where(gone, *unmentioned(companies)))


def unmentioned(table: Table, *, besides: Table | None = None) -> list[ColumnElement[bool]]:
    """The conditions under which no fact (but those in `besides`) names a row of `table` (people or companies)."""
    facts = schema.PERSON_FACTS if table is schema.person else schema.COMPANY_FACTS
    return [~exists().where(column == table.c.row_id) for column in facts if column.table is not besides]


def _note(connection: Connection, table: Table, facts: Sequence[Column[int]], sources: Sequence[int]) -> None:
    _TEMPORARY.create_all(connection)
    shown = union(*(_of_sources(column, sources) for column in facts))
    connection.execute(insert(table).prefix_with("OR IGNORE").from_select(["row_id"], shown))


def _of_sources(column: Column[int], sources: Sequence[int]) -> Select[int]:
    table = column.table
    source = table.c.row_id if table is schema.source else table.c.source
    return select(column).where(column.is_not(None), among(source, sources))
