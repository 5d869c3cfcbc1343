"""Whoever asks while too many questions wait is told when to come back, before anything is read for it.

Under a flood each look at the file and each route found for nothing would keep those waiting who can be answered.
"""

from dataclasses import dataclass

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.deps import API, state_of
from api.page_frame import problem
from api.problems import problem_of, response_of
from graph.engine.pool import BusyError

LOOKS = frozenset({"GET", "HEAD"})
NO_QUESTIONS = ("/healthz", "/readyz", "/metrics", "/static/", f"{API}/jobs/")
"""Addresses below which nothing is worked out."""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Refuses questions while the queue is full; stands behind all else that may refuse a request."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on where it has a place."""
        await (_refusal(scope) or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    """What is answered at once; None where there is a place, or none is needed."""
    if scope["type"] != "http" or scope["method"] not in LOOKS or scope["path"].startswith(NO_QUESTIONS):
        return None
    request = Request(scope)
    pool = state_of(request).pool
    if not pool.full:
        return None
    found = problem_of(BusyError(pool.waiting))
    return response_of(found) if scope["path"].startswith(API) else problem(request, found)
