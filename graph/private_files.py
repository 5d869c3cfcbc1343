"""Files written for the user: readable by them alone, unless the file exists and its mode says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

OWNER_ONLY = 0o600


def write_private(path: Path, content: str | bytes) -> None:
    """Write text (UTF-8, line ends as they are) or bytes; a new file can be read by its owner only.

    Raises:
        OSError: the system refuses.
    """
    data = content.encode() if isinstance(content, str) else content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
        file.write(data)
