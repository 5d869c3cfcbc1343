"""One search back from the targets that guides everything that looks for paths to them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.columns import Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels.labels import INFINITE
from graph.engine.kernels.spur import open_ball, widen
from graph.engine.scratch import Scratch


@dataclass(slots=True, eq=False)
class Ball:
    """Everybody nearer to the targets than `radius`, with the exact key of what is left; all others are farther.

    `spent`: arcs looked at by either side; `behind`: by how many the searches it guides are ahead of it.
    """

    graph: TieGraph
    scratch: Scratch
    step: int
    spent: int
    _heap: Int64
    _size: int
    behind: int = 0

    @classmethod
    def around(cls, graph: TieGraph, scratch: Scratch, targets: Int32, step: int, *, radius: int) -> Ball:
        """Settle the targets and everybody up to a radius; the bits of both sides are cleared before."""
        scratch.bits.fill(0)
        rows = (graph.indptr, graph.weight, step, scratch.labels, scratch.bits[1])
        ball = cls(graph, scratch, step, 0, *open_ball(*rows, targets))
        ball.widen(radius, 0)
        return ball

    @property
    def radius(self) -> int:
        """The least key of anybody outside; infinite when everybody who reaches a target is inside."""
        return int(self._heap[0, 0]) if self._size else INFINITE

    def widen(self, radius: int, budget: int) -> None:
        """Settle everybody within `radius`, then go on for `budget` arcs."""
        rows = (self.graph.indptr, self.graph.indices, self.graph.weight, self.step, self.scratch.labels)
        ball = (self.scratch.bits[1], self._heap, self._size, radius, budget)
        self._heap, self._size, work = widen(*rows, *ball)
        self.behind -= work
        self.spent += work

    def keep_up(self) -> None:
        """Spend as much as the searches it guides have, so that neither side dominates."""
        self.widen(0, max(0, self.behind))

    def matched(self, work: int) -> None:
        """Note what a search it guides has spent."""
        self.behind += work
        self.spent += work
