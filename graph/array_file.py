"""Plain arrays on disk: one private file, mapped into memory, checked by sums, replaced in one step.

Layout: 8 bytes of kind and format, length and CRC-32 of the header, the header (JSON: what is told of the arrays, and
for each its name, type, length, offset and CRC-32), then the arrays at multiples of 64 bytes. A reader sees the old
file or the new one; whatever does not add up is treated as not there.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, TypedDict, cast

import numpy as np
import numpy.typing as npt

from graph.private_files import keep

Array = npt.NDArray[np.generic]
PREFIX = "<8sQI"
ALIGN = 64
CHUNK = 1 << 22
LONGEST_HEADER = 1 << 20
"""Bytes: arrays start at multiples of a cache line, sums are taken in pieces, and no header is longer."""
MOST_SUM = 2**32 - 1
_Entry = tuple[str, str, int, int, int]


class _Header(TypedDict):
    """What the file says of itself: per array its name, type, length, offset after the header, CRC-32."""

    told: dict[str, object]
    arrays: list[_Entry]


def write(
    path: Path,
    magic: bytes,
    told: Mapping[str, object],
    arrays: Mapping[str, Array],
    still: Callable[[], bool] = lambda: True,
) -> bool:
    """Write arrays and put the file in place in one step, readable by its owner; False where it is not kept.

    Args:
        path: where.
        magic: 8 bytes that say what kind of file it is.
        told: what else a reader should know, as JSON can say it.
        arrays: of one dimension, by name.
        still: see `graph.private_files.keep`.

    O(size).
    """
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}

    def put(file: BinaryIO) -> None:
        room = len(_header(magic, told, whole, [MOST_SUM] * len(whole)))
        file.seek(room)
        with ThreadPoolExecutor(1, thread_name_prefix="goodword-sums") as beside:
            sums = beside.map(zlib.crc32, map(_bytes, whole.values()))
            for array in whole.values():
                file.write(_bytes(array))
                file.write(b"\0" * (_aligned(array.nbytes) - array.nbytes))
            header = _header(magic, told, whole, list(sums), room)
        file.seek(0)
        file.write(header)

    return keep(path, put, still)


def read(
    path: Path, magic: bytes, wanted: Callable[[Mapping[str, object]], bool], *, checked: bool = False
) -> tuple[Mapping[str, object], Mapping[str, Array]] | None:
    """What was told, and the arrays, mapped; None where the file is absent, of another kind, not `wanted` or damaged.

    `wanted` is asked about what was told before the arrays are looked at. O(size) for the check of their sums, which is
    left out where they are `checked` already.
    """
    try:
        with path.open("rb") as file:
            header, start = _header_of(file, magic), file.tell()
            sound = _long_enough if checked else _whole
            if header is None or not wanted(header["told"]) or not sound(file, header["arrays"]):
                return None
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, KeyError, struct.error):
        return None
    return header["told"], {
        name: np.frombuffer(mapped, dtype=kind, count=count, offset=start + at) if count else np.empty(0, dtype=kind)
        for name, kind, count, at, _ in header["arrays"]
    }


def told_in(path: Path, magic: bytes) -> Mapping[str, object] | None:
    """What was told of the arrays in a file, which are not looked at; None where it is absent or of another kind."""
    try:
        with path.open("rb") as file:
            header = _header_of(file, magic)
    except (OSError, ValueError, struct.error):
        return None
    return header and header["told"]


def _header_of(file: BinaryIO, magic: bytes) -> _Header | None:
    """What a file says of itself, read from its beginning; None where it is of another kind, or damaged."""
    kind, length, total = struct.unpack(PREFIX, file.read(struct.calcsize(PREFIX)))
    if kind != magic or length > LONGEST_HEADER:
        return None
    text = file.read(length)
    return cast("_Header", json.loads(text)) if zlib.crc32(text) == total else None


def _header(
    magic: bytes, told: Mapping[str, object], arrays: Mapping[str, Array], sums: Sequence[int], room: int = 0
) -> bytes:
    """All that stands before the arrays, in `room` bytes at least."""
    listed: list[_Entry] = []
    offset = 0
    for (name, array), total in zip(arrays.items(), sums, strict=True):
        listed.append((name, array.dtype.str, len(array), offset, total))
        offset = _aligned(offset + array.nbytes)
    text = json.dumps(_Header(told=dict(told), arrays=listed)).encode()
    prefix = struct.calcsize(PREFIX)
    text = text.ljust(max(_aligned(prefix + len(text)), room) - prefix)
    return struct.pack(PREFIX, magic, len(text), zlib.crc32(text)) + text


def _aligned(offset: int) -> int:
    return -(-offset // ALIGN) * ALIGN


def _bytes(array: Array) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _long_enough(file: BinaryIO, listed: Sequence[_Entry]) -> bool:
    """Whether no array ends behind the file's end."""
    ends = (at + count * np.dtype(kind).itemsize for _, kind, count, at, _ in listed)
    return file.tell() + max(ends, default=0) <= os.fstat(file.fileno()).st_size


def _whole(file: BinaryIO, listed: Sequence[_Entry]) -> bool:
    """Whether the bytes of every array match the checksum in the header; read in pieces, no memory is mapped."""
    start = file.tell()
    for _, kind, count, at, total in listed:
        file.seek(start + at)
        left, running = count * np.dtype(kind).itemsize, 0
        while left:
            piece = file.read(min(CHUNK, left))
            if not piece:
                return False
            running, left = zlib.crc32(piece, running), left - len(piece)
        if running != total:
            return False
    return True
