"""Every response: strict headers. Every request: a host we answer to, and no change on another site's behalf."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from api.headers import strict_headers
from api.problems import Problem, response_of

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Next = Callable[[Request], Awaitable[Response]]


def host_of(header: str) -> str:
    """The host in a Host header, without its port."""
    return urlsplit(f"//{header}").hostname or ""


def _foreign(request: Request) -> bool:
    """Whether a page of another origin asks, be it only another port of this machine."""
    origin = request.headers.get("origin")
    elsewhere = origin is not None and origin.partition("//")[2] != request.headers.get("host", "")
    return elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


class Guard:
    """Refuses hosts we are not (DNS rebinding) and changes asked for by other sites (request forgery)."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = LOCAL_HOSTS | hosts

    def refusal(self, request: Request) -> Problem | None:
        """Why this request is refused, or None."""
        try:
            host = host_of(request.headers.get("host", ""))
        except ValueError:
            host = ""
        if host not in self._hosts:
            return Problem(title="Unknown host", status=421, detail="this server answers to its own address only")
        if request.method in SAFE_METHODS:
            return None
        if _foreign(request):
            return Problem(
                title="Another site asked", status=403, detail="changes are taken from this server's pages only"
            )
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return Problem(title="Not JSON", status=415, detail="send application/json")
        return None

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Judge the request, then add the headers."""
        request.state.nonce = secrets.token_urlsafe(16)
        refused = self.refusal(request)
        response = response_of(refused) if refused else await call_next(request)
        response.headers.update(strict_headers(request.state.nonce))
        response.headers.setdefault("Cache-Control", "no-store")
        return response
