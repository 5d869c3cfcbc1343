"""Pages of paths: as many of them as a page of `PAGE_BYTES` holds, and where the next ones are."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Query

from referral.introductions import PATHS_MOST
from referral.path_results import Paths

PAGE_BYTES = 150_000
"""Of a page beside the scripts that a browser keeps. Long names and much evidence make a path heavy."""
DRAWN = 20
"""Paths on one page where they fit: as many as a picture shows well."""
FEWEST = 4
"""Paths that are shown whatever they weigh."""
Start = Annotated[int, Query(ge=0, lt=PATHS_MOST, description="Paths that were shown before.")]


def page_that_fits(
    found: Paths, start: int, draw: Callable[[Paths, int], str], expected: Callable[[Paths], int]
) -> str:
    """`draw` with the paths of `found` after the first `start`, fewer where the page would be too heavy.

    `draw` takes the paths of the page and how many are shown up to its end, 0 where no more are known of; `expected`
    tells about how heavy a page of some paths is. It is drawn again, with fewer, only where that was too little.
    """
    first = start if start < len(found.paths) else 0
    left = found.paths[first : first + DRAWN]
    sizes = range(1, len(left) + 1)
    fits = bisect_right(sizes, PAGE_BYTES, key=lambda size: expected(replace(found, paths=left[:size])))
    left = left[: max(FEWEST, fits)]
    while True:
        end = first + len(left)
        more = end < len(found.paths) or (found.may_be_more and end < PATHS_MOST)
        page = draw(replace(found, paths=left, most=len(left) if more else 0), end if more else 0)
        weight = len(page.encode())
        if weight <= PAGE_BYTES or len(left) <= FEWEST:
            return page
        left = left[: max(FEWEST, len(left) - 1 - len(left) * (weight - PAGE_BYTES) // weight)]
