"""Asks for a token where other machines can reach the server: in a header, never in an address."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field

from fastapi import Request
from starlette.responses import Response

from api.headers import strict_headers
from api.problems import Problem, response_of
from api.security import Next

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

    token: str = field(repr=False)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Judge the request."""
        given = _given(request.headers.get("authorization", ""))
        if request.url.path in OPEN or secrets.compare_digest(given.encode(), self.token.encode()):
            return await call_next(request)
        headers = {"WWW-Authenticate": 'Basic realm="Goodword", charset="UTF-8"', "Cache-Control": "no-store"}
        return response_of(ASKED, {**strict_headers(secrets.token_urlsafe(16)), **headers})


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
