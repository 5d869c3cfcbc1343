"""Putting the parts together for one question: workspace, graph, desk, ego."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from cli.opening import as_of, ego_of, opened, until
from cli.settings import Settings
from graph.errors import UsageError
from graph.home import LocalHome
from graph.model import Person
from graph.network import Network
from graph.ports import Home
from graph.stores.workspace import Workspace
from referral.desk import Desk


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions of the graph rest on: names and facts, the graph, and notes on where it comes from."""

    workspace: Workspace
    network: Network
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What a question needs. `ego`: whose it is, None for anyone's."""

    workspace: Workspace
    network: Network
    desk: Desk
    ego: Person | None
    notes: tuple[str, ...] = ()


@contextmanager
def grounded(settings: Settings, *, on_server: bool = False) -> Iterator[Ground]:
    """The graph as of the day asked for, from the home asked for; `on_server`: computed there as well.

    Raises:
        UsageError: to be computed on a server, but the graph is not on one.
    """
    if settings.engine == "neo4j":
        with _on_neo4j(settings, on_server=on_server) as ground:
            yield ground
        return
    if on_server:
        raise UsageError("--on-server needs --engine neo4j (or GOODWORD_ENGINE=neo4j)")
    with opened(settings) as workspace:
        yield Ground(workspace, _loaded(settings, LocalHome(workspace)))


@contextmanager
def _on_neo4j(settings: Settings, *, on_server: bool) -> Iterator[Ground]:
    from cli.neo4j import address_of  # noqa: PLC0415  (the driver is not every command's)
    from graph.neo4j.on_server import OnServer  # noqa: PLC0415
    from graph.neo4j.source import Neo4jHome  # noqa: PLC0415

    with closing(Neo4jHome.at(address_of(settings), settings.workspace)) as home:
        network = _loaded(settings, home)
        if on_server:
            network.computer = OnServer(home.server, network.columns)
        yield Ground(home.workspace, network, (f"from generation {network.generation} of the graph on the server",))


def _loaded(settings: Settings, home: Home) -> Network:
    return home.load(until=until(as_of(settings, home.workspace)))


@contextmanager
def at_desk(settings: Settings, *, on_server: bool = False) -> Iterator[Bench]:
    """Everything for one question."""
    with grounded(settings, on_server=on_server) as ground:
        workspace, network = ground.workspace, ground.network
        desk = Desk(workspace, network, as_of=as_of(settings, workspace))
        yield Bench(workspace, network, desk, ego_of(settings, workspace), ground.notes)
