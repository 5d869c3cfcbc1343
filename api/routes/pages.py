"""The web app: search, company, person. Each page has a twin ending in `.json`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.deps import QuestionDep, StationDep
from api.problems import problem_of
from api.routes.companies import Count, Role
from api.station import Bench, Question, Station
from graph.dossiers import dossiers
from graph.errors import EmptyWorkspaceError, GoodwordError
from graph.model import Company, Dossier, Person
from viz.network import vis_network
from viz.served import Frame, company_page, home_page, person_page, problem_page

router = APIRouter(include_in_schema=False)

SHOWN = 8
KNOWN = 60
Ref = Annotated[str, Path(max_length=300)]
A_YEAR = 31_536_000


def _frame(request: Request, bench: Bench | None, *, twin: str = "", query: str = "") -> Frame:
    ego = bench.ego.name if bench and bench.ego else "All owners together" if bench else ""
    return Frame(request.state.nonce, ego, bench.as_of if bench else None, twin, query)


def _wanted(bench: Bench, text: str) -> tuple[list[Company], list[Person]]:
    if text:
        return bench.workspace.find_companies(text, limit=30), bench.workspace.find_people(text, limit=30)
    most = sorted(bench.workspace.find_companies("", limit=200), key=lambda c: (-c.people, c.name, c.id))
    return most[:20], bench.workspace.owners()


async def _page(request: Request, station: Station, question: Question, make: Callable[[Bench], str]) -> HTMLResponse:
    try:
        return HTMLResponse(await station.answer(question, make))
    except GoodwordError as error:
        problem = problem_of(error)
        text = problem_page(_frame(request, None), heading=problem.title, detail=problem.detail)
        return HTMLResponse(text, status_code=problem.status)


@router.get("/")
async def home(request: Request, station: StationDep, question: QuestionDep, q: str = "") -> Response:
    """Search first."""

    def make(bench: Bench) -> str:
        companies, people = _wanted(bench, q.strip())
        return home_page(_frame(request, bench, query=q), companies=companies, people=people, empty=False)

    try:
        return HTMLResponse(await station.answer(question, make))
    except EmptyWorkspaceError:
        return HTMLResponse(home_page(_frame(request, None), companies=[], people=[], empty=True))


@router.get("/companies/{company}.json")
async def company_json(company: Ref, request: Request) -> RedirectResponse:
    """The twin of the company page."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/api/v1/companies/{company}/referrers{query}", status_code=307)


@router.get("/people/{person}.json")
async def person_json(person: Ref, request: Request) -> RedirectResponse:
    """The twin of the person page."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/api/v1/people/{person}/paths{query}", status_code=307)


@router.get("/companies/{company}")
async def company(
    request: Request, station: StationDep, question: QuestionDep, company: Ref, role: Role = "", top: Count = 5
) -> Response:
    """Who to ask there, how to get there, whether to."""

    def make(bench: Bench) -> str:
        wanted = bench.workspace.company(company)
        ranking = bench.desk.referrers(wanted, ego=bench.ego, role=role, top=top)
        paths = bench.desk.paths(wanted, ego=bench.ego, k=SHOWN)
        frame = _frame(request, bench, twin=f"/companies/{wanted.id}.json")
        return company_page(frame, paths, ranking, bench.workspace.employees(wanted.id)[:KNOWN])

    return await _page(request, station, question, make)


def _facts(dossier: Dossier) -> list[str]:
    lines = []
    if dossier.connected:
        since = f" since {dossier.connected_on:%d %b %Y}" if dossier.connected_on else "; since when is not known"
        lines.append(f"Connected{since}")
    exchange = dossier.exchange
    if exchange.sent or exchange.received:
        last = f", last on {exchange.last:%d %b %Y}" if exchange.last else ""
        lines.append(f"{exchange.sent} messages from you, {exchange.received} from them{last}")
    for said in dossier.statements:
        author = "They" if said.author == dossier.person.id else "You"
        when = f" on {said.at:%d %b %Y}" if said.at else ", date not known"
        detail = f" ({said.detail})" if said.detail else ""
        lines.append(f"{author}: {said.kind.name.lower()}{detail}{when}")
    if dossier.mark.note:
        lines.append(f"Your note: {dossier.mark.note}")
    return lines


def _stays(dossier: Dossier) -> list[str]:
    lines = []
    for stay in dossier.employments:
        start = f"from {stay.start:%b %Y}" if stay.start else "start not known"
        end = f"to {stay.end:%b %Y}" if stay.end else f"there on {stay.as_of:%d %b %Y}"
        lines.append(f"{', '.join(x for x in (stay.title, stay.company_name) if x)}: {start}, {end}")
    return lines


@router.get("/people/{person}")
async def person(request: Request, station: StationDep, question: QuestionDep, person: Ref) -> Response:
    """What is known between the ego and this person."""

    def make(bench: Bench) -> str:
        wanted = bench.workspace.person(person)
        ego = bench.ego or bench.workspace.owners()[0]
        held = dossiers(bench.workspace, bench.network, ego.id, [wanted.id], bench.as_of)[wanted.id]
        paths = bench.desk.paths(wanted, ego=bench.ego)
        frame = _frame(request, bench, twin=f"/people/{wanted.id}.json")
        return person_page(frame, paths, facts=_facts(held), stays=_stays(held))

    return await _page(request, station, question, make)


@router.get("/static/vis-network-9.1.2.min.js")
async def vis() -> Response:
    """The drawing library, under a name that holds its version."""
    keep = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return Response(vis_network(), media_type="text/javascript; charset=utf-8", headers=keep)
