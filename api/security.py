"""Every response: strict headers. Every request: a host we answer to, and no change on another site's behalf."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import API
from api.headers import strict_headers
from api.problems import Problem, response_of

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
JSON = "application/json"
UPLOADS = {"/api/v1/imports": "multipart/form-data"}
"""Where the API takes something else than JSON."""
FORM = "application/x-www-form-urlencoded"
"""What pages take: forms that work without scripts."""


_KEY, _NUMBERS = secrets.token_bytes(32), count()


def new_nonce() -> str:
    """Sixteen bytes that nobody can guess and no other response has.

    They are a keyed hash of a number, not read from the system each time: while it is read, another thread takes the
    interpreter and keeps it for a millisecond.
    """
    number = next(_NUMBERS).to_bytes(8, "big")
    return urlsafe_b64encode(blake2b(number, key=_KEY, digest_size=16).digest()).rstrip(b"=").decode()


def host_of(header: str) -> str:
    """The host in a Host header, without its port."""
    return urlsplit(f"//{header}").hostname or ""


def media_type(request: Request) -> str:
    """What the body says it is."""
    return request.headers.get("content-type", "").partition(";")[0].strip().casefold()


def _carries_a_body(request: Request) -> bool:
    """Whether a body comes, or a form says that one does: what other sites can send always says so."""
    headers = request.headers
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers or "content-type" in headers


def _foreign(request: Request) -> bool:
    """Whether a page of another origin asks, be it only another port of this machine."""
    origin = request.headers.get("origin")
    elsewhere = origin is not None and origin.partition("//")[2] != request.headers.get("host", "")
    return elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def _own(request: Request) -> bool:
    """Whether the request says that a page of ours asks: any other site can send a form, but not say this."""
    origin = request.headers.get("origin", "")
    here = origin.partition("//")[2] == request.headers.get("host", "")
    return here or request.headers.get("sec-fetch-site") == "same-origin"


def _wanted(path: str) -> str:
    """The kind of body that is taken at a path."""
    return UPLOADS.get(path) or (JSON if path.startswith(API) else FORM)


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses hosts we are not (DNS rebinding) and changes asked for by other sites (request forgery)."""

    app: ASGIApp
    hosts: frozenset[str]

    def refusal(self, request: Request) -> Problem | None:
        """Why this request is refused, or None."""
        try:
            host = host_of(request.headers.get("host", ""))
        except ValueError:
            host = ""
        if host not in LOCAL_HOSTS and host not in self.hosts:
            return Problem(title="Unknown host", status=421, detail="this server answers to its own address only")
        if request.method in SAFE_METHODS:
            return None
        if _foreign(request):
            return Problem(
                title="Another site asked", status=403, detail="changes are taken from this server's pages only"
            )
        wanted = _wanted(request.url.path)
        if wanted == FORM and not _own(request):
            return Problem(
                title="Another site asked", status=403, detail="a form is taken from this server's pages only"
            )
        if _carries_a_body(request) and media_type(request) != wanted:
            return Problem(title=f"Not {wanted}", status=415, detail=f"send {wanted}")
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request, and add the headers to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = scope.setdefault("state", {})["nonce"] = new_nonce()
        strict = [(name.lower().encode(), text.encode()) for name, text in strict_headers(nonce).items()]
        names = {name for name, _ in strict}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [header for header in message["headers"] if header[0] not in names]
                if all(name != b"cache-control" for name, _ in kept):
                    kept.append((b"cache-control", b"no-store"))
                message["headers"] = kept + strict
            await send(message)

        refused = self.refusal(Request(scope))
        await (response_of(refused) if refused else self.app)(scope, receive, guarded)
