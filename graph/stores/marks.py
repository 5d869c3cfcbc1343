"""Writing the user's own word about people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from graph.model import Mark, PersonId
from graph.stores import schema


def keep_mark(connection: Connection, owner: PersonId, person: PersonId, mark: Mark, undo: Collection[str]) -> None:
    """Write the fields of `mark` that say something, and empty those named in `undo`."""
    said = {name: value for name, value in asdict(mark).items() if value is not None}
    said |= {name: "" if name == "note" else None for name in undo}
    row = insert(schema.mark).values(owner=owner, person=person, **{"note": "", **said})
    kept = {name: row.excluded[name] for name in said}
    keys = [schema.mark.c.owner, schema.mark.c.person]
    connection.execute(
        row.on_conflict_do_update(index_elements=keys, set_=kept) if kept else row.on_conflict_do_nothing()
    )
