"""What more than one part can do: so far, give the graph."""

from __future__ import annotations

from typing import Protocol

from graph.columns import NetworkColumns


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
