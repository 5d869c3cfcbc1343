"""Long work in the background: one at a time, with progress, time left and a way to stop it."""

import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum

import anyio
from pydantic import JsonValue

from api.problems import UNFORESEEN, Problem, problem_of
from graph.errors import FullError, GoodwordError, NotFoundError

MOST_WAITING = 4
"""Jobs that may wait for the one that runs: each writes to the same file, so they would only wait there."""
MOST_KEPT = 32
"""Finished jobs that can still be looked at."""
LOOK_SECONDS = 0.2
"""How often a follower looks for news: as often as a person sees a change."""
PING_SECONDS = 15.0
"""How long a stream may be silent before something between two machines takes it for dead."""
LEAST_SECONDS = 0.7
"""Time left is not guessed from less than this."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobCancelledError(GoodwordError):
    """Somebody stopped the job; nothing of it stays."""

    def __init__(self) -> None:
        super().__init__("stopped, and nothing was changed")


class JobNotFoundError(NotFoundError):
    """No job has this id, or it ended long ago."""

    def __init__(self, job: str) -> None:
        self.job = job
        super().__init__(f"no job '{job}'; it may have ended before this server started")


class JobsFullError(FullError):
    """Too many jobs wait already (HTTP 503)."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} jobs wait already; try again when one is done")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: `done` of `total` (None: not known) in the units of the stage; `share` of the whole, 0 to 1."""

    stage: str
    done: int = 0
    total: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class JobView:
    """A job at one moment. `elapsed`, `left`: seconds; `left` is None where nothing tells it. `version`: grows."""

    id: str
    kind: str
    state: JobState
    step: Step
    elapsed: float
    left: float | None
    result: Mapping[str, JsonValue] | None
    problem: Problem | None
    version: int

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


Tell = Callable[[Step], None]
Work = Callable[[Tell], Mapping[str, JsonValue]]


def nothing(_: str) -> None:
    """To do at the end of a job that leaves nothing behind."""


@dataclass(slots=True)
class _Job:
    id: str
    kind: str
    work: Work
    cleanup: Callable[[str], None]
    state: JobState = JobState.WAITING
    step: Step = field(default_factory=lambda: Step("Waiting for another job"))
    began: float | None = None
    ended: float | None = None
    result: Mapping[str, JsonValue] | None = None
    problem: Problem | None = None
    version: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def tell(self, step: Step) -> None:
        """Take news of the work, which is also where it is stopped."""
        if self.stopped.is_set():
            raise JobCancelledError
        self.step = step
        self.version += 1

    def view(self) -> JobView:
        now = self.ended or time.monotonic()
        elapsed = now - self.began if self.began else 0.0
        return JobView(
            id=self.id,
            kind=self.kind,
            state=self.state,
            step=self.step,
            elapsed=elapsed,
            left=None if self.ended else time_left(elapsed, self.step.share),
            result=self.result,
            problem=self.problem,
            version=self.version,
        )


def time_left(elapsed: float, share: float | None) -> float | None:
    """Seconds that remain if the rest goes as fast as what is done; None where that would be a guess."""
    if not share or elapsed < LEAST_SECONDS:
        return None
    return elapsed * (1 - share) / share


class Jobs:
    """The jobs of one server. Thread-safe."""

    def __init__(self) -> None:
        self._jobs: dict[str, _Job] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="goodword-job")

    def start(self, kind: str, work: Work, *, cleanup: Callable[[str], None] = nothing) -> JobView:
        """Put `work` in the queue. It is told how to say how far it is, and `cleanup` runs with its id however it ends.

        Raises:
            JobsFullError: too many wait; `cleanup` has run.
        """
        job = _Job(secrets.token_hex(8), kind, work, cleanup)
        with self._lock:
            waiting = sum(not each.view().over for each in self._jobs.values())
            full = waiting > MOST_WAITING
            if not full:
                self._jobs[job.id] = job
                self._drop_old()
        if full:
            cleanup(job.id)
            raise JobsFullError(waiting)
        self._thread.submit(self._run, job)
        return job.view()

    def get(self, job: str) -> JobView:
        """A job as it is now.

        Raises:
            JobNotFoundError: there is none of that id.
        """
        return self._find(job).view()

    def all(self) -> list[JobView]:
        """Every job still known, in the order started."""
        with self._lock:
            return [job.view() for job in self._jobs.values()]

    def cancel(self, job: str) -> JobView:
        """Stop a job at its next step; one that is over stays as it is. Raises as `get` does."""
        found = self._find(job)
        found.stopped.set()
        return found.view()

    async def follow(self, job: str) -> AsyncIterator[JobView | None]:
        """A job at every change until it is over; None where nothing changed for a while. Raises as `get` does."""
        seen, quiet = -1, 0.0
        while True:
            view = self.get(job)
            if view.version != seen:
                seen, quiet = view.version, 0.0
                yield view
            elif quiet >= PING_SECONDS:
                quiet = 0.0
                yield None
            if view.over:
                return
            await anyio.sleep(LOOK_SECONDS)
            quiet += LOOK_SECONDS

    def close(self) -> None:
        """Stop what runs and what waits, and see it end."""
        with self._lock:
            running = list(self._jobs.values())
        for job in running:
            job.stopped.set()
        self._thread.shutdown()

    def _find(self, job: str) -> _Job:
        found = self._jobs.get(job)
        if found is None:
            raise JobNotFoundError(job)
        return found

    def _drop_old(self) -> None:
        over = [each for each in self._jobs.values() if each.view().over]
        for old in over[: max(0, len(self._jobs) - MOST_KEPT)]:
            del self._jobs[old.id]

    def _run(self, job: _Job) -> None:
        state = JobState.FAILED
        job.began = time.monotonic()
        job.state = JobState.RUNNING
        try:
            job.tell(Step("Starting"))
            job.result = job.work(job.tell)
            state = JobState.DONE
        except JobCancelledError as error:
            state, job.problem = JobState.CANCELLED, problem_of(error)
        except GoodwordError as error:
            job.problem = problem_of(error)
        finally:
            if state is JobState.FAILED and job.problem is None:
                job.problem = UNFORESEEN
            _end(job, state)


def _end(job: _Job, state: JobState) -> None:
    """Clean up first, so that whoever sees the end finds nothing left."""
    try:
        job.cleanup(job.id)
    finally:
        job.ended = time.monotonic()
        job.state = state
        job.version += 1
