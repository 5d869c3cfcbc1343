"""The matrix of a graph times a vector: scipy.sparse does the multiplying, for some rows in each thread.

It holds no interpreter lock, and a row is summed in the same order however many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from scipy import sparse

from graph.columns import Float64
from graph.engine.csr import TieGraph
from graph.engine.parallel import SIDE_BY_SIDE

Times = Callable[[Float64], Float64]
WORTH = 200_000
"""Arcs a thread should have."""


@contextmanager
def product(graph: TieGraph, weights: Float64, *, worth: int = WORTH) -> Iterator[Times]:
    """The product of the symmetric matrix of a weight per arc with a vector, O(m), for use within the block."""
    threads = max(1, min(SIDE_BY_SIDE, os.cpu_count() or 1, len(weights) // worth))
    rows = np.searchsorted(graph.indptr, np.linspace(0, len(weights), threads + 1)[1:-1]).tolist()
    parts = [_rows(graph, weights, a, b) for a, b in zip([0, *rows], [*rows, len(graph)], strict=True)]
    if threads == 1:
        yield lambda x: parts[0] @ x
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="goodword-product") as pool:
        yield lambda x: np.concatenate(list(pool.map(lambda part: part @ x, parts)))


def _rows(graph: TieGraph, weights: Float64, first: int, last: int) -> sparse.csr_array:
    start, end = int(graph.indptr[first]), int(graph.indptr[last])
    kind = np.int32 if end - start < np.iinfo(np.int32).max else np.int64
    begins = (graph.indptr[first : last + 1] - start).astype(kind)
    return sparse.csr_array((weights[start:end], graph.indices[start:end], begins), shape=(last - first, len(graph)))
