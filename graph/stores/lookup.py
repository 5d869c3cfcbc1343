"""Finding people and companies by what a person types: exactly, or not at all; similar names are only offered.

A reference to a person is an id, a profile address, a slug, an e-mail address of theirs, or their exact name, case and
accents folded. A reference to a company is an id or its exact name after normalisation.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Literal
from urllib.parse import unquote

from graph.companies import former_names, normalise
from graph.company_aliases import keys_for
from graph.days import day_of
from graph.errors import (
    AmbiguousError,
    EmptyWorkspaceError,
    NotAnOwnerError,
)
from graph.model import Company, CompanyId, Person, PersonId
from graph.names import fold, spelled_out, without_umlauts
from graph.stores.alias_keys import named
from graph.stores.directory_rows import companies, given, owners_stays, people, works_at

FormerNames = Mapping[str, Collection[int]]
"""By normalised former name the rows of the companies that were called so."""
ListPosition = tuple[str, str]
Kind = Literal["person", "company"]
_PROFILE = re.compile(r"linkedin\.com/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
SIGNS = "-.,'()/&"
"""What stands between words of a name besides spaces."""
MOST_WORDS = 32
"""More than any name has; a condition each."""
FIRST = ("", "")
"""The place before everybody's."""
_SUGGESTIONS = 3
_SIMILAR = 70.0
"""Least likeness, in per cent, of a name worth offering."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a person typed to name somebody, read as each of the things it can be."""

    id: str
    slug: str
    mail: str
    folded: str

    @property
    def slugs(self) -> tuple[str, str]:
        """The slug as typed, and as slugs are spelt today."""
        return self.slug, self.slug.casefold()


def reference(ref: str) -> Reference:
    """Read a reference to a person."""
    wanted = ref.strip()
    address = _PROFILE.search(wanted)
    slug = unicodedata.normalize("NFC", unquote(address[1]) if address else wanted)
    return Reference(wanted, slug, wanted.casefold(), fold(wanted))


def people_named(connection: sqlite3.Connection, ref: str, among: Collection[PersonId] | None = None) -> list[Person]:
    """Everybody (of those `among`) that `ref` names, by id: as an id; else as a slug or address; else as a name."""
    wanted = reference(ref)
    of_key = "person.row_id IN (SELECT identity.person FROM identity WHERE identity.key = :wanted)"
    ways = [
        ("person.id = :wanted", wanted.id),
        *((of_key, key) for key in (*(f"in:{slug}" for slug in wanted.slugs), f"mail:{wanted.mail}")),
        ("person.folded = :wanted AND person.folded <> ''", wanted.folded),
    ]
    only = "" if among is None else " AND person.id IN (SELECT value FROM json_each(:among))"
    for condition, value in ways:
        rest = f"WHERE {condition}{only} ORDER BY person.id"
        if found := people(connection, rest, {"wanted": value, "among": given(among or ())}):
            return found
    return []


def describe(person: Person) -> str:
    """A person in a list to choose from: name, id, headline."""
    headline = " at ".join(part for part in (person.title, person.company_name) if part)
    return f"{person.name} ({person.id}{', ' + headline if headline else ''})"


def owners(connection: sqlite3.Connection) -> list[Person]:
    """Everybody who brought an archive, in the order first imported."""
    rest = (
        "WHERE person.row_id IN (SELECT owner FROM source)"
        " ORDER BY (SELECT min(source.row_id) FROM source WHERE source.owner = person.row_id)"
    )
    return people(connection, rest, {})


def owner(connection: sqlite3.Connection, ref: str, everybody: Sequence[Person]) -> Person:
    """The owner that `ref` names, of `everybody` who is one.

    Raises:
        EmptyWorkspaceError: there is no owner at all.
        NotAnOwnerError: nobody among the owners; they are listed.
        AmbiguousError: several owners of that name.
    """
    if not everybody:
        raise EmptyWorkspaceError
    if ref in (ids := {person.id: person for person in everybody}):
        return ids[ref]
    found = people_named(connection, ref, ids)
    if not found:
        raise NotAnOwnerError(ref, [p.name for p in everybody])
    if len(found) > 1:
        raise AmbiguousError("owners", ref, [describe(p) for p in found])
    return found[0]


