"""A long list a page at a time: which part is shown, and where the others are. Nothing ends in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list. `page`: from 1; `address`: where another page of it is."""

    page: int
    size: int
    total: int
    address: Callable[[int], str]

    @property
    def last_page(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Place of the first one shown, from 1; 1 for an empty list."""
        return (self.page - 1) * self.size + 1

    @property
    def until(self) -> int:
        """Place of the last one shown."""
        return min(self.total, self.page * self.size)

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """What of the whole list is on this page."""
        return items[self.first - 1 : self.until]


def pages(page: int, size: int, total: int, address: Callable[[int], str]) -> Pages:
    """The page asked for, or the nearest there is."""
    last = max(1, -(-total // size))
    return Pages(min(max(1, page), last), size, total, address)
