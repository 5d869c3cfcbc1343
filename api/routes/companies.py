"""`/companies`: who can put in a good word there, by which paths, and whether to ask."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.company_question import RoleQuery
from api.deps import StateDep, Tagged, ViewpointDep, kept_json
from api.pagination import CompaniesPage, Cursor, Limit, cut
from api.path_options import Count, PathOptionsDep
from api.plan_question import planned, tagged_with_templates
from api.problems import REFUSALS, RESPONSES
from api.vacancy import VacancyDep
from referral.context import Context
from referral.drafts.kinds import Language
from referral.viewpoint import company_meant
from schemas.base import CompanyOut
from schemas.paths import PathsOut
from schemas.plans import PlanIn, PlanOut
from schemas.referrers import ReferrersOut, VerdictAnswerOut

router = APIRouter(prefix="/companies", tags=["companies"], responses=RESPONSES)


@router.get("", operation_id="listCompanies", dependencies=[Tagged])
async def list_companies(state: StateDep, q: str = "", limit: Limit = 50, cursor: Cursor = None) -> CompaniesPage:
    """Companies whose name has words beginning with those of `q`."""
    found = await state.run(lambda: state.workspace.find_companies(q, limit=limit + 1, after=cursor))
    items = [CompanyOut.of(c) for c in found[:limit]]
    return CompaniesPage(items=items, next=cut([c.id for c in found], limit))


@router.get(
    "/{company:path}/referrers",
    operation_id="listReferrers",
    dependencies=[Tagged],
    response_model=ReferrersOut,
)
async def list_referrers(
    request: Request,
    response: Response,
    viewpoint: ViewpointDep,
    company: str,
    job: VacancyDep,
    role: RoleQuery = "",
    top: Count = 10,
) -> Response:
    """Who can put in a good word there, best first, with the evidence."""

    def work(context: Context) -> ReferrersOut:
        wanted = company_meant(context.workspace, company)
        told = job.in_(context.workspace)
        return ReferrersOut.of(context.desk.referrers(wanted, ego=context.ego, role=role, top=top, job=told))

    return await kept_json(request, response, viewpoint, work)


@router.get("/{company:path}/paths", operation_id="listCompanyPaths", dependencies=[Tagged], response_model=PathsOut)
async def list_paths(
    request: Request,
    response: Response,
    viewpoint: ViewpointDep,
    company: str,
    options: PathOptionsDep,
    job: VacancyDep,
    role: RoleQuery = "",
) -> Response:
    """The best introduction paths to anybody there; where a job is named, with what to do about each."""

    def work(context: Context) -> PathsOut:
        told = job.in_(context.workspace)
        return options.to(company_meant(context.workspace, company), context, role=role, job=told)

    return await kept_json(request, response, viewpoint, work)


@router.get(
    "/{company:path}/verdict", operation_id="getVerdict", dependencies=[Tagged], response_model=VerdictAnswerOut
)
async def get_verdict(
    request: Request, response: Response, viewpoint: ViewpointDep, company: str, job: VacancyDep, role: RoleQuery = ""
) -> Response:
    """Ask, warm up first, ask for an introduction, or apply directly."""

    def work(context: Context) -> VerdictAnswerOut:
        wanted = company_meant(context.workspace, company)
        decision = context.desk.verdict(wanted, ego=context.ego, role=role, job=job.in_(context.workspace))
        return VerdictAnswerOut.resting(decision, context.network.basis)

    return await kept_json(request, response, viewpoint, work)


@router.get("/{company:path}/plan", operation_id="getPlan", dependencies=[Depends(tagged_with_templates)])
async def get_plan(
    state: StateDep,
    viewpoint: ViewpointDep,
    company: str,
    job: VacancyDep,
    role: RoleQuery = "",
    person: Annotated[str | None, Query(description="Whom to talk to: id, slug or exact name.")] = None,
    language: Annotated[Language, Query(description="Of the texts to be passed on.")] = Language.ENGLISH,
) -> PlanOut:
    """How to go about asking: talk first, what they know, what to tell, what to leave out, and when."""
    asked = PlanIn(role=role, person=person, language=language)
    seen = state.viewpoint(viewpoint)
    return await state.answer(viewpoint, lambda context: PlanOut.of(planned(context, seen, company, asked, job)))


@router.post("/{company:path}/plan", operation_id="makePlan", responses=REFUSALS)
async def make_plan(
    response: Response, state: StateDep, viewpoint: ViewpointDep, company: str, job: VacancyDep, asked: PlanIn
) -> PlanOut:
    """The same with the text of the posting, which may name a page for referrals. Nothing of it is kept."""
    response.headers["Cache-Control"] = "no-store"
    seen = state.viewpoint(viewpoint)
    return await state.answer(viewpoint, lambda context: PlanOut.of(planned(context, seen, company, asked, job)))


@router.get("/{company:path}", operation_id="getCompany", dependencies=[Tagged])
async def get_company(state: StateDep, company: str) -> CompanyOut:
    """One company, by id or exact name."""
    return CompanyOut.of(await state.run(lambda: state.workspace.company(company)))
