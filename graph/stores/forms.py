"""Forms of the workspace file: whose it is, which form it has, and the number of its newest change."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from graph.errors import NotAWorkspaceError, WorkspaceError

APPLICATION_ID = 0x476F6F64
"""`Good` in ASCII: how the file says whose it is (`PRAGMA application_id`)."""
SCHEMA_VERSION = 17
"""The newest migration, as a number."""
MOST_CHANGES = 200_000
"""Rows of `fact_change` that are kept: beyond, reading all facts takes no longer than reading what changed."""


def must_be_ours(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that another program made.

    Raises:
        WorkspaceError: it did.
    """
    (mine,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mine != APPLICATION_ID and tables:
        raise NotAWorkspaceError(path, "this SQLite file belongs to another program")


def form_of(path: Path, connection: sqlite3.Connection) -> int:
    """The number of the newest migration in the file, 0 for none.

    Raises:
        WorkspaceError: a newer version of this program wrote it.
    """
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    version = int(found[0]) if found else 0
    if version > SCHEMA_VERSION:
        raise WorkspaceError(
            path,
            f"it was written by a newer version of this program (form {version}, this one knows"
            f" {SCHEMA_VERSION}); update goodword",
        )
    return version


def is_newest(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the file has the form that this program writes. Raises as `form_of` does."""
    return form_of(path, connection) == SCHEMA_VERSION


def bump(connection: sqlite3.Connection, *, facts: bool = True) -> None:
    """Give the workspace a new generation; `facts`: also of the facts that the graph rests on."""
    # The moment of the change, so that neither another file of the same name nor a copy put back has the same number.
    now = {"now": time.time_ns() // 1_000_000}
    number = "max(generation + 1, :now)"
    connection.execute(f"UPDATE workspace SET generation = {number}{f', facts = {number}' if facts else ''}", now)  # noqa: S608
    if facts:
        connection.execute("INSERT INTO fact_change (facts, fact, \"row\") SELECT facts, '', 0 FROM workspace")
        (noted,) = connection.execute("SELECT max(row_id) - min(row_id) FROM fact_change").fetchone()
        if noted > MOST_CHANGES:
            connection.execute("DELETE FROM fact_change WHERE facts < (SELECT facts FROM workspace)")
