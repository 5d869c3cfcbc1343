"""`/targets/batch`: the short answer for a list of companies in one go; nothing is kept of the list."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import StateDep, ViewpointDep, large_json
from api.problems import REFUSALS, RESPONSES
from referral.context import Context
from referral.survey import TargetLine, survey
from schemas.base import BasisOut, Role
from schemas.survey import ShortAnswersOut, short_answers

router = APIRouter(prefix="/targets", tags=["targets"], responses=RESPONSES)

MOST = 1_000
"""Companies of one request."""


class TargetLineIn(BaseModel):
    """A company as somebody wrote it, and the job wanted there."""

    model_config = ConfigDict(extra="forbid")

    company: str = Field(min_length=1, max_length=300, examples=["Northwind Robotics"])
    role: Role = Field(default="", examples=["Staff Engineer"])

    @property
    def line(self) -> TargetLine:
        """As a survey takes it."""
        return TargetLine(self.company.strip(), self.role)


class TargetListIn(BaseModel):
    """A list of companies."""

    model_config = ConfigDict(extra="forbid")

    targets: list[TargetLineIn] = Field(min_length=1, max_length=MOST)


@router.post("/batch", operation_id="answerTargets", responses=REFUSALS, response_model=ShortAnswersOut)
async def answer_targets(state: StateDep, viewpoint: ViewpointDep, asked: TargetListIn) -> Response:
    """Whether to ask, the best person and the best path for each company, in the order of the list."""
    wanted = [one.line for one in asked.targets]

    def work(context: Context) -> ShortAnswersOut:
        found = survey(context, wanted)
        return short_answers(context.ego, context.as_of, found, BasisOut.of(context.network.basis))

    return await large_json(state, viewpoint, work)
