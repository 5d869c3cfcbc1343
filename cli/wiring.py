"""Putting the parts together for one command: workspace, graph, desk, ego."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cli.settings import ANYONE, Settings
from graph.errors import CompanyNotFoundError, EmptyWorkspaceError, PersonNotFoundError, TargetNotFoundError
from graph.model import Company, Person
from graph.network import Network, load
from graph.stores.workspace import Workspace
from referral.desk import Desk


@dataclass(frozen=True, slots=True)
class Bench:
    """What a question needs: the workspace, the desk that answers, and whose question it is (None: anyone's)."""

    workspace: Workspace
    desk: Desk
    ego: Person | None


def until(day: date) -> int:
    """The moment `day` ends, in UTC seconds: contacts before it count."""
    return int(datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC).timestamp())


def as_of(settings: Settings, workspace: Workspace) -> date:
    """The day taken as today: the one asked for, else the newest export date."""
    newest = workspace.latest_as_of()
    if newest is None:
        raise EmptyWorkspaceError
    return settings.as_of or newest


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Workspace]:
    """The workspace, closed at the end."""
    with Workspace.open(settings.workspace, create=create) as workspace:
        yield workspace


def network_of(settings: Settings, workspace: Workspace) -> Network:
    """The graph as of the day asked for."""
    return load(workspace, until=until(as_of(settings, workspace)))


def ego_of(settings: Settings, workspace: Workspace) -> Person | None:
    """Whose question it is: the one named, else the owner of the first archive; None for anyone."""
    if settings.ego == ANYONE:
        return None
    if settings.ego is not None:
        return workspace.owner(settings.ego)
    owners = workspace.owners()
    if not owners:
        raise EmptyWorkspaceError
    return owners[0]


@contextmanager
def at_desk(settings: Settings) -> Iterator[Bench]:
    """Everything for one question."""
    with opened(settings) as workspace:
        ego = ego_of(settings, workspace)
        network = network_of(settings, workspace)
        yield Bench(workspace, Desk(workspace, network, as_of=as_of(settings, workspace)), ego)


def target(workspace: Workspace, ref: str) -> Company | Person:
    """A company if one has this name or id, else a person; an unknown name is reported with what is similar."""
    try:
        return workspace.company(ref)
    except CompanyNotFoundError as no_company:
        try:
            return workspace.person(ref)
        except PersonNotFoundError as no_person:
            similar = (*no_company.suggestions, *no_person.suggestions)
            raise TargetNotFoundError(ref, similar) from None
