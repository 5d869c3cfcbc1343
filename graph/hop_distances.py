"""How far each person is, in hops: breadth-first search over ties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy  # its parts are loaded when first used

from graph.columns import Bool, Int32, NetworkColumns

UNREACHED = -1
"""Hops of those who are not reached."""


def adjacency(columns: NetworkColumns) -> scipy.sparse.csr_array:
    """The symmetric 0/1 matrix of ties, (n, n)."""
    n, ties = len(columns.people.id), columns.ties
    ones = np.ones(2 * len(ties.a), dtype=np.int32)
    rows, cols = np.concatenate([ties.a, ties.b]), np.concatenate([ties.b, ties.a])
    return scipy.sparse.csr_array((ones, (rows, cols)), shape=(n, n))


def hops_from(columns: NetworkColumns, sources: Sequence[int], *, limit: int) -> Int32:
    """Hops from the nearest of `sources` to every person, up to `limit`; `UNREACHED` beyond.

    Returns:
        (n,) array: 0 for the sources themselves.

    O(limit * ties). Ties of every class in `columns` count.
    """
    matrix, n = adjacency(columns), len(columns.people.id)
    hops = np.full(n, UNREACHED, dtype=np.int32)
    front: Bool = np.zeros(n, dtype=np.bool_)
    front[list(sources)] = True
    hops[front] = 0
    for step in range(1, limit + 1):
        front = (np.asarray(matrix @ front.astype(np.int32)) > 0) & (hops == UNREACHED)
        hops[front] = step
    return hops
