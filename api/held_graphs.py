"""The graphs that a server holds: of the newest generation, one for each day asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """Loads each graph once. `worker`: who makes a large one that is not there yet. Thread-safe.

    `first`: called with the first graph of each generation.
    """

    home: Home
    worker: WorkerProcess
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
                held = dict([*fresh[-MOST_HELD + 1 :], (key, network)])
                left, self._held = [v for k, v in self._held.items() if k not in held], held
                self._let_go(left)
                if not fresh:
                    self.first(network)
            return self._held[key]

    def holds(self, network: Network) -> bool:
        """Whether questions are answered from this graph."""
        return network in self._held.values()

    def _let_go(self, left: Sequence[Network]) -> None:
        """End what is kept of the answers of graphs left: lists of people lead back to the graph they are of.

        Python's collector, which would find that, looks at nothing that was kept for long (`api.collector`).
        """
        used = [one.answers for one in self._held.values()]
        for network in left:
            if all(network.answers is not one for one in used):
                network.answers.end()

    def _loaded(self, day: date, before: Network | None) -> Network:
        if self.worker.pays and not is_made(self.home.workspace, until=until(day), held=before):
            self.worker.make(Part.GRAPH, None, day)
            if self.worker.closed:
                raise ClosingError
        return network_on(self.home, day, before)
