"""The lines of the ledger in the file: appended, read, and taken out with the people they speak of.

Whoever decides whether a line may be written reads and writes in one transaction (`Workspace.recording`), so that two
programs at once cannot both have the last place.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, delete, insert, or_, select, text, update

from graph.days import date_of, day_number
from graph.model import Channel, DatedContact, LedgerEntry, NewEntry, PersonId, company_id
from graph.stores import schema
from graph.stores.alias_keys import keys_now
from graph.stores.records import driver


class LedgerSession:
    """One owner's ledger inside one write: what it holds, and a way to add to it. Made by `Workspace.recording()`."""

    def __init__(self, connection: Connection, owner: PersonId) -> None:
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
        values = _values(line) | {"owner": self.owner, "at": now}
        made = self._connection.execute(insert(schema.ledger).values(values).returning(schema.ledger.c.row_id))
        return LedgerEntry(int(made.scalar_one()), now, self.owner, line)


def _values(line: NewEntry) -> dict[str, object]:
    return {
        "kind": line.kind,
        "person": line.person,
        "day": day_number(line.day),
        "ask": line.ask,
        "company": line.company,
        "company_name": line.company_name,
        "role": line.role,
        "target": line.target,
        "reasons": json.dumps(line.reasons, ensure_ascii=False),
        "note": line.note,
        "chance": line.chance,
        "undoes": line.undoes,
        "key": line.key,
        "digest": line.digest,
    }


def entries(connection: Connection, owner: PersonId) -> tuple[LedgerEntry, ...]:
    """The lines of one owner, in the order written, each of the company that its name means now.

    Companies become one when somebody says so, and two again; what was asked follows its name, as the facts do.
    """
    table = schema.ledger
    query = select(table).where(table.c.owner == owner).order_by(table.c.row_id)
    rows = list(connection.execute(query))
    keys = keys_now(driver(connection), {row.company_name for row in rows}) if rows else {}
    return tuple(_entry(row, keys.get(row.company_name, "")) for row in rows)


def _entry(row: Row[tuple[object, ...]], key: str) -> LedgerEntry:
    line = NewEntry(
        kind=row.kind,
        person=row.person,
        day=date_of(row.day),
        ask=row.ask,
        company=company_id(key) if key else row.company,
        company_name=row.company_name,
        role=row.role,
        target=row.target,
        reasons=tuple((str(name), str(why)) for name, why in json.loads(row.reasons)),
        note=row.note,
        chance=row.chance,
        undoes=row.undoes,
        key=row.key,
        digest=row.digest,
    )
    return LedgerEntry(row.row_id, row.at, row.owner, line)


def rules(connection: Connection) -> dict[str, int]:
    """The user's own limits, by name; only those that were set."""
    found = connection.execute(select(schema.ask_rule.c.name, schema.ask_rule.c.value))
    return {str(name): int(value) for name, value in found}


def set_rules(connection: sqlite3.Connection, values: Mapping[str, int]) -> None:
    """Set some limits."""
    again = "INSERT INTO ask_rule (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    connection.executemany(again, sorted(values.items()))


def take_out_unknown(connection: Connection) -> None:
    """Delete every line that speaks of somebody who is not in the workspace any more."""
    table, known = schema.ledger, select(schema.person.c.id)
    gone = or_(table.c.owner.not_in(known), table.c.person.not_in(known))
    connection.execute(delete(table).where(gone))
    connection.execute(update(table).where(table.c.target.not_in(known)).values(target=None))


def move(connection: Connection, keep: PersonId, drop: PersonId) -> None:
    """Let every line that names `drop` name `keep`."""
    for column in (schema.ledger.c.owner, schema.ledger.c.person, schema.ledger.c.target):
        connection.execute(update(schema.ledger).where(column == drop).values({column.name: keep}))


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
    connection: Connection, ego: PersonId, people: Iterable[PersonId]
) -> dict[PersonId, tuple[DatedContact, ...]]:
    """All dated contacts of `ego` with each of `people`, oldest first, each once; only people with any."""
    found: dict[PersonId, list[DatedContact]] = {}
    for who, at, mine, group, channel in connection.execute(
        text(_CONTACTS), {"ego": ego, "people": json.dumps(list(people))}
    ):
        found.setdefault(who, []).append(DatedContact(at, bool(mine), group, Channel(channel)))
    return {who: tuple(rows) for who, rows in found.items()}