def find_people(connection: sqlite3.Connection, query: str, *, limit: int, after: ListPosition) -> list[Person]:
    """People each word of `query` begins a word of whose name; all for an empty query. By list position."""
    rest = f"WHERE {_named_like('person', query)} AND {_BEYOND.format(table='person')}"
    return people(connection, rest, _page(query, limit, after))


def people_by_id(connection: sqlite3.Connection, wanted: Iterable[PersonId]) -> dict[PersonId, Person]:
    """Those of `wanted` that are known, by id, in the order of ids."""
    rest = "WHERE person.id IN (SELECT value FROM json_each(:given)) ORDER BY person.id"
    return {person.id: person for person in people(connection, rest, {"given": given(wanted)})}


def company(connection: sqlite3.Connection, ref: str, formerly: Callable[[], FormerNames]) -> Company | None:
    """The one company that `ref` names; None where there is none.

    An id; a name exact after normalisation; a reviewed alias; a former name that an archive gives ("X (formerly Y)",
    from `former_companies`); the same name with its umlauts spelled out, on either side.
    """
    keys = named(connection, keys_for(ref))
    meant = "WHERE id = :id OR key IN (SELECT value FROM json_each(:keys))"
    found = companies(connection, meant, {"id": ref.strip(), "keys": given(keys)})
    order = {key: position for position, key in enumerate(keys)}
    first = min(found, key=lambda c: (c.id != ref.strip(), order.get(c.key, 0)), default=None)
    return first or _formerly(connection, ref, formerly) or _by_umlauts(connection, ref)


def _by_umlauts(connection: sqlite3.Connection, ref: str) -> Company | None:
    """The company that is called `ref` where umlauts are written "ae", "oe", "ue"; None where none or several are."""
    key, spelled = normalise(ref), normalise(spelled_out(ref))
    if not key:
        return None
    either = {"plain": without_umlauts(key), "spelled": spelled}
    found = companies(connection, "WHERE key IN (:plain, :spelled)", either)
    same = [c for c in found if normalise(spelled_out(c.name)) == spelled]
    return same[0] if len(same) == 1 else None


def former_companies(connection: sqlite3.Connection) -> FormerNames:
    """What spellings say of former names: "X (formerly Twitter)". O(spellings), for the state of a file once."""
    found = defaultdict[str, set[int]](set)
    for row, name in connection.execute("SELECT DISTINCT company, name FROM spelling"):
        for former in former_names(name):
            found[normalise(former)].add(row)
    return found


def _formerly(connection: sqlite3.Connection, ref: str, formerly: Callable[[], FormerNames]) -> Company | None:
    """The company one spelling of which says that it was called `ref` before; None where none or several are."""
    rows = formerly().get(normalise(ref), ())
    if not rows:
        return None
    found = companies(connection, "WHERE row_id IN (SELECT value FROM json_each(:rows))", {"rows": given(rows)})
    return found[0] if len(found) == 1 else None


def find_companies(connection: sqlite3.Connection, query: str, *, limit: int, after: ListPosition) -> list[Company]:
    """Companies each word of `query` begins a word of whose name, or that it is an alias of; all for an empty query.

    By list position.
    """
    keys = given(named(connection, keys_for(query)))
    meant = f"({_named_like('company', query)} OR company.key IN (SELECT value FROM json_each(:keys)))"  # noqa: S608
    rest = f"WHERE {meant} AND {_BEYOND.format(table='company')}"
    return companies(connection, rest, {**_page(query, limit, after), "keys": keys})


def companies_by_id(connection: sqlite3.Connection, wanted: Iterable[CompanyId]) -> dict[CompanyId, Company]:
    """Those of `wanted` that are known, by id, in the order of ids."""
    rest = "WHERE id IN (SELECT value FROM json_each(:given)) ORDER BY id"
    return {company.id: company for company in companies(connection, rest, {"given": given(wanted)})}


def names_of_companies(connection: sqlite3.Connection, wanted: Iterable[CompanyId]) -> dict[CompanyId, str]:
    """The names of those of `wanted` that are known, by id."""
    names = "SELECT id, name FROM company WHERE id IN (SELECT value FROM json_each(:given))"
    return dict(connection.execute(names, {"given": given(wanted)}).fetchall())


_THERE = works_at("SELECT row_id FROM company WHERE id = :company")


