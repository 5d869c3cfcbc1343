"""What is kept beside a workspace because it takes long to make: where it lies, and how it is thrown away.

All of it can be made again from the workspace; it holds the ids of people or, as reports do, their names, so that
whoever erases somebody throws it away (`forget`, `forget_person`).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model import PersonId

if TYPE_CHECKING:
    from graph.stores.workspace import Workspace

SUFFIX = ".graph"
REPORTS = ".reports"


def snapshot_path(workspace: Path) -> Path:
    """Where the snapshot of a workspace lies."""
    return workspace.with_name(workspace.name + SUFFIX)


def drop_snapshots(workspace: Path) -> None:
    """Take away every graph kept beside a workspace, also a server's and what a broken-off writing left.

    The next `load` makes it anew. They hold the ids of people, so whoever erases somebody drops them.
    """
    for file in workspace.parent.iterdir():
        name = file.name.removeprefix(".") if file.suffix == ".part" else file.name
        if name.startswith((f"{workspace.name}{SUFFIX}", f"{workspace.name}.neo4j-")):
            file.unlink(missing_ok=True)


def reports_folder(workspace: Path) -> Path:
    """Where the server keeps the reports it made of a workspace: they hold names, so `forget` throws them away."""
    return workspace.with_name(workspace.name + REPORTS)


def forget(workspace: Workspace, source: int) -> bool:
    """Take a source out of a workspace, and what is kept beside it out of the folder.

    Returns:
        Whether no trace is left: see `Workspace.forget`. Raises as that does.
    """
    clear = workspace.forget(source)
    _drop_kept(workspace.path)
    return clear


def forget_person(workspace: Workspace, person: PersonId) -> bool:
    """Erase somebody from a workspace and keep them out; what is kept beside it goes as well.

    Returns:
        Whether no trace is left: see `Workspace.forget`. Raises as `Workspace.forget_person` does.
    """
    clear = workspace.forget_person(person)
    _drop_kept(workspace.path)
    return clear


def _drop_kept(workspace: Path) -> None:
    drop_snapshots(workspace)
    shutil.rmtree(reports_folder(workspace), ignore_errors=True)
