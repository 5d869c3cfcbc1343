"""What can be wrong inside a workspace file, for `doctor`."""

from __future__ import annotations

from sqlalchemy import Connection, Select, Table, distinct, func, select

from graph.stores import schema
from graph.stores.derive import unmentioned


def problems(connection: Connection) -> list[str]:
    """SQLite's own checks, references to nothing, rows nothing mentions, keys of two people. Linear in the file."""
    damage = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found = [
        (len(dangling), "rows refer to something that is not there"),
        (_count(connection, _orphans(schema.person)), "people are mentioned by no source"),
        (_count(connection, _orphans(schema.company)), "companies are mentioned by no source"),
        (_count(connection, _shared_keys()), "identity keys belong to more than one person"),
    ]
    return [*damage, *(f"{count} {what}" for count, what in found if count)]


def _orphans(table: Table) -> Select[int]:
    return select(func.count()).select_from(table).where(*unmentioned(table))


def _shared_keys() -> Select[int]:
    identity = schema.identity
    shared = select(identity.c.key).group_by(identity.c.key).having(func.count(distinct(identity.c.person)) > 1)
    return select(func.count()).select_from(shared.subquery())


def _count(connection: Connection, query: Select[int]) -> int:
    return connection.execute(query).scalar_one()
