"""How many different numbers there were, in little memory."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_AT_ONCE = 65_536
"""Numbers are gathered in a set up to so many, which takes ten times the memory of the sorted ones."""


class Distinct:
    """Numbers below 2^63, each counted once. Eight bytes each; O(log n) amortised per number."""

    def __init__(self) -> None:
        self._sorted: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._fresh: set[int] = set()

    def add(self, number: int) -> None:
        """Count a number, if it is new."""
        self._fresh.add(number)
        if len(self._fresh) >= _AT_ONCE:
            self._settle()

    def update(self, numbers: Iterable[int]) -> None:
        """Count each of these that is new."""
        for number in numbers:
            self.add(number)

    def __len__(self) -> int:
        self._settle()
        return len(self._sorted)

    def _settle(self) -> None:
        if self._fresh:
            fresh = np.fromiter(self._fresh, np.int64, len(self._fresh))
            self._sorted = np.union1d(self._sorted, fresh)
            self._fresh.clear()
