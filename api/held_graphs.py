"""The graphs that a server holds: of the newest generation, one for each day asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from api.worker import Part
from api.worker_process import WorkerProcess
from graph.days import until
from graph.errors import FullError
from graph.home import Home
from graph.network import Network, is_made
from referral.context import network_on

MOST_HELD = 3
"""Graphs kept at once: one generation, a few days asked about."""


class ClosingError(FullError):
    """The server ends, and makes no graph any more (HTTP 503)."""

    def __init__(self) -> None:
        super().__init__("the server is being closed; ask again when it runs")


@dataclass(slots=True)
class HeldGraphs:
    """Loads each graph once. `worker`: who makes one that is not there yet; None: this process. Thread-safe.

    `first`: called with the first graph of each generation.
    """

    home: Home
    worker: WorkerProcess | None
    first: Callable[[Network], object]
    _held: dict[tuple[str, date], Network] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def on(self, day: date) -> Network:
        """The graph as of the end of `day`; the one held where nothing changed since.

        Raises:
            GoodwordError: its home cannot be read; the server ends.
        """
        key = (self.home.version(), day)
        with self._lock:
            if key not in self._held:
                before = next((v for k, v in reversed(self._held.items()) if k[1] == day), None)
                network = self._loaded(day, before)
                fresh = [(k, v) for k, v in self._held.items() if k[0] == key[0]]
                self._held = dict([*fresh[-MOST_HELD + 1 :], (key, network)])
                if not fresh:
                    self.first(network)
            return self._held[key]

    def holds(self, network: Network) -> bool:
        """Whether questions are answered from this graph."""
        return network in self._held.values()

    def _loaded(self, day: date, before: Network | None) -> Network:
        worker = self.worker
        if worker and worker.pays and not is_made(self.home.workspace, until=until(day), held=before):
            worker.make(Part.GRAPH, None, day)
            if worker.closed:
                raise ClosingError
        return network_on(self.home, day, before)
