"""Bringing a workspace file to the newest form, by Alembic."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event

from graph.stores.forms import APPLICATION_ID, bump, is_newest
from graph.stores.query_parts import driver

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
    """Bring the file at `path` to the newest form, in one write; nothing to do where another process was quicker."""
    engine = create_engine("sqlite://", creator=connect)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection, connection.begin():
            if not is_newest(path, driver(connection)):
                _upgrade(connection)
    finally:
        engine.dispose()


def _begin(connection: Connection) -> None:
    driver(connection).execute("BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    bump(driver(connection))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
