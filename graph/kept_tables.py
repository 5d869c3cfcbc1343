"""What was worked out of a graph ahead of whoever asks, in a file beside the workspace.

It holds numbers and the ids of people, no names; it is thrown away with the snapshots (`graph.network.drop_snapshots`).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

SUFFIX = ".graph-tables"


def _path(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + SUFFIX)


def read(workspace: Path, key: str) -> Mapping[str, object] | None:
    """What was kept under `key`, which says everything it rests on; None where there is nothing, or other things."""
    try:
        found = json.loads(_path(workspace).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("key") != key:
        return None
    return cast("Mapping[str, object]", found["tables"])


def write(workspace: Path, key: str, tables: Mapping[str, object]) -> bool:
    """Keep `tables`, which JSON can say, in place of what was kept before; False where the folder does not allow it."""
    path = _path(workspace)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}", suffix=".part", dir=path.parent)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"key": key, "tables": tables}, file, separators=(",", ":"))
        Path(temporary).replace(path)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        return False
    return True
