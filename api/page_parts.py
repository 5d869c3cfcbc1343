"""A page sent in parts while a server starts: what is ready at once, the rest as it is made. It needs no script."""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi import Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from api.page_frame import shown
from api.state import ServerState
from referral.context import Context
from referral.viewpoint import Viewpoint

SORRY = "The rest of this page could not be made. Load it again."
BROKEN_OFF = f'<p class="panel" role="alert">{SORRY}</p></main></body></html>'
"""What ends a page whose first part was sent when the rest turned out to be an error."""
Send = Callable[[str], None]
"""Takes the part of a page that may be sent already, from its beginning on or from where the last one ended."""


def _nothing(_: str) -> None:
    """Nobody waits for a part."""


async def shown_in_parts(
    request: Request, state: ServerState, viewpoint: Viewpoint, make: Callable[[Context, Send], str]
) -> Response:
    """As `shown` with `keep`, but while the server starts what `make` sends is sent at once, ahead of the rest.

    The parts together are the same bytes as the whole page.
    """
    if not state.starting:
        return await shown(request, state, viewpoint, lambda context: make(context, _nothing), keep=True)
    loop, parts = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def send(text: str) -> None:
        loop.call_soon_threadsafe(parts.put_nowait, text)

    whole = asyncio.create_task(shown(request, state, viewpoint, lambda context: make(context, send), keep=True))
    whole.add_done_callback(lambda _: parts.put_nowait(None))
    first = await parts.get()
    return await whole if first is None else StreamingResponse(_rest(first, parts, whole), media_type="text/html")


async def _rest(
    first: str, parts: "asyncio.Queue[str | None]", whole: "asyncio.Task[HTMLResponse]"
) -> AsyncIterator[bytes]:
    """The parts as they come, then what of the whole page was not among them."""
    sent = 0
    text: str | None = first
    while text is not None:
        part = text.encode()
        sent += len(part)
        yield part
        text = await parts.get()
    try:
        page = await whole
    except Exception:
        yield BROKEN_OFF.encode()
        raise
    yield bytes(page.body)[sent:] if page.status_code == 200 else BROKEN_OFF.encode()
