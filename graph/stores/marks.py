"""Writing the user's own word about people."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import asdict

from graph.model import Mark, PersonId


def keep_mark(
    connection: sqlite3.Connection, owner: PersonId, person: PersonId, mark: Mark, undo: Collection[str]
) -> None:
    """Write the fields of `mark` that say something, and empty those named in `undo`; the rest stays as it was."""
    said = {name: value for name, value in asdict(mark).items() if value is not None}
    said |= {name: "" if name == "note" else None for name in undo}
    row = {"owner": owner, "person": person, "note": "", **said}
    kept = ", ".join(f"{name} = excluded.{name}" for name in said)
    connection.execute(
        f"INSERT INTO mark ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"  # noqa: S608  (field names)
        f" ON CONFLICT (owner, person) DO {f'UPDATE SET {kept}' if kept else 'NOTHING'}",
        row,
    )
