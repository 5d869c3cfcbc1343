"""Putting the parts together for one question: workspace, graph, desk, ego."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cli.opening import as_of, ego_of, opened, until
from cli.settings import Settings
from graph.model import Person
from graph.network import Network, load
from graph.stores.workspace import Workspace
from referral.desk import Desk


@dataclass(frozen=True, slots=True)
class Bench:
    """What a question needs. `ego`: whose it is, None for anyone's."""

    workspace: Workspace
    network: Network
    desk: Desk
    ego: Person | None


def network_of(settings: Settings, workspace: Workspace) -> Network:
    """The graph as of the day asked for."""
    return load(workspace, until=until(as_of(settings, workspace)))


@contextmanager
def at_desk(settings: Settings) -> Iterator[Bench]:
    """Everything for one question."""
    with opened(settings) as workspace:
        ego = ego_of(settings, workspace)
        network = network_of(settings, workspace)
        yield Bench(workspace, network, Desk(workspace, network, as_of=as_of(settings, workspace)), ego)
