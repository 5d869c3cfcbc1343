"""Numbering people so that contacts lie near each other in memory: whole-graph searches read it in order."""

from __future__ import annotations

from dataclasses import dataclass

from graph.columns import Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels.renumber import breadth_first, renumbered
from graph.jit import Array, read_only

WORTH = 1_000
"""Arcs times sources from which a new numbering pays."""


@dataclass(frozen=True, slots=True, eq=False)
class Renumbering:
    """Rows under another numbering: `position[v]` is the new number of v; None for the old one."""

    rows: tuple[Int64, Int32]
    position: Int32 | None

    def numbers(self, people: Int32) -> Int32:
        """New numbers of people."""
        return people if self.position is None else read_only(self.position[people])

    def back(self, values: Array) -> Array:
        """Values in the old order."""
        return values if self.position is None else values[self.position]  # type: ignore[return-value]


def local_order(graph: TieGraph, sources: int) -> Renumbering:
    """The graph's rows, renumbered breadth first where as many sources make it worth while. O(n + m)."""
    if len(graph.tie) * sources < WORTH * len(graph):
        return Renumbering(graph.rows(), None)
    position = read_only(breadth_first(*graph.rows()))
    indptr, indices = renumbered(*graph.rows(), position)
    return Renumbering((read_only(indptr), read_only(indices)), position)
