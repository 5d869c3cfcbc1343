"""The web app: home and search, company, person, and the paths to each. Every page has a twin ending in `.json`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi import Query as Asked
from fastapi.responses import RedirectResponse, Response

from api.acquaintance import acquaintance
from api.company_question import CompanyQuestion, CompanyQuestionDep, JobCompany, PageNumber
from api.deps import API, StateDep, ViewpointDep
from api.home_list import begin_with, listed
from api.page_frame import frame_of, shown, to_twin
from api.page_parts import Send, shown_in_parts
from api.path_pages import DRAWN, Start, page_that_fits
from api.routes.search import found_in
from graph.model import Company
from referral.asking.budgets import Budgets
from referral.asking.circumstances import ledger_of, names_of
from referral.asking.due import Due, due_items
from referral.context import Context
from referral.introductions import PATHS_MOST
from referral.path_results import Paths
from referral.targets import roles, targets_of
from referral.viewpoint import Viewpoint, company_meant
from viz.frame import Frame
from viz.home_pages import HomeView, found_page, home_page
from viz.page_weight import expected_bytes
from viz.paging import pages
from viz.served_files import served
from viz.web_pages import CompanyView, ListMembership, company_page, paths_page, person_page

router = APIRouter(include_in_schema=False)

SHOWN = 8
"""Paths beside the list of people."""
KNOWN = 30
LOOKED_AT = 10
"""People ranked on one page of a company."""
FOUND = 30
"""Of each kind, on the page of a search."""
Query = Annotated[str, Asked(max_length=300)]
Ref = Annotated[str, Path(max_length=300)]
A_YEAR = 31_536_000


def _due(context: Context, seen: Viewpoint) -> tuple[Due, ...]:
    """What the ego owes by the day of what is `seen`, the oldest first."""
    if context.ego is None:
        return ()
    ledger = ledger_of(context.workspace, context.ego.id, until=seen.as_of)
    if not ledger.asks:
        return ()
    budgets = Budgets.of(context.workspace.ask_rules())
    return tuple(d for d in due_items(ledger, budgets, names_of(context.workspace, ledger)) if d.day <= seen.today)


@router.get("/")
async def home(
    request: Request, state: StateDep, viewpoint: ViewpointDep, q: Query = "", page: PageNumber = 1
) -> Response:
    """The companies somebody wants to work for; or what a search found."""

    def make(context: Context, send: Send) -> str:
        frame = frame_of(request, context, twin="/index.json")
        answers, part = listed(context, page, lambda number: frame.to("/", page=number))
        seen = state.viewpoint(viewpoint)
        asked = context.desk.questions_at_hand(context.ego) if context.ego else None
        question = asked[0] if asked else None
        view = HomeView(answers, part, begin_with(context), _due(context, seen), seen.today, question)
        return home_page(frame, view, send)

    def find(context: Context) -> str:
        found = found_in(state, q.strip(), FOUND)
        frame = frame_of(request, context, twin="/index.json", query=q)
        return found_page(frame, found.companies, found.people, found.corrected)

    if q.strip():
        return await shown(request, state, viewpoint, find, keep=True)
    return await shown_in_parts(request, state, viewpoint, make)


@router.get("/index.json")
async def home_json(request: Request) -> RedirectResponse:
    """The twin of home."""
    return to_twin(request, f"{API}/search" if request.query_params.get("q", "").strip() else f"{API}/targets")


def _twin(request: Request, kind: str, ref: str, answer: str) -> RedirectResponse:
    return to_twin(request, f"{API}/{kind}/{quote(ref, safe='')}/{answer}")


@router.get("/companies/{company:path}/paths.json")
async def company_paths_json(company: Ref, request: Request) -> RedirectResponse:
    """The twin of the page of paths to a company."""
    return _twin(request, "companies", company, "paths")


@router.get("/companies/{company:path}.json")
async def company_json(company: Ref, request: Request) -> RedirectResponse:
    """The twin of the company page."""
    return _twin(request, "companies", company, "referrers")


@router.get("/people/{person:path}.json")
@router.get("/people/{person:path}/paths.json")
async def person_json(person: Ref, request: Request) -> RedirectResponse:
    """The twin of the person page and of the page of paths to them."""
    return _twin(request, "people", person, "paths")


def _paths(found: Paths, frame: Frame, at: str, start: int, fields: Mapping[str, str]) -> str:
    """The page; `fields`: of the job, as the page it leads back to has them in its address."""

    def draw(part: Paths, shown_so_far: int) -> str:
        further = frame.to(f"{at}/paths", start=shown_so_far, **fields) if shown_so_far else ""
        file = frame.to(f"{at}/paths/file", **fields)
        return paths_page(frame, part, back=frame.to(at, **fields), further=further, file=file)

    link = len(frame.on(at, **fields))
    return page_that_fits(found, start, draw, lambda part: expected_bytes(part, link=link))


@router.get("/companies/{company:path}/paths")
async def company_paths(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    company: Ref,
    asked: CompanyQuestionDep,
    start: Start = 0,
) -> Response:
    """The picture of the paths to a company, large, with what the job makes of each."""

    def make(context: Context) -> str:
        wanted = company_meant(context.workspace, company)
        at, k = f"/companies/{wanted.id}", min(start + DRAWN, PATHS_MOST)
        found = context.desk.paths(wanted, ego=context.ego, k=k, role=asked.role, job=asked.job(context.workspace))
        frame = frame_of(request, context, twin=f"{at}/paths.json", job=asked.carried(wanted.name))
        return _paths(found, frame, at, start, asked.fields)

    return await shown(request, state, viewpoint, make, keep=True)


@router.get("/people/{person:path}/paths")
async def person_paths(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    person: Ref,
    asked: CompanyQuestionDep,
    job_at: JobCompany = "",
    start: Start = 0,
) -> Response:
    """The picture of the paths to a person, large."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        at, job = f"/people/{wanted.id}", asked.carried(job_at) if job_at else ()
        frame = frame_of(request, context, twin=f"{at}/paths.json", job=job)
        found = context.desk.paths(wanted, ego=context.ego, k=min(start + DRAWN, PATHS_MOST))
        return _paths(found, frame, at, start, dict(job))

    return await shown(request, state, viewpoint, make, keep=True)


