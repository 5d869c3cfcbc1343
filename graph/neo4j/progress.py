"""The callback that follows a push or a pull."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being brought ("people", ...), how much of it is done, and how much there is."""


def no_progress(what: str, done: int, whole: int) -> None:
    """Follow nothing: for callers that show no progress."""
