"""What was worked out of a graph ahead of whoever asks, in a file beside the workspace.

It holds numbers and the ids of people, no names; `graph.kept_files.drop_snapshots` throws it away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from graph.private_files import keep

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


def write(workspace: Path, key: str, tables: Mapping[str, object], still: Callable[[], bool] = lambda: True) -> bool:
    """Keep `tables`, which JSON can say, in place of what was kept before; False where they are not kept.

    `still`: see `graph.private_files.keep`.
    """
    text = json.dumps({"key": key, "tables": tables}, separators=(",", ":"))
    return keep(_path(workspace), lambda file: file.write(text.encode()), still)
