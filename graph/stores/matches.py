"""People known by different keys who are one by evidence, without anybody's decision.

A match names two ids, what shows it, and the source that does; it goes when the source goes. Like a decision it is
applied to the facts and can be taken back exactly (`graph.stores.decisions`); the user's word comes before it. Never
does a name alone make a match: the same mail address does, a name with the day of connecting in two archives of one
owner, a name with an employer, a full name that one archive holds once in its address book and once among connections.
What would make one person of two profile addresses is left to the user, unless one owner's archives show the same name
and day under both, which is an address that changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from graph.model import PersonId
from graph.stores import schema
from graph.stores.query_parts import among


class MatchKind(StrEnum):
    """What shows that two are one, the surest first."""

    OWNER = "owner"
    MAIL = "mail"
    DAY = "day"
    RENAMED = "renamed"
    COMPANY = "company"
    BOOK = "book"


class Match(NamedTuple):
    """Two ids in order, and what shows that they are one person. `detail`: in words, to be read by the user."""

    one: PersonId
    other: PersonId
    kind: MatchKind
    detail: str


def note(connection: Connection, source: int | None, found: Iterable[tuple[int, int, MatchKind, str]]) -> None:
    """Write down matches that a source shows (None: several together), by the rows of the two."""
    rows = list(found)
    person = schema.person
    wanted = {row for one, other, _, _ in rows for row in (one, other)}
    query = select(person.c.row_id, person.c.id).where(among(person.c.row_id, wanted))
    ids = {int(row): str(id_) for row, id_ in connection.execute(query)}
    _write(connection, source, (_match(ids[a], ids[b], kind, why) for a, b, kind, why in rows if a != b))


def _match(one: PersonId, other: PersonId, kind: MatchKind, why: str) -> Match:
    return Match(min(one, other), max(one, other), kind, why)


def _write(connection: Connection, source: int | None, found: Iterable[Match]) -> None:
    values = [{**match._asdict(), "kind": str(match.kind), "source": source} for match in dict.fromkeys(found)]
    if values:
        connection.execute(insert(schema.identity_match), values)


def matches(connection: Connection) -> list[Match]:
    """Every match, the surest first, in an order that no import changes."""
    table = schema.identity_match
    query = select(table.c.one, table.c.other, table.c.kind, table.c.detail).distinct()
    rank = {kind: place for place, kind in enumerate(MatchKind)}
    found = [Match(one, other, MatchKind(kind), detail) for one, other, kind, detail in connection.execute(query)]
    return sorted(found, key=lambda match: (rank[match.kind], match.one, match.other, match.detail))


def slugged(connection: Connection, ids: Iterable[PersonId]) -> set[PersonId]:
    """Those of `ids` that a profile address leads to."""
    person, identity = schema.person, schema.identity
    query = select(person.c.id).join(identity, identity.c.person == person.c.row_id).distinct()
    return set(connection.execute(query.where(among(person.c.id, ids), identity.c.key.startswith("in:"))).scalars())


def take_out(connection: Connection, ids: Iterable[PersonId]) -> None:
    """Forget every match of people who are taken out."""
    table = schema.identity_match
    connection.execute(delete(table).where(among(table.c.one, list(ids)) | among(table.c.other, list(ids))))


RowMatch = tuple[int, int, MatchKind, str]


def beside(connection: Connection, *, but: MatchKind | None = None) -> Mapping[int, set[int]]:
    """By row everybody whom a match names beside them; no match of the kind `but`."""
    table, person = schema.identity_match, schema.person
    one, other = person.alias(), person.alias()
    query = (
        select(one.c.row_id, other.c.row_id)
        .join(table, table.c.one == one.c.id)
        .join(other, table.c.other == other.c.id)
        .where(table.c.kind != str(but or ""))
    )
    found = defaultdict[int, set[int]](set)
    for a, b in connection.execute(query):
        found[a].add(b)
        found[b].add(a)
    return found
