"""The one way in: what an answer needs, put together alike for the command line, the server and the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.days import until
from graph.home import Home, LocalHome
from graph.model import Person
from graph.network import Network
from graph.stores.own_records import OwnRecords
from referral.desk import Desk
from referral.viewpoint import Viewpoint
from referral.workspace_view import WorkspaceView

if TYPE_CHECKING:
    from graph.neo4j.client import Address


@dataclass(frozen=True, slots=True, eq=False)
class Context(WorkspaceView):
    """What one answer needs: a view of the workspace, and `ego`, whose question it is, None for anyone's.

    `today`: the same day as `as_of`, or the clock's where nobody named a day: for the ledger of asks.
    """

    ego: Person | None

    @property
    def egos(self) -> list[Person]:
        """Whose contacts count: the ego, or the cohort, or all owners together."""
        return [self.ego] if self.ego else self.together

    @property
    def desk(self) -> Desk:
        """Answers from these."""
        return Desk(self.workspace, self.network, as_of=self.as_of, today=self.today, cohort=self.cohort)

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the graph comes from, where that is not the workspace itself."""
        if self.network.engine == "local":
            return ()
        return (f"from generation {self.network.generation} of the graph on the server",)


def open_home(
    workspace: Path,
    server: Address | None = None,
    *,
    opened_as: type[OwnRecords] = OwnRecords,
    create: bool = False,
    on_server: bool = False,
) -> Home:
    """The home of the graph: on the Neo4j server at `server`, else the workspace itself.

    `opened_as`: with what the asker needs of it; a question needs no more than the least. `create`: a workspace that is
    not there is made. `on_server`: the server computes too, in the engine's place.

    Raises:
        WorkspaceError: the workspace cannot be used.
    """
    if server is None:
        return LocalHome(opened_as.open(workspace, create=create))
    from graph.neo4j.source import Neo4jHome  # noqa: PLC0415  (the driver is not every question's)

    return Neo4jHome.at(server, workspace, on_server=on_server)


def network_on(home: Home, day: date, held: Network | None = None) -> Network:
    """The graph as it stood at the end of `day`; `held`: one loaded before, for what of it is still good."""
    return home.load(until=until(day), held=held)


def context(workspace: OwnRecords, viewpoint: Viewpoint, network: Callable[[date], Network]) -> Context:
    """Everything for one question; `network` gives the graph as of a day, see `network_on`.

    Raises:
        EmptyWorkspaceError: nothing is imported.
        NotAnOwnerError, AmbiguousError: the ego named is no owner, or several are called so.
    """
    day, ego = viewpoint.day(workspace), viewpoint.person(workspace)
    return Context(workspace, network(day), day, max(day, viewpoint.today) if viewpoint.as_of is None else day, ego)
