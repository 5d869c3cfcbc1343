"""An owner's own list of companies, and what their archives say of companies they are interested in. In plain SQL."""

from __future__ import annotations

import sqlite3

from graph.company_aliases import company_key
from graph.days import day_of
from graph.model import ListedCompany, PersonId, Wish
from graph.stores.alias_keys import keys_now
from graph.stores.directory_rows import given

_LISTED = "SELECT key, name, role, wanted FROM target WHERE owner = :owner ORDER BY name, key"
_SET = """
INSERT INTO target (owner, key, name, role, wanted) VALUES (:owner, :key, :name, :role, :wanted)
ON CONFLICT DO UPDATE SET name = excluded.name, wanted = excluded.wanted,
  role = CASE excluded.role WHEN '' THEN role ELSE excluded.role END
"""
_ALL_ALIKE = """
UPDATE target SET wanted = :wanted WHERE owner = :owner AND key IN (SELECT value FROM json_each(:same))
"""
_WISHES = """
SELECT DISTINCT wish.kind, company.id, company.key, company.name, wish.title, wish.day
FROM interest AS wish JOIN company ON company.row_id = wish.company JOIN person ON person.row_id = wish.person
WHERE person.id = :owner ORDER BY wish.day DESC NULLS LAST, company.id, wish.title
"""


def listed(connection: sqlite3.Connection, owner: PersonId) -> tuple[ListedCompany, ...]:
    """The list of one owner, by name, with what was taken off.

    A company goes by the key that its name leads to now; of two names that lead to one, what is wanted stays.
    """
    rows = connection.execute(_LISTED, {"owner": owner}).fetchall()
    keys = keys_now(connection, [name for _, name, _, _ in rows]) if rows else {}
    found: dict[str, ListedCompany] = {}
    for key, name, role, wanted in sorted(rows, key=lambda row: not row[-1]):
        now = keys[name] or key
        found.setdefault(now, ListedCompany(now, name, role, wanted=bool(wanted)))
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.key)))


def put(connection: sqlite3.Connection, owner: PersonId, name: str, role: str, *, wanted: bool) -> None:
    """Put a company on the list of an owner, or take it off, by whatever name; a role left empty stays as it was."""
    values = {"owner": owner, "key": company_key(name), "name": name, "role": role, "wanted": int(wanted)}
    connection.execute(_SET, values)
    names = {key: other for key, other, _, _ in connection.execute(_LISTED, values)}
    now = keys_now(connection, [name, *names.values()])
    same = [key for key, other in names.items() if now[other] == now[name]]
    connection.execute(_ALL_ALIKE, {**values, "same": given(same)})


def wishes(connection: sqlite3.Connection, owner: PersonId) -> tuple[Wish, ...]:
    """What an owner's archives say of companies they are interested in, newest first, each once."""
    rows = connection.execute(_WISHES, {"owner": owner})
    return tuple(Wish(kind, id_, key, name, title, day_of(day)) for kind, id_, key, name, title, day in rows)
