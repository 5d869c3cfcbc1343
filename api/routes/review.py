"""`/review`: pairs of people who may be one, for the user to decide."""

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from api.deps import API, StateDep, Tagged, check_unchanged, tag_of
from api.problems import REFUSALS, RESPONSES
from schemas.review import PairOut, ReviewOut

router = APIRouter(prefix="/review", tags=["review"], responses=RESPONSES)


class DecisionIn(BaseModel):
    """Whether two are one person; null takes back what was decided."""

    model_config = ConfigDict(extra="forbid")

    same: bool | None = Field(description="True: one person. False: two. Null: nothing is decided.")


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
    if_match: Annotated[str | None, Header(description="The tag under which the pairs were read.")] = None,
) -> None:
    """Decide about two people by their ids. It is applied to everything imported, and taken back exactly."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/review"))
        state.workspace.decide_identity(one, other, same=decision.same)

    await state.run(work)
