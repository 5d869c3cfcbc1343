"""Whether anything was committed to a file since the last look, by whatever program: microseconds, no statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

WAIT_MILLISECONDS = 20
"""How long a look may wait for the file; it is not worth more."""


class Watch(Generic[T]):
    """A value read from a file and kept until a change of the file is committed. Usable from several threads.

    It looks over a connection of its own, which never writes: SQLite counts what others committed on each connection
    (`PRAGMA data_version`).
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], read: Callable[[], T]) -> None:
        self._connect, self._read = connect, read
        self._looking: sqlite3.Connection | None = None
        self._lock = Lock()
        self._seen: tuple[int, T] | None = None

    def value(self) -> T:
        """What the file holds now, read anew where something changed."""
        number = self._number()
        held = self._seen
        if number is not None and held is not None and held[0] == number:
            return held[1]
        found = self._read()  # after the number: a change between the two shows at the next look
        if number is not None:
            self._seen = number, found
        return found

    def at_hand(self) -> T | None:
        """The same where nothing changed since it was read, else None: it never reads, and so never waits."""
        held = self._seen
        return held[1] if held is not None and held[0] == self._number() else None

    def _number(self) -> int | None:
        """What others committed, as a number to compare; None where the file cannot be looked at now."""
        try:
            with self._lock:
                if self._looking is None:
                    self._looking = self._connect()
                    self._looking.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
                return int(self._looking.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return None

    def close(self) -> None:
        """Give the connection back; the next look opens another."""
        with self._lock:
            if self._looking is not None:
                self._looking.close()
            self._looking = self._seen = None
