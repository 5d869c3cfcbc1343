"""Opening the workspace for one command, and reading whose question it is, for which day, about whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from cli.settings import ANYONE, Settings
from graph.days import until
from graph.errors import CompanyNotFoundError, EmptyWorkspaceError, PersonNotFoundError, TargetNotFoundError
from graph.model import Company, Person
from graph.stores.workspace import Workspace

__all__ = ["as_of", "ego_of", "opened", "target", "until"]


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Workspace]:
    """The workspace, closed at the end.

    Raises:
        WorkspaceError: it cannot be used, or (without `create`) is not there.
    """
    with Workspace.open(settings.workspace, create=create) as workspace:
        yield workspace


def as_of(settings: Settings, workspace: Workspace) -> date:
    """The day taken as today: the one asked for, else the newest export date.

    Raises:
        EmptyWorkspaceError: nothing is imported.
    """
    newest = workspace.latest_as_of()
    if newest is None:
        raise EmptyWorkspaceError
    return settings.as_of or newest


def ego_of(settings: Settings, workspace: Workspace) -> Person | None:
    """Whose question it is: the owner named, else that of the first archive imported; None for anyone.

    Raises:
        EmptyWorkspaceError: there is no owner yet.
        NotAnOwnerError, AmbiguousError: the one named is no owner, or several are called so.
    """
    owners = workspace.owners()
    if not owners:
        raise EmptyWorkspaceError
    if settings.ego == ANYONE:
        return None
    return workspace.owner(settings.ego) if settings.ego is not None else owners[0]


def target(workspace: Workspace, ref: str) -> Company | Person:
    """A company if one has this name or id, else a person.

    Raises:
        TargetNotFoundError: neither; similar names are offered.
        AmbiguousError: the name fits several.
    """
    try:
        return workspace.company(ref)
    except CompanyNotFoundError as no_company:
        try:
            return workspace.person(ref)
        except PersonNotFoundError as no_person:
            raise TargetNotFoundError(ref, (*no_company.suggestions, *no_person.suggestions)) from None
