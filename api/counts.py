"""How many requests were answered, and how: what `/metrics` shows."""

import collections
import time
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(slots=True)
class Counts:
    """Since when, seconds spent, and answers by the class of their status (2: 200 to 299)."""

    since: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    by_class: collections.Counter[int] = field(default_factory=collections.Counter)


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts and times every request."""

    app: ASGIApp
    counts: Counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.monotonic(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self.counts.seconds += time.monotonic() - start
            self.counts.by_class[status // 100] += 1
