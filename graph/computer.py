"""The protocol of whoever answers graph questions in the engine's place: Neo4j's Graph Data Science."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph.columns import Float64, Int64


class Computer(Protocol):
    """Answers questions of the whole graph. `note`: who computed, as answers say it."""

    note: str

    def paths(
        self, starts: Sequence[int], ends: Sequence[int], *, k: int, max_hops: int, hop_cost: float
    ) -> list[tuple[int, ...]]:
        """Paths as people indexes, in any order, among them the k best that `graph.paths.best_paths` defines."""

    def centrality(self, name: str) -> Float64:
        """A measure of everybody, scaled as `graph.centrality.measure` scales it."""

    def communities(self, *, seed: int, resolution: float) -> Int64:
        """The community of each person, by any numbers."""
