"""`/jobs`: how far long work is, as a value or as a stream of events; and stopping it."""

from collections.abc import AsyncIterator, Mapping
from typing import Self

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, JsonValue

from api.deps import API, StateDep
from api.held_uploads import HeldUploads
from api.jobs import JobState, JobView
from api.problems import REFUSALS, RESPONSES, Problem

router = APIRouter(prefix="/jobs", tags=["jobs"], responses=RESPONSES)

EVENTS = "text/event-stream"


class JobOut(BaseModel):
    """Long work. `result` once it is done, `problem` where it failed or was stopped."""

    id: str = Field(examples=["0123456789abcdef"])
    kind: str = Field(examples=["import"])
    state: JobState
    stage: str = Field(examples=["Reading messages.csv"])
    done: int = Field(description="In the units of the stage.")
    total: int | None
    share: float | None = Field(description="How much of the whole is done, 0 to 1; null where not known.")
    elapsed: float = Field(description="Seconds.")
    left: float | None = Field(description="Seconds that remain if the rest goes as fast; null where not known.")
    result: Mapping[str, JsonValue] | None
    problem: Problem | None
    events: str = Field(description="Where the stream of events is.")
    again: str | None = Field(
        description="Where an import that failed goes on with the same files once what is missing is said; else null."
    )

    @classmethod
    def of(cls, job: JobView, held: HeldUploads | None = None) -> Self:
        """From the value; `held`: the uploads that wait for a word."""
        return cls(
            again=f"{API}/imports/{job.id}/again" if held is not None and job.id in held else None,
            id=job.id,
            kind=job.kind,
            state=job.state,
            stage=job.step.stage,
            done=job.step.done,
            total=job.step.total,
            share=None if job.step.share is None else round(job.step.share, 4),
            elapsed=round(job.elapsed, 2),
            left=None if job.left is None else round(job.left, 1),
            result=job.result,
            problem=job.problem,
            events=f"{API}/jobs/{job.id}/events",
        )


def event(job: JobView | None, held: HeldUploads | None = None) -> str:
    """One event of the stream: `progress` until the last one, which is `end`; a comment where nothing is new."""
    if job is None:
        return ": still here\n\n"
    name = "end" if job.over else "progress"
    return f"event: {name}\nid: {job.version}\ndata: {JobOut.of(job, held).model_dump_json()}\n\n"


@router.get("/{job}", operation_id="getJob")
async def get_job(state: StateDep, job: str) -> JobOut:
    """How far a job is."""
    return JobOut.of(state.jobs.get(job), state.uploads)


@router.get(
    "/{job}/events",
    operation_id="followJob",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENTS: {"schema": {"type": "string"}}}, "description": "Server-sent events."}},
)
async def follow_job(state: StateDep, job: str) -> StreamingResponse:
    """The same as server-sent events: `progress` at every change, `end` at the end."""
    state.jobs.get(job)

    async def stream() -> AsyncIterator[str]:
        async for view in state.jobs.follow(job):
            yield event(view, state.uploads)

    return StreamingResponse(stream(), media_type=EVENTS, headers={"X-Accel-Buffering": "no"})


@router.post("/{job}/cancel", operation_id="cancelJob", responses=REFUSALS)
async def cancel_job(state: StateDep, job: str) -> JobOut:
    """Stop it at its next step; nothing of it stays. One that is over stays as it is."""
    return JobOut.of(state.jobs.cancel(job), state.uploads)
