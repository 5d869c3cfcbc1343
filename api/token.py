"""Asks for a token where other machines can reach the server: in a header, never in an address."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import strict_headers
from api.problems import Problem, response_of

OPEN = frozenset({"/healthz"})
"""What whoever watches the process may ask without."""
LEAST = 16
"""Characters of a token that is not guessed."""
ASKED = Problem(title="A token is needed", status=401, detail="give the token this server was started with")


def new_token() -> str:
    """A token nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class TokenGuard:
    """Lets a request in that brings the token: as a bearer token, or as the password a browser asks for."""

    app: ASGIApp
    token: str = field(repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request."""
        if scope["type"] != "http" or scope["path"] in OPEN or self._brought(Request(scope)):
            await self.app(scope, receive, send)
            return
        headers = {"WWW-Authenticate": 'Basic realm="Goodword", charset="UTF-8"', "Cache-Control": "no-store"}
        asked = response_of(ASKED, {**strict_headers(secrets.token_urlsafe(16)), **headers})
        await asked(scope, receive, send)

    def _brought(self, request: Request) -> bool:
        given = _given(request.headers.get("authorization", ""))
        return secrets.compare_digest(given.encode(), self.token.encode())


def _given(header: str) -> str:
    scheme, _, value = header.partition(" ")
    match scheme.casefold():
        case "bearer":
            return value.strip()
        case "basic":
            try:
                return base64.b64decode(value.strip(), validate=True).decode("utf-8", "replace").partition(":")[2]
            except (binascii.Error, ValueError):
                return ""
        case _:
            return ""
