"""What the pages share: the frame filled from a request, and errors shown as pages."""

import zlib
from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.deps import API, tag_of
from api.problems import MALFORMED, SAID, Problem, come_back, problem_of
from api.state import ServerState
from graph.errors import EmptyWorkspaceError, GoodwordError
from referral.context import Context
from referral.viewpoint import Viewpoint
from viz.frame import Frame
from viz.import_pages import import_page
from viz.web_pages import problem_page

ASKED = ("as", "as_of")
"""The part of an address that says whose question it is, and for which day."""
Kept = tuple[str, bytes]
"""A page sent before: the nonce in it, and the page compressed."""
FASTEST = 1
"""How hard pages that are kept are compressed: to a tenth, in about a millisecond."""


def asked_of(request: Request) -> tuple[tuple[str, str], ...]:
    """Whose question, for which day, as the address says it."""
    return tuple((k, v) for k, v in request.query_params.multi_items() if k in ASKED and v)


ONES_OWN = frozenset({"/index.json", "/asks.json", "/questions.json"})
"""Twins that are one owner's: for all together there is none."""


def _with_query(twin: str, request: Request) -> str:
    return f"{twin}?{request.url.query}" if twin and request.url.query else twin


def frame_of(
    request: Request,
    context: Context | None = None,
    *,
    twin: str = "",
    query: str = "",
    job: tuple[tuple[str, str], ...] = (),
) -> Frame:
    """The frame of a page; without a context that of an error or of an empty workspace. `job`: as `Frame` has it."""
    nonce, asked, at = str(request.state.nonce), asked_of(request), request.url.path
    if context is None:
        return Frame(nonce, asked=asked, query=query, at=at)
    return Frame(
        nonce,
        whose=context.ego,
        owners=tuple(context.workspace.owners()),
        as_of=context.as_of,
        asked=asked,
        twin=_with_query(twin, request) if context.ego or twin not in ONES_OWN else "",
        query=query,
        basis=context.network.basis,
        at=at,
        job=job,
    )


def to_twin(request: Request, address: str, *without: str) -> RedirectResponse:
    """To the JSON of a page, with all that was asked; forms send fields that were left empty, too."""
    told = [(name, said) for name, said in request.query_params.multi_items() if said and name not in without]
    return RedirectResponse(f"{address}?{urlencode(told)}" if told else address)


def welcome(request: Request, state: ServerState) -> HTMLResponse:
    """What an empty workspace shows wherever one goes."""
    frame = Frame(str(request.state.nonce), at="/", empty=True)
    return HTMLResponse(import_page(frame, running=state.running("import")))


HEADINGS = {MALFORMED: "Something in the address is missing or wrong"}
"""Of pages, where the titles of problems are for programs."""


def problem(request: Request, found: Problem) -> HTMLResponse:
    """An error as a page."""
    text = problem_page(frame_of(request), heading=HEADINGS.get(found.title, found.title), detail=found.detail)
    return HTMLResponse(text, status_code=found.status, headers=come_back(found))


def kept_page(kept: Kept, nonce: str) -> HTMLResponse:
    """A page as it was, with the nonce of the new response."""
    first, page = kept
    return HTMLResponse(zlib.decompress(page).replace(first.encode(), nonce.encode()))


async def shown(
    request: Request,
    state: ServerState,
    viewpoint: Viewpoint,
    make: Callable[[Context], str],
    *,
    keep: bool = False,
) -> HTMLResponse:
    """What `make` gives as a page; the welcome where nothing is imported, an error as a page.

    `keep`: it rests on nothing but what `tag_of` names, and while that stays is shown again as it was, with the nonce
    of the new response.
    """
    nonce = str(request.state.nonce)

    def made(context: Context) -> Kept:
        return nonce, zlib.compress(make(context).encode(), FASTEST)

    def tag() -> str:
        return tag_of(state, request.url.path, request.url.query)

    try:
        if not keep:
            return HTMLResponse(await state.answer(viewpoint, make))
        return kept_page(await state.kept(viewpoint, tag, made, lambda page: len(page[1])), nonce)
    except EmptyWorkspaceError:
        return welcome(request, state)
    except GoodwordError as error:
        return problem(request, problem_of(error))


def lost(request: Request, found: Problem) -> Response | None:
    """An error as a page, where a person with a browser asked for one: not under the API, and no twin."""
    path = request.url.path
    if "text/html" not in request.headers.get("accept", "") or path.startswith(API) or path.endswith(".json"):
        return None
    detail = f"there is nothing at {path}" if found.detail == SAID[404] else found.detail
    return problem(request, found.model_copy(update={"detail": detail}))
