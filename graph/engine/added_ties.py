"""A copy of the graph with further ties, for one question only."""

from __future__ import annotations

import numpy as np

from graph.columns import NetworkColumns, TieColumns
from graph.engine.csr import TieGraph, costs_of


def merged(columns: NetworkColumns, extra: TieColumns) -> TieGraph:
    """Own ties and extra ones; the extra tie of row i has number `len(columns.ties.a) + i`. O((t + e) log(t + e))."""
    n, own = len(columns.people.id), columns.ties
    a, b = np.concatenate([own.a, extra.a]).astype(np.int64), np.concatenate([own.b, extra.b]).astype(np.int64)
    key = a * n + b
    _, first = np.unique(key, return_index=True)
    strength = np.concatenate([own.strength, extra.strength])
    one, other = a[first].astype(np.int32), b[first].astype(np.int32)
    g = TieGraph.from_costs(n, one, other, costs_of(strength[first]), strength[first])
    tie = first.astype(np.int32)[g.tie]
    return TieGraph.from_arrays(g.indptr, g.indices, tie, strength, g.weight, g.scale)
