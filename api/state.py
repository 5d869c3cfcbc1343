"""What a running server holds: the workspace, the graph of its newest generation, and a bounded pool to compute in."""

import asyncio
import sys
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from api import collector
from api.held_graphs import HeldGraphs
from api.held_uploads import HeldUploads
from api.home_list import HOME, made_ahead
from api.jobs import Jobs
from api.network_ahead import is_worked_out, work_out
from api.one_look import OneLook
from api.search import Vocabulary
from api.uploads import Spool
from api.worker import Part
from api.worker_process import WorkerProcess
from graph.engine.pool import GraphPool
from graph.engine.unused_memory import give_back, one_heap
from graph.engine.warm import warm, warm_for_pages
from graph.errors import EmptyWorkspaceError
from graph.home import Home
from graph.jit import load_compiler
from graph.kept_titles import are_made
from graph.memo import Memo
from graph.network import Network
from graph.stores.state import State
from graph.stores.workspace import Workspace
from referral.context import Context, context, open_home
from referral.lookahead import look_ahead
from referral.together_questions import made_ahead as questions_ahead
from referral.viewpoint import ANYONE, Viewpoint
from viz.templating import compile_templates

if TYPE_CHECKING:
    from graph.neo4j.client import Address

T = TypeVar("T")
WORKERS = 4
SWITCH_SECONDS = 0.0003
"""How long one thread may hold the interpreter: an answer changes threads some five times, and each time waits so long
for whatever works behind it. Python's own are 5 ms; with 1 ms no more is answered, and checks take longer."""
PAGES_BYTES = 8 << 20
"""What pages and answers sent already may take: some hundreds of pages, which are kept compressed."""
STARTING_SECONDS = 60.0
"""How long a start may take before it is called ready all the same: the first one ever compiles the kernels."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. `ego`, `as_of`: defaults of every question; `hosts`: further names it may be called by.

    `warm`: make the kernels ready at the start, not in the first question. `neo4j`: ask the graph on this server.
    `token`: what every request must bring; empty: nothing.
    """

    ego: str | None = None
    as_of: date | None = None
    hosts: tuple[str, ...] = ()
    warm: bool = False
    neo4j: "Address | None" = None
    token: str = field(default="", repr=False)


