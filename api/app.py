"""The application, made on demand: `create_app(workspace, options)`. Nothing happens at import."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from api import page_frame, problems
from api.body_limit import BodyLimit
from api.come_back import ComeBack
from api.counts import Counter, Counts
from api.deps import API, NotModifiedError, read_headers
from api.head_requests import HeadRequests
from api.kept_answers import KeptAnswers
from api.routes import (
    aliases,
    archive_pages,
    ask_pages,
    asks,
    companies,
    draft_pages,
    drafts,
    health,
    imports,
    jobs,
    network,
    network_pages,
    page_forms,
    pages,
    path_files,
    people,
    plan_pages,
    question_pages,
    questions,
    report_pages,
    reports,
    review,
    review_pages,
    search,
    survey,
    targets,
)
from api.security import UPLOADS, Guard
from api.state import Options, ServerState
from api.token import TokenGuard
from api.turns import Turns

__all__ = ["Options", "create_app"]


async def _not_modified(_: Request, error: Exception) -> Response:
    if not isinstance(error, NotModifiedError):
        raise error
    return Response(status_code=304, headers=read_headers(error.etag))


def _layers(app: FastAPI, chosen: Options) -> None:
    """What every request passes before its route, the last one first."""
    app.add_middleware(KeptAnswers)
    app.add_middleware(ComeBack)
    app.add_middleware(Guard, hosts=frozenset(chosen.hosts))
    if chosen.token:
        app.add_middleware(TokenGuard, token=chosen.token)
    app.add_middleware(Counter, counts=app.state.counts)
    app.add_middleware(BodyLimit, uploads=frozenset(UPLOADS))
    app.add_middleware(HeadRequests)
    app.add_middleware(Turns)


def create_app(workspace: Path, options: Options | None = None) -> FastAPI:
    """The web app and the API on one workspace, which is opened at start and closed at the end."""
    chosen = options or Options()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.server = ServerState.at(workspace, chosen)
        try:
            yield
        finally:
            app.state.server.close()

    app = problems.DocumentedApp(
        title="Goodword",
        version=version("goodword"),
        summary="Who in my network can put in a good word for me, by which path, on what evidence?",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    app.state.counts = Counts()
    _layers(app, chosen)
    problems.install(app, page_frame.lost)
    app.add_exception_handler(NotModifiedError, _not_modified)
    routes = APIRouter(prefix=API)
    for part in (
        *(companies, people, network, imports, jobs, asks, drafts, search, survey, targets, questions, reports),
        review,
        aliases,
    ):
        routes.include_router(part.router)
    app.include_router(routes)
    for page in (
        *(health, archive_pages, page_forms, ask_pages, draft_pages, plan_pages),
        *(review_pages, question_pages, report_pages, network_pages, path_files, pages),
    ):
        app.include_router(page.router)
    _find_nothing(app)
    return app


def _find_nothing(app: FastAPI) -> None:
    """Look for a route that is not there: the first look works out what each of them takes, for a tenth of a second.

    It is not left to the first request, which would keep all others waiting.
    """
    for route in app.routes:
        route.matches({"type": "http", "method": "GET", "path": "/nothing-is-here", "root_path": "", "headers": []})
