"""The graph on disk, beside the workspace: one file of plain arrays, mapped into memory, checked by a sum.

Layout: 8 bytes magic and format, length and CRC-32 of the header, the header (JSON: stamp, scale, and for each array
its name, type, length, offset and CRC-32), then the arrays at multiples of 64 bytes. It is replaced in one step, so a
reader sees the old file or the new one; whatever does not add up is treated as not there.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, TypeVar, cast

import numpy as np
import numpy.typing as npt

import graph.engine
import graph.strength
from graph.columns import (
    CompanyColumns,
    Int32,
    Int64,
    NetworkColumns,
    PairColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
)
from graph.engine.csr import TieGraph

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAGIC = b"GWGRAPH1"
PREFIX = "<8sQI"
ALIGN = 64
CHUNK = 1 << 22
FOLDERS = ("strength", "engine")
MAKERS = (
    "columns.py",
    "company_aliases.csv",
    "company_aliases.py",
    "model.py",
    "network.py",
    "stores/directory_rows.py",
    "stores/facts.py",
    "stores/rows.py",
)
"""What turns facts into a graph, below `graph/`."""
LONGEST_HEADER = 1 << 20
"""Bytes: arrays start at multiples of a cache line, sums are taken in pieces, and no header is longer."""
Array = npt.NDArray[np.generic]
Columns = TypeVar("Columns")
_Entry = tuple[str, str, int, int, int]
LoadedGraph = tuple[NetworkColumns, PairColumns, TieGraph]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot shows: the generation of the workspace, up to when, and by which recipe of strengths."""

    generation: int
    until: int | None
    recipe: str


class _Header(TypedDict):
    """What the file says of itself: per array its name, type, length, offset after the header, CRC-32."""

    stamp: dict[str, object]
    scale: float
    arrays: list[_Entry]


@cache
def recipe() -> str:
    """A digest of everything that turns facts into a graph: a new version of it makes old snapshots stale."""
    digest = hashlib.blake2b(digest_size=8)
    home = Path(str(graph.engine.__file__)).parent.parent
    parts = [*(home / name for name in MAKERS), *(f for name in FOLDERS for f in sorted((home / name).rglob("*.*")))]
    for file in (p for p in parts if p.suffix in {".py", ".json", ".csv", ".toml"}):
        digest.update(str(file.relative_to(home)).encode() + file.read_bytes())
    return digest.hexdigest()


def _flat(name: str, value: object) -> dict[str, Array]:
    """Arrays by dotted name."""
    if is_dataclass(value):
        parts = [_flat(f"{name}.{f.name}", getattr(value, f.name)) for f in fields(value)]
        return {k: v for part in parts for k, v in part.items()}
    return {name: cast("Array", value)}


def _arrays(columns: NetworkColumns, pairs: PairColumns, graph: TieGraph) -> dict[str, Array]:
    rows: dict[str, Array] = {"graph.indptr": graph.indptr, "graph.indices": graph.indices, "graph.tie": graph.tie}
    return {**_flat("columns", columns), **_flat("pairs", pairs), **rows, "graph.weight": graph.weight}


def _aligned(offset: int) -> int:
    return -(-offset // ALIGN) * ALIGN


def write(path: Path, stamp: Stamp, columns: NetworkColumns, pairs: PairColumns, graph: TieGraph) -> bool:
    """Write a snapshot and put it in place in one step; False when the folder does not allow it. O(size)."""
    arrays = {name: np.ascontiguousarray(a) for name, a in _arrays(columns, pairs, graph).items()}
    listed: list[_Entry] = []
    offset = 0
    for name, array in arrays.items():
        listed.append((name, array.dtype.str, len(array), offset, zlib.crc32(_bytes(array))))
        offset = _aligned(offset + array.nbytes)
    text = json.dumps(_Header(stamp=asdict(stamp), scale=graph.scale, arrays=listed)).encode()
    prefix = struct.calcsize(PREFIX)
    text += b" " * (_aligned(prefix + len(text)) - prefix - len(text))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}", suffix=".part", dir=path.parent)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(struct.pack(PREFIX, MAGIC, len(text), zlib.crc32(text)) + text)
            for array in arrays.values():
                file.write(_bytes(array))
                file.write(b"\0" * (_aligned(array.nbytes) - array.nbytes))
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        return False
    return True


def _bytes(array: Array) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def read(path: Path, stamp: Stamp) -> LoadedGraph | None:
    """Map a snapshot; None when it is absent, stale, of another format or damaged. O(size) for the check."""
    try:
        with path.open("rb") as file:
            magic, length, total = struct.unpack(PREFIX, file.read(struct.calcsize(PREFIX)))
            if magic != MAGIC or length > LONGEST_HEADER:
                return None
            text = file.read(length)
            if zlib.crc32(text) != total:
                return None
            header = cast("_Header", json.loads(text))
            if header["stamp"] != asdict(stamp) or not _whole(file, header["arrays"]):
                return None
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, struct.error):
        return None
    start = struct.calcsize(PREFIX) + length
    arrays = {
        name: np.frombuffer(mapped, dtype=kind, count=count, offset=start + at) if count else np.empty(0, dtype=kind)
        for name, kind, count, at, _ in header["arrays"]
    }
    return _assembled(arrays, header["scale"]) if set(arrays) == set(_names()) else None


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


@cache
def _names() -> tuple[str, ...]:
    """The arrays a snapshot of this version holds."""
    groups = {
        "columns.people": PeopleColumns,
        "columns.companies": CompanyColumns,
        "columns.works": WorkColumns,
        "columns.ties": TieColumns,
        "pairs": PairColumns,
    }
    columns = (f"{name}.{f.name}" for name, kind in groups.items() for f in fields(kind))
    return ("columns.owners", *columns, "graph.indptr", "graph.indices", "graph.tie", "graph.weight")


def _part(kind: type[Columns], arrays: Mapping[str, Array], name: str) -> Columns:
    """A group of columns from arrays by dotted name."""
    values = {f.name: arrays[f"{name}.{f.name}"] for f in fields(cast("type[DataclassInstance]", kind))}
    return kind(**values)


def _assembled(arrays: Mapping[str, Array], scale: float) -> LoadedGraph:
    columns = NetworkColumns(
        people=_part(PeopleColumns, arrays, "columns.people"),
        companies=_part(CompanyColumns, arrays, "columns.companies"),
        owners=cast("Int32", arrays["columns.owners"]),
        works=_part(WorkColumns, arrays, "columns.works"),
        ties=_part(TieColumns, arrays, "columns.ties"),
    )
    graph = TieGraph.from_arrays(
        cast("Int64", arrays["graph.indptr"]),
        cast("Int32", arrays["graph.indices"]),
        cast("Int32", arrays["graph.tie"]),
        columns.ties.strength,
        cast("Int64", arrays["graph.weight"]),
        scale,
    )
    return columns, _part(PairColumns, arrays, "pairs"), graph
