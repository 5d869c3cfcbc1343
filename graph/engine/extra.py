"""A graph with further ties for one question."""

from __future__ import annotations

import numpy as np

from graph.columns import NetworkColumns, TieColumns
from graph.engine.csr import TieGraph, path_weights, read_only
from graph.engine.kernels.build import rows_of


def merged(columns: NetworkColumns, extra: TieColumns) -> TieGraph:
    """Own ties and extra ones; the extra tie of row i has number `len(columns.ties.a) + i`. O((t + e) log(t + e))."""
    n, own = len(columns.people.id), columns.ties
    a, b = np.concatenate([own.a, extra.a]).astype(np.int64), np.concatenate([own.b, extra.b]).astype(np.int64)
    key = a * n + b
    _, first = np.unique(key, return_index=True)
    indptr, indices, row = rows_of(n, read_only(a[first].astype(np.int32)), read_only(b[first].astype(np.int32)))
    tie = first.astype(np.int32)[row]
    strength = np.concatenate([own.strength, extra.strength])
    weight, scale = path_weights(n, strength, tie)
    return TieGraph.from_arrays(indptr, indices, tie, strength, weight, scale)
