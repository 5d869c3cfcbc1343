"""Marks of people who are made one: of two that say different things the kept person's holds; and back."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
    update,
)

from graph.model import PersonId
from graph.stores import schema

_SAID = tuple(c.name for c in schema.mark.columns if c.name not in {"owner", "person", "note"})


def merge_marks(connection: Connection, keep: PersonId, drop: PersonId) -> None:
    """The kept person gets what was said of the other; that stays where it is, unseen while there is no such person."""
    mark = schema.mark
    said = connection.execute(select(mark).where((mark.c.owner == drop) | (mark.c.person == drop))).all()
    for row in said:
        owner, person = (keep if who == drop else who for who in (row.owner, row.person))
        now = _mark(connection, owner, person)
        merged = _joined(now or {}, {name: getattr(row, name) for name in (*_SAID, "note")})
        _write_mark(connection, owner, person, merged)
        table = schema.moved_mark
        after = json.dumps(_mark(connection, owner, person))
        again = update(table).where(table.c.owner == owner, table.c.person == person).values(after=after)
        if not connection.execute(again).rowcount:
            values = {"owner": owner, "person": person, "before": json.dumps(now or {}), "after": after}
            connection.execute(insert(table).values(values))


MarkFields = dict[str, int | str | None]


def _joined(one: MarkFields, other: MarkFields) -> MarkFields:
    told = {name: one.get(name) if one.get(name) is not None else other[name] for name in _SAID}
    notes = dict.fromkeys(note for note in (one.get("note"), other["note"]) if note)
    return {**told, "note": "; ".join(map(str, notes))}


def _mark(connection: Connection, owner: PersonId, person: PersonId) -> MarkFields | None:
    mark = schema.mark
    columns = [mark.c[name] for name in (*_SAID, "note")]
    row = connection.execute(select(*columns).where(mark.c.owner == owner, mark.c.person == person)).first()
    return dict(zip((*_SAID, "note"), row, strict=True)) if row else None


def _write_mark(connection: Connection, owner: PersonId, person: PersonId, said: MarkFields) -> None:
    mark = schema.mark
    connection.execute(delete(mark).where(mark.c.owner == owner, mark.c.person == person))
    if said:
        connection.execute(insert(mark).values(owner=owner, person=person, **said))


def marks_back(connection: Connection) -> None:
    """What the kept person had before; what was said of them since they were made one stays with them."""
    for row in connection.execute(select(schema.moved_mark)).all():
        before: MarkFields = json.loads(row.before)
        after: MarkFields = json.loads(row.after)
        now = _mark(connection, row.owner, row.person) or {}
        since = {name: value for name, value in now.items() if value != after.get(name)}
        empty: Iterable[tuple[str, int | str | None]] = ((name, "" if name == "note" else None) for name in after)
        restored = {**dict(empty), **before, **since} if since else before
        _write_mark(connection, row.owner, row.person, restored)
