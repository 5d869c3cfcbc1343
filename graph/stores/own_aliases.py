"""The user's own names of companies: kept in the workspace, applied to every fact, taken back exactly.

The reviewed aliases of the program are applied with them: a file made before one was reviewed has its facts under the
old name's key, and the next import puts them where the new ones go.

A fact that an alias moves to another company remembers in `told` the one that its source names. After every change of
the aliases all facts go back to what was told, and the aliases are applied anew; after an import they are applied to
what is new: neither the order of imports nor that of aliases matters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from sqlalchemy import Connection, bindparam, delete, insert, select, union, update

from graph.company_aliases import company_key
from graph.errors import UsageError
from graph.model import company_id
from graph.stores import derived_by, schema
from graph.stores.alias_keys import OwnAlias, goes_on_as, own_keys, reviewed_keys
from graph.stores.query_parts import among, driver

MOVED = (schema.sighting, schema.employment, schema.interest)


def add(connection: Connection, alias: OwnAlias) -> None:
    """Keep an alias, in place of an older one for the same name, and of what was said of the two before.

    Raises:
        UsageError: a name names no company, both are one already, or the aliases would run in a circle.
    """
    key, new_key = company_key(alias.old), company_key(alias.new)
    for name, found in ((alias.old, key), (alias.new, new_key)):
        if not found:
            raise UsageError(f"'{name}' names no company")
    known = {**own_keys(driver(connection)), key: new_key}
    if key == new_key:
        raise UsageError(f"'{alias.old}' and '{alias.new}' are one company already")
    if goes_on_as(key, known) == key:
        raise UsageError(f"'{alias.new}' is another name of '{alias.old}' already; take that back first")
    table = schema.company_alias
    connection.execute(delete(table).where(table.c.key == key))
    connection.execute(insert(table).values(key=key, old=alias.old, new=alias.new, new_key=new_key))
    one, other = sorted((company_id(key), company_id(new_key)))
    apart = schema.companies_apart
    connection.execute(delete(apart).where(apart.c.one == one, apart.c.other == other))
    apply(connection)


def remove(connection: Connection, old: str) -> None:
    """Take an alias back; every fact is where its source told again.

    Raises:
        UsageError: there is none for that name.
    """
    table = schema.company_alias
    if not connection.execute(delete(table).where(table.c.key == company_key(old))).rowcount:
        raise UsageError(f"'{old}' has no alias of yours")
    apply(connection)


def apply(connection: Connection) -> list[int]:
    """Put every fact where its source and the aliases say; the rows of people whose headline may have changed.

    O(rows that aliases move), and O(companies) where the reviewed aliases are others than when this was done last.
    """
    if not derived_by.holds(connection, derived_by.REVIEWED, _reviewed_form()):
        _review(connection)
    derived_by.forget(connection, derived_by.EVIDENCE)
    for table in MOVED:
        told = table.c.told.is_not(None)
        connection.execute(update(table).where(told).values(company=table.c.told, told=None))
    targets = _targets(connection)
    rows = _rows(connection, {*targets, *targets.values()})
    _move(connection, _pairs(targets, rows))
    moved = [rows[key] for key in targets if key in rows]
    sighting = schema.sighting.c
    shown = union(*(select(sighting.person).where(among(at, moved)) for at in (sighting.told, sighting.company)))
    return list(connection.execute(shown).scalars())


def apply_to_new(connection: Connection) -> list[int]:
    """As `apply`, where rows were put in and no alias of the user's changed: what was moved before stays there.

    Also what was there moves, where the company that an alias leads to came in only now. O(aliases + rows moved).
    """
    if not derived_by.holds(connection, derived_by.REVIEWED, _reviewed_form()):
        return apply(connection)
    targets = _targets(connection)
    pairs = _pairs(targets, _rows(connection, {*targets, *targets.values()}))
    olds = [old for old, new in pairs if old != new]
    named = (schema.sighting.c, schema.employment.c)
    shown = union(*(select(table.person).where(among(table.company, olds)) for table in named))
    people = list(connection.execute(shown).scalars())
    _move(connection, pairs)
    return people


Move = tuple[int, int]
"""Rows of the company that an alias leads from, and of the one it leads to."""


def _pairs(targets: Mapping[str, str], rows: Mapping[str, int]) -> list[Move]:
    found = ((rows.get(key), rows.get(goes_on_as(key, targets))) for key in sorted(targets))
    return [(old, new) for old, new in found if old is not None and new is not None]


def _move(connection: Connection, pairs: Iterable[Move]) -> None:
    for old, new in pairs:
        for table in MOVED:
            connection.execute(update(table).where(table.c.company == old).values(company=new, told=old))


def _targets(connection: Connection) -> dict[str, str]:
    """Where the aliases lead from the keys of companies that are here, and from those that the user named."""
    company = schema.company.c
    query = select(company.key, company.goes_on).where(company.goes_on.is_not(None))
    return {**{str(key): str(new) for key, new in connection.execute(query)}, **own_keys(driver(connection))}


def _review(connection: Connection) -> None:
    """Write down of every company where the reviewed aliases lead."""
    company = schema.company
    keys = list(connection.execute(select(company.c.key)).scalars())
    now = [{"of": key, "now": new} for key, new in reviewed_keys(keys).items()]
    connection.execute(update(company).where(company.c.goes_on.is_not(None)).values(goes_on=None))
    if now:
        connection.execute(
            update(company).where(company.c.key == bindparam("of")).values(goes_on=bindparam("now")), now
        )
    derived_by.keep(connection, derived_by.REVIEWED, _reviewed_form())


@cache
def _reviewed_form() -> str:
    """By which rules names of companies are compared: those of a release, and the aliases as they were reviewed."""
    aliases = files("graph").joinpath("company_aliases.csv").read_bytes()
    return f"{version('goodword')} {hashlib.blake2b(aliases, digest_size=8).hexdigest()}"


def _rows(connection: Connection, keys: set[str]) -> dict[str, int]:
    company = schema.company.c
    query = select(company.key, company.row_id).where(among(company.key, keys))
    return {str(key): int(row) for key, row in connection.execute(query)}
