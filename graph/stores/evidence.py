"""What the workspace holds about given people: connections, statements, employments, marks, an owner's profile.

In plain SQL, as `directory_rows`: every question reads it, and none waits for a query builder.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from graph.days import date_of, day_of
from graph.model import Employment, FactClass, Mark, OwnerProfile, Person, PersonId, Statement, StatementKind
from graph.stores.directory_rows import given

_ME = "(SELECT row_id FROM person WHERE id = :ego)"
_OTHERS = "(SELECT row_id FROM person WHERE id IN (SELECT value FROM json_each(:given)))"
"""The rows of people by id: asked for first, so that an index leads from them to what is between two people."""
_FACTS = {fact.value: fact for fact in FactClass}
_KINDS = {kind.value: kind for kind in StatementKind}


Pair = tuple[PersonId, PersonId]
_PAIRS = (
    "json_each(:pairs) AS pair JOIN person AS one ON one.id = json_extract(pair.value, '$[0]')"
    " JOIN person AS other ON other.id = json_extract(pair.value, '$[1]')"
)


def _between(ego: PersonId, people: Iterable[PersonId]) -> dict[str, str]:
    return {"ego": ego, "given": given(people)}


@dataclass(frozen=True, slots=True)
class ListedTie:
    """What lists say of two people: since when they are connected (None: unknown), and whether an archive says it."""

    day: date | None
    archived: bool


_LISTED_TIES = " UNION ALL ".join(
    f"SELECT other.id, tie.day, source.kind = 'archive' FROM connection AS tie"  # noqa: S608  (column names)
    f" JOIN person AS other ON other.row_id = tie.{theirs} JOIN source ON source.row_id = tie.source"
    f" WHERE tie.{mine} = {_ME} AND tie.{theirs} IN {_OTHERS}"
    for mine, theirs in (("a", "b"), ("b", "a"))
)


def listed_ties(connection: sqlite3.Connection, ego: PersonId, people: Iterable[PersonId]) -> dict[PersonId, ListedTie]:
    """Those of `people` whom a list shows beside `ego`: the earliest day stated, and whether it is an archive's list.

    A card, a list of contacts or an edge is none of an archive.
    """
    rows = connection.execute(_LISTED_TIES, _between(ego, people))
    return _first_days((id_, day, listed) for id_, day, listed in rows)


_LISTED_PAIRS = " UNION ALL ".join(
    f"SELECT one.id, other.id, tie.day, source.kind = 'archive' FROM {_PAIRS}"  # noqa: S608  (column names)
    f" JOIN connection AS tie ON tie.{mine} = one.row_id AND tie.{theirs} = other.row_id"
    " JOIN source ON source.row_id = tie.source"
    for mine, theirs in (("a", "b"), ("b", "a"))
)


def listed_pairs(connection: sqlite3.Connection, pairs: Iterable[Pair]) -> dict[Pair, ListedTie]:
    """As `listed_ties` for many pairs, each with the one who is asked about as the ego first."""
    rows = connection.execute(_LISTED_PAIRS, {"pairs": json.dumps(list(pairs))})
    return _first_days(((one, other), day, listed) for one, other, day, listed in rows)


Of = TypeVar("Of", PersonId, Pair)


def _first_days(rows: Iterable[tuple[Of, int | None, int]]) -> dict[Of, ListedTie]:
    """What lists say together of each, ascending."""
    found: dict[Of, tuple[int | None, int]] = {}
    for whom, day, listed in rows:
        held = found.get(whom)
        if held is None:
            found[whom] = day, listed
        else:
            first = held[0] if day is None else day if held[0] is None else min(day, held[0])
            found[whom] = first, held[1] or listed
    return {whom: ListedTie(day_of(day), bool(listed)) for whom, (day, listed) in sorted(found.items())}


_LISTED_DAYS = """
SELECT first, count(*) FROM (
  SELECT min(tie.day) AS first FROM connection AS tie JOIN source ON source.row_id = tie.source
  WHERE source.owner IN (SELECT row_id FROM person WHERE id IN (SELECT value FROM json_each(:given)))
  GROUP BY source.owner, min(tie.a, tie.b), max(tie.a, tie.b)
) GROUP BY first
"""


def listed_days(connection: sqlite3.Connection, owners: Iterable[PersonId]) -> Counter[date | None]:
    """How many connections `owners` list by the first day stated, None: without one; O(connections log connections).

    Each is counted once for each who lists it, in however many exports.
    """
    rows = connection.execute(_LISTED_DAYS, {"given": given(owners)})
    return Counter({day_of(day): count for day, count in rows})


_STATEMENTS = f"""
SELECT said.kind, author.id, subject.id, said.day, said.detail, said.source
FROM statement AS said JOIN person AS author ON author.row_id = said.author
  JOIN person AS subject ON subject.row_id = said.subject
WHERE said.author = {_ME} AND said.subject IN {_OTHERS} OR said.subject = {_ME} AND said.author IN {_OTHERS}
ORDER BY said.day DESC NULLS LAST, said.row_id
"""  # noqa: S608


def statements(
    connection: sqlite3.Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[Statement, ...]]:
    """What `ego` and each of `people` said of each other, newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Statement]] = defaultdict(list)
    for kind, author, subject, day, detail, source in connection.execute(_STATEMENTS, _between(ego, people)):
        said = Statement(_KINDS[kind], author, subject, day_of(day), detail, source)
        by_person[subject if author == ego else author].append(said)
    return {person: tuple(rows) for person, rows in sorted(by_person.items())}


