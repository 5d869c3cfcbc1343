"""Many users of a server from another process: `python -m benchmarks.load_users PORT USERS [new]`, names on stdin.

Each user asks one thing after the other over a connection that stays open. They speak plain HTTP over sockets in one
thread, some forty microseconds a request, so that what is measured is the server and not whoever asks. It ends when
stdin is closed, and prints what it saw as JSON. With `new`, every question about a company names a job that nobody
asked about before, so that all of them have to be worked out.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

RETRY_SECONDS = 1.0
"""When somebody comes back who was not told when."""
BETWEEN_ARRIVALS = 0.005
"""Seconds from one user's coming to the next one's: four hundred come within two."""
IN_PARTS, LAST_PART = 1 << 62, b"\r\n0\r\n\r\n"
"""Where no length is told (home, of a server that is starting), and what ends such an answer."""


def script(
    companies: list[str], people: list[str], chance: random.Random, jobs: Iterator[int] | None = None
) -> Iterator[tuple[str, str]]:
    """What somebody looks at, for ever: kind and address."""
    while True:
        company, person = quote(chance.choice(companies)), quote(chance.choice(people))
        for kind, address in (
            ("home", "/"),
            ("company page", f"/companies/{company}"),
            ("referrers", f"/api/v1/companies/{company}/referrers"),
            ("verdict", f"/api/v1/companies/{company}/verdict"),
            ("paths", f"/api/v1/companies/{company}/paths"),
            ("page of paths", f"/companies/{company}/paths"),
            ("person page", f"/people/{person}"),
        ):
            yield kind, f"{address}?role=Engineer%20{next(jobs)}" if jobs and "/companies/" in address else address


class Seen:
    """What all users saw: seconds by kind of request, and how often each status came."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[str] = Counter()
        self.later: Counter[str] = Counter()


class User(asyncio.Protocol):
    """One user. `over`: no further question is asked."""

    over = False

    def __init__(self, port: int, looks: Iterator[tuple[str, str]], seen: Seen) -> None:
        self._port, self._looks, self._seen = port, looks, seen
        self._came, self._whole = bytearray(), 0
        self._status, self._start = "", 0.0
        self._kind, self._after = "", ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not User.over:
            self._seen.statuses[type(error).__name__ if error else "closed"] += 1
            asyncio.get_running_loop().create_task(self.connect())

    async def connect(self) -> None:
        """Open the connection, which begins with a question."""
        await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self._port)

    def _ask(self) -> None:
        if User.over:
            self._transport.close()
            return
        self._kind, address = next(self._looks)
        self._came.clear()
        self._whole, self._start = 0, time.perf_counter()
        self._transport.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self._came += data
        if not self._whole:
            end = self._came.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._came[:end]).decode("latin-1").lower()
            self._status = head[9:12]
            length = head.partition("content-length:")[2].partition("\r\n")[0]
            self._whole = end + 4 + int(length) if length else IN_PARTS
            if self._status == "503":
                self._after = head.partition("retry-after:")[2].partition("\r\n")[0].strip()
                self._seen.later[self._after] += 1
        if len(self._came) >= self._whole or (self._whole == IN_PARTS and self._came.endswith(LAST_PART)):
            self._answered()

    def _answered(self) -> None:
        self._seen.statuses[self._status] += 1
        if self._status == "200":
            self._seen.seconds[self._kind].append(time.perf_counter() - self._start)
        if self._status == "503":
            asyncio.get_running_loop().call_later(float(self._after or RETRY_SECONDS), self._ask)
        else:
            self._ask()


async def use(port: int, users: int, listed: tuple[list[str], list[str]], *, new: bool) -> Seen:
    """Everybody, one after the other and from then on at once, until stdin is closed."""
    seen, jobs = Seen(), count() if new else None
    everybody = [User(port, script(*listed, random.Random(seed), jobs), seen) for seed in range(users)]
    for one in everybody:
        await one.connect()
        await asyncio.sleep(BETWEEN_ARRIVALS)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    User.over = True
    return seen


def main(port: int, users: int, *, new: bool) -> None:
    """See the module."""
    companies, people = json.loads(sys.stdin.readline())
    seen = asyncio.run(use(port, users, (companies, people), new=new))
    told = {
        "seconds": seen.seconds,
        "statuses": seen.statuses,
        "later": seen.later,
        "spent": time.process_time(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), new="new" in sys.argv[3:])
