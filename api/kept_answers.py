"""What was answered already and still holds, sent before anybody looks for the route that it came from.

Finding the route and reading what it takes from the address costs more than sending a page that is kept.
"""

from dataclasses import dataclass

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.come_back import NO_QUESTIONS
from api.deps import json_key, kept_body, state_of, tag_of
from api.page_frame import Kept, kept_page


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """Answers reads by what is kept, as the route would; stands behind all that may refuse a request."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on where nothing is kept for it."""
        held = _held(Request(scope)) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (held or self.app)(scope, receive, send)


def _held(request: Request) -> Response | None:
    """The answer that is kept; None where there is none, where it has to be read whether it holds, or is asked so."""
    state = state_of(request)
    if request.url.path.startswith(NO_QUESTIONS) or not state.at_hand or "if-none-match" in request.headers:
        return None
    tag = tag_of(state, request.url.path, request.url.query)
    page: Kept | None = state.sent(tag)
    if page is not None:
        return kept_page(page, str(request.state.nonce))
    body: bytes | None = state.sent(json_key(tag))
    return None if body is None else kept_body(body, tag)
