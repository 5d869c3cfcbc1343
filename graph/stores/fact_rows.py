"""The rows of facts that a graph is made from, as the file numbers them: read in whole, or brought up by what changed.

The file notes which rows were written over, taken out or put back since which change of the facts (`fact_change`, by
triggers of its own, whoever writes); what was put in at the end is found by its number. So rows read earlier and these
few make the rows of now, the same as reading all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.columns import NO_DAY, NO_TIME, Int32, Int64
from graph.stores.state import facts_generation

Array = npt.NDArray[np.generic]
Rows = Mapping[str, Array]

UNKNOWN = {"no_day": int(NO_DAY), "no_time": int(NO_TIME)}
"""What stands in the columns for a day and a time that nobody stated: parameters of every query here."""
_DAY, _START, _END = (f'coalesce("{name}", :no_day)' for name in ("day", "start", "end"))
TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "person": {"id": ("id", "S17"), "row_id": ("row_id", "i4"), "company": ("coalesce(company, 0)", "i4")},
    "contact": {
        "row_id": ("row_id", "i4"),
        "sender": ("sender", "i4"),
        "recipient": ("recipient", "i4"),
        "at": ("coalesce(at, :no_time)", "i8"),
        "group": ("group_size", "i4"),
        "channel": ("channel", "i1"),
        "thread": ("thread", "i8"),
        "source": ("source", "i4"),
    },
    "connection": {
        "row_id": ("row_id", "i4"),
        "a": ("a", "i4"),
        "b": ("b", "i4"),
        "day": (_DAY, "i4"),
        "source": ("source", "i4"),
        "tenths": ("coalesce(tenths, 0)", "i1"),
    },
    "statement": {
        "row_id": ("row_id", "i4"),
        "kind": ("kind", "i1"),
        "author": ("author", "i4"),
        "subject": ("subject", "i4"),
        "day": (_DAY, "i4"),
        "source": ("source", "i4"),
    },
    "employment": {
        "row_id": ("row_id", "i4"),
        "person": ("person", "i4"),
        "company": ("company", "i4"),
        "start": (_START, "i4"),
        "end": (_END, "i4"),
        "current": ("current", "?"),
        "as_of": ("as_of", "i4"),
    },
}
"""Of each table the columns that a graph rests on, how they are read, and their type. The first one orders the rows."""


@dataclass(frozen=True, slots=True, eq=False)
class FactRows:
    """What the tables hold, by table and column, as of one change of the facts: its generation. No names.

    `kept`: they are as they lie on the disk.
    """

    generation: int
    tables: Mapping[str, Rows]
    kept: bool = False

    def __len__(self) -> int:
        """How many rows."""
        return sum(len(rows["row_id"]) for rows in self.tables.values())


def read_rows(connection: sqlite3.Connection, base: FactRows | None = None) -> FactRows:
    """The rows of now.

    Args:
        connection: in one consistent read.
        base: rows read before. Where they are of this very file, and it knows what changed since, only that is read;
            else they are left alone.

    O(rows), or O(rows changed) statements and a copy of the columns.
    """
    generation = facts_generation(connection)
    if base is not None and base.generation == generation:
        return base
    if base is None or not _descends(connection, base.generation):
        return FactRows(generation, {name: _whole(connection, name) for name in TABLES})
    return FactRows(generation, {name: _brought_up(connection, name, base) for name in TABLES})


def _descends(connection: sqlite3.Connection, generation: int) -> bool:
    """Whether the facts were once of this generation, and every change since is noted."""
    query = "SELECT 1 FROM fact_change WHERE facts = :facts AND fact = ''"
    return connection.execute(query, {"facts": generation}).fetchone() is not None


def _whole(connection: sqlite3.Connection, table: str) -> Rows:
    return _read(connection, table, f"ORDER BY {next(iter(TABLES[table]))}", {})


def _read(connection: sqlite3.Connection, table: str, where: str, named: Mapping[str, int | str]) -> Rows:
    """Rows of a table by column, `where` being the rest of the query."""
    columns = TABLES[table]
    told = ", ".join(expression for expression, _ in columns.values())
    rows = connection.execute(f"SELECT {told} FROM {table} {where}", {**UNKNOWN, **named})  # noqa: S608  (names of ours)
    found = np.fromiter(rows, dtype=np.dtype([(name, kind) for name, (_, kind) in columns.items()]))
    return {name: np.ascontiguousarray(found[name]) for name in columns}


_CHANGED = 'SELECT DISTINCT "row" FROM fact_change WHERE facts >= :since AND fact = :fact AND "row" <= :last'


def _brought_up(connection: sqlite3.Connection, table: str, base: FactRows) -> Rows:
    """The rows of a table: those of before that nothing happened to, those that changed, and new ones."""
    held, by = base.tables[table], next(iter(TABLES[table]))
    last = int(held["row_id"].max(initial=0))
    named: dict[str, int | str] = {"since": base.generation, "fact": table, "last": last}
    changed = np.fromiter((row for (row,) in connection.execute(_CHANGED, named)), dtype=np.int64)
    parts = [
        _read(connection, table, where, named) for where in (f"WHERE row_id IN ({_CHANGED})", "WHERE row_id > :last")
    ]
    fresh = {name: np.concatenate([part[name] for part in parts]) for name in held}
    order = np.argsort(fresh[by], kind="stable")
    return merged(without(held, changed, last), {name: column[order] for name, column in fresh.items()}, by)


def without(rows: Rows, gone: Int64, last: int) -> Rows:
    """Rows but those whose numbers are `gone`; `last` is the highest number. O(rows) where there are any."""
    if not len(gone):
        return rows
    out = np.zeros(last + 1, dtype=np.bool_)
    out[gone] = True
    keep = ~out[rows["row_id"]]
    return {name: column[keep] for name, column in rows.items()}


def merged(rows: Rows, fresh: Rows, by: str) -> Rows:
    """Two sets of rows in the order of column `by`, in which each of them is. O(rows)."""
    if not len(fresh[by]):
        return rows
    if not len(rows[by]) or rows[by][-1] < fresh[by][0]:
        return {name: np.concatenate([rows[name], fresh[name]]) for name in rows}
    at = np.searchsorted(rows[by], fresh[by])
    return {name: np.insert(rows[name], at, fresh[name]) for name in rows}


def number_table(named: Int32, values: Int32 | Int64) -> Int32:
    """`values` by the number that stands beside each in `named`; -1 for none, and for 0, which is nobody."""
    table = np.full(int(named.max(initial=0)) + 1, -1, dtype=np.int32)
    table[named] = values
    table[0] = -1
    return table
