r"""What a path holds: the files of an archive, from a zip, a folder or loose CSV files. None is ever unpacked to disk.

A name inside a zip is only a name here: members that point elsewhere (`../`, `/`, `C:\`) are left alone and listed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO

from ingest.decode import HEAD
from ingest.errors import (
    DamagedArchiveError,
    EncryptedArchiveError,
    MissingInputError,
    NotAnArchiveError,
    OversizedArchiveError,
    SpecialFileError,
    UnreadableInputError,
    WebPageError,
)

MOST_FILES = 10_000
MOST_BYTES = 4 * 2**30
MOST_RATIO = 100
"""A file may unpack to so many times its packed size, once it is larger than `LARGE`."""
LARGE = 32 * 2**20
MOST_NESTED_BYTES = 512 * 2**20
"""What all archives inside an archive may unpack to, together: they are read in memory."""
MOST_NESTED = 3
"""How deep archives may lie inside each other."""

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_EXPORTED = re.compile(r"(?<!\d)(\d{2})-(\d{2})-(20\d{2})(?!\d)")
_DRIVE = re.compile(r"^[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


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
        except _BROKEN as error:
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


@contextlib.contextmanager
def bundles(paths: Sequence[Path]) -> Iterator[list[Bundle]]:
    """The archives at `paths`, open for reading inside the block. Loose files of one folder are one archive.

    Raises:
        InputError: one of the paths cannot be used; the sentence says what to do.
    """
    with contextlib.ExitStack() as stack:
        loose: dict[Path, list[Path]] = {}
        found: list[Bundle] = []
        for path in paths:
            kind = _kind(path)
            if kind == "zip":
                found += _from_zip(stack, path, path.name, path)
            elif kind == "folder":
                found += _from_folder(stack, path)
            else:
                loose.setdefault(path.absolute().parent, []).append(path)
        yield [*found, *(_from_files(files) for files in loose.values())]


def _kind(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "folder"
        if not stat.S_ISREG(mode):
            raise SpecialFileError(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (FileNotFoundError, NotADirectoryError):
        raise MissingInputError(path) from None
    except OSError as error:
        raise UnreadableInputError(path, error.strerror or "error") from error
    if head.startswith(_ZIP_MAGIC):
        return "zip"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", head, re.IGNORECASE):
        raise WebPageError(path)
    if path.suffix.casefold() == ".zip" or (path.suffix.casefold() != ".csv" and b"," not in head):
        raise NotAnArchiveError(path)
    return "file"


def exported_day(*names: str) -> date | None:
    """The export date in the first of `names` that has one (`..._MM-DD-YYYY`)."""
    for name in names:
        for month, day, year in _EXPORTED.findall(name):
            with contextlib.suppress(ValueError):
                return date(int(year), int(month), int(day))
    return None


# -- zips ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Nesting:
    """How far into archives inside archives we are. `left`: bytes that may still be unpacked from them, in all."""

    depth: int = 0
    left: int = field(default_factory=lambda: MOST_NESTED_BYTES)


def _from_zip(
    stack: contextlib.ExitStack, blame: Path, name: str, source: Path | IO[bytes], nesting: _Nesting | None = None
) -> list[Bundle]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(source))
    except (*_BROKEN, ValueError, OSError) as error:
        raise DamagedArchiveError(blame) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check_size(blame, infos)
    members, refused = [], []
    for info in infos:
        inner = info.filename.replace("\\", "/")
        if _is_junk(inner):
            continue
        if points_elsewhere(inner):
            refused.append(info.filename)
        else:
            members.append(_zipped(archive, info, blame))
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedArchiveError(blame)
    digest = _digest(source)
    bundle = Bundle(blame, name, "zip", tuple(members), tuple(refused), exported_day(name, blame.parent.name), digest)
    return _descended(stack, bundle, nesting or _Nesting())


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blame: Path) -> Member:
    changed = None
    with contextlib.suppress(ValueError):
        changed = date(*info.date_time[:3])
    return Member(info.filename.replace("\\", "/"), blame, lambda: archive.open(info), changed, info.file_size)


def _check_size(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_FILES:
        raise OversizedArchiveError(path, f"holds {len(infos):,} files")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise OversizedArchiveError(path, f"would unpack to over {MOST_BYTES // 2**30} GB")
    for info in infos:
        if info.file_size > LARGE and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise OversizedArchiveError(path, f"would unpack to over {MOST_RATIO} times its size")


def points_elsewhere(name: str) -> bool:
    """Whether a member's name leads out of its archive."""
    name = name.replace("\\", "/")
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/")


