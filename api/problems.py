"""Errors over HTTP: one table from error branch to status, written as RFC 9457 problem details."""

import logging
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from traceback import walk_tb
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.headers import strict_headers
from graph.errors import (
    AmbiguousError,
    ChangedMeanwhileError,
    EmptyWorkspaceError,
    EngineError,
    FullError,
    GoodwordError,
    InputError,
    MissingExtraError,
    NotAnOwnerError,
    NotFoundError,
    RefusedError,
    UsageError,
    WorkspaceError,
)
from referral.wording import count


class TooLargeError(GoodwordError):
    """More was sent than is taken."""


_LOG = logging.getLogger(__name__)
OURS = frozenset(("api", "cli", "graph", "ingest", "referral", "reports", "schemas", "viz"))
"""Packages of this program."""
MEDIA_TYPE = "application/problem+json"
UNAVAILABLE = 503
RETRY_SECONDS = "2"
"""When to come back: longer than any question takes, shorter than patience."""

MALFORMED = "The question is malformed"
STATUS: Mapping[type[GoodwordError], tuple[int, str]] = {
    UsageError: (422, MALFORMED),
    NotFoundError: (404, "Not found"),
    AmbiguousError: (409, "Several fit"),
    NotAnOwnerError: (409, "Not an owner"),
    RefusedError: (409, "Not now"),
    EmptyWorkspaceError: (409, "Nothing is imported yet"),
    InputError: (422, "The file cannot be used"),
    WorkspaceError: (503, "The workspace cannot be used"),
    EngineError: (503, "The graph engine cannot answer"),
    FullError: (503, "Too much at once"),
    MissingExtraError: (501, "An optional part is not installed"),
    TooLargeError: (413, "Too large"),
    ChangedMeanwhileError: (412, "Changed meanwhile"),
}


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no company matches 'Acmee'; did you mean 'Acme'?"])
    suggestions: list[str] = Field(default=[], description="Names that are similar, or that fit.")


SCHEMA = {"$ref": "#/components/schemas/Problem"}
RESPONSES: dict[int | str, dict[str, object]] = {
    code: {"description": text, "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
    for code, text in {
        404: "Nothing matches.",
        409: "Several match, nothing is imported yet, or it is against the rules of the ledger.",
        421: "The request names a host this server does not answer to.",
        422: f"{MALFORMED}.",
        503: "The workspace or the engine cannot be used.",
    }.items()
}
NOT_READ = "The body cannot be read"
UNREADABLE = {"description": f"{NOT_READ}.", "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
SAID = {
    400: "what was sent can be read neither as JSON in UTF-8 nor as a form",
    404: "nothing is at this address",
    405: "nothing at this address takes this method",
}
"""What is wrong with a request that no route takes."""
REFUSALS: dict[int | str, dict[str, object]] = {
    code: {"description": text, "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
    for code, text in {
        403: "Another site asked for a change.",
        412: "It was changed since it was read (If-Match).",
        415: "The body is not JSON.",
    }.items()
}


class DocumentedApp(FastAPI):
    """An application whose description holds the schema of problems, which no route returns by type."""

    def openapi(self) -> dict[str, object]:
        """The OpenAPI document."""
        document: dict[str, object] = super().openapi()
        schemas = document.setdefault("components", {})
        if isinstance(schemas, dict):
            schemas.setdefault("schemas", {}).setdefault("Problem", Problem.model_json_schema())
        for operation in _with_body(document):
            operation["responses"].setdefault("400", UNREADABLE)
        return document


def _with_body(document: Mapping[str, object]) -> Iterator[dict[str, dict[str, object]]]:
    """The operations that take a body."""
    paths = document.get("paths")
    for methods in paths.values() if isinstance(paths, dict) else ():
        yield from (operation for operation in methods.values() if "requestBody" in operation)


def response_of(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    body = problem.model_dump(mode="json", exclude_defaults=False)
    sent = {**come_back(problem), **(headers or {})}
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=sent)


def come_back(problem: Problem) -> dict[str, str]:
    """The header that says when to ask again, where that helps."""
    return {"Retry-After": RETRY_SECONDS} if problem.status == UNAVAILABLE else {}


WORDS = {
    "bool_parsing": "is true or false",
    "int_parsing": "is a whole number",
    "model_attributes_type": "is a JSON object",
}
"""What is expected, where the words of the library that checks it speak of its own workings."""


def problem_of(error: GoodwordError) -> Problem:
    """The problem an error of ours is: the status of the nearest branch in the table, 500 for none."""
    status, title = next((STATUS[c] for c in type(error).__mro__ if c in STATUS), (500, "Something went wrong"))
    similar = getattr(error, "suggestions", None) or getattr(error, "candidates", None) or ()
    return Problem(title=title, status=status, detail=str(error), suggestions=[str(s) for s in similar])


def problem_in(error: Exception) -> Problem:
    """The problem any error of a request is.

    Raises:
        Exception: the error itself, where it is none that a request can be blamed for.
    """
    if isinstance(error, GoodwordError):
        return problem_of(error)
    if isinstance(error, RequestValidationError):
        if any(fault["type"] == "json_invalid" for fault in error.errors()):
            return Problem(title=NOT_READ, status=400, detail="what was sent is no JSON")
        faults = dict.fromkeys(map(_fault, error.errors()))
        return Problem(title=MALFORMED, status=422, detail="; ".join(faults))
    if isinstance(error, HTTPException):
        said = SAID.get(error.status_code, str(error.detail))
        title = NOT_READ if error.status_code == HTTPStatus.BAD_REQUEST else str(error.detail)
        return Problem(title=title, status=error.status_code, detail=said)
    raise error


def _fault(told: Mapping[str, Any]) -> str:
    """What is wrong with one value, where it stands: once, also where two parts of a request read it."""
    where = ".".join(str(part) for part in told["loc"][1:]) or "the body"
    if told["type"] == "string_too_long":
        return f"{where} is too long: at most {count(told['ctx']['max_length'], 'character')}"
    if told["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {WORDS.get(told['type'], told['msg'])}"


UNFORESEEN = Problem(title="Something went wrong", status=500, detail="this is a fault of the program, not of yours")
"""All that is told of a fault of this program: nothing of what was asked, nothing of its insides."""


def _place(error: Exception) -> str:
    """Where in this program an error arose: module and line, nothing of what was asked."""
    frames = (f"{frame.f_globals.get('__name__')}:{line}" for frame, line in walk_tb(error.__traceback__))
    ours = [place for place in frames if place.split(".")[0] in OURS]
    return ours[-1] if ours else "an unknown place"


def install(app: FastAPI, page: Callable[[Request, Problem], Response | None]) -> None:
    """Let every error leave `app` as a problem, or as what `page` makes of it where a person looks at a page."""

    async def told(request: Request, error: Exception) -> Response:
        problem = problem_in(error)
        return page(request, problem) or response_of(problem, getattr(error, "headers", None))

    async def unforeseen(request: Request, error: Exception) -> Response:
        _LOG.error("a request failed: %s at %s", type(error).__name__, _place(error))
        response = page(request, UNFORESEEN) or response_of(UNFORESEEN)
        response.headers.update(strict_headers(str(request.state.nonce)))
        return response

    for kind in (GoodwordError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, told)
    app.add_exception_handler(Exception, unforeseen)
