"""The web app: search, company, person, and the paths to each. Every page has a twin ending in `.json`."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from api.acquaintance import acquaintance
from api.deps import StateDep, ViewpointDep
from api.largest import largest_companies
from api.page_frame import frame_of, page
from api.path_options import Count
from api.routes.companies import Role
from graph.model import Company, Person
from referral.context import Context
from schemas.base import CompanyOut, PersonOut
from viz.network import vis_network
from viz.web_pages import VIS_URL, company_page, home_page, paths_page, person_page

router = APIRouter(include_in_schema=False)

SHOWN = 8
"""Paths beside the list of people."""
DRAWN = 20
"""Paths on a page of their own: as many as a page of 150 kB holds, the best eight shown at first."""
KNOWN = 60
FOUND = 30
LARGEST = 20
Ref = Annotated[str, Path(max_length=300)]
A_YEAR = 31_536_000


class FoundOut(BaseModel):
    """What the search page shows."""

    companies: list[CompanyOut]
    people: list[PersonOut]


def _wanted(context: Context, text: str) -> tuple[list[Company], list[Person]]:
    if text:
        return context.workspace.find_companies(text, limit=FOUND), context.workspace.find_people(text, limit=FOUND)
    return largest_companies(context, LARGEST), context.workspace.owners()


@router.get("/")
async def home(request: Request, state: StateDep, viewpoint: ViewpointDep, q: str = "") -> Response:
    """Search first."""

    def make(context: Context) -> str:
        companies, people = _wanted(context, q.strip())
        return home_page(frame_of(request, context, twin="/index.json", query=q), companies=companies, people=people)

    return await page(request, state, viewpoint, make)


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
        frame = frame_of(request, context, twin=f"/companies/{wanted.id}.json")
        return company_page(frame, paths, ranking, context.workspace.employees(wanted.id)[:KNOWN])

    return await page(request, state, viewpoint, make)


def _paths(request: Request, context: Context, wanted: Company | Person, at: str, k: int) -> str:
    frame = frame_of(request, context, twin=f"{at}/paths.json")
    return paths_page(frame, context.desk.paths(wanted, ego=context.ego, k=k), back=frame.to(at))


@router.get("/companies/{company}/paths")
async def company_paths(
    request: Request, state: StateDep, viewpoint: ViewpointDep, company: Ref, k: Count = DRAWN
) -> Response:
    """The picture of the paths to a company, large."""

    def make(context: Context) -> str:
        wanted = context.workspace.company(company)
        return _paths(request, context, wanted, f"/companies/{wanted.id}", k)

    return await page(request, state, viewpoint, make)


@router.get("/people/{person}")
async def person(request: Request, state: StateDep, viewpoint: ViewpointDep, person: Ref) -> Response:
    """What is known between the ego and this person."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        frame = frame_of(request, context, twin=f"/people/{wanted.id}.json")
        return person_page(frame, context.desk.paths(wanted, ego=context.ego), acquaintance(context, wanted))

    return await page(request, state, viewpoint, make)


@router.get("/people/{person}/paths")
async def person_paths(
    request: Request, state: StateDep, viewpoint: ViewpointDep, person: Ref, k: Count = DRAWN
) -> Response:
    """The picture of the paths to a person, large."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        return _paths(request, context, wanted, f"/people/{wanted.id}", k)

    return await page(request, state, viewpoint, make)


@router.get(VIS_URL)
async def vis() -> Response:
    """The drawing library, under a name that holds its version."""
    keep = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return Response(vis_network(), media_type="text/javascript; charset=utf-8", headers=keep)
