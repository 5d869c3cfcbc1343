"""Many rows at once: streams of tuples into a table, without a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.dialects import sqlite

from graph.stores import schema

T = TypeVar("T")

BATCH = 10_000
"""Rows in one statement."""

_QMARK = sqlite.dialect(paramstyle="qmark")


def next_row(connection: Connection, table: Table) -> int:
    """A row number beyond those that a table has."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.row_id), 0))).scalar_one()) + 1


def bulk(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Insert `rows`, one value a column; keys of people that are there already are passed over."""
    # The driver's executemany takes a stream of tuples: SQLAlchemy's wants a list of dictionaries, 4 times slower.
    statement = insert(table).prefix_with("OR IGNORE" if table is schema.identity else "")
    sql = str(statement.compile(dialect=_QMARK, column_keys=list(columns)))
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.executemany(sql, rows)


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """`items` in lists of up to `BATCH`."""
    stream = iter(items)
    while batch := list(islice(stream, BATCH)):
        yield batch
