"""`/review`: pairs of people who may be one, and of companies, for the user to decide."""

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from api.company_pairs import apart, either_company, waiting
from api.deps import API, StateDep, Tagged, check_unchanged, tag_of
from api.problems import REFUSALS, RESPONSES
from graph.model import CompanyId
from graph.stores.alias_keys import OwnAlias
from schemas.review import CompanyReviewOut, PairOut, ReviewOut

router = APIRouter(prefix="/review", tags=["review"], responses=RESPONSES)


class DecisionIn(BaseModel):
    """Whether two are one person; null takes back what was decided."""

    model_config = ConfigDict(extra="forbid")

    same: bool | None = Field(description="True: one person. False: two. Null: nothing is decided.")


class CompanyDecisionIn(BaseModel):
    """Whether two names mean one company; null takes back that they are two."""

    model_config = ConfigDict(extra="forbid")

    same: bool | None = Field(
        description="True: one company, an alias that `/aliases` takes back. False: two. Null: takes that back."
    )


IfMatch = Annotated[str | None, Header(description="The tag under which the pairs were read.")]


@router.get("", operation_id="listReview", dependencies=[Tagged])
async def list_review(state: StateDep) -> ReviewOut:
    """Pairs that wait, the likeliest first, with what speaks for them; and what was decided."""
    pairs = await state.run(state.workspace.doubtful_pairs)
    waiting = [PairOut.of(pair) for pair in pairs if pair.decided is None]
    return ReviewOut(waiting=waiting, decided=[PairOut.of(pair) for pair in pairs if pair.decided is not None])


@router.patch("/{one}/{other}", operation_id="decideIdentity", status_code=204, responses=REFUSALS)
async def decide_identity(
    state: StateDep,
    one: str,
    other: str,
    decision: DecisionIn,
    if_match: IfMatch = None,
) -> None:
    """Decide about two people by their ids. It is applied to everything imported, and taken back exactly."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/review"))
        state.workspace.decide_identity(one, other, same=decision.same)

    await state.run(work)


@router.get("/companies", operation_id="listCompanyReview", dependencies=[Tagged])
async def list_company_review(state: StateDep) -> CompanyReviewOut:
    """Pairs of companies whose names may mean one, most people first; and those that the user keeps apart."""

    def work() -> CompanyReviewOut:
        return CompanyReviewOut(
            waiting=[pair.sent() for pair in waiting(state.workspace)],
            apart=[pair.sent() for pair in apart(state.workspace)],
        )

    return await state.run(work)


@router.patch("/companies/{one}/{other}", operation_id="decideCompanies", status_code=204, responses=REFUSALS)
async def decide_companies(
    state: StateDep, one: str, other: str, decision: CompanyDecisionIn, if_match: IfMatch = None
) -> None:
    """Decide about two companies by their ids. That they are two is kept, and taken back exactly."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/review/companies"))
        if decision.same is None:
            state.workspace.keep_apart(CompanyId(one), CompanyId(other), apart=False)
            return
        fewer, more = either_company(state.workspace, one, other)
        if decision.same:
            state.workspace.add_alias(OwnAlias(fewer.name, more.name))
        else:
            state.workspace.keep_apart(fewer.id, more.id)

    await state.run(work)
