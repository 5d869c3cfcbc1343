"""What changed between two exports of one owner: who joined, left, moved or changed title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from graph.company_aliases import successions
from graph.days import day_of
from graph.errors import SourceNotFoundError, UsageError
from graph.model import CompanyId, PersonId, Source
from graph.stores import schema
from graph.stores.directory_rows import sources
from graph.stores.query_parts import driver


@dataclass(frozen=True, slots=True)
class ShownConnection:
    """A connection as one export shows it. `company_id`: None where it names no employer; `since`: None unknown."""

    person: PersonId
    name: str
    title: str
    company_id: CompanyId | None
    company: str
    since: date | None


@dataclass(frozen=True, slots=True)
class JobChange:
    """One connection in both exports, whose headline differs."""

    before: ShownConnection
    after: ShownConnection


@dataclass(frozen=True, slots=True)
class Changes:
    """From `older` to `newer`: each list by name, then id.

    `moved`: both exports name an employer, and it is another; a company that only got another name or was taken over
    is none. `retitled`: the same employer, another title. A headline that one of them leaves empty says nothing.
    """

    older: Source
    newer: Source
    joined: tuple[ShownConnection, ...]
    left: tuple[ShownConnection, ...]
    moved: tuple[JobChange, ...]
    retitled: tuple[JobChange, ...]


def changes(connection: Connection, one: int, other: int) -> Changes:
    """Compare two sources, the older export first whatever the order named. O(connections).

    Raises:
        SourceNotFoundError: a number is no source's.
        UsageError: they are one source, of different owners, or one of them holds no connections.
    """
    older, newer = sorted((_source(connection, one), _source(connection, other)), key=lambda s: (s.as_of, s.id))
    if one == other:
        raise UsageError(f"source {one} is the same export twice; name two")
    if older.owner is None or older.owner != newer.owner:
        whose = f"{older.owner_name or 'nobody'} and {newer.owner_name or 'nobody'}"
        raise UsageError(f"sources {older.id} and {newer.id} are of different owners ({whose}); name two of one owner")
    before, after = _shown(connection, older), _shown(connection, newer)
    pairs = [JobChange(before[who], after[who]) for who in before.keys() & after.keys()]
    return Changes(
        older,
        newer,
        joined=_by_name(after, after.keys() - before.keys()),
        left=_by_name(before, before.keys() - after.keys()),
        moved=_sorted(pair for pair in pairs if _moved(pair)),
        retitled=_sorted(pair for pair in pairs if _retitled(pair)),
    )


def _source(connection: Connection, number: int) -> Source:
    found = sources(driver(connection), "WHERE source.row_id = :number", {"number": number})
    if not found:
        raise SourceNotFoundError(number)
    return found[0]


def _shown(connection: Connection, source: Source) -> Mapping[PersonId, ShownConnection]:
    """The connections of one export by person. The last headline of an export counts."""
    tie, sighting, person, company = schema.connection, schema.sighting, schema.person, schema.company
    query = (
        select(person.c.id, sighting.c.name, sighting.c.title, company.c.id, company.c.name, tie.c.day)
        .select_from(
            tie.join(schema.source, schema.source.c.row_id == tie.c.source)
            .join(person, person.c.row_id == tie.c.b)
            .join(sighting, (sighting.c.person == tie.c.b) & (sighting.c.source == tie.c.source))
            .outerjoin(company, company.c.row_id == sighting.c.company)
        )
        .where(tie.c.source == source.id, tie.c.a == schema.source.c.owner)
        .order_by(sighting.c.title.is_not(None), sighting.c.row_id)
    )
    found = {
        who: ShownConnection(who, name, title or "", employer_id, employer or "", day_of(day))
        for who, name, title, employer_id, employer, day in connection.execute(query)
    }
    if not found:
        raise UsageError(f"source {source.id} holds no connections, so nothing can be said of who joined or left")
    return found


def _moved(pair: JobChange) -> bool:
    was, now = pair.before.company_id, pair.after.company_id
    if was is None or now is None or was == now:
        return False
    return now not in (step.company_id for step in successions().get(was, ()))


def _retitled(pair: JobChange) -> bool:
    was, now = pair.before, pair.after
    return not _moved(pair) and bool(was.title and now.title) and was.title != now.title


def _by_name(shown: Mapping[PersonId, ShownConnection], people: Iterable[PersonId]) -> tuple[ShownConnection, ...]:
    return tuple(sorted((shown[who] for who in people), key=lambda one: (one.name, one.person)))


def _sorted(pairs: Iterable[JobChange]) -> tuple[JobChange, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.after.name, pair.after.person)))
