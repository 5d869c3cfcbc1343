"""Finding people and companies by what a person types: exactly, or not at all; similar names are only offered.

A reference to a person is an id, a profile address, a slug, an e-mail address of theirs, or their exact name, case and
accents folded. A reference to a company is an id or its exact name after normalisation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from urllib.parse import unquote

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, func, literal, or_, select, true, tuple_

from graph.companies import former_names, normalise
from graph.company_aliases import keys_for
from graph.errors import (
    AmbiguousError,
    EmptyWorkspaceError,
    NotAnOwnerError,
)
from graph.model import Company, CompanyId, Person, PersonId
from graph.names import fold, spelled_out, without_umlauts
from graph.stores import schema
from graph.stores.own_aliases import named
from graph.stores.records import GIVEN, among, companies_of, given, given_values, person_of, select_people, works_at

ListPosition = tuple[str, str]
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


def people_named(connection: Connection, ref: str, which: ColumnElement[bool] | None = None) -> list[Person]:
    """Everybody that `ref` names, by id: as an id; else as a slug or address; else as a name."""
    wanted = reference(ref)
    table, identity = schema.person, schema.identity
    keys = [*(f"in:{slug}" for slug in wanted.slugs), f"mail:{wanted.mail}"]
    ways: list[ColumnElement[bool]] = [
        table.c.id == wanted.id,
        *(table.c.row_id.in_(select(identity.c.person).where(identity.c.key == key)) for key in keys),
        and_(table.c.folded == wanted.folded, table.c.folded != ""),
    ]
    for way in ways:
        if found := connection.execute(
            select_people().where(way, true() if which is None else which).order_by(table.c.id)
        ).all():
            return [person_of(row) for row in found]
    return []


def describe(person: Person) -> str:
    """A person in a list to choose from: name, id, headline."""
    headline = " at ".join(part for part in (person.title, person.company_name) if part)
    return f"{person.name} ({person.id}{', ' + headline if headline else ''})"


def owners(connection: Connection) -> list[Person]:
    """Everybody who brought an archive, in the order first imported."""
    source = schema.source
    first = select(func.min(source.c.row_id)).where(source.c.owner == schema.person.c.row_id).scalar_subquery()
    query = select_people().where(schema.person.c.row_id.in_(select(source.c.owner))).order_by(first)
    return [person_of(row) for row in connection.execute(query)]


def owner(connection: Connection, ref: str, everybody: Sequence[Person]) -> Person:
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
    found = people_named(connection, ref, among(schema.person.c.id, ids))
    if not found:
        raise NotAnOwnerError(ref, [p.name for p in everybody])
    if len(found) > 1:
        raise AmbiguousError("owners", ref, [describe(p) for p in found])
    return found[0]


def find_people(connection: Connection, query: str, *, limit: int, after: ListPosition) -> list[Person]:
    """People each word of `query` begins a word of whose name; all for an empty query. By list position."""
    table = schema.person
    wanted = select_people().where(_words(table.c.folded, query), _beyond(table, after))
    page = connection.execute(wanted.order_by(table.c.folded, table.c.id).limit(limit))
    return [person_of(row) for row in page]


def people_by_id(connection: Connection, wanted: Iterable[PersonId]) -> dict[PersonId, Person]:
    """Those of `wanted` that are known, by id, in the order of ids."""
    rows = connection.execute(_people_by_id(), {GIVEN: given_values(wanted)}).all()
    return {person.id: person for person in map(person_of, rows)}


@cache
def _people_by_id() -> Select[tuple[object, ...]]:
    return select_people().where(schema.person.c.id.in_(given())).order_by(schema.person.c.id)


def company(connection: Connection, ref: str) -> Company | None:
    """The one company that `ref` names; None where there is none.

    An id; a name exact after normalisation; a reviewed alias; a former name that an archive gives ("X (formerly Y)");
    the same name with its umlauts spelled out, on either side.
    """
    table = schema.company
    keys = named(connection, keys_for(ref))
    meant = or_(table.c.id == ref.strip(), table.c.key.in_(keys))
    found = companies_of(connection, select(table).where(meant))
    order = {key: position for position, key in enumerate(keys)}
    first = min(found, key=lambda c: (c.id != ref.strip(), order.get(c.key, 0)), default=None)
    return first or _formerly(connection, ref) or _by_umlauts(connection, ref)


def _by_umlauts(connection: Connection, ref: str) -> Company | None:
    """The company that is called `ref` where umlauts are written "ae", "oe", "ue"; None where none or several are."""
    table, key, spelled = schema.company, normalise(ref), normalise(spelled_out(ref))
    if not key:
        return None
    found = companies_of(connection, select(table).where(table.c.key.in_([without_umlauts(key), spelled])))
    same = [c for c in found if normalise(spelled_out(c.name)) == spelled]
    return same[0] if len(same) == 1 else None


def _formerly(connection: Connection, ref: str) -> Company | None:
    """The company one spelling of which says that it was called `ref` before; None where none or several are."""
    key, spelling = normalise(ref), schema.spelling
    if not key:
        return None
    word = fold(max((word for word in key.split() if word != "and"), key=len, default=key))
    spelt = select(spelling.c.company, spelling.c.name).where(func.instr(func.fold(spelling.c.name), word) > 0)
    rows = {row for row, name in connection.execute(spelt) if key in map(normalise, former_names(name))}
    found = companies_of(connection, select(schema.company).where(schema.company.c.row_id.in_(rows)))
    return found[0] if len(found) == 1 else None


def find_companies(connection: Connection, query: str, *, limit: int, after: ListPosition) -> list[Company]:
    """Companies each word of `query` begins a word of whose name, or that it is an alias of; all for an empty query.

    By list position.
    """
    table = schema.company
    meant = or_(_words(table.c.folded, query), table.c.key.in_(named(connection, keys_for(query))))
    wanted = select(table).where(meant, _beyond(table, after))
    return companies_of(connection, wanted.order_by(table.c.folded, table.c.id).limit(limit))


def companies_by_id(connection: Connection, wanted: Iterable[CompanyId]) -> dict[CompanyId, Company]:
    """Those of `wanted` that are known, by id, in the order of ids."""
    table = schema.company
    found = companies_of(connection, select(table).where(among(table.c.id, wanted)).order_by(table.c.id))
    return {company.id: company for company in found}


def employees(connection: Connection, company_id: CompanyId) -> list[Person]:
    """Everybody whose newest source calls them employed at the company, by folded name, then id."""
    table, company = schema.person, schema.company
    there = works_at(select(company.c.row_id).where(company.c.id == company_id).scalar_subquery()).subquery()
    query = select_people().where(table.c.row_id.in_(select(there.c.person))).order_by(table.c.folded, table.c.id)
    return [person_of(row) for row in connection.execute(query)]


def words_of_names(connection: Connection) -> tuple[str, ...]:
    """Every word of the folded names of people and companies, signs taken for spaces, each once, in order."""
    apart, found = {ord(sign): " " for sign in SIGNS}, set[str]()
    for table in (schema.company, schema.person):
        for (name,) in connection.execute(select(table.c.folded).distinct()):
            found.update(name.translate(apart).split())
    return tuple(sorted(found))


def words(query: str) -> list[str]:
    """What a folded name must hold for `query` to find it, signs in it taken for spaces: beginnings of its words.

    Of a query longer than any name the first `MOST_WORDS` count.
    """
    apart = {ord(sign): " " for sign in SIGNS}
    return [f" {word}" for word in fold(query).translate(apart).split()[:MOST_WORDS]]


def list_position(of: Person | Company) -> ListPosition:
    """Where somebody stands in a list: by folded name, then id."""
    return fold(of.name), of.id


def _words(folded: Column[str], query: str) -> ColumnElement[bool]:
    # instr() knows no wildcards, so nothing that a person types needs escaping.
    spaced = reduce(lambda text, sign: func.replace(text, sign, " "), SIGNS, literal(" ").concat(folded))
    return and_(true(), *(func.instr(spaced, word) > 0 for word in words(query)))


def _beyond(table: Table, after: ListPosition) -> ColumnElement[bool]:
    return tuple_(table.c.folded, table.c.id) > tuple_(*map(literal, after))


def similar(connection: Connection, table: Table, ref: str) -> Sequence[str]:
    """Names that are like `ref`, the likest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (asked only where a name was not found)

    folded = fold(ref)
    if not folded:
        return ()
    names = select(table.c.folded, func.min(table.c.name)).where(table.c.folded != "").group_by(table.c.folded)
    named = [(str(key), str(name)) for key, name in connection.execute(names)]
    choices = [key for key, _ in named]
    best = process.extract(folded, choices, scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_SIMILAR)
    return [named[position][1] for _, _, position in sorted(best, key=lambda b: (-b[1], b[0]))]
