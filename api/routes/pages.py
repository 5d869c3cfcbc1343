"""The web app: search, company, person, and the paths to each. Every page has a twin ending in `.json`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

import numpy as np
from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from api.acquaintance import acquaintance
from api.deps import API, StateDep, ViewpointDep
from api.path_options import Count
from api.problems import Problem, problem_of
from api.routes.companies import Role
from api.state import ServerState
from graph.errors import EmptyWorkspaceError, GoodwordError
from graph.model import Company, Person
from referral.context import Context
from referral.viewpoint import Viewpoint
from schemas.base import CompanyOut, PersonOut
from viz.network import vis_network
from viz.web_pages import VIS_URL, Frame, company_page, home_page, paths_page, person_page, problem_page

router = APIRouter(include_in_schema=False)

SHOWN = 8
KNOWN = 60
FOUND = 30
LARGEST = 20
Ref = Annotated[str, Path(max_length=300)]
A_YEAR = 31_536_000


class FoundOut(BaseModel):
    """What the search page shows."""

    companies: list[CompanyOut]
    people: list[PersonOut]


def _frame(request: Request, context: Context | None = None, *, twin: str = "", query: str = "") -> Frame:
    asked = tuple((k, v) for k, v in request.query_params.multi_items() if k in {"as", "as_of"} and v)
    frame = Frame(str(request.state.nonce), asked=asked, query=query)
    if context is None:
        return frame
    owners = tuple(context.workspace.owners())
    twin_address = f"{twin}?{request.url.query}" if twin and request.url.query else twin
    return Frame(frame.nonce, context.ego, owners, context.as_of, asked, twin_address, query, context.network.basis)


def _largest(context: Context) -> list[Company]:
    """The companies with most people known there now."""
    counts = np.diff(context.network.people_by_company()[1])
    largest = np.argsort(-counts, kind="stable")[:LARGEST]
    ids = [bytes(i).decode() for i in context.network.columns.companies.id[largest].tolist()]
    found = context.workspace.companies_by_id(ids)
    return [replace(found[i], people=n) for i, n in zip(ids, counts[largest].tolist(), strict=True) if i in found]


def _wanted(context: Context, text: str) -> tuple[list[Company], list[Person]]:
    if text:
        return context.workspace.find_companies(text, limit=FOUND), context.workspace.find_people(text, limit=FOUND)
    return _largest(context), context.workspace.owners()


async def _page(
    request: Request, state: ServerState, viewpoint: Viewpoint, make: Callable[[Context], str]
) -> HTMLResponse:
    try:
        return HTMLResponse(await state.answer(viewpoint, make))
    except EmptyWorkspaceError:
        return HTMLResponse(home_page(_frame(request), companies=[], people=[], empty=True))
    except GoodwordError as error:
        problem = problem_of(error)
        text = problem_page(_frame(request), heading=problem.title, detail=problem.detail)
        return HTMLResponse(text, status_code=problem.status)


def lost(request: Request, problem: Problem) -> Response | None:
    """An error as a page, where a person with a browser asked for one: not under the API, and no twin."""
    path = request.url.path
    if "text/html" not in request.headers.get("accept", "") or path.startswith(API) or path.endswith(".json"):
        return None
    detail = f"there is nothing at {path}" if problem.detail == "Not Found" else problem.detail
    text = problem_page(_frame(request), heading=problem.title, detail=detail)
    return HTMLResponse(text, status_code=problem.status)


@router.get("/")
async def home(request: Request, state: StateDep, viewpoint: ViewpointDep, q: str = "") -> Response:
    """Search first."""

    def make(context: Context) -> str:
        companies, people = _wanted(context, q.strip())
        return home_page(
            _frame(request, context, twin="/index.json", query=q), companies=companies, people=people, empty=False
        )

    return await _page(request, state, viewpoint, make)


@router.get("/index.json")
async def home_json(state: StateDep, viewpoint: ViewpointDep, q: str = "") -> FoundOut:
    """The twin of the search page."""

    def work(context: Context) -> FoundOut:
        companies, people = _wanted(context, q.strip())
        return FoundOut(companies=[CompanyOut.of(c) for c in companies], people=[PersonOut.of(p) for p in people])

    return await state.answer(viewpoint, work)


def _twin(request: Request, kind: str, ref: str, answer: str) -> RedirectResponse:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/api/v1/{kind}/{quote(ref, safe='')}/{answer}{query}", status_code=307)


@router.get("/companies/{company}.json")
async def company_json(company: Ref, request: Request) -> RedirectResponse:
    """The twin of the company page."""
    return _twin(request, "companies", company, "referrers")


@router.get("/companies/{company}/paths.json")
async def company_paths_json(company: Ref, request: Request) -> RedirectResponse:
    """The twin of the page of paths to a company."""
    return _twin(request, "companies", company, "paths")


@router.get("/people/{person}.json")
@router.get("/people/{person}/paths.json")
async def person_json(person: Ref, request: Request) -> RedirectResponse:
    """The twin of the person page and of the page of paths to them."""
    return _twin(request, "people", person, "paths")


@router.get("/companies/{company}")
async def company(
    request: Request, state: StateDep, viewpoint: ViewpointDep, company: Ref, role: Role = "", top: Count = 5
) -> Response:
    """Who to ask there, how to get there, whether to."""

    def make(context: Context) -> str:
        wanted = context.workspace.company(company)
        ranking = context.desk.referrers(wanted, ego=context.ego, role=role, top=top)
        paths = context.desk.paths(wanted, ego=context.ego, k=SHOWN)
        frame = _frame(request, context, twin=f"/companies/{wanted.id}.json")
        return company_page(frame, paths, ranking, context.workspace.employees(wanted.id)[:KNOWN])

    return await _page(request, state, viewpoint, make)


def _paths(request: Request, context: Context, wanted: Company | Person, at: str, k: int) -> str:
    frame = _frame(request, context, twin=f"{at}/paths.json")
    return paths_page(frame, context.desk.paths(wanted, ego=context.ego, k=k), back=frame.to(at))


@router.get("/companies/{company}/paths")
async def company_paths(
    request: Request, state: StateDep, viewpoint: ViewpointDep, company: Ref, k: Count = SHOWN
) -> Response:
    """The picture of the paths to a company, large."""

    def make(context: Context) -> str:
        wanted = context.workspace.company(company)
        return _paths(request, context, wanted, f"/companies/{wanted.id}", k)

    return await _page(request, state, viewpoint, make)


@router.get("/people/{person}")
async def person(request: Request, state: StateDep, viewpoint: ViewpointDep, person: Ref) -> Response:
    """What is known between the ego and this person."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        frame = _frame(request, context, twin=f"/people/{wanted.id}.json")
        return person_page(frame, context.desk.paths(wanted, ego=context.ego), acquaintance(context, wanted))

    return await _page(request, state, viewpoint, make)


@router.get("/people/{person}/paths")
async def person_paths(
    request: Request, state: StateDep, viewpoint: ViewpointDep, person: Ref, k: Count = SHOWN
) -> Response:
    """The picture of the paths to a person, large."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        return _paths(request, context, wanted, f"/people/{wanted.id}", k)

    return await _page(request, state, viewpoint, make)


@router.get(VIS_URL)
async def vis() -> Response:
    """The drawing library, under a name that holds its version."""
    keep = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return Response(vis_network(), media_type="text/javascript; charset=utf-8", headers=keep)
