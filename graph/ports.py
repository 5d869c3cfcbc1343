"""What more than one part can do: give the graph, and compute on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph.columns import Float64, Int64, NetworkColumns


class GraphSource(Protocol):
    """A home of the graph. Equal facts give equal columns from every home: people and companies by id, ties by pair."""

    @property
    def engine(self) -> str:
        """The name answers give it: "local" or "neo4j"."""

    def generation(self) -> int:
        """A number that grows with every change of the graph."""

    def columns(self) -> NetworkColumns:
        """The graph as it is now.

        Raises:
            GoodwordError: the home cannot be read.
        """


class Computer(Protocol):
    """Somebody who computes on the graph in place of the engine. `note`: who, as answers say it."""

    note: str

    def paths(
        self, starts: Sequence[int], ends: Sequence[int], *, k: int, max_hops: int, hop_cost: float
    ) -> list[tuple[int, ...]]:
        """Paths as people indexes, in any order, among them the k best that `graph.paths.best_paths` defines."""

    def centrality(self, name: str) -> Float64:
        """A measure of everybody, scaled as `graph.centrality.measure` scales it."""

    def communities(self, *, seed: int, resolution: float) -> Int64:
        """The community of each person, by any numbers."""
