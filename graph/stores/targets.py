"""An owner's own list of companies, and what their archives say of companies they are interested in."""

from __future__ import annotations

from sqlalchemy import Connection, select, text, update

from graph.company_aliases import company_key
from graph.days import day_of
from graph.model import ListedCompany, PersonId, Wish
from graph.stores import schema
from graph.stores.alias_keys import keys_now
from graph.stores.records import driver

_SET = """
INSERT INTO target (owner, key, name, role, wanted) VALUES (:owner, :key, :name, :role, :wanted)
ON CONFLICT DO UPDATE SET name = excluded.name, wanted = excluded.wanted,
  role = CASE excluded.role WHEN '' THEN role ELSE excluded.role END
"""


def listed(connection: Connection, owner: PersonId) -> tuple[ListedCompany, ...]:
    """The list of one owner, by name, with what was taken off.

    A company goes by the key that its name leads to now; of two names that lead to one, what is wanted stays.
    """
    table = schema.target
    rows = list(connection.execute(select(table).where(table.c.owner == owner).order_by(table.c.name, table.c.key)))
    keys = keys_now(driver(connection), [row.name for row in rows]) if rows else {}
    found: dict[str, ListedCompany] = {}
    for row in sorted(rows, key=lambda row: not row.wanted):
        key = keys[row.name] or row.key
        found.setdefault(key, ListedCompany(key, row.name, row.role, wanted=bool(row.wanted)))
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.key)))


def put(connection: Connection, owner: PersonId, name: str, role: str, *, wanted: bool) -> None:
    """Put a company on the list of an owner, or take it off, by whatever name; a role left empty stays as it was."""
    values = {"owner": owner, "key": company_key(name), "name": name, "role": role, "wanted": int(wanted)}
    connection.execute(text(_SET), values)
    table = schema.target
    names = {row.key: row.name for row in connection.execute(select(table).where(table.c.owner == owner))}
    now = keys_now(driver(connection), [name, *names.values()])
    same = [key for key, other in names.items() if now[other] == now[name]]
    mine = (table.c.owner == owner) & table.c.key.in_(same)
    connection.execute(update(table).where(mine).values(wanted=int(wanted)))


def wishes(connection: Connection, owner: PersonId) -> tuple[Wish, ...]:
    """What an owner's archives say of companies they are interested in, newest first, each once."""
    wish, company, person = schema.interest, schema.company, schema.person
    query = (
        select(wish.c.kind, company.c.id, company.c.key, company.c.name, wish.c.title, wish.c.day)
        .join(company, company.c.row_id == wish.c.company)
        .join(person, person.c.row_id == wish.c.person)
        .where(person.c.id == owner)
        .distinct()
        .order_by(wish.c.day.desc().nulls_last(), company.c.id, wish.c.title)
    )
    return tuple(
        Wish(row.kind, row.id, row.key, row.name, row.title, day_of(row.day)) for row in connection.execute(query)
    )
