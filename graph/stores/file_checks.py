"""The workspace file before it is opened, there or to be made; and what SQLite says of it, in a sentence."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from graph.errors import NotAWorkspaceError, NoWorkspaceError, WorkspaceError

NOT_SQLITE = "this is not a SQLite file"
_MAGIC = b"SQLite format 3\0"


_SENTENCES = {
    "locked": "another program is writing to it; try again when that is done",
    "busy": "another program is writing to it; try again when that is done",
    "not a database": NOT_SQLITE,
    "malformed": "the file is damaged; restore a copy, or move it away and import again",
    "readonly": "it cannot be written; check the permissions of the file and its folder",
    "unable to open": "it cannot be opened; check the permissions of the file and its folder",
    "full": "the disk is full",
    "disk i/o": "the disk reports an error",
}


def explain(path: Path, error: Exception) -> WorkspaceError | None:
    """The clear sentence for what SQLite said, or None where the fault is in this program and must show as such."""
    cause = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver raised
    if not isinstance(cause, sqlite3.Error):
        return None
    said = str(cause).casefold()
    what = next((what for word, what in _SENTENCES.items() if word in said), None)
    if what is None:
        return None
    return (NotAWorkspaceError if what == NOT_SQLITE else WorkspaceError)(path, what)


def make_or_check(path: Path, *, create: bool) -> None:
    """A file at `path` that may be a workspace, made empty where there is none and `create` allows it.

    Raises:
        WorkspaceError: it cannot be one, or cannot be made.
    """
    if path.is_dir():
        raise NotAWorkspaceError(path, "this is a folder")
    if path.exists():
        _check(path)
    elif create:
        _make(path)
    else:
        raise NoWorkspaceError(path)


def _check(path: Path) -> None:
    effective = os.access in os.supports_effective_ids
    file = os.access(path, os.R_OK | os.W_OK, effective_ids=effective)
    if not file or not os.access(path.absolute().parent, os.W_OK | os.X_OK, effective_ids=effective):
        raise WorkspaceError(path, _SENTENCES["readonly"])
    with path.open("rb") as file_of_somebody:
        start = file_of_somebody.read(len(_MAGIC))
    if start and start != _MAGIC:  # SQLite itself would overwrite a file of a few bytes
        raise WorkspaceError(path, _SENTENCES["not a database"])


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise WorkspaceError(path, f"it cannot be created ({(error.strerror or 'unknown').lower()})") from error