_SAID = " UNION ALL ".join(
    "SELECT one.id AS ego, other.id AS person, said.kind, said.author = one.row_id, said.day AS day, said.detail,"  # noqa: S608
    f" said.source, said.row_id AS row FROM {_PAIRS}"
    f" JOIN statement AS said ON said.{mine} = one.row_id AND said.{theirs} = other.row_id"
    for mine, theirs in (("author", "subject"), ("subject", "author"))
)


def statements_of_pairs(connection: sqlite3.Connection, pairs: Iterable[Pair]) -> dict[Pair, tuple[Statement, ...]]:
    """As `statements` for many pairs of two different people, each with the ego first."""
    found: defaultdict[Pair, list[Statement]] = defaultdict(list)
    rows = connection.execute(f"{_SAID} ORDER BY day DESC NULLS LAST, row", {"pairs": json.dumps(list(pairs))})
    for ego, person, kind, by_ego, day, detail, source, _ in rows:
        author, subject = (ego, person) if by_ego else (person, ego)
        found[ego, person].append(Statement(_KINDS[kind], author, subject, day_of(day), detail, source))
    return {pair: tuple(said) for pair, said in found.items()}


_EMPLOYMENTS = """
SELECT person.id, company.id, company.name, stay.title, stay.start, stay."end", stay.current, stay.as_of, stay.fact,
  stay.source
FROM employment AS stay JOIN person ON person.row_id = stay.person JOIN company ON company.row_id = stay.company
WHERE person.id IN (SELECT value FROM json_each(:given))
ORDER BY stay.current DESC, coalesce(stay."end", stay.as_of) DESC, stay.start DESC NULLS LAST, stay.as_of DESC,
  stay.row_id
"""


def employments(connection: sqlite3.Connection, people: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
    """The stays of each of `people`, current and newest first; only people with any."""
    by_person: defaultdict[PersonId, list[Employment]] = defaultdict(list)
    for person, company, name, title, start, end, current, as_of, fact, source in connection.execute(
        _EMPLOYMENTS, {"given": given(people)}
    ):
        days = day_of(start), day_of(end), bool(current), date_of(as_of)
        by_person[person].append(Employment(person, company, name, title, *days, _FACTS[fact], source))
    return {id_: tuple(stays) for id_, stays in sorted(by_person.items())}


_MARKS = """
SELECT mark.owner, mark.person, close, managed_me, do_not_ask, knows_i_look, worked_with, declined, helped_me, i_helped,
  note, worked_where, worked_when
FROM mark JOIN person ON person.id = mark.person ORDER BY mark.owner, mark.person
"""


def marks(connection: sqlite3.Connection) -> dict[PersonId, dict[PersonId, Mark]]:
    """The marks each owner set on people who are known now, by owner."""
    found: defaultdict[PersonId, dict[PersonId, Mark]] = defaultdict(dict)
    for owner, person, *said, note, where, when in connection.execute(_MARKS):
        close, managed_me, do_not_ask, knows_i_look, worked_with, declined, helped_me, i_helped = map(_said, said)
        found[owner][person] = Mark(
            close=close,
            managed_me=managed_me,
            do_not_ask=do_not_ask,
            knows_i_look=knows_i_look,
            note=note or None,
            worked_with=worked_with,
            worked_where=where or None,
            worked_when=when or None,
            declined=declined,
            helped_me=helped_me,
            i_helped=i_helped,
        )
    return dict(found)


def _said(value: int | None) -> bool | None:
    return None if value is None else bool(value)


_OWN = """
FROM {table} AS own JOIN source ON source.row_id = own.source JOIN person ON person.row_id = own.person
WHERE person.id = :ego ORDER BY source.as_of DESC, source.row_id DESC, own.row_id
"""
_PROFILES = "SELECT own.industry, own.place" + _OWN.format(table="profile")
_ITEMS = "SELECT own.kind, own.value" + _OWN.format(table="profile_item")
_WISHES = """
SELECT DISTINCT wish.kind, company.id, wish.title, wish.day
FROM interest AS wish JOIN company ON company.row_id = wish.company JOIN person ON person.row_id = wish.person
WHERE person.id = :ego ORDER BY wish.day DESC NULLS LAST, company.id, wish.title
"""


def owner_profile(connection: sqlite3.Connection, owner: Person) -> OwnerProfile:
    """What an owner's own files say of them, newest archive first, each thing once."""
    ego = {"ego": owner.id}
    profiles, items = connection.execute(_PROFILES, ego).fetchall(), connection.execute(_ITEMS, ego).fetchall()
    wishes = connection.execute(_WISHES, ego).fetchall()
    return OwnerProfile(
        person=owner,
        employments=employments(connection, [owner.id]).get(owner.id, ()),
        schools=_once(value for kind, value in items if kind == "school"),
        skills=_once(value for kind, value in items if kind == "skill"),
        industry=next((industry for industry, _ in profiles if industry), ""),
        location=next((place for _, place in profiles if place), ""),
        emails=_once(value for kind, value in items if kind == "email"),
        applied_to=tuple((id_, title, day_of(day)) for kind, id_, title, day in wishes if kind == "applied"),
        follows=_once(id_ for kind, id_, _, _ in wishes if kind == "follow"),
        saved=tuple((id_, title, day_of(day)) for kind, id_, title, day in wishes if kind == "saved"),
    )


_PLACES = """
SELECT person.id, own.place
FROM profile AS own JOIN source ON source.row_id = own.source JOIN person ON person.row_id = own.person
WHERE own.place <> '' AND own.person IN (SELECT owner FROM source)
ORDER BY source.as_of DESC, source.row_id DESC, own.row_id DESC
"""


def places(connection: sqlite3.Connection) -> dict[PersonId, str]:
    """Where owners live, see `OwnerProfile.location`: of those whose files say it."""
    return dict(reversed(connection.execute(_PLACES).fetchall()))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
