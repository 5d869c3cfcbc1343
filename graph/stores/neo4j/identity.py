"""Under which id a workspace's facts are kept apart on servers: drawn once, kept in a small file beside it."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import cast

from graph.errors import WorkspaceError

SUFFIX = ".neo4j.json"


def identity(workspace: Path) -> str:
    """The id of the workspace at this path, drawn now if it has none yet.

    Raises:
        WorkspaceError: the file beside it cannot be written, or is not ours.
    """
    path = workspace.with_name(workspace.name + SUFFIX)
    try:
        return _read(path)
    except FileNotFoundError:
        return _draw(path)
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(path, "this is not the file this program wrote; restore it or remove it") from error


def _read(path: Path) -> str:
    found = cast("object", json.loads(path.read_text(encoding="utf-8"))["workspace"])
    if not isinstance(found, str) or not found:
        raise ValueError(found)
    return found


def _draw(path: Path) -> str:
    drawn = "w" + secrets.token_hex(8)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:  # another process was quicker
        return _read(path)
    except OSError as error:
        raise WorkspaceError(path, f"it cannot be created ({(error.strerror or 'unknown').lower()})") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"workspace": drawn}, file)
    return drawn
