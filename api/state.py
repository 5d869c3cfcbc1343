"""What a running server holds: the workspace, the graph of its newest generation, and a bounded pool to compute in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from api.jobs import Jobs
from api.uploads import Spool
from graph.days import until
from graph.engine.pool import GraphPool
from graph.engine.warm import warm
from graph.errors import EmptyWorkspaceError
from graph.home import LocalHome
from graph.model import Person
from graph.neo4j.client import Address
from graph.neo4j.source import Neo4jHome
from graph.network import Network
from graph.ports import Home
from graph.stores.workspace import Workspace
from referral.desk import Desk

T = TypeVar("T")
WORKERS = 4
MOST_HELD = 3
"""Graphs kept at once: one generation, a few days asked about."""
ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. `ego`, `as_of`: defaults of every question; `hosts`: further names it may be called by.

    `warm`: make the kernels ready at the start, not in the first question. `neo4j`: ask the graph on this server.
    """

    ego: str | None = None
    as_of: date | None = None
    hosts: tuple[str, ...] = ()
    warm: bool = False
    neo4j: Address | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Whose question, for which day; as the request says, or None for the defaults."""

    ego: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What one answer needs."""

    workspace: Workspace
    network: Network
    desk: Desk
    ego: Person | None
    as_of: date


@dataclass(slots=True)
class ServerState:
    """Shared by all requests. The graph is loaded once a generation and day; the pool is bounded."""

    home: Home
    options: Options
    spool: Spool
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(WORKERS))
    pool: GraphPool = field(default_factory=GraphPool)
    jobs: Jobs = field(default_factory=Jobs)
    _lock: Lock = field(default_factory=Lock)
    _held: dict[tuple[str, date], Network] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path, options: Options) -> "ServerState":
        """Open the workspace at `path`; with `warm`, kernels are made ready while the server starts."""
        home = Neo4jHome.at(options.neo4j, path) if options.neo4j else LocalHome(Workspace.open(path))
        station = cls(home, options, Spool(path))
        if options.warm:
            station.pool.start(warm)
        return station

    @property
    def workspace(self) -> Workspace:
        """Names and facts."""
        return self.home.workspace

    def close(self) -> None:
        """Stop jobs, let running questions finish, then close the home of the graph."""
        self.jobs.close()
        self.spool.close()
        self.pool.close()
        self.home.close()

    def version(self) -> str:
        """What every answer rests on, as its home says it."""
        return self.home.version()

    async def run(self, work: Callable[[], T]) -> T:
        """A look-up of the workspace in a thread, so that the event loop stays free."""
        return await run_sync(work, limiter=self.limiter)

    def day(self, question: Question) -> date:
        """The day taken as today.

        Raises:
            EmptyWorkspaceError: nothing is imported.
        """
        newest = self.workspace.latest_as_of()
        if newest is None:
            raise EmptyWorkspaceError
        return question.as_of or self.options.as_of or newest

    def ego(self, question: Question) -> Person | None:
        """Whose question it is; None for anyone."""
        asked = question.ego or self.options.ego
        owners = self.workspace.owners()
        if not owners:
            raise EmptyWorkspaceError
        if asked == ANYONE:
            return None
        return self.workspace.owner(asked) if asked else owners[0]

    def network(self, day: date) -> Network:
        """The graph as of `day`; the one held where nothing changed since."""
        key = (self.version(), day)
        with self._lock:
            if key not in self._held:
                network = self.home.load(until=until(day))
                fresh = [(k, v) for k, v in self._held.items() if k[0] == key[0]]
                self._held = dict([*fresh[-MOST_HELD + 1 :], (key, network)])
            return self._held[key]

    def bench(self, question: Question) -> Bench:
        """Everything for one answer."""
        day = self.day(question)
        network = self.network(day)
        return Bench(self.workspace, network, Desk(self.workspace, network, as_of=day), self.ego(question), day)

    async def answer(self, question: Question, work: Callable[[Bench], T]) -> T:
        """`work` on a bench, in the bounded pool of graph questions.

        Raises:
            BusyError: too many wait already.
        """
        return await self.pool.ask(lambda: work(self.bench(question)))
