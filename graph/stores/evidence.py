"""What the workspace holds about given people: connections, statements, employments, marks, an owner's profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from graph.model import CompanyId, Employment, Mark, OwnerProfile, Person, PersonId, Statement
from graph.stores.days import day_of
from graph.stores.records import EMPLOYMENT, employment_of, ids, mark_of, rows, statement_of

_AMONG = "(SELECT value FROM json_each(:ids))"

_CONNECTIONS = f"""
SELECT q.id, min(c.day) AS day FROM connection c
JOIN person o ON o.id = :ego JOIN person q ON q.row_id = iif(c.a = o.row_id, c.b, c.a)
WHERE o.row_id IN (c.a, c.b) AND q.id IN {_AMONG} AND q.id <> :ego GROUP BY q.id ORDER BY q.id
"""

_STATEMENTS = f"""
SELECT s.kind, a.id AS author, b.id AS subject, s.day, s.detail, s.source
FROM statement s JOIN person a ON a.row_id = s.author JOIN person b ON b.row_id = s.subject
WHERE (a.id = :ego AND b.id IN {_AMONG}) OR (b.id = :ego AND a.id IN {_AMONG})
ORDER BY s.day DESC NULLS LAST, s.row_id
"""

_EMPLOYMENTS = f"""{EMPLOYMENT} WHERE p.id IN {_AMONG}
ORDER BY e.current DESC, coalesce(e."end", e.as_of) DESC, e.start DESC NULLS LAST, e.as_of DESC, e.row_id
"""

_MARKS = "SELECT m.* FROM mark m JOIN person p ON p.id = m.person WHERE m.owner = :ego"

_PROFILES = """
SELECT f.industry, f.place FROM profile f JOIN source s ON s.row_id = f.source JOIN person p ON p.row_id = f.person
WHERE p.id = :ego ORDER BY s.as_of DESC, s.row_id DESC, f.row_id
"""

_ITEMS = """
SELECT i.kind, i.value FROM profile_item i JOIN source s ON s.row_id = i.source JOIN person p ON p.row_id = i.person
WHERE p.id = :ego ORDER BY s.as_of DESC, s.row_id DESC, i.row_id
"""

_INTERESTS = """
SELECT DISTINCT i.kind, c.id, i.title, i.day FROM interest i JOIN company c ON c.row_id = i.company
JOIN person p ON p.row_id = i.person WHERE p.id = :ego ORDER BY i.day DESC NULLS LAST, c.id, i.title
"""


def connections(connection: Connection, ego: PersonId, people: Iterable[PersonId]) -> dict[PersonId, date | None]:
    """Those of `people` whom `ego` is connected with, and the earliest day stated (None: connected, day unknown)."""
    found = rows(connection, _CONNECTIONS, {"ego": ego, **ids(people)})
    return {row.id: day_of(row.day) for row in found}


def statements(
    connection: Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[Statement, ...]]:
    """What `ego` and each of `people` said of each other, newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Statement]] = defaultdict(list)
    for row in rows(connection, _STATEMENTS, {"ego": ego, **ids(people)}):
        by_person[row.subject if row.author == ego else row.author].append(statement_of(row))
    return {person: tuple(said) for person, said in sorted(by_person.items())}


def employments(connection: Connection, people: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
    """The stays of each of `people`, current and newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Employment]] = defaultdict(list)
    for row in rows(connection, _EMPLOYMENTS, ids(people)):
        by_person[row.person].append(employment_of(row))
    return {person: tuple(stays) for person, stays in sorted(by_person.items())}


def marks(connection: Connection, owner: PersonId, people: Iterable[PersonId] | None) -> dict[PersonId, Mark]:
    """The marks `owner` set on `people` (None: on anybody) who are known now."""
    if people is None:
        found = rows(connection, f"{_MARKS} ORDER BY m.person", {"ego": owner})
    else:
        found = rows(connection, f"{_MARKS} AND m.person IN {_AMONG} ORDER BY m.person", {"ego": owner, **ids(people)})
    return {row.person: mark_of(row) for row in found}


def owner_profile(connection: Connection, owner: Person) -> OwnerProfile:
    """What an owner's own files say of them, newest archive first, each thing once."""
    ego = {"ego": owner.id}
    profiles = rows(connection, _PROFILES, ego)
    items = [(row.kind, row.value) for row in rows(connection, _ITEMS, ego)]
    wishes = rows(connection, _INTERESTS, ego)
    return OwnerProfile(
        person=owner,
        employments=employments(connection, [owner.id]).get(owner.id, ()),
        schools=_once(value for kind, value in items if kind == "school"),
        skills=_once(value for kind, value in items if kind == "skill"),
        industry=next((row.industry for row in profiles if row.industry), ""),
        place=next((row.place for row in profiles if row.place), ""),
        emails=_once(value for kind, value in items if kind == "email"),
        applied_to=tuple((row.id, row.title, day_of(row.day)) for row in wishes if row.kind == "applied"),
        follows=_once(row.id for row in wishes if row.kind == "follow"),
    )


def _once(values: Iterable[CompanyId]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
