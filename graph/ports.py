"""What more than one part can do: give the graph, and compute on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from graph.columns import Float64, Int64

if TYPE_CHECKING:
    from graph.network import Network
    from graph.stores.workspace import Workspace


class Home(Protocol):
    """Where the graph lives and is asked. Equal facts give equal answers from every home.

    `workspace`: names and facts, for whoever asks.
    """

    @property
    def workspace(self) -> Workspace:
        """Closed with the home."""

    def version(self) -> str:
        """What every answer rests on: another text after every change of the graph or of the workspace."""

    def load(self, *, until: int | None) -> Network:
        """The graph as it is now.

        Args:
            until: UTC seconds; what passed between pairs at or after it does not count. None: the end of the newest
                export's day.

        Raises:
            GoodwordError: the home cannot be read.
        """

    def close(self) -> None:
        """No more questions."""


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
