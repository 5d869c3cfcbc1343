"""The home of the graph that needs nothing else: the workspace itself."""

from __future__ import annotations

from dataclasses import dataclass

from graph.network import Network, load
from graph.stores.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LocalHome:
    """A `Home`: the graph of one workspace."""

    workspace: Workspace

    def version(self) -> str:
        """The generation of the workspace."""
        return str(self.workspace.generation())

    def load(self, *, until: int | None) -> Network:
        """The graph made from its facts, or read from the snapshot beside it."""
        return load(self.workspace, until=until)

    def close(self) -> None:
        """Close the workspace."""
        self.workspace.close()
