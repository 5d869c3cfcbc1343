"""The ids of people and companies in slices: digests are spread evenly, so equal ranges hold about equal counts."""

from __future__ import annotations

from collections.abc import Iterator

PAGE = 20_000
"""Nodes to a slice, about: a request of some hundred thousand ties, seconds of work for the server."""


def slices(prefix: str, count: int, *, page: int = PAGE) -> Iterator[tuple[str, str]]:
    """Ranges (low, high), high excluded, that cover every id beginning with `prefix`, for about `count` of them."""
    pieces = max(1, -(-count // page))
    bounds = [f"{prefix}{(i << 64) // pieces:016x}" for i in range(pieces)]
    bounds[0] = prefix
    return zip(bounds, [*bounds[1:], chr(ord(prefix) + 1)], strict=True)
