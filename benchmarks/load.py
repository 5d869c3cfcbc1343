"""Many people at once: `python -m benchmarks.load [minutes] [users] [workspace]`, default 1 minute and 40 users.

Starts a server on a workspace (made up with 30,000 contacts where none is named), lets everybody go through the same
mixed script from another process, and says how many requests a second were answered, how long they took, what failed,
how long a health check took meanwhile, how much memory the server held, and what the users themselves took of the
processor. With the made-up workspace and 40 users the figures are put into docs/performance.md.
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

from benchmarks.workspace import fill
from graph.stores.workspace import Workspace

PEOPLE, MESSAGES, USERS = 30_000, 22_000, 40
TRIES = 600
BETWEEN_CHECKS = 0.25
"""Seconds between two health checks."""
PATIENCE = 60.0
QUARTERS = 4
DOCS = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- load: begin -->", "<!-- load: end -->"


@dataclass(frozen=True, slots=True)
class Load:
    """What a run saw. `seconds`: by kind of request; `memory`: bytes at the start and after each quarter.

    `spent`, `users_spent`: seconds of processor time of the server and of all users.
    """

    users: int
    lasted: float
    seconds: dict[str, list[float]]
    statuses: dict[str, int]
    later: list[str]
    memory: list[int]
    spent: float
    users_spent: float

    @property
    def answered(self) -> list[float]:
        """Seconds of all requests but health checks."""
        return [value for kind, taken in self.seconds.items() if kind != "health" for value in taken]

    def _told_to_come_back(self) -> str:
        after = f" after {', '.join(self.later)} s" if self.later else ""
        return f"{self.statuses.get('503', 0)} told to come back{after}"

    def lines(self) -> Iterator[str]:
        """The figures as a table and sentences."""
        yield "| request | answered | p50 | p95 | p99 |"
        yield "|---|---|---|---|---|"
        rows = [(kind, taken) for kind, taken in sorted(self.seconds.items()) if kind != "health"]
        for kind, taken in [*rows, ("all", self.answered), ("health check", self.seconds["health"])]:
            times = " | ".join(f"{float(np.percentile(taken, q)) * 1e3:,.0f} ms" for q in (50, 95, 99))
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


def processor(server: psutil.Process) -> float:
    """Seconds of processor time a process took so far: what is left to compare on a machine that others use, too."""
    times = server.cpu_times()
    return float(times.user + times.system)


def run(workspace: Path, minutes: float, users: int) -> Load:
    """The whole of it."""
    with served(workspace) as (port, server):
        listed = json.dumps([ids(port, "companies"), ids(port, "people")])
        over, health, failed = Event(), list[float](), list[str]()
        watcher = Thread(target=checks, args=(port, over, health, failed), daemon=True)
        memory, spent, begun = [server.memory_info().rss], processor(server), time.perf_counter()
        asking = [sys.executable, "-m", "benchmarks.load_users", str(port), str(users)]
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


def write(load: Load) -> None:
    """Put the figures between their marks in docs/performance.md."""
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = "\n".join(load.lines())
    DOCS.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", encoding="utf-8")


def main(minutes: float = 1.0, users: int = USERS, workspace: Path | None = None) -> None:
    """See the module."""
    if workspace is not None:
        print("\n".join(run(workspace, minutes, users).lines()))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goodword.db"
        with Workspace.open(path) as made:
            fill(made, PEOPLE, MESSAGES)
        found = run(path, minutes, users)
    print("\n".join(found.lines()))
    if users == USERS:
        write(found)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        float(given[0]) if given else 1.0,
        int(given[1]) if len(given) > 1 else USERS,
        Path(given[2]) if len(given) > 2 else None,
    )
