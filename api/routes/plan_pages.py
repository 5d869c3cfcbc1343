"""The page of a plan: the conversation before an ask."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.company_question import CompanyQuestion, CompanyQuestionDep
from api.deps import API, StateDep, ViewpointDep
from api.forms import fresh_key
from api.page_frame import frame_of, shown, to_twin
from api.plan_question import planned
from api.state import ServerState
from referral.context import Context
from referral.drafts.kinds import Language
from referral.viewpoint import Viewpoint
from schemas.ask_requests import LONGEST_TEXT
from schemas.base import LONGEST, Role
from schemas.plans import PlanIn
from viz.plan_pages import plan_page

router = APIRouter(include_in_schema=False)


class PlanQuery(BaseModel):
    """What is to be planned, as the address says it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    company: str = Field(min_length=1, max_length=LONGEST)
    person: str = Field(default="", max_length=LONGEST)
    role: Role = ""
    language: Language = Language.ENGLISH


class PostingForm(BaseModel):
    """The text of the posting: too long for an address, and not kept."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    posting: str = Field(default="", max_length=LONGEST_TEXT)


QueryDep = Annotated[PlanQuery, Query()]
FormDep = Annotated[PostingForm, Form()]


async def _page(
    request: Request, state: ServerState, viewpoint: Viewpoint, asked: PlanQuery, job: CompanyQuestion, posting: str
) -> Response:
    seen = state.viewpoint(viewpoint)
    wanted = PlanIn(role=asked.role, person=asked.person or None, posting=posting, language=asked.language)

    def make(context: Context) -> str:
        made = planned(context, seen, asked.company, wanted, job.told)
        frame = frame_of(request, context, twin="/plan.json", job=job.carried(made.company.name))
        return plan_page(frame, made, language=asked.language, posting=posting, key=fresh_key())

    return await shown(request, state, viewpoint, make)


@router.get("/plan")
async def plan(
    request: Request, state: StateDep, viewpoint: ViewpointDep, asked: QueryDep, job: CompanyQuestionDep
) -> Response:
    """What to do before, in and after the conversation."""
    return await _page(request, state, viewpoint, asked, job, "")


@router.post("/plan")
async def plan_with_posting(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    asked: QueryDep,
    job: CompanyQuestionDep,
    form: FormDep,
) -> Response:
    """The same, with the posting read for a page for referrals."""
    return await _page(request, state, viewpoint, asked, job, form.posting)


@router.get("/plan.json")
async def plan_json(request: Request, asked: QueryDep) -> RedirectResponse:
    """The twin of the page of a plan."""
    return to_twin(request, f"{API}/companies/{quote(asked.company, safe='')}/plan", "company")
