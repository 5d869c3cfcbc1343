"""The rows that a large graph was made from, in a file beside the workspace, so that the next reads what changed only.

It holds numbers and the ids of people, no names; `graph.kept_files.drop_snapshots` throws it away.
Whether it may be built on is for the workspace to say (`graph.stores.fact_rows`); broken or of another version it is
not there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from graph.array_file import read, write
from graph.columns import FactColumns
from graph.engine.ahead import load_ahead
from graph.engine.unused_memory import memory_reused
from graph.stores.fact_reader import FactReader
from graph.stores.fact_rows import TABLES, FactRows

SUFFIX = ".graph-facts"
MAGIC = b"GWFACTS1"
WORTH = 200_000
"""Rows from which on keeping them pays: fewer are read in half a second."""
ROW_BYTES = 28
"""What a row takes in the file, on an average."""
FORM = hashlib.blake2b(repr(TABLES).encode(), digest_size=8).hexdigest()
"""Which columns of which tables, read how."""


def path_of(workspace: Path) -> Path:
    """Where the rows of a workspace are kept."""
    return workspace.with_name(workspace.name + SUFFIX)


@contextmanager
def facts_now(workspace: FactReader) -> Iterator[FactColumns]:
    """The facts of now, to be entered in one consistent read; while the block makes a graph of them, they are kept.

    Of a large workspace: memory is reused until the end of the block, the compiler loaded beside, and the rows written
    in a thread as soon as they are there.
    """
    expected = _rows_in(path_of(workspace.path))
    with memory_reused(expected), ThreadPoolExecutor(1, thread_name_prefix="goodword-keep") as thread:
        load_ahead(expected)
        rows = rows_now(workspace)
        if not expected:
            load_ahead(len(rows))
        facts = workspace.facts(rows)
        writing = thread.submit(keep, workspace, rows) if len(rows) >= WORTH else None
        del rows
        yield facts
        if writing:
            writing.result()


def rows_now(workspace: FactReader) -> FactRows:
    """The rows of now, read on top of those that are kept where that can be. O(rows kept) for their check."""
    return workspace.fact_rows(_kept(path_of(workspace.path)))


def keep(workspace: FactReader, rows: FactRows) -> None:
    """Keep the rows of a large workspace for the next time; not where facts changed meanwhile (a `forget`)."""
    if len(rows) < WORTH or rows.kept:
        return
    arrays = {f"{table}.{name}": column for table, columns in rows.tables.items() for name, column in columns.items()}
    told, still = {"form": FORM, "generation": rows.generation}, workspace.holds_facts_of(rows.generation)
    write(path_of(workspace.path), MAGIC, told, arrays, still)


def _rows_in(path: Path) -> int:
    """About how many rows are kept in a file; 0: there is none."""
    return path.stat().st_size // ROW_BYTES if path.exists() else 0


def _kept(path: Path) -> FactRows | None:
    found = read(path, MAGIC, lambda told: told.get("form") == FORM)
    if found is None:
        return None
    told, arrays = found
    names = {f"{table}.{name}" for table, columns in TABLES.items() for name in columns}
    generation = told.get("generation")
    if set(arrays) != names or not isinstance(generation, int):
        return None
    tables = {table: {name: arrays[f"{table}.{name}"] for name in columns} for table, columns in TABLES.items()}
    return FactRows(generation, tables, kept=True)
