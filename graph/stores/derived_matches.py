"""Matches that no single source shows, derived from all facts, or anew where an import touched them.

What makes them (`graph.stores.match_evidence`) looks at people of one name at a time, and at whom other matches hold
together with them. So after an import the names of those it shows, and of everybody held together with them, are all
whose matches may be others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select, union

from graph.name_words import FORM
from graph.stores import derived_by, schema
from graph.stores.match_evidence import employed, held_together, namesakes, reached, renamed, with_bare
from graph.stores.matches import MatchKind, note
from graph.stores.named import Words, names_of, number_sightings, numbered, people_named
from graph.stores.query_parts import among


def derive(connection: Connection) -> None:
    """Find anew what no single source shows: a name with an employer, an address that changed.

    Everybody must be as the sources showed them (`decisions.lift`). O(people), and O(n²) among namesakes.
    """
    number_sightings(connection)
    table = schema.identity_match
    connection.execute(delete(table).where(table.c.source.is_(None)))
    note(connection, None, renamed(connection))
    # What comes second sees what the first found.
    note(connection, None, employed(connection, namesakes(connection)))
    derived_by.keep(connection, derived_by.EVIDENCE, FORM)


def derive_again(connection: Connection, people: Iterable[int], companies: Sequence[int]) -> None:
    """As `derive`, where since then nothing went and only facts of `people` were added: the same matches.

    `companies`: those whose names are others now, which matches tell. Everybody must be as the sources showed them.
    O(people, their namesakes, and all matches).
    """
    if not (derived_by.holds(connection, derived_by.EVIDENCE, FORM) and numbered(connection)):
        derive(connection)
        return
    concerned = reached([*people, *_told_by(connection, companies)], held_together(connection))
    names = set[Words]().union(*names_of(connection, concerned).values())
    changed = _replace(connection, MatchKind.RENAMED, names)
    if changed:
        # An address that changed holds others together than before.
        further = reached(changed, held_together(connection))
        names |= set[Words]().union(*names_of(connection, further).values())
    _replace(connection, MatchKind.COMPANY, names)


def _told_by(connection: Connection, companies: Sequence[int]) -> Iterable[int]:
    """People at these companies whom a match by a name with an employer names."""
    if not companies:
        return ()
    table, person = schema.identity_match.c, schema.person.c
    derived = (table.source.is_(None), table.kind == str(MatchKind.COMPANY))
    ends = union(*(select(end).where(*derived) for end in (table.one, table.other)))
    rows = list(connection.execute(select(person.row_id).where(person.id.in_(ends))).scalars())
    facts = (schema.sighting.c, schema.employment.c)
    at = (select(fact.person, fact.company).where(among(fact.person, rows)) for fact in facts)
    wanted = set(companies)
    return {row for row, company in connection.execute(union(*at)) if company in wanted}


def _replace(connection: Connection, kind: MatchKind, names: set[Words]) -> set[int]:
    """Derive the matches of a kind among those who share one of `names`; the rows of whom that changed.

    Two may share further names by which they are one: `names` grows by these.
    """
    while True:
        groups = people_named(connection, names)
        before = _derived_before(connection, kind, groups)
        if kind is MatchKind.RENAMED:
            everybody = {row for rows in groups.values() for row in rows}
            now = list(renamed(connection, everybody, groups.keys()))
        else:
            now = list(employed(connection, with_bare(connection, groups)))
        found = {(min(a, b), max(a, b), why) for a, b, _, why in now}
        gone = before.keys() - found
        further = _shared_names(connection, gone) - names
        if not further:
            break
        names |= further
    table = schema.identity_match
    connection.execute(delete(table).where(among(table.c.row_id, [row for one in gone for row in before[one]])))
    fresh = found - before.keys()
    note(connection, None, [one for one in now if (min(one[:2]), max(one[:2]), one[3]) in fresh])
    return {row for a, b, _ in gone | fresh for row in (a, b)}


Found = tuple[int, int, str]
"""Two rows of people in order, and in words why they are one."""


def _derived_before(
    connection: Connection, kind: MatchKind, groups: Mapping[Words, set[int]]
) -> Mapping[Found, list[int]]:
    """The matches of a kind that no single source shows, between two of one group; by row where they are kept."""
    table, found = schema.identity_match, defaultdict[Found, list[int]](list)
    one, other = schema.person.alias(), schema.person.alias()
    query = (
        select(table.c.row_id, one.c.row_id, other.c.row_id, table.c.detail)
        .join(one, one.c.id == table.c.one)
        .join(other, other.c.id == table.c.other)
        .where(table.c.source.is_(None), table.c.kind == str(kind))
    )
    named = defaultdict[int, set[Words]](set)
    for words, rows in groups.items():
        for row in rows:
            named[row].add(words)
    for number, a, b, why in connection.execute(query):
        if a in named and b in named and not named[a].isdisjoint(named[b]):
            found[min(a, b), max(a, b), why].append(number)
    return found


def _shared_names(connection: Connection, pairs: Iterable[Found]) -> set[Words]:
    """The names that both of any pair have."""
    named = names_of(connection, {row for a, b, _ in pairs for row in (a, b)})
    return {words for a, b, _ in pairs for words in named[a] & named[b]}
