"""What no single source shows: a name with an employer, an address that changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from sqlalchemy import Connection, select, text

from graph.days import day_of
from graph.stores import schema
from graph.stores.matches import MatchKind, RowMatch, beside
from graph.stores.named import Words, names_of, people_named, sorted_words
from graph.stores.query_parts import among


def held_together(connection: Connection) -> Mapping[int, set[int]]:
    """By row everybody whom a match names beside them, but for those of a name with an employer."""
    return beside(connection, but=MatchKind.COMPANY)


_TWICE = """
SELECT c.source, c.a, c.b, c.day FROM connection c JOIN source s ON s.row_id = c.source AND s.owner = c.a
WHERE s.kind = 'archive' AND c.day IS NOT NULL AND s.owner IN
  (SELECT owner FROM source WHERE kind = 'archive' AND owner IS NOT NULL GROUP BY owner HAVING count(*) > 1)
"""
_AMONG = " AND c.b IN (SELECT value FROM json_each(:people))"


def renamed(
    connection: Connection, rows: Iterable[int] | None = None, names: Collection[Words] | None = None
) -> Iterator[RowMatch]:
    """Connections of one owner, of one name and day, under two addresses in two archives, never in one.

    `rows`: only among these people, where they are all who have one of `names`.
    """
    query, asked = (_TWICE, {}) if rows is None else (_TWICE + _AMONG, {"people": json.dumps(list(rows))})
    listed, sources = defaultdict[tuple[int, int], set[int]](set), defaultdict[int, set[int]](set)
    for source, owner, row, day in connection.execute(text(query), asked):
        listed[owner, day].add(row)
        sources[row].add(source)
    several = {row for together in listed.values() if len(together) > 1 for row in together}
    known, addressed = names_of(connection, several), _addressed(connection, several)
    for (_, day), together in listed.items():
        named = defaultdict[Words, list[int]](list)
        for row in sorted(together & addressed):
            for words in known.get(row, ()):
                if names is None or words in names:
                    named[words].append(row)
        for group in named.values():
            if len(group) == 2 and sources[group[0]].isdisjoint(sources[group[1]]):
                yield (
                    group[0],
                    group[1],
                    MatchKind.RENAMED,
                    f"the same name, connected on {day_of(day)} in two archives of one owner",
                )


def _addressed(connection: Connection, rows: Iterable[int]) -> set[int]:
    identity = schema.identity
    query = select(identity.c.person).where(among(identity.c.person, rows), identity.c.key.startswith("in:"))
    return set(connection.execute(query.distinct()).scalars())


_BARE = """
SELECT DISTINCT g.name FROM sighting g WHERE g.words IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.person = g.person AND i.key LIKE 'in:%')
"""


_FREE_MAIL = frozenset(
    (
        *("gmail", "googlemail", "yahoo", "ymail", "outlook", "hotmail", "live", "msn", "icloud", "me", "mac", "aol"),
        *("gmx", "web", "t-online", "freenet", "proton", "protonmail", "posteo", "mailbox", "fastmail", "zoho"),
        *("yandex", "mail", "qq", "163", "126", "naver", "orange", "wanadoo", "free", "laposte", "libero", "virgilio"),
    )
)
"""Addresses that everybody can have tell no employer."""


def employed(connection: Connection, groups: Sequence[list[int]]) -> Iterator[RowMatch]:
    """People without a profile address, and who else of their name was seen at the same employer.

    Where that leads to two profile addresses, or to two whom one source lists as two, nobody is joined.
    """
    everybody = {row for rows in groups for row in rows}
    employers, sources = _employers(connection, everybody), _listings(connection, everybody)
    joined, addressed, wrote = (
        held_together(connection),
        _addressed(connection, everybody),
        _wrote(connection, everybody),
    )
    for rows in groups:
        clusters = _clusters(rows, joined)
        employed = [_merged(employers[row] for row in cluster) for cluster in clusters]
        shared = {
            (n, m): name
            for n, m in combinations(range(len(clusters)), 2)
            if (name := _shared(employed[n], employed[m]))
        }
        for part in _parts(range(len(clusters)), shared):
            members = [row for n in part for row in clusters[n]]
            several = sum(not addressed.isdisjoint(clusters[n]) for n in part) > 1
            apart = any(sources[a] & sources[b] or (a, b) in wrote for a, b in _across([clusters[n] for n in part]))
            if len(part) < 2 or several or apart:
                continue
            best = min(members, key=lambda row: (row not in addressed, row))
            for (n, m), name in shared.items():
                if n in part:
                    ends = [best if best in clusters[k] else clusters[k][0] for k in (n, m)]
                    yield ends[0], ends[1], MatchKind.COMPANY, f"the same name, both at {name}"


def _merged(employers: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    return {key: name for told in employers for key, name in told.items()}


def _shared(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The name of an employer that two have in common, '' for none."""
    names = [name for key, name in one.items() if _is_among(key, other)]
    return min(names + [name for key, name in other.items() if _is_among(key, one)], default="")


