"""`/healthz`, `/readyz`, `/metrics`: for whoever watches the process. No personal data."""

import time

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from api.deps import StateDep

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """`ok`, and since when."""

    status: str = "ok"


@router.get("/healthz", operation_id="health")
async def health() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", operation_id="ready")
async def ready(state: StateDep) -> Health:
    """The workspace answers, and the kernels are loaded: whoever asks before that waits for it.

    A Neo4j server is not asked: each answer says when it is gone, or empty yet.
    """
    await state.ready()
    return Health()


def _metric(name: str, kind: str, text: str, *samples: str) -> list[str]:
    return [
        f"# HELP goodword_{name} {text}",
        f"# TYPE goodword_{name} {kind}",
        *(f"goodword_{name}{x}" for x in samples),
    ]


@router.get("/metrics", operation_id="metrics", response_class=PlainTextResponse)
async def metrics(request: Request, state: StateDep) -> str:
    """Prometheus text format: requests by status class, seconds spent, sources imported."""
    counts = request.app.state.counts
    answered = [f'{{status="{k}xx"}} {v}' for k, v in sorted(counts.by_class.items())]
    sources = await state.run(state.workspace.sources)
    lines = _metric("requests_total", "counter", "Requests answered.", *answered)
    lines += _metric("request_seconds_total", "counter", "Seconds spent answering.", f" {counts.seconds:.6f}")
    lines += _metric("sources", "gauge", "Sources imported.", f" {len(sources)}")
    lines += _metric("uptime_seconds", "gauge", "Since the start.", f" {time.monotonic() - counts.since:.0f}")
    return "\n".join(lines) + "\n"
