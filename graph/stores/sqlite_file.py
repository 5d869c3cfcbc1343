"""The workspace file through the driver alone: opened, checked for being ours, looked up in, marked.

One SQLite file in WAL mode: readers see the last committed state while one writer works. A writer takes its lock at
the start (`BEGIN IMMEDIATE`), so two writers queue instead of failing half way. `graph.stores.database` is the same
file with a query builder on top, which takes longer to load than a name takes to look up.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import local
from typing import Self, TypeVar, cast
from urllib.parse import quote

from graph.memo import Memo
from graph.model import PersonId
from graph.names import fold
from graph.stores.file_checks import explain, make_or_check
from graph.stores.forms import bump, is_newest, must_be_ours
from graph.stores.state import State, state
from graph.stores.watch import Watch

BUSY_SECONDS = 30.0
"""How long one process waits for another's write: longer than the largest import should take."""
COMPACT_MILLISECONDS = 2_000
"""How long tidying up waits for others; it is not worth more."""
TRACES = ".traces"
"""What is put behind the name of a workspace that still holds traces of what was taken out."""
MOST_KEPT = 4_000
"""Values kept while nothing is committed."""
MOST_AT_HAND = 10_000
"""People of whom a `steady` block holds what it read: some ten megabytes."""
T = TypeVar("T")
ReadPeople = Callable[[list[PersonId]], dict[PersonId, T]]


class _Held(local):
    """What one thread holds inside a `steady` block: its read, the state it sees, and of whom it read what."""

    connection: sqlite3.Connection | None = None
    state: State | None = None

    def __init__(self) -> None:
        self.people: dict[Hashable, tuple[set[PersonId], dict[PersonId, object]]] = {}


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in a sentence what SQLite refuses to do with the file at `path`.

    Raises:
        WorkspaceError: it refuses.
    """
    try:
        yield
    except Exception as error:
        clear = explain(path, error)
        if clear is None:
            raise
        raise clear from error


class SqliteFile:
    """The file and its idle connections. Usable from several threads; each block takes a connection of its own."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._address = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"  # never makes a file by itself
        self._busy = busy_seconds
        self._idle = deque[sqlite3.Connection]()
        self._held = _Held()
        self._kept = Memo(MOST_KEPT)
        self.watch = Watch(self._connect, self._read_state)

    @classmethod
    def opened(cls, path: Path, *, create: bool, busy_seconds: float = BUSY_SECONDS) -> Self:
        """The workspace at `path`, made first where there is none and `create` allows it, in the newest form.

        Raises:
            WorkspaceError: no such file and not to be created, a folder, not writable, not SQLite, another program's
                SQLite file, a newer form than this program knows, or locked for longer than `busy_seconds`.
        """
        make_or_check(path, create=create)
        file = cls(path, busy_seconds=busy_seconds)
        try:
            file._prepare()
            if path.with_name(path.name + TRACES).exists():
                file.compact()
        except BaseException:
            file.close()
            raise
        return file

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._address, uri=True, timeout=self._busy, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("fold", 1, fold, deterministic=True)
        return connection

    def _prepare(self) -> None:
        """Check whose file this is and bring it to the newest form."""
        with self.looking() as connection:
            must_be_ours(self.path, connection)
            newest = is_newest(self.path, connection)
        if newest:  # opening must not wait for a running import
            return
        from graph.stores.migrating import migrate  # noqa: PLC0415  (only a new or an old file needs it)

        with explained(self.path):
            with contextlib.closing(self._connect()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
            migrate(self.path, self._connect)

    @contextlib.contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """One consistent read: everything inside sees the same committed state."""
        held = self._held.connection
        if held is not None:
            with explained(self.path):
                yield held
        else:
            with explained(self.path), self._begun(writes=False) as connection:
                yield connection

    @contextlib.contextmanager
    def marking(self) -> Iterator[sqlite3.Connection]:
        """One write of the user's own word, wholly there or not at all: the generation grows, that of facts stays."""
        with self.noting() as connection:
            yield connection
            bump(connection, facts=False)

    @contextlib.contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """One write as in `marking`, of what no graph and no mark rests on: the generation stays."""
        with explained(self.path), self._begun(writes=True) as connection:
            yield connection

    @contextlib.contextmanager
    def _begun(self, *, writes: bool) -> Iterator[sqlite3.Connection]:
        """A transaction, committed at the end of the block or rolled back."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            prepare_for(connection, writes=writes)
            with connection:
                begin(connection, writes=writes)
                yield connection
        finally:
            self._idle.append(connection)

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Every read of this thread inside the block is one read, over one connection."""
        held = self._held
        if held.connection is not None:
            yield
            return
        with self.looking() as connection:
            held.connection, held.state, held.people = connection, None, {}
            try:
                yield
            finally:
                held.connection, held.state, held.people = None, None, {}

    def state(self) -> State:
        """What is committed now; inside `steady`, what the block sees. No statement while nothing changes.

        Inside `steady` it is one, which is also where the block's one state of the file begins.
        """
        if self._held.connection is None:
            return self.watch.value()
        if self._held.state is None:
            self._held.state = self._read_state()
        return self._held.state

    def _read_state(self) -> State:
        with self.looking() as connection:
            return state(connection)

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` finds; asked again while nothing was committed, what it found. Nobody may change it."""
        if self._held.connection is None:
            found = self._kept.held((self.state(), key))
            if found is not None:
                return cast("T", found)
        with self.steady():
            return self._kept.get((self.state(), key), read, lambda _: 1)

    def by_person(self, kind: Hashable, people: Iterable[PersonId], read: ReadPeople[T]) -> dict[PersonId, T]:
        """What `read` finds of each of `people`, ascending; inside `steady`, of each of the last is read once."""
        wanted = set(people)
        if self._held.connection is None:
            return read(sorted(wanted)) if wanted else {}
        seen, found = self._held.people.setdefault(kind, (set(), {}))
        rows = cast("dict[PersonId, T]", found)
        missing = wanted - seen
        if len(seen) + len(missing) > MOST_AT_HAND:  # a long block asks about one company's people after another's
            seen.clear()
            rows.clear()
            missing = wanted
        if missing:
            rows.update(read(sorted(missing)))
            seen |= missing
        return {person: rows[person] for person in sorted(wanted) if person in rows}

    def read_ahead(self, kind: Hashable, people: frozenset[PersonId], read: ReadPeople[T]) -> None:
        """Read of many people what questions about some of them will ask; until the next time, or the block's end."""
        self._held.people[kind] = set(people), {**read(sorted(people))}

    def put(self, kind: Hashable, people: set[PersonId], rows: Mapping[PersonId, object]) -> None:
        """Inside `steady`: keep what was read of `people` for `by_person`, beside what it has of others."""
        seen, found = self._held.people.setdefault(kind, (set(), {}))
        seen |= people
        found.update(rows)

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
        """Give every idle connection back to the system."""
        self.watch.close()
        while self._idle:
            self._idle.pop().close()


def prepare_for(connection: sqlite3.Connection, *, writes: bool) -> None:
    """Give a connection memory and care for the disk that fit what is begun on it."""
    # Kibibytes: a writer keeps the indexes of a large import at hand, and a server has many readers.
    connection.execute(f"PRAGMA cache_size = {-32_768 if writes else -1_024}")
    # A writer waits for the disk once, at its end: what was acknowledged outlives a power cut, too.
    connection.execute(f"PRAGMA synchronous = {'FULL' if writes else 'NORMAL'}")


def begin(connection: sqlite3.Connection, *, writes: bool) -> None:
    """Begin a transaction; a writer takes its lock at once."""
    connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
