"""Pages of paths: as many of them as a page of `PAGE_BYTES` holds, and where the next ones are."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Query

from referral.introductions import PATHS_MOST
from referral.path_results import Paths

PAGE_BYTES = 150_000
"""Of a page beside the scripts that a browser keeps. Long names and much evidence make a path heavy."""
EMPTY_BYTES = 20_000
"""Of a page, what is there with no path at all, about: the rest grows with the paths."""
DRAWN = 20
"""Paths on one page where they fit: as many as a picture shows well."""
FEWEST = 4
"""Paths that are shown whatever they weigh."""
Start = Annotated[int, Query(ge=0, lt=PATHS_MOST, description="Paths that were shown before.")]


def page_that_fits(found: Paths, start: int, draw: Callable[[Paths, int], str]) -> str:
    """`draw` with the paths of `found` after the first `start`, fewer where the page would be too heavy.

    `draw` takes the paths of the page and how many are shown up to its end, 0 where no more are known of.
    """
    first = start if start < len(found.paths) else 0
    left = found.paths[first : first + DRAWN]
    while True:
        end = first + len(left)
        more = end < len(found.paths) or (found.may_be_more and end < PATHS_MOST)
        page = draw(replace(found, paths=left, most=len(left) if more else 0), end if more else 0)
        weight = len(page.encode())
        if weight <= PAGE_BYTES or len(left) <= FEWEST:
            return page
        room = len(left) * (PAGE_BYTES - EMPTY_BYTES) // (weight - EMPTY_BYTES)
        left = left[: max(FEWEST, min(len(left) - 1, room))]
