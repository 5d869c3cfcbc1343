"""The workspace file itself: made with mode 0600, opened, checked for being ours, brought to the newest form.

One SQLite file in WAL mode: readers see the last committed state while one writer works. A writer takes its lock at
the start (`BEGIN IMMEDIATE`), so two writers queue instead of failing half way.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from threading import local
from typing import TypeVar, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from graph.memo import Memo
from graph.model import PersonId
from graph.names import fold
from graph.stores import schema
from graph.stores.file_checks import explain, make_or_check
from graph.stores.forms import bump, form_of, migrate, must_be_ours
from graph.stores.state import State, state
from graph.stores.watch import Watch

BUSY_SECONDS = 30.0
"""How long one process waits for another's write: longer than the largest import should take."""

TRACES = ".traces"
"""What is put behind the name of a workspace that still holds traces of what was taken out."""
MOST_KEPT = 1_000
"""Values kept while nothing is committed."""
T = TypeVar("T")
ReadPeople = Callable[[Connection, list[PersonId]], dict[PersonId, T]]

COMPACT_MILLISECONDS = 2_000
"""How long tidying up waits for others; it is not worth more."""


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        clear = explain(path, error)
        if clear is None:
            raise
        raise clear from error


class Database:
    """The file and its pool of connections. Usable from several threads; each block below takes its own connection."""

    def __init__(self, path: Path, *, busy_seconds: float) -> None:
        self.path = path
        self._address = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"  # never makes a file by itself
        self._busy = busy_seconds
        self._engine: Engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            max_overflow=-1,
            hide_parameters=True,  # they are people's names, and errors end in logs
        )
        event.listen(self._engine, "begin", _begin)
        self._held = local()
        self._kept = Memo(MOST_KEPT)
        self.watch = Watch(self._connect, self._read_state)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._address, uri=True, timeout=self._busy, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("fold", 1, fold, deterministic=True)
        return connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent read: everything inside sees the same committed state."""
        held: Connection | None = getattr(self._held, "connection", None)
        with _explained(self.path):
            if held is not None:
                yield held
            else:
                with self._engine.connect() as connection, connection.begin():
                    yield connection

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Every `reading` of this thread inside the block is one read, over one connection."""
        if getattr(self._held, "connection", None) is not None:
            yield
            return
        with self.reading() as connection:
            self._held.connection, self._held.state, self._held.people = connection, None, {}
            try:
                yield
            finally:
                self._held.connection = self._held.state = self._held.people = None

    def state(self) -> State:
        """What is committed now; inside `steady`, what the block sees. No statement while nothing changes.

        Inside `steady` it is one, which is also where the block's one state of the file begins.
        """
        if getattr(self._held, "connection", None) is None:
            return self.watch.value()
        if self._held.state is None:
            self._held.state = self._read_state()
        held: State = self._held.state
        return held

    def _read_state(self) -> State:
        with self.reading() as connection:
            return state(connection)

    def once(self, key: Hashable, read: Callable[[Connection], T]) -> T:
        """What `read` finds; asked again while nothing was committed, what it found. Nobody may change it."""
        if getattr(self._held, "connection", None) is None:
            found = self._kept.held((self.state(), key))
            if found is not None:
                return cast("T", found)
        with self.steady(), self.reading() as connection:
            return self._kept.get((self.state(), key), lambda: read(connection), lambda _: 1)

    def by_person(
        self,
        kind: Hashable,
        people: Iterable[PersonId],
        read: ReadPeople[T],
    ) -> dict[PersonId, T]:
        """What `read` finds of each of `people`, ascending; inside `steady`, of each is read once."""
        wanted, held = set(people), getattr(self._held, "people", None)
        if held is None:
            with self.reading() as connection:
                return read(connection, sorted(wanted)) if wanted else {}
        seen, rows = held.setdefault(kind, (set(), {}))
        missing = wanted - seen
        if missing:
            rows.update(read(self._held.connection, sorted(missing)))
            seen |= missing
        return {person: rows[person] for person in sorted(wanted) if person in rows}

    def read_ahead(
        self,
        kind: Hashable,
        people: frozenset[PersonId],
        read: ReadPeople[T],
    ) -> None:
        """Read of many people what questions about some of them will ask; until the next time, or the block's end."""
        with self.reading() as connection:
            self._held.people[kind] = set(people), read(connection, sorted(people))

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write that is either wholly there or not at all; the generation grows with it."""
        with _explained(self.path), self._immediate() as connection:
            yield connection
            bump(connection)

    @contextlib.contextmanager
    def marking(self) -> Iterator[Connection]:
        """One write as in `writing`, of the user's own word: the generation grows, that of the facts stays."""
        with _explained(self.path), self._immediate() as connection:
            yield connection
            bump(connection, facts=False)

    @contextlib.contextmanager
    def recording(self) -> Iterator[Connection]:
        """One write as in `writing`, of what no graph rests on: the generation stays."""
        with _explained(self.path), self._immediate() as connection:
            yield connection

    @contextlib.contextmanager
    def _immediate(self) -> Iterator[Connection]:
        options = self._engine.execution_options(immediate=True)
        with options.connect() as connection, connection.begin():
            yield connection

    def prepare(self) -> None:
        """Check whose file this is and bring it to the newest form."""
        with self.reading() as connection:
            must_be_ours(self.path, connection)
            current = form_of(self.path, connection) == schema.SCHEMA_VERSION
        if current:  # opening must not wait for a running import
            return
        with _explained(self.path):
            _set_wal(self._engine)
        with _explained(self.path), self._immediate() as connection:
            if form_of(self.path, connection) < schema.SCHEMA_VERSION:  # another process may have been quicker
                migrate(connection)

    def version(self) -> int:
        """The number of the newest migration in the file."""
        with self.reading() as connection:
            return form_of(self.path, connection)

    def compact(self) -> bool:
        """Write the file anew and empty its log, so that what was deleted is in neither; whether that was done.

        Deleting is done already: where another process is in the way or the disk is full, a mark beside the file leaves
        this to the next opening. `secure_delete` zeroes rows, but pages that were rearranged keep traces of them.
        """
        mark = self.path.with_name(self.path.name + TRACES)
        mark.touch(mode=0o600)
        if self._compacted():
            mark.unlink(missing_ok=True)
        return not mark.exists()

    def _compacted(self) -> bool:
        try:
            with contextlib.closing(self._connect()) as connection:
                connection.execute(f"PRAGMA busy_timeout = {COMPACT_MILLISECONDS}")
                connection.execute("PRAGMA temp_store = FILE")
                connection.execute("VACUUM")
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
        return not busy

    def close(self) -> None:
        """Give every connection back to the system."""
        self.watch.close()
        self._engine.dispose()


