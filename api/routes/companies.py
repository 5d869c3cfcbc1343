"""`/companies`: who can put in a good word there, by which paths, and whether to ask."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import StateDep, Tagged, ViewpointDep
from api.pagination import CompaniesPage, Cursor, Limit, cut
from api.path_options import Count, PathOptionsDep
from api.problems import RESPONSES
from referral.context import Context
from referral.results import Posting
from referral.situation import MOST_EMPLOYED
from schemas.base import CompanyOut
from schemas.paths import PathsOut
from schemas.referrers import ReferrersOut, VerdictAnswerOut

router = APIRouter(prefix="/companies", tags=["companies"], responses=RESPONSES, dependencies=[Tagged])

Role = Annotated[str, Query(max_length=200, description="The job wanted.", examples=["Staff Engineer"])]


@router.get("", operation_id="listCompanies")
async def list_companies(state: StateDep, q: str = "", limit: Limit = 50, cursor: Cursor = None) -> CompaniesPage:
    """Companies whose name has words beginning with those of `q`."""
    found = await state.run(lambda: state.workspace.find_companies(q, limit=limit + 1, after=cursor))
    items = [CompanyOut.of(c) for c in found[:limit]]
    return CompaniesPage(items=items, next=cut([c.id for c in found], limit))


@router.get("/{company}", operation_id="getCompany")
async def get_company(state: StateDep, company: str) -> CompanyOut:
    """One company, by id or exact name."""
    return CompanyOut.of(await state.run(lambda: state.workspace.company(company)))


@router.get("/{company}/referrers", operation_id="listReferrers")
async def list_referrers(
    state: StateDep, viewpoint: ViewpointDep, company: str, role: Role = "", top: Count = 10
) -> ReferrersOut:
    """Who can put in a good word there, best first, with the evidence."""

    def work(context: Context) -> ReferrersOut:
        wanted = context.workspace.company(company)
        return ReferrersOut.of(context.desk.referrers(wanted, ego=context.ego, role=role, top=top))

    return await state.answer(viewpoint, work)


@router.get("/{company}/paths", operation_id="listCompanyPaths")
async def list_paths(state: StateDep, viewpoint: ViewpointDep, company: str, options: PathOptionsDep) -> PathsOut:
    """The best introduction paths to anybody there."""
    return await state.answer(viewpoint, lambda context: options.to(context.workspace.company(company), context))


@router.get("/{company}/verdict", operation_id="getVerdict")
async def get_verdict(
    state: StateDep,
    viewpoint: ViewpointDep,
    company: str,
    role: Role = "",
    posting: Posting | None = None,
    company_size: Annotated[int | None, Query(ge=1, le=MOST_EMPLOYED)] = None,
    *,
    contract: bool = False,
    knows_hiring_manager: bool = False,
) -> VerdictAnswerOut:
    """Ask, warm up first, ask for an introduction, or apply directly."""

    def work(context: Context) -> VerdictAnswerOut:
        decision = context.desk.verdict(
            context.workspace.company(company),
            ego=context.ego,
            role=role,
            posting=posting.value if posting else None,
            contract=contract,
            company_size=company_size,
            knows_hiring_manager=knows_hiring_manager,
        )
        return VerdictAnswerOut.resting(decision, context.network.basis)

    return await state.answer(viewpoint, work)
