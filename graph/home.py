"""Where the graph lives: in the workspace itself, or (`graph.neo4j.source`) on a server beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from graph.network import Network, load
from graph.stores.own_records import OwnRecords


class Home(Protocol):
    """Where the graph lives and is asked. Equal facts give equal answers from every home.

    `workspace`: names and facts, for whoever asks.
    """

    @property
    def workspace(self) -> OwnRecords:
        """The workspace, closed with the home."""

    def version(self) -> str:
        """What every answer rests on: another text after every change of the graph or of the workspace."""

    def load(self, *, until: int | None, held: Network | None = None) -> Network:
        """The graph as it is now.

        Args:
            until: UTC seconds; what passed between pairs at or after it does not count. None: the end of the newest
                export's day.
            held: a graph loaded from here before, for what of it is still good.

        Raises:
            GoodwordError: the home cannot be read.
        """

    def close(self) -> None:
        """Close the connections; no question can be asked after it."""


@dataclass(frozen=True, slots=True)
class LocalHome:
    """The home that needs nothing else: the graph of one workspace."""

    workspace: OwnRecords

    def version(self) -> str:
        """The generation of the workspace."""
        return str(self.workspace.generation())

    def load(self, *, until: int | None, held: Network | None = None) -> Network:
        """The graph made from its facts, or read from the snapshot beside it."""
        return load(self.workspace, until=until, held=held)

    def close(self) -> None:
        """Close the workspace."""
        self.workspace.close()
