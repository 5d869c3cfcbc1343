"""What follows from the facts: display names, headlines, slugs; and who is mentioned by no fact any more.

The rule is the same after an import and after a source was forgotten: the newest showing wins. Names by (export date,
a showing with a headline before one without, later source, earlier row); headlines likewise among showings that say
anything about one; slugs by (export date, later source, key); a company's name is its most frequent spelling.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Column, Connection

from graph.stores.schema import COMPANY_FACTS, PERSON_FACTS

_PEOPLE_OF_SOURCES = """
INSERT OR IGNORE INTO temp.touched_person
SELECT person FROM identity WHERE source IN (SELECT value FROM json_each(:json))
UNION SELECT person FROM sighting WHERE source IN (SELECT value FROM json_each(:json))
"""

_COMPANIES_OF_SOURCES = """
INSERT OR IGNORE INTO temp.touched_company
SELECT company FROM spelling WHERE source IN (SELECT value FROM json_each(:json))
"""

_NAMES = """
UPDATE person SET name = s.name, folded = s.folded FROM (
  SELECT person, name, folded, row_number() OVER (
    PARTITION BY person ORDER BY name = '', as_of DESC, title IS NULL, source DESC, row_id) AS place
  FROM sighting WHERE person IN (SELECT row_id FROM temp.touched_person)) s
WHERE s.place = 1 AND s.person = person.row_id AND (person.name, person.folded) <> (s.name, s.folded)
"""

_NO_HEADLINE = """
UPDATE person SET title = '', company = NULL
WHERE row_id IN (SELECT row_id FROM temp.touched_person) AND (title <> '' OR company IS NOT NULL)
"""

_HEADLINES = """
UPDATE person SET title = s.title, company = s.company FROM (
  SELECT person, title, company, row_number() OVER (
    PARTITION BY person ORDER BY as_of DESC, source DESC, title = '' AND company IS NULL, row_id) AS place
  FROM sighting WHERE title IS NOT NULL AND person IN (SELECT row_id FROM temp.touched_person)) s
WHERE s.place = 1 AND s.person = person.row_id
"""

_SLUGS = """
UPDATE person SET slug = (
  SELECT substr(i.key, 4) FROM identity i JOIN source s ON s.row_id = i.source
  WHERE i.person = person.row_id AND i.key LIKE 'in:%' ORDER BY s.as_of DESC, i.source DESC, i.key LIMIT 1)
WHERE row_id IN (SELECT row_id FROM temp.touched_person)
"""

_COMPANY_NAMES = """
UPDATE company SET name = s.name, folded = fold(s.name) FROM (
  SELECT company, name, row_number() OVER (PARTITION BY company ORDER BY sum(seen) DESC, name) AS place
  FROM spelling WHERE company IN (SELECT row_id FROM temp.touched_company) GROUP BY company, name) s
WHERE s.place = 1 AND s.company = company.row_id AND (company.name <> s.name OR company.folded = '')
"""


def touch(connection: Connection, sources: Sequence[int], people: Sequence[int] = ()) -> None:
    """Note whom and what `sources` show (and `people` besides), before or after they change."""
    for table in ("touched_person", "touched_company"):
        connection.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS {table} (row_id INTEGER PRIMARY KEY)")
    listed = {"json": json.dumps(list(sources))}
    connection.exec_driver_sql(_PEOPLE_OF_SOURCES, listed)
    connection.exec_driver_sql(_COMPANIES_OF_SOURCES, listed)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO temp.touched_person SELECT value FROM json_each(:json)", {"json": json.dumps(people)}
    )


def refresh(connection: Connection) -> None:
    """Derive names, headlines, slugs and spellings of what was touched, and forget the list."""
    for statement in (_NAMES, _NO_HEADLINE, _HEADLINES, _SLUGS, _COMPANY_NAMES):
        connection.exec_driver_sql(statement)
    for table in ("touched_person", "touched_company"):
        connection.exec_driver_sql(f"DROP TABLE temp.{table}")


def take_out_unmentioned(connection: Connection) -> None:
    """Delete the touched people and companies that no fact mentions."""
    connection.exec_driver_sql(unmentioned("person", PERSON_FACTS, "DELETE FROM", "temp.touched_person"))
    connection.exec_driver_sql("UPDATE person SET company = NULL WHERE row_id IN (SELECT row_id FROM touched_person)")
    connection.exec_driver_sql(unmentioned("company", COMPANY_FACTS, "DELETE FROM", "temp.touched_company"))


def unmentioned(table: str, facts: Sequence[Column[int]], verb: str, among: str) -> str:
    """The statement that finds or deletes rows of `table` that no column of `facts` names."""
    mentioned = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM "{column.table.description}" WHERE "{column.name}" = {table}.row_id)'
        for column in facts
    )
    return f"{verb} {table} WHERE row_id IN (SELECT row_id FROM {among}) AND {mentioned}"
