"""What composed statements share, and the way from them to plain SQL in the same transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection below `connection`, in the same transaction: for plain SQL."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def listed(values: Iterable[str] | Iterable[int]) -> Select[object]:
    """Any number of values as one parameter, to ask `IN` of."""
    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)


def among(column: Column[str] | Column[int], values: Iterable[str] | Iterable[int]) -> ColumnElement[bool]:
    """`column IN values`."""
    return column.in_(listed(values))
