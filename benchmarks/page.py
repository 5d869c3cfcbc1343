"""Putting figures into a page of docs/, between the marks of a place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def put(page: str, place: str, lines: Iterable[str]) -> None:
    """Put lines between the marks of a place, in place of what was there.

    Raises:
        ValueError: the page has no such place.
    """
    path, begin, end = DOCS / page, f"<!-- {place}: begin -->", f"<!-- {place}: end -->"
    text = path.read_text(encoding="utf-8")
    if not -1 < text.find(begin) < text.find(end):
        raise ValueError(f"{page} has no lines '{begin}' and '{end}': write them where the figures go")
    told = "\n".join(lines).strip("\n")
    path.write_text(f"{text.partition(begin)[0]}{begin}\n\n{told}\n\n{end}{text.partition(end)[2]}", encoding="utf-8")
