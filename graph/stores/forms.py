"""Forms of the workspace file: whose it is, which form it has, and how it is brought to the newest."""

from __future__ import annotations

import io
import logging
import time
from pathlib import Path

from sqlalchemy import Connection, func, text, update

from graph.errors import NotAWorkspaceError, WorkspaceError
from graph.stores import schema

MIGRATIONS = Path(__file__).parent / "migrations"


def must_be_ours(path: Path, connection: Connection) -> None:
    """Refuse a file that another program made.

    Raises:
        WorkspaceError: it did.
    """
    mine = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if mine != schema.APPLICATION_ID and tables:
        raise NotAWorkspaceError(path, "this SQLite file belongs to another program")


def form_of(path: Path, connection: Connection) -> int:
    """The number of the newest migration in the file, 0 for none.

    Raises:
        WorkspaceError: a newer version of this program wrote it.
    """
    known = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    version = int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or 0) if known else 0
    if version > schema.SCHEMA_VERSION:
        raise WorkspaceError(
            path,
            f"it was written by a newer version of this program (form {version}, this one knows"
            f" {schema.SCHEMA_VERSION}); update goodword",
        )
    return version


def migrate(connection: Connection) -> None:
    """Bring the file to the newest form."""
    # Imported here: alembic takes a fifth of a second, and only a new or old file needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    bump(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")


def bump(connection: Connection, *, facts: bool = True) -> None:
    """Give the workspace a new generation; `facts`: also of the facts that the graph rests on."""
    # The moment of the change, so that neither another file of the same name nor a copy put back has the same number.
    table = schema.workspace
    now = time.time_ns() // 1_000_000
    number = func.max(table.c.generation + 1, now)
    connection.execute(update(table).values({"generation": number, **({"facts": number} if facts else {})}))
