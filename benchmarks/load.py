"""Many people at once: `python -m benchmarks.load [minutes] [users] [workspace]`, default 1 minute and 40 users.

Starts a server on a workspace (made up with 30,000 contacts where none is named), lets everybody go through the same
mixed script from another place, and says how many requests a second were answered, how long they took, what failed, how
long a health check took meanwhile, and how much memory the server held at the start and at the end.
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import numpy as np
import psutil

from benchmarks.workspace import fill
from graph.stores.workspace import Workspace

PEOPLE, MESSAGES = 30_000, 22_000
TRIES = 600
BETWEEN_CHECKS = 0.25
"""Seconds between two health checks."""
PATIENCE = 60.0


@dataclass(slots=True)
class UserLog:
    """What one user saw: seconds by kind of request, and how often each status came."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, status: str, seconds: float) -> None:
        """One answer; only what was answered counts in the times."""
        self.statuses[status] += 1
        if status == "200":
            self.seconds.setdefault(kind, []).append(seconds)


def script(companies: list[str], people: list[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """What somebody looks at, for ever: kind and address."""
    while True:
        company, person = quote(chance.choice(companies)), quote(chance.choice(people))
        yield "home", "/"
        yield "company page", f"/companies/{company}"
        yield "referrers", f"/api/v1/companies/{company}/referrers"
        yield "verdict", f"/api/v1/companies/{company}/verdict"
        yield "paths", f"/api/v1/companies/{company}/paths"
        yield "page of paths", f"/companies/{company}/paths"
        yield "person page", f"/people/{person}"


def get(connection: http.client.HTTPConnection, address: str) -> tuple[str, bytes]:
    """Status and body; the name of the error where there is none."""
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return str(response.status), response.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__, b""


def user(port: int, seed: int, listed: tuple[list[str], list[str]], over: Event, seen: UserLog) -> None:
    """One user, one request after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for kind, address in script(*listed, random.Random(seed)):
        if over.is_set():
            return
        start = time.perf_counter()
        status, _ = get(connection, address)
        seen.note(kind, status, time.perf_counter() - start)
        if status == "503":
            over.wait(1.0)


def checks(port: int, over: Event, seen: UserLog) -> None:
    """Whoever watches the process, all the while."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while not over.wait(BETWEEN_CHECKS):
        start = time.perf_counter()
        status, _ = get(connection, "/healthz")
        seen.note("health", status, time.perf_counter() - start)


@contextmanager
def served(workspace: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A server on a free port, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    program = str(Path(sys.executable).with_name("goodword"))
    server = subprocess.Popen(
        [program, "--workspace", str(workspace), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        for _ in range(TRIES):
            if get(connection, "/readyz")[0] == "200":
                break
            time.sleep(0.1)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def ids(port: int, what: str) -> list[str]:
    """The first companies or people of the list."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    answer = json.loads(get(connection, f"/api/v1/{what}?limit=100")[1])
    return [str(row["id"]) for row in (answer["items"] if isinstance(answer, dict) else answer)]


def run(workspace: Path, minutes: float, users: int) -> None:
    """The whole of it, printed."""
    with served(workspace) as (port, server):
        listed = ids(port, "companies"), ids(port, "people")
        over, seen, health = Event(), [UserLog() for _ in range(users)], UserLog()
        threads = [
            Thread(target=user, args=(port, seed, listed, over, one), daemon=True) for seed, one in enumerate(seen)
        ]
        threads.append(Thread(target=checks, args=(port, over, health), daemon=True))
        begun, spent = server.memory_info().rss, processor(server)
        for thread in threads:
            thread.start()
        for part in range(4):
            time.sleep(minutes * 15)
            print(f"memory after {(part + 1) / 4:.0%}: {server.memory_info().rss / 1e6:.0f} MB", flush=True)
        spent = processor(server) - spent
        over.set()
        for thread in threads:
            thread.join(PATIENCE)
        report([*seen, health], minutes * 60, spent)
        print(f"memory at the start {begun / 1e6:.0f} MB, at the end {server.memory_info().rss / 1e6:.0f} MB")


def processor(server: psutil.Process) -> float:
    """Seconds of processor time a server took so far: what is left to compare on a machine that others use, too."""
    times = server.cpu_times()
    return float(times.user + times.system)


def report(seen: list[UserLog], seconds: float, spent: float) -> None:
    """Requests a second, times by kind, what failed."""
    statuses = sum((one.statuses for one in seen), Counter[str]())
    kinds = sorted({kind for one in seen for kind in one.seconds})
    everything: list[float] = []
    for kind in kinds:
        taken = [value for one in seen for value in one.seconds.get(kind, [])]
        everything += taken if kind != "health" else []
        print(line(kind, taken))
    print(line("all", everything))
    print(f"{len(everything) / seconds:.1f} requests a second; statuses {dict(statuses)}")
    print(f"{spent / max(len(everything), 1) * 1e3:.1f} ms of processor time a request")


def line(kind: str, taken: list[float]) -> str:
    """One row of the table."""
    p50, p95, p99 = (float(np.percentile(taken, q)) * 1e3 if taken else 0.0 for q in (50, 95, 99))
    return f"{kind:<14}{len(taken):8d}   p50 {p50:8.1f} ms   p95 {p95:8.1f} ms   p99 {p99:8.1f} ms"


def main(minutes: float = 1.0, users: int = 40, workspace: Path | None = None) -> None:
    """See the module."""
    if workspace is not None:
        run(workspace, minutes, users)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goodword.db"
        with Workspace.open(path) as made:
            fill(made, PEOPLE, MESSAGES)
        run(path, minutes, users)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        float(given[0]) if given else 1.0,
        int(given[1]) if len(given) > 1 else 40,
        Path(given[2]) if len(given) > 2 else None,
    )
