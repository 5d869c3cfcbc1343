"""Refuses request bodies over the limit: by the length they state, else by counting bytes as they arrive."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, response_of

MOST_BYTES = 2**20
"""Of a body that is no upload: a question, a mark, a list of a few thousand companies."""
TOO_LARGE = Problem(title="Too large", status=413, detail=f"more than {MOST_BYTES // 2**20} MB; send less at once")


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Refuses bodies beyond `MOST_BYTES`, but on the paths that take uploads, which have limits of their own."""

    app: ASGIApp
    uploads: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http" or scope["path"] in self.uploads:
            await self.app(scope, receive, send)
            return
        body = None if _stated(scope) > MOST_BYTES else await _received(receive)
        if body is None:
            await response_of(TOO_LARGE)(scope, receive, send)
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return waiting.pop() if waiting else await receive()

        await self.app(scope, again, send)


def _stated(scope: Scope) -> int:
    """The length a request says its body has; 0 where it says none."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said[:20]) if said.isdigit() else 0  # the parser of HTTP refuses longer ones


async def _received(receive: Receive) -> bytes | None:
    """The whole body, None where it is too large or the caller left."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES or message["type"] == "http.disconnect":
            return None
    return bytes(body)
