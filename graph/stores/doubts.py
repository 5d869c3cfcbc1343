"""Pairs of people who may be one: what speaks for it and against it, for the user to decide.

Two come up only where their names agree but for titles, credentials, emoji, case and accents, and more than the name
speaks for it: one of them has no profile address, or both were seen at one employer. Two whom one archive lists as two
connections, and two who wrote to each other, are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, select

from graph.model import Person, PersonId
from graph.name_words import words_of
from graph.stores import schema
from graph.stores.decisions import accepted, decisions, names_of_moved
from graph.stores.lookup import people_by_id
from graph.stores.query_parts import among, driver

MOST_NAMESAKES = 12
"""More people of one name are not compared: so common a name says nothing, and the pairs would be too many to read."""


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two who may be one. `decided`: None waits; else whether they are the same; `automatic`: evidence decided it.

    `one`, `other`: as they are now, None where nobody is left; `reasons`: what speaks for it; `namesakes`: how many of
    that name there are besides.
    """

    ids: tuple[PersonId, PersonId]
    one: Person | None
    other: Person | None
    reasons: tuple[str, ...]
    namesakes: int
    decided: bool | None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class _PersonRows:
    """What the sources show of one person, by row numbers."""

    row: int
    id: PersonId
    slug: str | None
    employers: frozenset[int]
    titles: frozenset[str]
    lists: frozenset[int]


def doubtful_pairs(connection: Connection) -> list[DoubtfulPair]:
    """Pairs that wait, the likeliest first, then those decided. O(people), and O(n²) among namesakes, who are few."""
    held, moved = decisions(connection), names_of_moved(connection)
    shown = defaultdict[tuple[PersonId, PersonId], list[str]](list)
    for match in accepted(connection):
        if (match.one, match.other) not in held:
            shown[match.one, match.other].append(match.detail)
    waiting = [pair for pair in _pairs(connection) if pair.ids not in held]
    everybody = {moved.get(who, who) for pair in (*held, *shown) for who in pair}
    people = people_by_id(driver(connection), everybody)

    def settled(ids: tuple[PersonId, PersonId], *, same: bool, why: Iterable[str] = ()) -> DoubtfulPair:
        one, other = (people.get(moved.get(who, who)) for who in ids)
        return DoubtfulPair(ids, one, other, tuple(why), 0, same, automatic=ids not in held)

    decided = [settled(ids, same=same) for ids, same in sorted(held.items())]
    decided += [settled(ids, same=True, why=why) for ids, why in sorted(shown.items())]
    return [*sorted(waiting, key=lambda pair: (-len(pair.reasons), pair.namesakes, pair.ids)), *decided]


def _pairs(connection: Connection) -> list[DoubtfulPair]:
    groups, found = _namesakes(connection), []
    everybody = [row for group in groups for row in group]
    shown = {one.row: one for one in _shown(connection, everybody)}
    people = people_by_id(driver(connection), [one.id for one in shown.values()])
    wrote = _wrote(connection, everybody)
    for group in groups:
        for one, other in combinations(sorted((shown[row] for row in group), key=lambda s: s.id), 2):
            apart = one.lists & other.lists or (one.row, other.row) in wrote
            reasons = () if apart else _reasons(connection, one, other)
            if reasons and one.id in people and other.id in people:
                ids = (one.id, other.id)
                found.append(DoubtfulPair(ids, people[one.id], people[other.id], reasons, len(group) - 2, None))
    return found


def _namesakes(connection: Connection) -> list[list[int]]:
    """Rows of people whose names agree, two or more."""
    person, named = schema.person, defaultdict[tuple[str, ...], list[int]](list)
    for row, name in connection.execute(select(person.c.row_id, person.c.name).where(person.c.name != "")):
        if len(words := words_of(name)) > 1:
            named[words].append(row)
    return [rows for rows in named.values() if 1 < len(rows) <= MOST_NAMESAKES]


def _shown(connection: Connection, rows: Iterable[int]) -> list[_PersonRows]:
    wanted = list(rows)
    person, sighting, stay, tie = schema.person, schema.sighting, schema.employment, schema.connection
    employers, titles = defaultdict[int, set[int]](set), defaultdict[int, set[str]](set)
    for table in (sighting, stay):
        told = select(table.c.person, table.c.company, table.c.title).where(among(table.c.person, wanted))
        for row, company, title in connection.execute(told):
            employers[row] |= {company} - {None}
            titles[row] |= {title} - {None, ""}
    lists = defaultdict[int, set[int]](set)
    for row, source in connection.execute(select(tie.c.b, tie.c.source).where(among(tie.c.b, wanted))):
        lists[row].add(source)
    known = connection.execute(
        select(person.c.row_id, person.c.id, person.c.slug).where(among(person.c.row_id, wanted))
    )
    return [
        _PersonRows(row, id_, slug, frozenset(employers[row]), frozenset(titles[row]), frozenset(lists[row]))
        for row, id_, slug in known
    ]


def _wrote(connection: Connection, rows: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs among `rows` between whom anything passed, both ways round."""
    wanted, found = list(rows), set[tuple[int, int]]()
    for table, one, other in (
        (schema.contact, schema.contact.c.sender, schema.contact.c.recipient),
        (schema.connection, schema.connection.c.a, schema.connection.c.b),
        (schema.statement, schema.statement.c.author, schema.statement.c.subject),
    ):
        query = select(one, other).select_from(table).where(among(one, wanted), among(other, wanted)).distinct()
        found |= {pair for a, b in connection.execute(query) for pair in ((a, b), (b, a))}
    return found


def _reasons(connection: Connection, one: _PersonRows, other: _PersonRows) -> tuple[str, ...]:
    shared = one.employers & other.employers
    addressed = one.slug is not None and other.slug is not None
    if addressed and not shared:
        return ()
    company = schema.company
    query = select(company.c.name).where(company.c.row_id.in_(shared)).order_by(company.c.name)
    names = connection.execute(query).scalars() if shared else ()
    reasons = ["the same name", *(f"both at {name}" for name in names)]
    if titles := sorted(one.titles & other.titles):
        reasons.append(f"both {titles[0]}")
    return tuple(reasons)
