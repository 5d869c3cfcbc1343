"""The user's own names of companies: kept in the workspace, applied to every fact, taken back exactly.

The reviewed aliases of the program are applied with them: a file made before one was reviewed has its facts under the
old name's key, and the next import puts them where the new ones go.

A fact that an alias moves to another company remembers in `told` the one that its source names. After every change of
the aliases, and after every import, all facts go back to what was told, and the aliases are applied anew: neither the
order of imports nor that of aliases matters.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from graph.company_aliases import company_key
from graph.errors import UsageError
from graph.model import company_id
from graph.stores import schema
from graph.stores.alias_keys import OwnAlias, goes_on_as, own_keys, reviewed_keys
from graph.stores.query_parts import driver

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
    """Put every fact where its source and the aliases say; the rows of people whose headline may have changed."""
    sighting = schema.sighting
    for table in MOVED:
        told = table.c.told.is_not(None)
        connection.execute(update(table).where(told).values(company=table.c.told, told=None))
    targets = {**reviewed_keys(_keys(connection)), **own_keys(driver(connection))}
    rows = _rows(connection, {*targets, *targets.values()})
    for key in sorted(targets):
        old, new = rows.get(key), rows.get(goes_on_as(key, targets))
        if old is not None and new is not None:
            for table in MOVED:
                connection.execute(update(table).where(table.c.company == old).values(company=new, told=old))
    moved = [rows[key] for key in targets if key in rows]
    shown = select(sighting.c.person).where(sighting.c.told.in_(moved) | sighting.c.company.in_(moved)).distinct()
    return list(connection.execute(shown).scalars())


def _keys(connection: Connection) -> list[str]:
    return list(connection.execute(select(schema.company.c.key)).scalars())


def _rows(connection: Connection, keys: set[str]) -> dict[str, int]:
    table = schema.company
    return {row.key: row.row_id for row in connection.execute(select(table).where(table.c.key.in_(keys)))}
