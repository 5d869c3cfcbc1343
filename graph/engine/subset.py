"""The part of the graph among some people."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, TieColumns
from graph.engine.csr import TieGraph, costs_of


def induced(ties: TieColumns, members: Int32) -> TieGraph:
    """The graph of the ties among `members` (ascending); node i is `members[i]`. O(t log members)."""
    inside = np.isin(ties.a, members) & np.isin(ties.b, members)
    a = np.searchsorted(members, ties.a[inside]).astype(np.int32)
    b = np.searchsorted(members, ties.b[inside]).astype(np.int32)
    strength = ties.strength[inside]
    return TieGraph.from_costs(len(members), a, b, costs_of(strength), strength)