@dataclass(slots=True)
class ServerState:
    """Shared by all requests. The graph is loaded once a generation and day; the pool is bounded."""

    home: Home
    options: Options
    spool: Spool
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(WORKERS))
    pool: GraphPool = field(default_factory=GraphPool)
    jobs: Jobs = field(default_factory=Jobs)
    uploads: HeldUploads = field(default_factory=HeldUploads)
    pages: Memo = field(default_factory=lambda: Memo(PAGES_BYTES))
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    worker: WorkerProcess = field(init=False)
    graphs: HeldGraphs = field(init=False)
    _preparing: Lock = field(default_factory=Lock)
    _closing: bool = False
    _home_made: bool = False
    _starting: Future[object] | None = None
    _one_look: OneLook[State] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the file once a turn of the event loop, and hold what graphs are asked for."""
        self._one_look = OneLook(self.workspace.state_at_hand)
        self.worker = WorkerProcess(self.workspace.path, used=self.options.warm and self.options.neo4j is None)
        self.graphs = HeldGraphs(self.home, self.worker, self._first)

    @classmethod
    def at(cls, path: Path, options: Options) -> "ServerState":
        """Open the workspace at `path`; with `warm`, kernels are made ready while the server starts."""
        state = cls(open_home(path, options.neo4j, opened_as=Workspace, create=True), options, Spool(path))
        if options.warm:
            sys.setswitchinterval(SWITCH_SECONDS)
            collector.begin()
            one_heap()
            state.pool.start(state.look_ahead)
            state._starting = state.pool.start(state._load_kernels)
        return state

    @property
    def workspace(self) -> Workspace:
        """Names and facts."""
        opened = self.home.workspace
        assert isinstance(opened, Workspace)
        return opened

    def close(self) -> None:
        """Stop jobs, let running questions finish, then close the home of the graph."""
        self._closing = True
        self.worker.close()
        self.jobs.close()
        self.uploads.close()
        self.spool.close()
        self.pool.close()
        self.home.close()

    async def ready(self) -> None:
        """Come back once no question has to wait for kernels, and the workspace answers."""
        if self._starting is not None:
            await asyncio.wait({asyncio.wrap_future(self._starting)}, timeout=STARTING_SECONDS)
        await self.run(self.workspace.facts_generation)

    @property
    def starting(self) -> bool:
        """Whether what home shows is still being made for the first time."""
        return self.options.warm and not self._home_made

    def versions(self) -> tuple[Hashable, ...]:
        """All that a read may rest on, as it stands: of the graph, of the ledger, and of the lists of companies."""
        now = self._seen() or self.workspace.state()
        return (str(now.generation) if self.options.neo4j is None else self.home.version(), now.ledger, now.lists)

    async def look(self, work: Callable[[], T]) -> T:
        """A look at `versions`: at once where nothing has to be read or asked for it, else in a thread."""
        return work() if self.at_hand else await self.run(work)

    @property
    def at_hand(self) -> bool:
        """Whether `versions` takes no reading and asks no server."""
        return self._seen() is not None

    def _seen(self) -> State | None:
        return self._one_look.found() if self.options.neo4j is None else None

    def sent(self, key: Hashable) -> T | None:
        """What was sent under a key and is kept, None for nothing."""
        return cast("T | None", self.pages.held(key))

    async def run(self, work: Callable[[], T]) -> T:
        """A look-up of the workspace in a thread, so that the event loop stays free."""
        return await run_sync(work, limiter=self.limiter)

    def running(self, kind: str) -> str:
        """The id of a job of this kind that is not over, or ''."""
        return next((job.id for job in self.jobs.all() if job.kind == kind and not job.over), "")

    def viewpoint(self, asked: Viewpoint) -> Viewpoint:
        """What a request says, filled with the defaults of this server."""
        return asked.or_else(Viewpoint(self.options.ego, self.options.as_of))

    def _first(self, network: Network) -> None:
        """What to do with the first graph of a generation."""
        if self.options.warm:
            self.pool.start(lambda: self._make_ready(network))

    def _make_ready(self, network: Network) -> None:
        """What takes long when it is first asked for, worked out behind the questions until the graph is another."""

        def newest() -> bool:
            collector.look()
            self.pool.give_way()
            return self.graphs.holds(network) and not self._closing

        with suppress(EmptyWorkspaceError):
            context = self.context(Viewpoint())
            made_ahead(context, newest)
            self._home_made = True
            if not are_made(context.workspace, network):
                self._apart(context, Part.TITLES, newest)
            look_ahead(context, wanted=newest)
            give_back()  # what making tables of a million people took
            if newest():
                self.prepared(context, newest)
                give_back()
            if newest():
                self._questions(newest)
        collector.look()
        give_back()

    def _questions(self, wanted: Callable[[], bool]) -> None:
        """What only the user can say: who is known at each of the largest employers, for the page that asks it."""
        context = self.context(Viewpoint())
        if context.ego is not None:
            questions_ahead(context, context.ego, wanted=wanted)
            if not wanted():
                return
            with self.workspace.steady():
                context.desk.questions(context.ego)
            self.pages = Memo(PAGES_BYTES)  # the first page asks the first of them now

    def prepared(self, context: Context, wanted: Callable[[], bool] = lambda: True) -> None:
        """Make ready what the page of the network needs; whoever asks for it meanwhile waits for that."""
        with self._preparing:
            if not is_worked_out(context):
                self._apart(context, Part.TABLES, wanted)
            work_out(context, wanted)

    def _apart(self, context: Context, part: Part, wanted: Callable[[], bool]) -> None:
        """Have a part of what is kept made in a process of its own, where that pays."""
        if self.worker.pays:
            self.worker.make(part, context.ego.id if context.ego else ANYONE, context.as_of, wanted=wanted)

    def look_ahead(self) -> None:
        """What the frame of home needs: templates, and the graph, which an empty workspace does not have."""
        compile_templates(HOME)
        with suppress(EmptyWorkspaceError):
            self.context(Viewpoint())

    def _load_kernels(self) -> None:
        """Those of pages; all of them where they have to be compiled, so that nobody waits for that later.

        Whoever asks at once is shown the frame of home first: both together would take twice as long.
        """
        self.pool.give_way()
        load_compiler()
        give_back()  # all that was read of it: what kernels need of it is less
        if not warm_for_pages():
            warm()
        collector.look()  # at what the compiler's loading left
        give_back()

    def context(self, asked: Viewpoint) -> Context:
        """Everything for one answer."""
        return context(self.workspace, self.viewpoint(asked), self.graphs.on)

    async def answer(self, asked: Viewpoint, work: Callable[[Context], T]) -> T:
        """`work`, which only reads, in its context and in one state of the workspace, in the bounded pool of questions.

        Raises:
            BusyError: too many wait already.
        """

        def answered() -> T:
            context = self.context(asked)
            with self.workspace.steady():
                return work(context)

        return await self._asked(answered)

    async def _asked(self, question: Callable[[], T]) -> T:
        """The answer to a question, of which nothing is left to look through."""
        if not self.options.warm:
            return await self.pool.ask(question)

        def answered() -> T:
            try:
                return question()
            finally:
                collector.look()

        return await self.pool.ask(answered)

    async def kept(
        self, asked: Viewpoint, tag: Callable[[], str], work: Callable[[Context], T], weigh: Callable[[T], int]
    ) -> T:
        """As `answer`, for what rests on nothing but what `tag` names: where that was answered before, as it was.

        `weigh`: about how many bytes it takes.

        Raises:
            BusyError: too many wait already.
        """
        found = self.pages.held(await self.look(tag))
        if found is not None:
            return cast("T", found)

        def answered() -> T:
            context = self.context(asked)
            with self.workspace.steady():
                return self.pages.get(tag(), lambda: work(context), weigh)

        return await self._asked(answered)

    async def change(self, asked: Viewpoint, work: Callable[[Context], T]) -> T:
        """As `answer`, for work that writes and then reads what it wrote."""
        return await self._asked(lambda: work(self.context(asked)))
