"""What several of the Neo4j tests need: comparing columns, a clean server, one left running for work on the tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from strategies import companies_named, named

from graph.columns import NetworkColumns
from graph.neo4j.client import Server
from graph.neo4j.listing import Listing

Array = npt.NDArray[np.generic]


def arrays(value: object, name: str = "") -> Iterator[tuple[str, Array]]:
    """Every array of columns, by dotted name."""
    if is_dataclass(value):
        for field in fields(value):
            yield from arrays(getattr(value, field.name), f"{name}.{field.name}")
    else:
        yield name, cast("Array", value)


def differences(one: NetworkColumns, other: NetworkColumns) -> list[str]:
    """Names of arrays that are not equal in type and value."""
    pairs = zip(arrays(one), arrays(other), strict=True)
    return [name for (name, a), (_, b) in pairs if a.dtype != b.dtype or not np.array_equal(a, b)]


def listing(columns: NetworkColumns) -> Listing:
    """A listing with invented names."""
    return Listing(columns, named, companies_named)


def ask(server: Server, text: str, **parameters: object) -> Sequence[Sequence[object]]:
    """Rows of any text: tests may look where the program does not."""
    found = server.alone(text, **parameters)
    return [list(row.values()) for row in found]
