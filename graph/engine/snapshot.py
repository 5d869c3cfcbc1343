"""The graph on disk, beside the workspace: one file of plain arrays (`graph.array_file`) with a stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import graph.engine
import graph.strength
from graph import array_file
from graph.array_file import Array
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
FOLDERS = ("strength", "engine")
MAKERS = (
    "columns.py",
    "company_aliases.csv",
    "company_aliases.py",
    "model.py",
    "network.py",
    "stores/directory_rows.py",
    "stores/fact_rows.py",
    "stores/facts.py",
    "stores/rows.py",
)
"""What turns facts into a graph, below `graph/`."""
Columns = TypeVar("Columns")
LoadedGraph = tuple[NetworkColumns, PairColumns, TieGraph]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot shows: the generation of the workspace, up to when, and by which recipe of strengths."""

    generation: int
    until: int | None
    recipe: str


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


def write(
    path: Path,
    stamp: Stamp,
    columns: NetworkColumns,
    pairs: PairColumns,
    graph: TieGraph,
    still: Callable[[], bool] = lambda: True,
) -> bool:
    """Write a snapshot and put it in place in one step; False where it is not kept. O(size).

    `still`: see `graph.private_files.keep`.
    """
    told = {"stamp": asdict(stamp), "scale": graph.scale}
    return array_file.write(path, MAGIC, told, _arrays(columns, pairs, graph), still)


def is_of(path: Path, stamp: Stamp) -> bool:
    """Whether a snapshot says that it shows this; its arrays are not looked at. O(1)."""
    said = array_file.told_in(path, MAGIC)
    return said is not None and said.get("stamp") == asdict(stamp)


def read(path: Path, stamp: Stamp, *, checked: bool = False) -> LoadedGraph | None:
    """Map a snapshot; None when it is absent, stale, of another format or damaged. O(size) for the check.

    `checked`: its bytes are known to be those that were written, as where this process has just written them.
    """
    found = array_file.read(path, MAGIC, lambda told: told.get("stamp") == asdict(stamp), checked=checked)
    if found is None:
        return None
    told, arrays = found
    return _assembled(arrays, cast("float", told["scale"])) if set(arrays) == set(_names()) else None


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