def _is_junk(name: str) -> bool:
    *folders, base = name.split("/")
    return "__MACOSX" in folders or base.startswith("._") or base.casefold() in _JUNK


def _digest(source: Path | IO[bytes]) -> str:
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        stream.seek(0)
        total = sha256()
        while block := stream.read(1 << 20):
            total.update(block)
        return total.hexdigest()


def _descended(stack: contextlib.ExitStack, bundle: Bundle, nesting: _Nesting) -> list[Bundle]:
    """The archives inside a zip or folder that holds no CSV file itself; where it does, inner zips are left alone."""
    inner = [m for m in bundle.members if m.name.casefold().endswith(".zip")]
    if not inner:
        return [bundle]
    if len(inner) < len(bundle.members) and any(m.name.casefold().endswith(".csv") for m in bundle.members):
        members = tuple(m for m in bundle.members if m not in inner)
        refused = (*bundle.refused, *(m.name for m in inner))
        return [Bundle(bundle.path, bundle.name, bundle.kind, members, refused, bundle.exported, bundle.sha256)]
    if nesting.depth == MOST_NESTED:
        raise OversizedArchiveError(bundle.path, f"holds archives inside archives, over {MOST_NESTED} deep")
    found = []
    nesting.depth += 1
    for member in inner:
        with member.open() as stream:
            content = stream.read(nesting.left + 1)
        nesting.left -= len(content)
        if nesting.left < 0:
            raise OversizedArchiveError(bundle.path, f"holds archives of over {MOST_NESTED_BYTES // 2**20} MB")
        name = member.name.rsplit("/", 1)[-1]
        found += _from_zip(stack, bundle.path, name, io.BytesIO(content), nesting)
    nesting.depth -= 1
    return found


# -- folders and loose files ---------------------------------------------------------------------------------------


def _from_folder(stack: contextlib.ExitStack, path: Path) -> list[Bundle]:
    members = tuple(_on_disk(file, file.relative_to(path).as_posix()) for file in _walk(path))
    kept = tuple(m for m in members if not _is_junk(m.name))
    exported = exported_day(path.absolute().name, path.absolute().parent.name)
    bundle = Bundle(path, path.absolute().name, "folder", kept, (), exported, _digest_all(kept))
    return _descended(stack, bundle, _Nesting())


def _walk(path: Path) -> list[Path]:
    files: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files += (file for name in sorted(names) if (file := Path(folder, name)).is_file() and not file.is_symlink())
        if len(files) > MOST_FILES:
            raise OversizedArchiveError(path, f"holds over {MOST_FILES:,} files")
    return files


def _on_disk(path: Path, name: str) -> Member:
    shown = name.encode(errors="surrogateescape").decode(errors="replace")
    return Member(shown, path, lambda: path.open("rb"), size=path.stat().st_size)


def _from_files(paths: Sequence[Path]) -> Bundle:
    members = tuple(_on_disk(path, path.name) for path in dict.fromkeys(paths))
    folder = paths[0].absolute().parent.name
    name = paths[0].name if len(paths) == 1 else folder
    return Bundle(paths[0], name, "csv", members, (), exported_day(name, folder), _digest_all(members))


def _digest_all(members: Sequence[Member]) -> str:
    total = sha256()
    for member in members:
        with member.open() as stream:
            content = sha256()
            while block := stream.read(1 << 20):
                content.update(block)
        total.update(f"{member.name}\0{content.hexdigest()}\n".encode(errors="replace"))
    return total.hexdigest()
