"""A few requests a turn of the event loop: between two turns it looks who else has come, and health checks go first.

Forty requests that come together would each be carried as far as it goes, to its answer or into the queue of questions,
before anybody looks at the next connection: whoever watches the process would wait for all of them.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

AT_ONCE = 1
"""Requests that begin in one turn."""
FIRST = frozenset({"/healthz", "/readyz", "/metrics"})
"""What whoever watches the process asks: it waits for nobody."""


@dataclass(slots=True)
class Turns:
    """Lets requests begin in the order they came, `AT_ONCE` a turn."""

    app: ASGIApp
    _begun: int = 0
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on when its turn has come."""
        if scope["type"] == "http" and scope["path"] not in FIRST:
            await self._turn()
        await self.app(scope, receive, send)

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        if self._begun == AT_ONCE:
            place = loop.create_future()
            self._waiting.append(place)
            await place
            return
        if not self._begun:
            loop.call_soon(self._next)
        self._begun += 1

    def _next(self) -> None:
        """Begin those whose turn is the next."""
        self._begun = 0
        while self._waiting and self._begun < AT_ONCE:
            place = self._waiting.popleft()
            if not place.done():  # whoever left meanwhile
                place.set_result(None)
                self._begun += 1
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next)
