"""Sums over many sources, worked out side by side: kernels hold no interpreter lock.

The sources are cut the same way on every machine and the parts are added in their order, so a sum does not depend on
how many processors there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from graph.columns import Int32
from graph.jit import read_only

Part = TypeVar("Part")
SIDE_BY_SIDE = 4
"""At most so many threads: each holds some 200 bytes a person."""


def parts_over(sources: Int32, size: int, kernel: Callable[[Int32], Part]) -> Iterator[Part]:
    """What `kernel` makes of each run of `size` sources, in their order."""
    runs = [read_only(sources[at : at + size]) for at in range(0, len(sources), size)]
    threads = min(len(runs), SIDE_BY_SIDE, os.cpu_count() or 1)
    if threads < 2:
        yield from map(kernel, runs)
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="goodword-sum") as pool:
        yield from pool.map(kernel, runs)
