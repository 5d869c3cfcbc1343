"""Files packed with gzip, bzip2 or xz, and tar archives: whole, in memory, and never more than a limit."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import DamagedArchiveError, OversizedArchiveError
from ingest.kinds import Kind

_BROKEN = (OSError, EOFError, lzma.LZMAError, tarfile.TarError, ValueError)


def unpacked(path: Path, kind: Kind, most: int) -> bytes:
    """What is packed in one file of a kind in `kinds.PACKED`; at most `most` bytes.

    Raises:
        DamagedArchiveError: it cannot be unpacked.
        OversizedArchiveError: it is more.
    """
    try:
        with _opened(path, kind) as stream:
            content = stream.read(most + 1)
    except _BROKEN as error:
        raise DamagedArchiveError(path) from error
    if len(content) > most:
        raise OversizedArchiveError(path, f"would unpack to over {most // 2**20} MB")
    return content


def _opened(path: Path, kind: Kind) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind is Kind.GZIP:
        return gzip.open(path)
    return bz2.open(path) if kind is Kind.BZIP2 else lzma.open(path)


def tar_files(content: bytes, blame: Path, most_files: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the regular files in a tar archive; links and devices are none.

    Raises:
        DamagedArchiveError: it is cut off or broken.
        OversizedArchiveError: there are more than `most_files`.
    """
    number = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for number, info in enumerate(archive):
                if number >= most_files:
                    break
                stream = archive.extractfile(info) if info.isreg() else None
                if stream is not None:
                    yield info.name, stream.read()
    except _BROKEN as error:
        raise DamagedArchiveError(blame) from error
    if number >= most_files:
        raise OversizedArchiveError(blame, f"holds over {most_files:,} files")
