"""The workspace file with SQLAlchemy on top, for statements that are composed and for writing facts."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import local

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from graph.stores.forms import bump
from graph.stores.query_parts import driver
from graph.stores.sqlite_file import BUSY_SECONDS, SqliteFile, begin, explained, prepare_for


class _Composed(local):
    """What one thread holds inside a `steady` block."""

    connection: Connection | None = None


class Database(SqliteFile):
    """The file and its pool of connections. Usable from several threads; each block below takes its own connection."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, busy_seconds=busy_seconds)
        self._engine: Engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            max_overflow=-1,
            hide_parameters=True,  # they are people's names, and errors end in logs
        )
        event.listen(self._engine, "begin", _begin)
        self._composed = _Composed()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent read as in `looking`, for composed statements."""
        held = self._composed.connection
        with explained(self.path):
            if held is not None:
                yield held
            else:
                with self._engine.connect() as connection, connection.begin():
                    yield connection

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Every read of this thread inside the block, composed or not, is one read, over one connection."""
        if self._composed.connection is not None:
            yield
            return
        with self.reading() as connection:
            self._composed.connection = connection
            try:
                with super().steady():
                    yield
            finally:
                self._composed.connection = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write that is either wholly there or not at all; the generation grows with it."""
        with self.recording() as connection:
            yield connection
            bump(driver(connection))

    @contextlib.contextmanager
    def recording(self) -> Iterator[Connection]:
        """One write as in `writing`, of what no graph rests on: the generation stays."""
        options = self._engine.execution_options(immediate=True)
        with explained(self.path), options.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _begun(self, *, writes: bool) -> Iterator[sqlite3.Connection]:
        with self.recording() if writes else self.reading() as connection:
            yield driver(connection)

    def close(self) -> None:
        """Give every connection back to the system."""
        super().close()
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    raw, writes = driver(connection), bool(connection.get_execution_options().get("immediate", False))
    if connection.info.get("writes") is not writes:
        prepare_for(raw, writes=writes)
        connection.info["writes"] = writes
    begin(raw, writes=writes)
