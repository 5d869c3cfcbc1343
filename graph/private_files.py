"""Files written for the user: readable by them alone, unless one that is written into has another mode already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

OWNER_ONLY = 0o600
LARGE = 16 << 20
"""Bytes of a file that takes some hundredths of a second to free."""


def write_private(path: Path, content: str | bytes) -> None:
    """Write text (UTF-8, line ends as they are) or bytes; a new file can be read by its owner only.

    Raises:
        OSError: the system refuses.
    """
    data = content.encode() if isinstance(content, str) else content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file, readable by its owner only, that takes the place of `path` in one step at the end of the block.

    Whoever reads sees the file of before or the whole new one; after an error inside the block that of before stays.

    Raises:
        OSError: the system refuses.
    """
    part = path.with_name(f".{path.name}.{os.urandom(8).hex()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        with _freed_apart(path):
            part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def _freed_apart(path: Path) -> Iterator[None]:
    """Whoever replaces a large file inside the block does not wait until the system has freed it: a thread does.

    Only where an open file can be replaced, as on Linux.
    """
    large = os.name == "posix" and path.exists() and path.stat().st_size >= LARGE
    held = os.open(path, os.O_RDONLY) if large else None
    try:
        yield
    finally:
        if held is not None:
            Thread(target=os.close, args=(held,), name="goodword-free", daemon=True).start()


def keep(path: Path, put: Callable[[BinaryIO], object], still: Callable[[], bool]) -> bool:
    """Put a file in place that can be made again, readable by its owner only; False where it is not kept.

    Args:
        path: where.
        put: writes it.
        still: asked once it is in place: whether what it was made from is so still. Where it is not, as after a
            `forget` that came between, the file is taken away again.
    """
    try:
        with replacing(path) as file:
            put(file)
    except OSError:
        return False
    if still():
        return True
    path.unlink(missing_ok=True)
    return False
