"""A bounded pool of threads for graph questions: kernels hold no interpreter lock, so they run side by side.

At most `workers` questions run at once and at most `waiting` wait; whoever comes later is told to come back, instead of
making everybody wait longer.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self, TypeVar

from graph.errors import FullError

Answer = TypeVar("Answer")

LONGEST_WAIT, PAUSE = 1.0, 0.02
"""Seconds that work behind the questions waits for them at most, and between two looks."""


class BusyError(FullError):
    """Too many questions wait already (HTTP 503, come back)."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} questions wait already; ask again in a moment")


class GraphPool:
    """Threads that answer graph questions. Close it, or use it as a context manager."""

    def __init__(self, workers: int | None = None, *, waiting: int = 64) -> None:
        self.workers = workers or max(1, min(4, os.cpu_count() or 1))
        self.waiting = waiting
        self._slots = threading.BoundedSemaphore(self.workers + waiting)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="goodword-graph")
        self._running = 0
        self._counting = threading.Lock()
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="goodword-ahead")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the questions that run finish, drop those that wait."""
        self._threads.shutdown(cancel_futures=True)
        self._behind.shutdown(cancel_futures=True)

    @property
    def full(self) -> bool:
        """Whether a question asked now would be told to come back."""
        return self._running >= self.workers + self.waiting

    def start(self, work: Callable[[], object]) -> Future[object]:
        """Run `work` behind the questions, one after the other in a thread of its own: none of them waits for it."""
        return self._behind.submit(work)

    def give_way(self) -> None:
        """For work behind the questions: wait until none runs, a second at most."""
        end = time.monotonic() + LONGEST_WAIT
        while self._running and time.monotonic() < end:
            time.sleep(PAUSE)

    def _count(self, change: int) -> None:
        with self._counting:
            self._running += change

    def _over(self, _: object) -> None:
        self._count(-1)
        self._slots.release()

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to `question`, which runs in a thread while the event loop goes on.

        Raises:
            BusyError: the queue is full.
        """
        if not self._slots.acquire(blocking=False):
            raise BusyError(self.waiting)
        self._count(1)
        future = self._threads.submit(question)
        future.add_done_callback(self._over)
        return await asyncio.wrap_future(future)