def open_database(path: Path, *, create: bool, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open the workspace at `path`, making it first where there is none and `create` allows it.

    Raises:
        WorkspaceError: no such file and not to be created, a folder, not writable, not SQLite, another program's
            SQLite file, a newer form than this program knows, or locked for longer than `busy_seconds`.
    """
    make_or_check(path, create=create)
    database = Database(path, busy_seconds=busy_seconds)
    try:
        database.prepare()
        if path.with_name(path.name + TRACES).exists():
            database.compact()
    except BaseException:
        database.close()
        raise
    return database


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    if connection.info.get("writes") != immediate:
        # Kibibytes: a writer keeps the indexes of a large import at hand, and a server has many readers.
        connection.exec_driver_sql(f"PRAGMA cache_size = {-32_768 if immediate else -4_096}")
        # A writer waits for the disk once, at its end: what was acknowledged outlives a power cut, too.
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if immediate else 'NORMAL'}")
        connection.info["writes"] = immediate
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _set_wal(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def generation(connection: Connection) -> int:
    """The number of the newest committed change: milliseconds since 1970, or one more than the number before."""
    return int(connection.execute(select(schema.workspace.c.generation)).scalar_one())


def facts_generation(connection: Connection) -> int:
    """The number of the newest change of facts; marks and limits on asking change none."""
    return int(connection.execute(select(schema.workspace.c.facts)).scalar_one())