_WHO = f"WHERE person.row_id IN (SELECT person FROM ({_THERE})) ORDER BY person.folded, person.id"  # noqa: S608


def employees(connection: sqlite3.Connection, company_id: CompanyId) -> list[Person]:
    """Everybody whose newest source calls them employed at the company, by folded name, then id."""
    return people(connection, _WHO, {"company": company_id})


def employee_ids(connection: sqlite3.Connection, company_id: CompanyId) -> list[PersonId]:
    """The ids of `employees`, in their order."""
    found = connection.execute(f"SELECT person.id FROM person {_WHO}", {"company": company_id})  # noqa: S608
    return [id_ for (id_,) in found]


_FORMERLY = f"""
SELECT DISTINCT person.id FROM employment AS past JOIN person ON person.row_id = past.person
WHERE past.company = (SELECT row_id FROM company WHERE id = :company) AND person.company IS NOT past.company
  AND person.row_id NOT IN (SELECT person FROM ({owners_stays("SELECT row_id FROM company WHERE id = :company")}))
ORDER BY person.id
"""  # noqa: S608


def formerly_at(connection: sqlite3.Connection, company: CompanyId) -> list[PersonId]:
    """Everybody seen employed there once whose newest source says otherwise, by id."""
    return [id_ for (id_,) in connection.execute(_FORMERLY, {"company": company})]


def words_of_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every word of the folded names of people and companies, signs taken for spaces, each once, in order."""
    apart, found = {ord(sign): " " for sign in SIGNS}, set[str]()
    for (name,) in connection.execute("SELECT folded FROM company UNION SELECT folded FROM person"):
        found.update(name.translate(apart).split())
    return tuple(sorted(found))


def names_of_people(connection: sqlite3.Connection, folded: Iterable[str]) -> frozenset[str]:
    """Those of `folded` that are somebody's whole name. O(names log people)."""
    held = "SELECT DISTINCT folded FROM person WHERE folded IN (SELECT value FROM json_each(?))"
    return frozenset(name for (name,) in connection.execute(held, (given(folded),)))


def latest_as_of(connection: sqlite3.Connection) -> date | None:
    """The newest export date, None in an empty workspace."""
    return day_of(connection.execute("SELECT max(as_of) FROM source").fetchone()[0])


def words(query: str) -> list[str]:
    """What a folded name must hold for `query` to find it, signs in it taken for spaces: beginnings of its words.

    Of a query longer than any name the first `MOST_WORDS` count.
    """
    apart = {ord(sign): " " for sign in SIGNS}
    return [f" {word}" for word in fold(query).translate(apart).split()[:MOST_WORDS]]


def list_position(of: Person | Company) -> ListPosition:
    """Where somebody stands in a list: by folded name, then id."""
    return fold(of.name), of.id


def _spaced(text: str, sign: str) -> str:
    quoted = sign.replace("'", "''")
    return f"replace({text}, '{quoted}', ' ')"


_SPACED = reduce(_spaced, SIGNS, "' ' || {table}.folded")
"""A folded name with a space before each word."""
_BEYOND = "({table}.folded, {table}.id) > (:folded, :id) ORDER BY {table}.folded, {table}.id LIMIT :limit"


def _named_like(table: Kind, query: str) -> str:
    # instr() knows no wildcards, so nothing that a person types needs escaping.
    spaced = _SPACED.format(table=table)
    return " AND ".join(["1", *(f"instr({spaced}, :word{at}) > 0" for at in range(len(words(query))))])


def _page(query: str, limit: int, after: ListPosition) -> dict[str, str | int | None]:
    wanted = {f"word{at}": word for at, word in enumerate(words(query))}
    return {**wanted, "folded": after[0], "id": after[1], "limit": limit}


def similar(connection: sqlite3.Connection, table: Kind, ref: str) -> Sequence[str]:
    """Names that are like `ref`, the likest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (asked only where a name was not found)

    folded = fold(ref)
    if not folded:
        return ()
    names = f"SELECT folded, min(name) FROM {table} WHERE folded <> '' GROUP BY folded"  # noqa: S608
    known = connection.execute(names).fetchall()
    choices = [key for key, _ in known]
    best = process.extract(folded, choices, scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_SIMILAR)
    return [known[position][1] for _, _, position in sorted(best, key=lambda b: (-b[1], b[0]))]
