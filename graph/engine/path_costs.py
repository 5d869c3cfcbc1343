"""What it costs to reach everybody from a few people."""

from __future__ import annotations

import math

import numpy as np

from graph.columns import Float64, Int32
from graph.engine.csr import HOP_BITS, TieGraph
from graph.engine.kernels.buckets import whole_keys
from graph.engine.kernels.distances import keys_within
from graph.engine.kernels.labels import INFINITE
from graph.engine.search import hop_cost


def costs_from(graph: TieGraph, sources: Int32, *, max_hops: int | None, hop_discount: float) -> Float64:
    """Cost of the best path from any source to every person: inf for nobody's and for the sources themselves.

    Strengths are affinities, turned into costs. Exact to the fixed point of the graph (at least 2^-28 nats a hop).
    O((n + t) log n), or O(max_hops t).
    """
    step = hop_cost(graph, hop_discount)
    rows = (graph.indptr, graph.indices, graph.weight, step, sources)
    keys = whole_keys(*rows) if max_hops is None else keys_within(*rows, max_hops)
    costs = (keys >> HOP_BITS) / graph.scale + math.log(hop_discount)
    costs[keys >= INFINITE] = np.inf
    costs[sources] = np.inf
    return np.maximum(costs, 0.0)
