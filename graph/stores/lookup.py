"""Finding people and companies by what a person types: exactly, or not at all; similar names are only offered.

A reference to a person is an id, a profile address, a slug, an e-mail address of theirs, or their exact name, case and
accents folded. A reference to a company is an id or its exact name after normalisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from graph.companies import normalise
from graph.errors import (
    AmbiguousError,
    CompanyNotFoundError,
    EmptyWorkspaceError,
    NotAnOwnerError,
    PersonNotFoundError,
)
from graph.model import Company, CompanyId, Person, PersonId
from graph.names import fold
from graph.stores.records import COMPANY, PERSON, WORKS_NOW, company_of, ids, person_of, rows

_PROFILE = re.compile(r"linkedin\.com/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
_SUGGESTIONS = 3
_SIMILAR = 70.0
"""Least likeness, in per cent, of a name worth offering."""

_PERSON_BY_KEY = f"{PERSON} WHERE p.row_id IN (SELECT person FROM identity WHERE key = :key)"
_PERSON_BY_ID = f"{PERSON} WHERE p.id = :id"
_PERSON_BY_NAME = f"{PERSON} WHERE p.folded = :folded ORDER BY p.id"
_OWNERS = f"{PERSON} JOIN source s ON s.owner = p.row_id GROUP BY p.row_id ORDER BY min(s.row_id)"
_COMPANIES = WORKS_NOW + COMPANY


def person(connection: Connection, ref: str) -> Person:
    """The one person that `ref` names.

    Raises:
        PersonNotFoundError: nobody; similar names are offered.
        AmbiguousError: several of that name; each is listed with id, title and company.
    """
    found = _people_named(connection, ref)
    if not found:
        raise PersonNotFoundError(ref, _similar(connection, "person", ref))
    if len(found) > 1:
        raise AmbiguousError("people", ref, [describe(p) for p in found])
    return found[0]


def describe(person: Person) -> str:
    """A person in a list to choose from: name, headline, id."""
    headline = " at ".join(part for part in (person.title, person.company_name) if part)
    return f"{person.name} ({person.id}{', ' + headline if headline else ''})"


def owners(connection: Connection) -> list[Person]:
    """Everybody who brought an archive, in the order first imported."""
    return [person_of(row) for row in rows(connection, _OWNERS, {})]


def owner(connection: Connection, ref: str) -> Person:
    """The owner that `ref` names.

    Raises:
        EmptyWorkspaceError: there is no owner at all.
        NotAnOwnerError: nobody among the owners; they are listed.
        AmbiguousError: several owners of that name.
    """
    everybody = owners(connection)
    if not everybody:
        raise EmptyWorkspaceError
    named = {p.id for p in _people_named(connection, ref)}
    found = [p for p in everybody if p.id in named]
    if not found:
        raise NotAnOwnerError(ref, [p.name for p in everybody])
    if len(found) > 1:
        raise AmbiguousError("owners", ref, [describe(p) for p in found])
    return found[0]


def find_people(connection: Connection, query: str, *, limit: int, after: PersonId | None) -> list[Person]:
    """People each word of `query` begins a word of whose name; all for an empty query. By folded name, then id."""
    matches, parameters = _words(query)
    place = _place(connection, "person", after)
    sql = f"{PERSON} WHERE {matches} AND (p.folded, p.id) > (:folded, :id) ORDER BY p.folded, p.id LIMIT :limit"
    found = rows(connection, sql.replace(_NAME, "p.folded"), {**parameters, **place, "limit": limit})
    return [person_of(row) for row in found]


def people_by_id(connection: Connection, wanted: Iterable[PersonId]) -> dict[PersonId, Person]:
    """Those of `wanted` that are known, by id."""
    sql = f"{PERSON} WHERE p.id IN (SELECT value FROM json_each(:ids)) ORDER BY p.id"
    return {row.id: person_of(row) for row in rows(connection, sql, ids(wanted))}


def company(connection: Connection, ref: str) -> Company:
    """The one company that `ref` names: an id, or a name exact after normalisation.

    Raises:
        CompanyNotFoundError: none; similar names are offered, never taken.
    """
    sql = f"{_COMPANIES} WHERE c.id = :id OR c.key = :key ORDER BY c.id <> :id LIMIT 1"
    found = rows(connection, sql, {"id": ref.strip(), "key": normalise(ref)})
    if not found:
        raise CompanyNotFoundError(ref, _similar(connection, "company", ref))
    return company_of(found[0])


def find_companies(connection: Connection, query: str, *, limit: int, after: CompanyId | None) -> list[Company]:
    """Companies each word of `query` begins a word of whose name; all for an empty query. By folded name, then id."""
    matches, parameters = _words(query)
    place = _place(connection, "company", after)
    sql = f"{_COMPANIES} WHERE {matches} AND (c.folded, c.id) > (:folded, :id) ORDER BY c.folded, c.id LIMIT :limit"
    found = rows(connection, sql.replace(_NAME, "c.folded"), {**parameters, **place, "limit": limit})
    return [company_of(row) for row in found]


def companies_by_id(connection: Connection, wanted: Iterable[CompanyId]) -> dict[CompanyId, Company]:
    """Those of `wanted` that are known, by id."""
    sql = f"{_COMPANIES} WHERE c.id IN (SELECT value FROM json_each(:ids)) ORDER BY c.id"
    return {row.id: company_of(row) for row in rows(connection, sql, ids(wanted))}


def employees(connection: Connection, company_id: CompanyId) -> list[Person]:
    """Everybody whose newest source calls them employed at the company, by folded name, then id."""
    sql = f"""{WORKS_NOW}{PERSON}
    WHERE p.row_id IN (SELECT w.person FROM works_now w JOIN company k ON k.row_id = w.company WHERE k.id = :id)
    ORDER BY p.folded, p.id"""
    return [person_of(row) for row in rows(connection, sql, {"id": company_id})]


_NAME = "{folded}"
_PUNCTUATION = "-.,'’()/&"


def _words(query: str) -> tuple[str, dict[str, str]]:
    # instr() takes no wildcards, so nothing a person types needs escaping.
    spaced = _NAME
    for sign in _PUNCTUATION:
        spaced = f"replace({spaced}, '{sign * 2 if sign == chr(39) else sign}', ' ')"
    words = fold(query).translate({ord(sign): " " for sign in _PUNCTUATION}).split()
    tests = [f"instr(' ' || {spaced}, :word{n}) > 0" for n in range(len(words))]
    return " AND ".join(["1", *tests]), {f"word{n}": f" {word}" for n, word in enumerate(words)}


def _place(connection: Connection, table: str, after: str | None) -> dict[str, object]:
    if after is None:
        return {"folded": "", "id": ""}
    found = rows(connection, f"SELECT folded, id FROM {table} WHERE id = :id", {"id": after})
    if not found:
        raise (PersonNotFoundError if table == "person" else CompanyNotFoundError)(after)
    return {"folded": found[0].folded, "id": after}


def _people_named(connection: Connection, ref: str) -> list[Person]:
    wanted = ref.strip()
    address = _PROFILE.search(wanted)
    slug = unquote(address[1]) if address else wanted
    found = rows(connection, _PERSON_BY_ID, {"id": wanted})
    for key in (f"in:{slug}", f"in:{slug.casefold()}", f"mail:{wanted.casefold()}"):
        found = found or rows(connection, _PERSON_BY_KEY, {"key": key})
    folded = fold(wanted)
    if not found and folded:
        found = rows(connection, _PERSON_BY_NAME, {"folded": folded})
    return [person_of(row) for row in found]


def _similar(connection: Connection, table: str, ref: str) -> Sequence[str]:
    folded = fold(ref)
    if not folded:
        return ()
    named = rows(connection, f"SELECT folded, min(name) AS name FROM {table} WHERE folded <> '' GROUP BY folded", {})
    choices = [row.folded for row in named]
    best = process.extract(folded, choices, scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_SIMILAR)
    return [named[place].name for _, _, place in sorted(best, key=lambda b: (-b[1], b[0]))]
