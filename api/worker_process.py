"""Having what is kept beside a workspace made in a process of its own (`api.worker`).

A server that made it itself would need three times its memory, and its threads would keep each other waiting for the
interpreter. Where no process can be had, or one fails, whoever asks makes it in this one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from api.worker import AHEAD, Order, Part

WORTH = 32 << 20
"""Bytes of a workspace from which on it pays: some 200,000 messages, or 45,000 people. A process takes half a second to
begin; the graph of a smaller one is made within that, and takes no more memory than what a start takes for a moment."""
LOOK_SECONDS = 0.1
"""How often it is asked whether what is made is still wanted."""


@dataclass(slots=True)
class WorkerProcess:
    """Processes that work for one workspace, and end with whoever began them. Thread-safe.

    `used`: whether any are begun; a short life needs none.
    """

    workspace: Path
    used: bool = True
    closed: bool = False
    _waiting: subprocess.Popen[bytes] | None = None
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def pays(self) -> bool:
        """Whether the workspace is so large that a process of its own is worth its start."""
        beside = self.workspace.with_name(f"{self.workspace.name}-wal")  # what is not in the file itself yet
        sizes = (file.stat().st_size for file in (self.workspace, beside) if file.exists())
        return self.used and sum(sizes) >= WORTH

    def make(self, part: Part, ego: str | None, day: date | None, *, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Have a part made; whether it was. It ends undone once `wanted`, which is asked meanwhile, says no."""
        order = Order(part, str(self.workspace.absolute()), ego, day.isoformat() if day else None)
        with suppress(OSError), self._begun(order) as process:
            while process is not None and wanted():
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(LOOK_SECONDS) == 0
        return False

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Inside the block a process is there that has loaded what a graph is made with: the first order is its own."""
        if self.pays and self._waiting is None:
            self._waiting = self._start(AHEAD)
        try:
            yield
        finally:
            unused, self._waiting = self._waiting, None
            if unused:
                self._end(unused)

    def close(self) -> None:
        """End what runs, and begin nothing any more."""
        with self._lock:
            self.closed = True
            for process in self._running:
                process.kill()

    @contextmanager
    def _begun(self, order: Order) -> Iterator[subprocess.Popen[bytes] | None]:
        """A process at work, ended with the block; None after `close`."""
        with self._lock:
            process, self._waiting = self._waiting, None
        process = process or self._start()
        if process is None:
            yield None
            return
        try:
            if process.stdin:
                process.stdin.write(order.line())
                process.stdin.flush()
            yield process
        finally:
            self._end(process)

    def _start(self, *words: str) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self.closed or not sys.executable:
                return None
            # -P: no module of the folder that the server was started in is taken for one of ours.
            command = [sys.executable, "-P", "-m", "api.worker", *words]
            process = subprocess.Popen(  # noqa: S603  (our own words)
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            self._running.append(process)
            return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.remove(process)
        process.kill()
        process.wait()
        with suppress(OSError):
            if process.stdin:
                process.stdin.close()
