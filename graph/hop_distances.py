"""How far each person is, in hops: breadth-first search over ties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.columns import Bool, Int32, NetworkColumns

UNREACHED = -1
"""Hops of those who are not reached."""


def hops_from(columns: NetworkColumns, sources: Sequence[int], *, limit: int) -> Int32:
    """Hops from the nearest of `sources` to every person, up to `limit`; `UNREACHED` beyond.

    Returns:
        (n,) array: 0 for the sources themselves.

    O(limit * ties). Ties of every class in `columns` count.
    """
    n, a, b = len(columns.people.id), columns.ties.a, columns.ties.b
    hops = np.full(n, UNREACHED, dtype=np.int32)
    front: Bool = np.zeros(n, dtype=np.bool_)
    front[list(sources)] = True
    hops[front] = 0
    for step in range(1, limit + 1):
        beside: Bool = np.zeros(n, dtype=np.bool_)
        beside[b[front[a]]] = True
        beside[a[front[b]]] = True
        front = beside & (hops == UNREACHED)
        if not front.any():
            break
        hops[front] = step
    return hops
