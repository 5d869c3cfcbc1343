"""What routes are given: what the server holds, whose question it is, and whether the caller has the answer already."""

from collections.abc import Callable
from hashlib import blake2b
from importlib.metadata import version
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from api.state import ServerState
from graph.errors import ChangedMeanwhileError
from graph.model import Mark
from referral.context import Context
from referral.viewpoint import Viewpoint
from schemas.base import Day

API = "/api/v1"


RELEASE = version("goodword")


class NotModifiedError(Exception):
    """The caller holds the newest answer already (304)."""

    def __init__(self, etag: str) -> None:
        self.etag = etag
        super().__init__(etag)


def state_of(request: Request) -> ServerState:
    """What the running app holds."""
    state: ServerState = request.app.state.server
    return state


async def _state(request: Request) -> ServerState:
    return state_of(request)  # a coroutine, like all dependencies here: others take a thread each, for nothing


async def viewpoint_of(
    ego: Annotated[
        str | None,
        Query(alias="as", description="Whose question: an owner's slug, name or id; 'anyone' for all together."),
    ] = None,
    as_of: Annotated[Day | None, Query(description="The day taken as today.")] = None,
) -> Viewpoint:
    """Whose question it is, and for which day."""
    return Viewpoint(ego, as_of)


StateDep = Annotated[ServerState, Depends(_state)]
ViewpointDep = Annotated[Viewpoint, Depends(viewpoint_of)]


def hashed(*parts: object) -> str:
    """An entity tag of whatever an answer depends on."""
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def tag_of(state: ServerState, path: str, query: str = "") -> str:
    """The tag of a read by all it depends on.

    That is the generation of the workspace, the newest line of the ledger, the address, the defaults this server was
    started with, the program, and the day: who may be asked again changes overnight.
    """
    return hashed(*state.versions(), Viewpoint().today, path, query, state.options, RELEASE)


def tag_of_marks(ego: str, person: str, mark: Mark) -> str:
    """The tag of what one owner says of one person."""
    return hashed(ego, person, mark)


def check_unchanged(if_match: str | None, tag: str) -> None:
    """Refuse a change of what is no longer as the caller read it (RFC 9110, 13.1.1). No header, no condition.

    Raises:
        ChangedMeanwhileError: none of the tags is the one of now.
    """
    if if_match is not None and if_match.strip() != "*" and tag not in if_match:
        raise ChangedMeanwhileError


async def etag(request: Request, response: Response, state: StateDep) -> None:
    """Tag a read; answer 304 to a caller who has it."""
    tag_read(request, response, await state.look(lambda: tag_of(state, request.url.path, request.url.query)))


def tag_read(request: Request, response: Response, tag: str) -> None:
    """Send the tag with the answer.

    Raises:
        NotModifiedError: the caller has it.
    """
    if tag in request.headers.get("if-none-match", ""):
        raise NotModifiedError(tag)
    response.headers.update(read_headers(tag))


def read_headers(tag: str) -> dict[str, str]:
    """The caller may keep the answer, and asks each time whether it still holds."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


Tagged = Depends(etag)


async def kept_json(
    request: Request, response: Response, viewpoint: Viewpoint, work: Callable[[Context], BaseModel]
) -> Response:
    """A tagged read as JSON: while its tag stays, the same bytes, made once."""
    state, tag = state_of(request), response.headers["ETag"]

    def made(context: Context) -> bytes:
        return work(context).model_dump_json(by_alias=True).encode()

    return kept_body(await state.kept(viewpoint, lambda: json_key(tag), made, len), tag)


async def large_json(
    state: ServerState, viewpoint: Viewpoint, work: Callable[[Context], BaseModel], tag: str = ""
) -> Response:
    """A read as JSON that is not kept, with its `tag` where it has one.

    The event loop makes no bytes of it: two megabytes would hold everybody up for 150 ms.
    """

    def made(context: Context) -> bytes:
        return work(context).model_dump_json(by_alias=True).encode()

    body = await state.answer(viewpoint, made)
    return kept_body(body, tag) if tag else Response(body, media_type="application/json")


def json_key(tag: str) -> str:
    """Under what a tagged answer is kept; a page is kept under its tag."""
    return f"json {tag}"


def kept_body(body: bytes, tag: str) -> Response:
    """A tagged answer as it was made."""
    return Response(body, media_type="application/json", headers=read_headers(tag))
