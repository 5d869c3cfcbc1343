"""What an importer asks the workspace: whose an address is, who owns an archive; and the user's remarks it writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Column, Connection, ScalarSelect, bindparam, select, text

from graph.days import day_of
from graph.model import Mark
from graph.names import fold
from graph.stores import decisions, schema
from graph.stores.bulk import batches
from graph.stores.marks import keep_mark
from graph.stores.query_parts import driver
from graph.stores.rows import KnownConnection, PersonRow

K = TypeVar("K", str, int)
V = TypeVar("V", str, int)

BATCH = 10_000
"""Values in one question."""


@dataclass(frozen=True, slots=True)
class KnownOwner:
    """Somebody who brought an archive. `keys`: identity keys, `mails`: addresses their files call their own."""

    row: PersonRow
    name: str
    keys: frozenset[str]
    mails: frozenset[str]


class OwnWords:
    """Questions and marks of one import, inside its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def owners(self) -> list[KnownOwner]:
        """Every owner, in the order of rows; whom evidence or the user made one is one."""
        source, person, identity, item = schema.source, schema.person, schema.identity, schema.profile_item
        owners = select(source.c.owner).where(source.c.owner.is_not(None))
        keys, mails = defaultdict[PersonRow, set[str]](set), defaultdict[PersonRow, set[str]](set)
        known = select(identity.c.person, identity.c.key).where(identity.c.person.in_(owners))
        for row, key in self._connection.execute(known):
            keys[row].add(key)
            if key.startswith("mail:"):
                mails[row].add(key.removeprefix("mail:"))
        told = select(item.c.person, item.c.value).where(item.c.person.in_(owners), item.c.kind == "email")
        for row, mail in self._connection.execute(told):
            mails[row].add(mail)
        named = select(person.c.row_id, self._name()).where(person.c.row_id.in_(owners)).order_by(person.c.row_id)
        found = self._connection.execute(named).all()
        same = decisions.one_with(self._connection, [row for row, _ in found])
        firsts = {row: min(same[row] & same.keys()) for row, _ in found}
        return [
            KnownOwner(
                *(row, name or ""),
                frozenset(key for other in same[row] for key in keys[other]),
                frozenset(mail for other in same[row] for mail in mails[other]),
            )
            for row, name in found
            if firsts[row] == row
        ]

    def names_of(self, rows: Iterable[PersonRow]) -> dict[PersonRow, str]:
        """The newest name that a source shows of each of these people."""
        person, found = schema.person, dict[PersonRow, str]()
        for batch in _batches(rows):
            query = select(person.c.row_id, self._name()).where(person.c.row_id.in_(batch))
            found |= {row: name or "" for row, name in self._connection.execute(query)}
        return found

    @staticmethod
    def _name() -> ScalarSelect[str]:
        """The newest name a source shows; what is derived from it is made at the end of an import."""
        sighting, person = schema.sighting, schema.person
        newest = select(sighting.c.name).where(sighting.c.person == person.c.row_id, sighting.c.name != "")
        return newest.order_by(sighting.c.as_of.desc(), sighting.c.row_id).limit(1).correlate(person).scalar_subquery()

    def rows_named(self, folded: Iterable[str]) -> dict[str, set[PersonRow]]:
        """Everybody whom a source shows by one of these folded names."""
        sighting = schema.sighting
        found: defaultdict[str, set[PersonRow]] = defaultdict(set)
        for batch in _batches(folded):
            query = select(sighting.c.folded, sighting.c.person).where(sighting.c.folded.in_(batch)).distinct()
            for name, row in self._connection.execute(query):
                found[name].add(row)
        return found

    def keep_marks(self, owner: PersonRow, marks: Sequence[tuple[PersonRow, Mark]]) -> None:
        """Write what an owner says of people; what a mark does not speak of stays as it was."""
        rows = [owner, *(row for row, _ in marks)]
        ids = self._column_pairs(schema.person.c.row_id, schema.person.c.id, rows)
        for row, mark in marks:
            keep_mark(driver(self._connection), ids[owner], ids[row], mark, ())

    def _column_pairs(self, key: Column[K], value: Column[V], wanted: Iterable[K]) -> dict[K, V]:
        pairs: dict[K, V] = {}
        for batch in _batches(wanted):
            pairs |= dict(self._connection.execute(select(key, value).where(key.in_(batch))).all())
        return pairs


def _batches(items: Iterable[K]) -> Iterator[list[K]]:
    every = list(dict.fromkeys(items))
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def known_connections(connection: Connection, owner: PersonRow) -> list[KnownConnection]:
    """Every connection in the archives of `owner`, by each name it was shown with; in the order of rows."""
    query = text(
        "SELECT DISTINCT c.b, g.name, c.day, (SELECT max(substr(key, 4)) FROM identity"
        " WHERE person = c.b AND key LIKE 'in:%')"
        " FROM connection c JOIN source s ON s.row_id = c.source JOIN sighting g ON g.person = c.b"
        " WHERE s.owner IN :owners AND c.a = s.owner AND s.kind = 'archive' ORDER BY 1, 2, 3"
    ).bindparams(bindparam("owners", expanding=True))
    mine = decisions.one_with(connection, [owner]).get(owner, {owner})
    found = connection.execute(query, {"owners": sorted(mine)})
    return [KnownConnection(row, name, day_of(day), slug) for row, name, day, slug in found]


def owners_never_called(connection: Connection, name: str, rows: Iterable[PersonRow]) -> set[PersonRow]:
    """Those of `rows` who own an archive and whom no archive shows by this name."""
    source, sighting = schema.source, schema.sighting
    called = select(sighting.c.person).where(sighting.c.folded == fold(name))
    queries = (
        select(source.c.owner).where(source.c.owner.in_(batch), source.c.owner.not_in(called))
        for batch in batches(rows)
    )
    return {row for query in queries for row in connection.execute(query).scalars()}
