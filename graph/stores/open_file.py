"""An open workspace file: what it is called, of which version it is, and one consistent read of it."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.stores import database, health
from graph.stores.state import State


class OpenFile:
    """The file and its connections. Usable from several threads; a context manager."""

    def __init__(self, opened: database.Database) -> None:
        self._database = opened

    @classmethod
    def open(cls, path: Path, *, create: bool = True, busy_seconds: float = database.BUSY_SECONDS) -> Self:
        """Open the workspace at `path`, made with mode 0600 where there is none.

        Args:
            path: the file; missing folders are made with mode 0700.
            create: whether a missing file is made; if not, it is an error.
            busy_seconds: how long to wait for another process's write.

        Raises:
            WorkspaceError: the file cannot be used; the sentence says why and what to do.
        """
        return cls(database.open_database(Path(path), create=create, busy_seconds=busy_seconds))

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._database.path

    @property
    def schema_version(self) -> int:
        """The form of the file, as the number of its newest migration."""
        return self._database.version()

    def generation(self) -> int:
        """The number of the newest committed change; grows with every change of facts or decisions.

        It is the change's moment in milliseconds (or one more than the number before), so that two files, or a copy
        put back and changed, do not share a number by accident.
        """
        return self.state().generation

    def facts_generation(self) -> int:
        """The generation in which facts last changed: a graph of then, with the marks of now, is that of now."""
        with self._database.reading() as connection:
            return database.facts_generation(connection)

    def state(self) -> State:
        """All that is committed, in three numbers: another state after every change, by whatever program.

        While nothing changes no statement is sent.
        """
        return self._database.state()

    def state_at_hand(self) -> State | None:
        """The same where that is known without reading, in some microseconds; else None."""
        return self._database.watch.at_hand()

    def versions(self) -> tuple[int, int]:
        """The generation, and the newest line of the ledger: what every answer rests on."""
        return self.state()[:2]

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """For one answer: all that this thread reads inside the block is one consistent read over one connection.

        It sees no change that is made meanwhile, not even its own.
        """
        with self._database.steady():
            yield

    def integrity(self) -> list[str]:
        """What is wrong with the file, in sentences; empty means healthy."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        open_to_others = [f"others may read it (mode {mode:04o}): chmod 600 {self.path}"] if mode & 0o077 else []
        with self._database.reading() as connection:
            return [*health.problems(connection), *open_to_others]
