"""The state of the file, looked at once a turn of the event loop: for all requests that came before it.

A look gives the interpreter away a few times, and while questions are worked out each time may take a millisecond to
get it back. Whoever looks once for each of forty requests keeps a health check waiting for all of them.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class OneLook(Generic[T]):
    """What `look` finds, kept until the event loop has run what was ready when it looked.

    A request that comes later is run after that, and so sees every change that was committed before it came. In a
    thread that runs no event loop nothing is kept: None.
    """

    look: Callable[[], T | None]
    _found: T | None = None
    _holds: bool = False

    def found(self) -> T | None:
        """What this turn of the event loop saw first."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return None
        if not self._holds:
            self._found, self._holds = self.look(), True
            loop.call_soon(self._forget)
        return self._found

    def _forget(self) -> None:
        self._found, self._holds = None, False
