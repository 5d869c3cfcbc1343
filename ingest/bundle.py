"""The files of one archive, wherever they lie, and what their names tell."""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO

from ingest.decode import HEAD
from ingest.errors import DamagedArchiveError, UnreadableInputError

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What is raised by a zip whose bytes are not what its directory says."""
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_EXPORTED = re.compile(r"(?<!\d)(\d{2})-(\d{2})-(20\d{2})(?!\d)")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive. `name`: as it is called there; `path`: what to blame when it cannot be read.

    `size`: bytes unpacked, as the container says.
    """

    name: str
    path: Path
    opener: Callable[[], IO[bytes]]
    changed: date | None = None
    size: int = 0
    _head: list[bytes] = field(default_factory=list, repr=False, compare=False)

    @contextlib.contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes as a stream.

        Raises:
            DamagedArchiveError: they cannot be unpacked, now or while they are read.
            UnreadableInputError: the operating system refuses.
        """
        try:
            with self.opener() as stream:
                yield stream
        except BROKEN as error:
            raise DamagedArchiveError(self.path, self.name) from error
        except OSError as error:
            raise UnreadableInputError(self.path, error.strerror or "error while reading") from error

    def head(self) -> bytes:
        """The first bytes, enough to tell what it is."""
        if not self._head:
            with self.open() as stream:
                self._head.append(stream.read(HEAD))
        return self._head[0]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one archive. `refused`: names of members left alone; `exported`: the day, where the name says it.

    `sha256` tells whether the same bytes were imported before.
    """

    path: Path
    name: str
    kind: str
    members: tuple[Member, ...]
    refused: tuple[str, ...]
    exported: date | None
    sha256: str


def exported_day(*names: str) -> date | None:
    """The export date in the first of `names` that has one (`..._MM-DD-YYYY`)."""
    for name in names:
        for month, day, year in _EXPORTED.findall(name):
            with contextlib.suppress(ValueError):
                return date(int(year), int(month), int(day))
    return None


def points_elsewhere(name: str) -> bool:
    """Whether a member's name leads out of its archive."""
    name = name.replace("\\", "/")
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/")


def is_junk(name: str) -> bool:
    """Whether a file is an operating system's own: no part of any archive."""
    *folders, base = name.split("/")
    return "__MACOSX" in folders or base.startswith("._") or base.casefold() in _JUNK


def digest_of(named: Iterable[tuple[str, Member]]) -> str:
    """One SHA-256 for files by the names they go by: the same names and bytes are the same source. O(bytes).

    Raises:
        InputError: a file cannot be read.
    """
    total = sha256()
    for name, member in named:
        with member.open() as stream:
            content = sha256()
            while block := stream.read(1 << 20):
                content.update(block)
        total.update(f"{name}\0{content.hexdigest()}\n".encode(errors="replace"))
    return total.hexdigest()
