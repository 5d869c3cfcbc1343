"""Many people at once: `python -m benchmarks.load [minutes] [users] [workspace]`, default 1 minute and 40 users.

Starts a server on a workspace (made up with 30,000 contacts where none is named), lets everybody go through the same
mixed script from another process, and says how many requests a second were answered, how long they took, what failed,
how long a health check took meanwhile, how much memory the server held, and what the users themselves took of the
processor. With the made-up workspace and 40 users the figures are put into docs/performance.md.

`python -m benchmarks.load flood [minutes] [users]` (400) lets more come than can be answered, each with a question that
nobody asked before, and says how many were told when to come back, and how long health checks took all the same.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psutil

from benchmarks.page import put
from benchmarks.workspace import fill
from graph.stores.workspace import Workspace

PEOPLE, MESSAGES, USERS, FLOOD = 30_000, 22_000, 40, 400
"""Contacts and messages of the made-up workspace; users of a run, and of a flood."""
TRIES, BETWEEN_TRIES = 600, 0.1
"""How often a server that starts is asked whether it is ready, and the seconds between: it may take a minute."""
BETWEEN_CHECKS = 0.25
"""Seconds between two health checks."""
PATIENCE = 60.0
"""Seconds that an answer is waited for."""
QUARTERS = 4
"""Parts of a run after each of which memory is read."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run saw. `seconds`: by kind of request; `memory`: bytes at the start and after each quarter.

    `later`: how often whoever was told to come back was told after how many seconds ("": not told); `spent`,
    `users_spent`: seconds of processor time of the server and of all users.
    """

    users: int
    lasted: float
    seconds: dict[str, list[float]]
    statuses: dict[str, int]
    later: dict[str, int]
    memory: list[int]
    spent: float
    users_spent: float

    @property
    def answered(self) -> list[float]:
        """Seconds of all requests but health checks."""
        return [value for kind, taken in self.seconds.items() if kind != "health" for value in taken]

    def _told_to_come_back(self) -> str:
        told = [f"{count:,} of them after {after or 'no stated number of'} s" for after, count in self.later.items()]
        return ": ".join([f"{self.statuses.get('503', 0):,} told to come back", *([", ".join(told)] if told else [])])

    def lines(self) -> Iterator[str]:
        """The figures as a table and sentences."""
        yield "| request | answered | p50 | p95 | p99 | highest |"
        yield "|---|---|---|---|---|---|"
        rows = [(kind, taken) for kind, taken in sorted(self.seconds.items()) if kind != "health"]
        for kind, taken in [*rows, ("all", self.answered), ("health check", self.seconds["health"])]:
            times = " | ".join(f"{float(np.percentile(taken, q)) * 1e3:,.0f} ms" for q in (50, 95, 99, 100))
            yield f"| {kind} | {len(taken):,} | {times} |"
        done, failed = len(self.answered), {k: v for k, v in self.statuses.items() if k not in {"200", "503"}}
        yield ""
        yield (
            f"{self.users} users, {self.lasted:.0f} seconds, {os.cpu_count()} cores: {done / self.lasted:.1f} requests "
            f"a second, {failed or 'no'} failures, {self._told_to_come_back()}. Processor time: "
            f"{self.spent / done * 1e3:.1f} ms a request in the server ({self.spent / self.lasted:.2f} cores), "
            f"{self.users_spent / done * 1e3:.2f} ms in whoever asks."
        )
        yield f"Memory of the server at the start and after each quarter: {', '.join(map(megabytes, self.memory))}."


def megabytes(size: int) -> str:
    """As it is written."""
    return f"{size / 1e6:.0f} MB"


def get(connection: http.client.HTTPConnection, address: str) -> tuple[str, bytes]:
    """Status and body; the name of the error where there is none."""
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return str(response.status), response.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__, b""


def checks(port: int, over: Event, seconds: list[float], failed: list[str]) -> None:
    """Whoever watches the process, all the while."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while not over.wait(BETWEEN_CHECKS):
        start = time.perf_counter()
        status, _ = get(connection, "/healthz")
        (seconds.append(time.perf_counter() - start) if status == "200" else failed.append(status))


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
            time.sleep(BETWEEN_TRIES)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def ids(port: int, what: str) -> list[str]:
    """The first companies or people of the list."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    answer = json.loads(get(connection, f"/api/v1/{what}?limit=100")[1])
    return [str(row["id"]) for row in (answer["items"] if isinstance(answer, dict) else answer)]


def processor(server: psutil.Process) -> float:
    """Seconds of processor time a process took so far: what is left to compare on a machine that others use, too."""
    times = server.cpu_times()
    return float(times.user + times.system)


def run(workspace: Path, minutes: float, users: int, *, new: bool = False) -> Load:
    """The whole of it; `new`: every question about a company is a new one."""
    with served(workspace) as (port, server):
        listed = json.dumps([ids(port, "companies"), ids(port, "people")])
        over, health, failed = Event(), list[float](), list[str]()
        watcher = Thread(target=checks, args=(port, over, health, failed), daemon=True)
        memory, spent, begun = [server.memory_info().rss], processor(server), time.perf_counter()
        asking = [sys.executable, "-m", "benchmarks.load_users", str(port), str(users), *(["new"] if new else [])]
        everybody = subprocess.Popen(asking, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert everybody.stdin is not None
        everybody.stdin.write(listed + "\n")
        everybody.stdin.flush()
        watcher.start()
        for _ in range(QUARTERS):
            time.sleep(minutes * 60 / QUARTERS)
            memory.append(server.memory_info().rss)
        lasted, spent = time.perf_counter() - begun, processor(server) - spent
        told, _ = everybody.communicate(timeout=PATIENCE)
        over.set()
        watcher.join(PATIENCE)
    seen = json.loads(told)
    statuses = {**seen["statuses"], **({"health check failed": len(failed)} if failed else {})}
    seconds = {**seen["seconds"], "health": health}
    return Load(users, lasted, seconds, statuses, seen["later"], memory, spent, seen["spent"])


def on_made_up(minutes: float, users: int, *, flood: bool) -> Load:
    """A run on a made-up workspace."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goodword.db"
        with Workspace.open(path) as made:
            fill(made, PEOPLE, MESSAGES)
        return run(path, minutes, users, new=flood)


def main(minutes: float = 1.0, users: int = 0, workspace: Path | None = None, *, flood: bool = False) -> None:
    """See the module."""
    usual = FLOOD if flood else USERS
    users = users or usual
    found = on_made_up(minutes, users, flood=flood) if workspace is None else run(workspace, minutes, users, new=flood)
    print("\n".join(found.lines()))
    if workspace is None and users == usual:
        put("performance.md", "flood" if flood else "load", found.lines())


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "flood"]
    main(
        float(given[0]) if given else 1.0,
        int(given[1]) if len(given) > 1 else 0,
        Path(given[2]) if len(given) > 2 else None,
        flood="flood" in sys.argv[1:],
    )
