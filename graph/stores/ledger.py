"""The lines of the ledger in the file: appended, read, and taken out with the people they speak of.

Whoever decides whether a line may be written reads and writes in one transaction (`OwnRecords.recording`), so that two
programs at once cannot both have the last place. In plain SQL, as `directory_rows`.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from graph.days import date_of, day_number
from graph.model import Channel, DatedContact, LedgerEntry, NewEntry, PersonId, company_id
from graph.stores.alias_keys import keys_now
from graph.stores.directory_rows import given

_COLUMNS = tuple(field.name for field in fields(NewEntry))
"""A line's columns have the names of its fields."""
_ENTRIES = f"SELECT row_id, at, {', '.join(_COLUMNS)} FROM ledger WHERE owner = :owner ORDER BY row_id"  # noqa: S608
_APPEND = f"INSERT INTO ledger (owner, at, {', '.join(_COLUMNS)}) VALUES (:owner, :at, :{', :'.join(_COLUMNS)})"  # noqa: S608


class LedgerSession:
    """One owner's ledger inside one write: what it holds, and a way to add to it. Made by `OwnRecords.recording()`."""

    def __init__(self, connection: sqlite3.Connection, owner: PersonId) -> None:
        self._connection = connection
        self.owner = owner

    def entries(self) -> tuple[LedgerEntry, ...]:
        """Every line, in the order written."""
        return entries(self._connection, self.owner)

    def rules(self) -> dict[str, int]:
        """The user's own limits, by name; only those that were set."""
        return rules(self._connection)

    def append(self, line: NewEntry) -> LedgerEntry:
        """Add a line. It stands once the block around this ends."""
        now = int(time.time())
        made = self._connection.execute(_APPEND, {"owner": self.owner, "at": now, **_values(line)}).lastrowid
        assert made is not None
        return LedgerEntry(made, now, self.owner, line)


def _values(line: NewEntry) -> dict[str, Any]:
    said = {name: getattr(line, name) for name in _COLUMNS}
    return said | {"day": day_number(line.day), "reasons": json.dumps(line.reasons, ensure_ascii=False)}


def entries(connection: sqlite3.Connection, owner: PersonId) -> tuple[LedgerEntry, ...]:
    """The lines of one owner, in the order written, each of the company that its name means now.

    Companies become one when somebody says so, and two again; what was asked follows its name, as the facts do.
    """
    rows = connection.execute(_ENTRIES, {"owner": owner}).fetchall()
    lines = [(row_id, at, dict(zip(_COLUMNS, values, strict=True))) for row_id, at, *values in rows]
    keys = keys_now(connection, {line["company_name"] for _, _, line in lines}) if lines else {}
    return tuple(
        LedgerEntry(row_id, at, owner, _line(line, keys.get(line["company_name"], ""))) for row_id, at, line in lines
    )


def _line(values: Mapping[str, Any], key: str) -> NewEntry:
    reasons = tuple((str(name), str(why)) for name, why in json.loads(values["reasons"]))
    company = company_id(key) if key else values["company"]
    return NewEntry(**{**values, "day": date_of(values["day"]), "company": company, "reasons": reasons})


def rules(connection: sqlite3.Connection) -> dict[str, int]:
    """The user's own limits, by name; only those that were set."""
    return dict(connection.execute("SELECT name, value FROM ask_rule").fetchall())


def set_rules(connection: sqlite3.Connection, values: Mapping[str, int]) -> None:
    """Set some limits."""
    again = "INSERT INTO ask_rule (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    connection.executemany(again, sorted(values.items()))


def take_out_unknown(connection: sqlite3.Connection) -> None:
    """Delete every line that speaks of somebody who is not in the workspace any more."""
    known = "(SELECT id FROM person)"
    connection.execute(f"DELETE FROM ledger WHERE owner NOT IN {known} OR person NOT IN {known}")  # noqa: S608
    connection.execute(f"UPDATE ledger SET target = NULL WHERE target NOT IN {known}")  # noqa: S608


def move(connection: sqlite3.Connection, keep: PersonId, drop: PersonId) -> None:
    """Let every line that names `drop` name `keep`."""
    for column in ("owner", "person", "target"):
        connection.execute(f"UPDATE ledger SET {column} = ? WHERE {column} = ?", (keep, drop))  # noqa: S608


_CONTACTS = """
WITH me AS (SELECT row_id FROM person WHERE id = :ego),
  others AS (SELECT row_id, id FROM person WHERE id IN (SELECT value FROM json_each(:people))),
  passed AS (
    SELECT o.id, c.at, 1 AS mine, c.group_size, c.channel
    FROM me CROSS JOIN others o CROSS JOIN contact c ON c.sender = me.row_id AND c.recipient = o.row_id
    WHERE c.sender <> c.recipient
    UNION ALL
    SELECT o.id, c.at, 0 AS mine, c.group_size, c.channel
    FROM me CROSS JOIN others o CROSS JOIN contact c ON c.sender = o.row_id AND c.recipient = me.row_id
    WHERE c.sender <> c.recipient)
SELECT id, at, mine, max(group_size), channel FROM passed
WHERE at IS NOT NULL GROUP BY id, at, mine, channel ORDER BY id, at, mine, channel
"""
"""From the people to their contacts, so that an index leads there and not all contacts are read."""


def contacts(
    connection: sqlite3.Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[DatedContact, ...]]:
    """All dated contacts of `ego` with each of `people`, oldest first, each once; only people with any."""
    found: dict[PersonId, list[DatedContact]] = {}
    for who, at, mine, group, channel in connection.execute(_CONTACTS, {"ego": ego, "people": given(people)}):
        found.setdefault(who, []).append(DatedContact(at, bool(mine), group, Channel(channel)))
    return {who: tuple(rows) for who, rows in found.items()}
