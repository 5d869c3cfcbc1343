"""Paths of at most three hops, without detours: the driver of `kernels.short_pairs`."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels.detour_free import know
from graph.engine.kernels.labels import INFINITE
from graph.engine.kernels.short_pairs import (
    FIRST,
    LAST,
    MIDDLE,
    TOTAL,
    borders,
    introducers,
    mark,
    several,
    short_pairs,
)
from graph.engine.kernels.spur import block
from graph.engine.scratch import Scratch
from graph.jit import light

SHORT = 3
"""Hops: so few that every path is a tie of the source, a tie of the target and at most one between."""
KeyedNodes = tuple[int, tuple[int, ...]]
"""The key of a path and its people, from source to target."""


def best_short_pairs(
    graph: TieGraph, scratch: Scratch, source: int, sources: Int32, targets: Int32, *, step: int, max_hops: int, k: int,
    highest: int = INFINITE - 1,
) -> list[KeyedNodes]:  # fmt: skip
    """The k best pairs of one source, and all as good as the last: see `detour_free_paths`.

    O(ties of the targets + ties of whom the source knows, or of whom the targets know: the fewer).
    """
    row = graph.row(source)
    if not len(row) or int(graph.weight[graph.indptr[source]]) >= INFINITE:
        return []
    rows, stamp = (graph.indptr, graph.indices, graph.weight), scratch.fresh()
    cheapest = int(graph.weight[graph.indptr[source]]) + step
    at = (*rows, step, scratch.labels, scratch.bits, scratch.last, stamp)
    ends = len(row) + _ties(graph, targets)
    with light(ends):
        _prepare(graph, scratch, source, sources, targets, step)
        who, near, upto = borders(*at, targets, cheapest, max_hops, k, highest)
    between, rings = (who, near) if max_hops >= SHORT else (who[:0], near[:0]), (_ties(graph, row), _ties(graph, who))
    with light(ends + min(rings)):
        chain = introducers(*at, source, *between, cheapest, k, upto, rings[0] < rings[1])
        found = short_pairs(*at, targets, near, chain, cheapest, max_hops, k, upto)
    return [(int(way[TOTAL]), _nodes(source, way)) for way in found]


def more_than_one(graph: TieGraph, scratch: Scratch, sources: Int32, targets: Int32, *, max_hops: int) -> bool:
    """Whether more than one simple path of at most three hops leads from the sources to the targets. O(ties near)."""
    found, rows = 0, (graph.indptr, graph.indices, graph.weight)
    ring = np.setdiff1d(np.concatenate([targets[:0], *(graph.row(target) for target in targets.tolist())]), sources)
    ends = _ties(graph, targets) + (_ties(graph, ring) if max_hops >= SHORT else 0)
    for source in sources.tolist():
        with light(len(graph.row(source)) + ends):
            _prepare(graph, scratch, source, sources, targets, 0)
            found += several(*rows, scratch.labels, scratch.bits, scratch.last, scratch.fresh(), targets, max_hops)
        if found > 1:
            return True
    return False


def _prepare(graph: TieGraph, scratch: Scratch, source: int, sources: Int32, targets: Int32, step: int) -> None:
    """Note the source's direct ties, block all sources, and mark the targets."""
    scratch.bits.fill(0)
    know(graph.indptr, graph.indices, graph.weight, step, scratch.labels, scratch.bits[0], source)
    block(scratch.labels, scratch.bits[0], sources)
    mark(scratch.bits[1], targets)


def _ties(graph: TieGraph, people: Int32) -> int:
    return int((graph.indptr[people + 1] - graph.indptr[people]).sum())


def _nodes(source: int, way: Int64) -> tuple[int, ...]:
    first, middle, last = int(way[FIRST]), int(way[MIDDLE]), int(way[LAST])
    between = (first, middle) if middle >= 0 else (first,) if first != last else ()
    return (source, *between, last)