@router.get("/people/{person:path}")
async def person(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    person: Ref,
    asked: CompanyQuestionDep,
    job_at: JobCompany = "",
) -> Response:
    """What is known between the ego and this person, and how to ask them about the job in question."""

    def make(context: Context) -> str:
        wanted = context.workspace.person(person)
        job = asked.carried(job_at) if job_at else ()
        frame = frame_of(request, context, twin=f"/people/{wanted.id}.json", job=job)
        return person_page(frame, context.desk.paths(wanted, ego=context.ego), acquaintance(context, wanted))

    return await shown(request, state, viewpoint, make, keep=True)


def _listed(context: Context, company: Company) -> ListMembership:
    found = targets_of(context)
    mine = next((t for t in found if t.key == company.key or (t.company and t.company.id == company.id)), None)
    return ListMembership(
        on=mine is not None, origins=mine.origins if mine else (), key=mine.key if mine else company.key
    )


def _company_view(context: Context, asked: CompanyQuestion, company: Company, frame: Frame) -> CompanyView:
    desk, at = context.desk, f"/companies/{company.id}"
    size = LOOKED_AT * asked.page
    job = asked.job(context.workspace)
    ranking = desk.referrers(company, ego=context.ego, role=asked.role, top=size, job=job)
    ids = context.workspace.employee_ids(company.id)
    known_pages = pages(asked.known, KNOWN, len(ids), lambda number: frame.to(at, known=number, **asked.fields))
    known = context.workspace.people_by_id(known_pages.of(ids))
    part = pages(asked.page, LOOKED_AT, ranking.total, lambda number: frame.to(at, page=number, **asked.fields))
    return CompanyView(
        verdict=ranking.verdict,
        referrers=replace(ranking, referrers=tuple(part.of(ranking.referrers))),
        pages=part,
        known=[known[id_] for id_ in known_pages.of(ids)],
        known_pages=known_pages,
        roles=roles(context.workspace, context.ego) if context.ego else (),
        answers=asked.answers,
        listed=_listed(context, company),
    )


@router.get("/companies/{company:path}")
async def company(
    request: Request, state: StateDep, viewpoint: ViewpointDep, company: Ref, asked: CompanyQuestionDep
) -> Response:
    """Who to ask there, how to get there, whether to."""

    def make(context: Context) -> str:
        wanted = company_meant(context.workspace, company)
        job = asked.job(context.workspace)
        paths = context.desk.paths_as_listed(wanted, ego=context.ego, k=SHOWN, role=asked.role, job=job)
        frame = frame_of(request, context, twin=f"/companies/{wanted.id}.json", job=asked.carried(wanted.name))
        return company_page(frame, paths, _company_view(context, asked, wanted, frame))

    return await shown(request, state, viewpoint, make, keep=True)


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """The drawing library, what draws with it, and styles, under names that hold their versions."""
    found = served(f"/static/{name}")
    if found is None:
        raise HTTPException(404)
    keep = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return Response(found.text, media_type=f"{found.media_type}; charset=utf-8", headers=keep)
