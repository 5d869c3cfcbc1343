r"""What a path holds: the files of an archive, from a zip, a folder, another packer or loose CSV files.

None is ever unpacked to disk. A name inside a zip is only a name here: members that point elsewhere (`../`, `/`, `C:\`)
are left alone and listed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO

from ingest.bundle import BROKEN, Bundle, Member, digest_of, exported_day, is_junk, points_elsewhere
from ingest.compression import tar_files, unpacked
from ingest.decode import HEAD
from ingest.errors import (
    DamagedArchiveError,
    EncryptedArchiveError,
    MissingInputError,
    NotAnArchiveError,
    OversizedArchiveError,
    PackingMethodError,
    SpecialFileError,
    UnfinishedDownloadError,
    UnreadableInputError,
    WebAddressError,
    WebPageError,
)
from ingest.kinds import HELP, OTHER_SOURCES, PACKED, Kind, kind_of, kind_of_packed

MOST_FILES = 10_000
"""Files in one archive; real ones have some hundred."""
MOST_BYTES = 4 * 2**30
MOST_RATIO = 100
"""A file may unpack to so many times its packed size, once it is larger than `LARGE`."""
LARGE = 32 * 2**20
MOST_NESTED_BYTES = 512 * 2**20
"""What all archives inside an archive may unpack to, together: they are read in memory."""
MOST_NESTED = 3
"""How deep archives may lie inside each other."""

_ADDRESS = re.compile(r"(?:https?|ftp):/|www\.", re.IGNORECASE)
_SHEETS = frozenset({".xls", ".xlsx", ".ods"})
"""A page under such a name is a table that a program saved as a page."""
_UNFINISHED = frozenset({".crdownload", ".part", ".download", ".opdownload", ".partial"})
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_METHODS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES encryption"}


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
            if kind is None:
                found += _from_folder(stack, path)
            elif kind is Kind.ZIP:
                found += _from_zip(stack, path, path.name, path)
            elif kind is not Kind.TABLE and kind not in OTHER_SOURCES:
                found += _from_packed(stack, path, kind)
            else:
                loose.setdefault(path.absolute().parent, []).append(path)
        for files in loose.values():
            if not found and len(loose) == 1 and not any(file.stat().st_size for file in files):
                raise NotAnArchiveError(files[0], Kind.NOTHING, HELP[Kind.NOTHING])
        yield [*found, *(_from_files(files) for files in loose.values())]


def _kind(path: Path) -> Kind | None:
    """What a path is; None is a folder."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return None
        if not stat.S_ISREG(mode):
            raise SpecialFileError(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (FileNotFoundError, NotADirectoryError):
        raise (WebAddressError if _ADDRESS.match(str(path)) else MissingInputError)(path) from None
    except OSError as error:
        raise UnreadableInputError(path, error.strerror or "error") from error
    return _usable(path, kind_of(head, path.name))


def _usable(path: Path, kind: Kind) -> Kind:
    """The kind of a file that can be read.

    Raises:
        InputError: it cannot; the sentence says what to do instead.
    """
    if kind in (Kind.ZIP, Kind.TAR, *PACKED) or (kind in OTHER_SOURCES and path.suffix.casefold() != ".zip"):
        return kind
    if kind in (Kind.TEXT, Kind.BYTES, Kind.PROGRAM) and zipfile.is_zipfile(path):
        return Kind.ZIP  # a program that unpacks itself, or a few bytes too many before it
    if kind is Kind.PAGE and path.suffix.casefold() in _SHEETS:
        raise NotAnArchiveError(path, Kind.EXCEL, HELP[Kind.EXCEL])
    if kind is Kind.PAGE:
        raise WebPageError(path)
    if kind is not Kind.TABLE or path.suffix.casefold() == ".zip":
        raise NotAnArchiveError(path, kind, HELP.get(kind, HELP[Kind.BYTES]))
    return kind


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
    except (*BROKEN, ValueError, OSError) as error:
        unfinished = blame.suffix.casefold() in _UNFINISHED
        raise (UnfinishedDownloadError if unfinished else DamagedArchiveError)(blame) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check_size(blame, infos)
    _check_readable(blame, infos)
    members, refused = [], []
    for info in infos:
        inner = info.filename.replace("\\", "/")
        if is_junk(inner):
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


def _check_readable(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    kind = kind_of_packed([info.filename for info in infos])
    if kind is not Kind.ZIP:
        raise NotAnArchiveError(path, kind, HELP[kind])
    for info in infos:
        if info.compress_type not in _READABLE and not info.flag_bits & 1:
            method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
            raise PackingMethodError(path, info.filename, method)


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


# -- other packers -------------------------------------------------------------------------------------------------


def _from_packed(stack: contextlib.ExitStack, path: Path, kind: Kind) -> list[Bundle]:
    """The archive in a tar archive, or in one packed file: itself a tar archive, a zip or a table."""
    content = path.read_bytes() if kind is Kind.TAR else unpacked(path, kind, MOST_NESTED_BYTES)
    name = path.stem
    inner = kind_of(content[:HEAD], name)
    if inner is Kind.ZIP:
        return _from_zip(stack, path, name, io.BytesIO(content))
    if inner is Kind.TAR:
        files = list(tar_files(content, path, MOST_FILES))
    else:
        _usable(path, inner)
        files = [(name, content)]
    refused = tuple(name for name, _ in files if points_elsewhere(name))
    members = tuple(
        Member(name, path, partial(io.BytesIO, content), size=len(content))
        for name, content in files
        if not points_elsewhere(name) and not is_junk(name)
    )
    exported = exported_day(path.name, path.absolute().parent.name)
    bundle = Bundle(path, path.name, inner.name.lower(), members, refused, exported, _digest(path))
    return _descended(stack, bundle, _Nesting())


# -- folders and loose files ---------------------------------------------------------------------------------------


def _from_folder(stack: contextlib.ExitStack, path: Path) -> list[Bundle]:
    members = tuple(_on_disk(file, file.relative_to(path).as_posix()) for file in _walk(path))
    kept = tuple(m for m in members if not is_junk(m.name))
    exported = exported_day(path.absolute().name, path.absolute().parent.name)
    bundle = Bundle(path, path.absolute().name, "folder", kept, (), exported, digest_of((m.name, m) for m in kept))
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
    return Bundle(
        paths[0], name, "csv", members, (), exported_day(name, folder), digest_of((m.name, m) for m in members)
    )
