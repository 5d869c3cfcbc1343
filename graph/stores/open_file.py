"""An open workspace file: what it is called, of which version it is, and one consistent read of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from graph.stores import sqlite_file
from graph.stores.forms import form_of
from graph.stores.sqlite_file import SqliteFile


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
        with self._file.looking() as connection:
            return form_of(self.path, connection)

    def generation(self) -> int:
        """The number of the newest committed change; grows with every change of facts or decisions.

        It is the change's moment in milliseconds (or one more than the number before), so that two files, or a copy
        put back and changed, do not share a number by accident.
        """
        with self._file.looking() as connection:
            return sqlite_file.generation(connection)

    def facts_generation(self) -> int:
        """The generation in which facts last changed: a graph of then, with the marks of now, is that of now."""
        with self._file.looking() as connection:
            return sqlite_file.facts_generation(connection)

    def versions(self) -> tuple[int, int]:
        """The generation, and the newest line of the ledger: what every answer rests on. One statement."""
        return self._file.once("versions", self._versions)

    def _versions(self) -> tuple[int, int]:
        with self._file.looking() as connection:
            return sqlite_file.versions(connection)

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """For one answer: all that this thread reads inside the block is one consistent read over one connection.

        It sees no change that is made meanwhile, not even its own.
        """
        with self._file.steady():
            yield
