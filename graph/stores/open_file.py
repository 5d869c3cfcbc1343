"""An open workspace file: what it is called, of which version it is, and one consistent read of it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self, TypeVar

from graph.stores import sqlite_file
from graph.stores.forms import form_of
from graph.stores.sqlite_file import SqliteFile
from graph.stores.state import State, facts_generation

T = TypeVar("T")


class OpenFile:
    """The file and its connections. Usable from several threads; a context manager."""

    _opener: ClassVar[type[SqliteFile]] = SqliteFile
    """What the file is opened as: with what this class and those below it need."""

    def __init__(self, opened: SqliteFile) -> None:
        self._file = opened

    @classmethod
    def open(cls, path: Path, *, create: bool = True, busy_seconds: float = sqlite_file.BUSY_SECONDS) -> Self:
        """Open the workspace at `path`, made with mode 0600 where there is none.

        Args:
            path: the file; missing folders are made with mode 0700.
            create: whether a missing file is made; if not, it is an error.
            busy_seconds: how long to wait for another process's write.

        Raises:
            WorkspaceError: the file cannot be used; the sentence says why and what to do.
        """
        return cls(cls._opener.opened(Path(path), create=create, busy_seconds=busy_seconds))

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def schema_version(self) -> int:
        """The form of the file, as the number of its newest migration."""
        return self._look(lambda connection: form_of(self.path, connection))

    def generation(self) -> int:
        """The number of the newest committed change; grows with every change of facts or decisions.

        It is the change's moment in milliseconds (or one more than the number before), so that two files, or a copy
        put back and changed, do not share a number by accident.
        """
        return self.state().generation

    def facts_generation(self) -> int:
        """The generation in which facts last changed: a graph of then, with the marks of now, is that of now."""
        return self._look(facts_generation)

    def holds_facts_of(self, generation: int | None) -> Callable[[], bool]:
        """What tells whenever it is called, outside of any `steady` read, whether facts are those of a generation."""
        return lambda: self.facts_generation() == generation

    def state(self) -> State:
        """All that is committed, in three numbers: another state after every change, by whatever program.

        While nothing changes no statement is sent.
        """
        return self._file.state()

    def state_at_hand(self) -> State | None:
        """The same where that is known without reading, in some microseconds; else None."""
        return self._file.watch.at_hand()

    def versions(self) -> tuple[int, int]:
        """The generation, and the newest line of the ledger: what every answer rests on."""
        return self.state()[:2]

    def _look(self, read: Callable[[sqlite3.Connection], T]) -> T:
        """What `read` finds, in one consistent read of plain SQL."""
        with self._file.looking() as connection:
            return read(connection)

    def _look_once(self, key: Hashable, read: Callable[[sqlite3.Connection], T]) -> T:
        """The same; asked again while nothing was committed, what it found. Nobody may change it."""
        return self._file.once(key, lambda: self._look(read))

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """For one answer: all that this thread reads inside the block is one consistent read over one connection.

        It sees no change that is made meanwhile, not even its own.
        """
        with self._file.steady():
            yield