def _parts(numbers: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Numbers in groups that edges hold together."""
    beside = defaultdict[int, set[int]](set)
    for n, m in edges:
        beside[n].add(m)
        beside[m].add(n)
    return _clusters(numbers, beside)


def _across(clusters: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Every pair of two different clusters."""
    for one, other in combinations(clusters, 2):
        yield from product(one, other)


def _is_among(key: str, employers: Mapping[str, str]) -> bool:
    """Whether an employer is one of `employers`; what a mail address tells is the first word of its name, or all."""
    if key.startswith("@"):
        return any(key[1:] in (known.split(" ")[0], known.replace(" ", "").lstrip("@")) for known in employers)
    return key in employers


def namesakes(connection: Connection) -> list[list[int]]:
    """Everybody of a name that somebody without a profile address has, two or more."""
    names = {words for name in connection.execute(text(_BARE)).scalars() if (words := sorted_words(name))}
    return [sorted(rows) for _, rows in sorted(people_named(connection, names).items()) if len(rows) > 1]


def with_bare(connection: Connection, groups: Mapping[Words, set[int]]) -> list[list[int]]:
    """Those of `groups`, each all people of a name, that are two or more and not all of them with a profile address."""
    several = [rows for _, rows in sorted(groups.items()) if len(rows) > 1]
    addressed = _addressed(connection, {row for rows in several for row in rows})
    return [sorted(rows) for rows in several if not rows <= addressed]


def _employers(connection: Connection, rows: Iterable[int]) -> Mapping[int, dict[str, str]]:
    """By row the keys of employers with their names; one that a mail address at work tells has a sign before it."""
    found = defaultdict[int, dict[str, str]](dict)
    company, identity = schema.company, schema.identity
    for table in (schema.sighting, schema.employment):
        query = select(table.c.person, company.c.key, company.c.name).join(company, company.c.row_id == table.c.company)
        for row, key, name in connection.execute(query.where(among(table.c.person, rows))):
            found[row][key] = name
    mails = select(identity.c.person, identity.c.key).where(
        among(identity.c.person, rows), identity.c.key.startswith("mail:")
    )
    for row, key in connection.execute(mails):
        label = key.rpartition("@")[2].rsplit(".", 2)[-2:][0]
        if label not in _FREE_MAIL and len(label) > 2:
            found[row][f"@{label.replace('-', '')}"] = key.rpartition("@")[2]
    return found


def _listings(connection: Connection, rows: Iterable[int]) -> Mapping[int, set[int]]:
    """By row the sources that list somebody as a connection: whom one lists twice are two."""
    tie, found = schema.connection, defaultdict[int, set[int]](set)
    for row, source in connection.execute(select(tie.c.b, tie.c.source).where(among(tie.c.b, rows)).distinct()):
        found[row].add(source)
    return found


def _wrote(connection: Connection, rows: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs among `rows` between whom anything passed, both ways round."""
    wanted, found = list(rows), set[tuple[int, int]]()
    for one, other in (
        (schema.contact.c.sender, schema.contact.c.recipient),
        (schema.connection.c.a, schema.connection.c.b),
        (schema.statement.c.author, schema.statement.c.subject),
    ):
        query = select(one, other).where(among(one, wanted), among(other, wanted)).distinct()
        found |= {pair for a, b in connection.execute(query) for pair in ((a, b), (b, a))}
    return found


def reached(people: Iterable[int], joined: Mapping[int, set[int]]) -> set[int]:
    """`people` and everybody whom matches hold together with them, by row; `joined`: as of `held_together`."""
    found = set(people)
    edge = list(found)
    while edge:
        further = joined.get(edge.pop(), set()) - found
        found |= further
        edge += further
    return found


def _clusters(rows: Iterable[int], joined: Mapping[int, set[int]]) -> list[list[int]]:
    """`rows` in groups that matches hold together already."""
    left, found = set(rows), list[list[int]]()
    for row in sorted(left):
        if row not in left:
            continue
        cluster = reached([row], joined)
        found.append(sorted(cluster & left))
        left -= cluster
    return found
