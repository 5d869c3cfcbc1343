"""What a workspace remembers of servers, in a small file beside it.

The id under which its facts are kept apart there, drawn once; and of the last whole push, the token it left on the
server and what of the workspace it showed.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from graph.errors import WorkspaceError
from graph.private_files import OWNER_ONLY, replacing

SUFFIX = ".neo4j.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """A whole push. `token`: what it left on the server; `shown`: what of the workspace it showed."""

    token: str
    shown: str


def identity(workspace: Path) -> str:
    """The id of the workspace at this path, drawn now if it has none yet.

    Raises:
        WorkspaceError: the file beside it cannot be written, or is not ours.
    """
    path = _beside(workspace)
    try:
        return _read(path)
    except FileNotFoundError:
        return _draw(path)
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(path, "this is not the file this program wrote; restore it or remove it") from error


def recall(workspace: Path) -> Memory | None:
    """The last whole push of the workspace at this path, None when none is remembered."""
    try:
        held = json.loads(_beside(workspace).read_text(encoding="utf-8"))["pushed"]
        return Memory(str(held["token"]), str(held["shown"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(workspace: Path, memory: Memory) -> None:
    """Keep a whole push in mind. Where the file cannot be written nothing is kept, and the next push compares all."""
    held = {"workspace": identity(workspace), "pushed": {"token": memory.token, "shown": memory.shown}}
    told = json.dumps(held).encode()
    with suppress(OSError), replacing(_beside(workspace)) as file:  # two pushes may end at once
        file.write(told)


def _beside(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + SUFFIX)


def _read(path: Path) -> str:
    found = cast("object", json.loads(path.read_text(encoding="utf-8"))["workspace"])
    if not isinstance(found, str) or not found:
        raise ValueError(found)
    return found


def _draw(path: Path) -> str:
    drawn = "w" + secrets.token_hex(8)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"workspace": drawn}, file)
    except FileExistsError:  # another process was quicker
        return _read(path)
    except OSError as error:
        raise WorkspaceError(path, f"it cannot be created ({(error.strerror or 'unknown').lower()})") from error
    return drawn
