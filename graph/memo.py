"""A bounded store of results worked out once and kept for the next question; safe for several threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock, RLock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

T = TypeVar("T")


def bytes_of(arrays: Iterable[npt.NDArray[np.generic]]) -> int:
    """Bytes of memory that arrays take together."""
    return sum(each.nbytes for each in arrays)


class Memo:
    """Values by key. The least recently used go first when all together weigh more than `most` bytes.

    A key has to say everything its value depends on. While one thread works a value out, others who need it wait for
    it, so `make` must not ask for its own key.
    """

    __slots__ = ("_held", "_lock", "_making", "_most", "_weight")

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._held: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """The value of `key`, made where it is not kept. `weigh`: about how many bytes it takes.

        One heavier than the whole memo is given back and not kept.
        """
        with self._lock:
            if key in self._held:
                return cast("T", self._used(key))
            turn = self._making.setdefault(key, RLock())
        with turn:
            with self._lock:
                if key in self._held:
                    return cast("T", self._used(key))
            try:
                made = make()
                self._keep(key, made, weigh(made))
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return made

    def held(self, key: Hashable) -> object | None:
        """The value of `key` where it is kept, else None."""
        with self._lock:
            return self._used(key) if key in self._held else None

    def end(self) -> None:
        """Let go of everything and keep nothing from now on: values that lead back to the memo would stay for good."""
        with self._lock:
            self._held.clear()
            self._weight, self._most = 0, -1

    def _used(self, key: Hashable) -> object:
        self._held.move_to_end(key)
        return self._held[key][0]

    def _keep(self, key: Hashable, made: object, weight: int) -> None:
        with self._lock:
            if weight <= self._most and key not in self._held:
                self._held[key] = made, weight
                self._weight += weight
            while self._held and self._weight > self._most:
                self._weight -= self._held.popitem(last=False)[1][1]

    @property
    def weight(self) -> int:
        """Bytes kept, about."""
        return self._weight
