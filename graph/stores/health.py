"""What can be wrong inside a workspace file, for `doctor`."""

from __future__ import annotations

from sqlalchemy import Connection

from graph.stores.derive import unmentioned
from graph.stores.schema import COMPANY_FACTS, PERSON_FACTS

_SHARED_KEYS = "SELECT count(*) FROM (SELECT 1 FROM identity GROUP BY key HAVING count(DISTINCT person) > 1)"


def problems(connection: Connection) -> list[str]:
    """SQLite's own checks, references to nothing, rows nothing mentions, keys of two people. Linear in the file."""
    damage = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    people = _count(connection, unmentioned("person", PERSON_FACTS, "SELECT count(*) FROM", "person"))
    companies = _count(connection, unmentioned("company", COMPANY_FACTS, "SELECT count(*) FROM", "company"))
    shared = _count(connection, _SHARED_KEYS)
    found = [
        (len(dangling), "rows refer to something that is not there"),
        (people, "people are mentioned by no source"),
        (companies, "companies are mentioned by no source"),
        (shared, "identity keys belong to more than one person"),
    ]
    return [*damage, *(f"{count} {what}" for count, what in found if count)]


def _count(connection: Connection, sql: str) -> int:
    return int(connection.exec_driver_sql(sql).scalar_one())
