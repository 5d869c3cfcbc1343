"""Requests that write into the ledger: whose it is, and what makes a repeated request one request."""

import json
from hashlib import blake2b
from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel

from api.state import ServerState
from graph.errors import UsageError
from graph.model import Person
from referral.viewpoint import Viewpoint

LONGEST_KEY = 255

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Chosen by the caller: the same request with the same key is carried out once.",
    ),
]
IfMatch = Annotated[str | None, Header(description="The tag under which it was read.")]
REPLAYED = "Idempotency-Replayed"


def owner_of(state: ServerState, viewpoint: Viewpoint) -> Person:
    """Whose ledger a request is about.

    Raises:
        UsageError: anyone's.
    """
    return state.viewpoint(viewpoint).one_person(state.workspace, "the ledger of asks is")


def checked_key(key: str | None) -> str | None:
    """The key of a request.

    Raises:
        UsageError: it is empty, too long, or not printable.
    """
    if key is not None and (not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable()):
        raise UsageError(f"an Idempotency-Key is 1 to {LONGEST_KEY} printable characters")
    return key


def digest_of(request: Request, body: BaseModel) -> str:
    """What tells one request from another: method, path and body."""
    parts = [request.method, request.url.path, request.url.query, body.model_dump(mode="json")]
    return blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=16).hexdigest()
