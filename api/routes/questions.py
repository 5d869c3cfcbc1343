"""`/questions`: what only the user can say."""

from fastapi import APIRouter

from api.deps import StateDep, Tagged, ViewpointDep
from api.path_options import Count
from api.problems import RESPONSES
from referral.together_questions import MOST
from schemas.questions import QuestionsOut

router = APIRouter(prefix="/questions", tags=["people"], responses=RESPONSES, dependencies=[Tagged])


@router.get("", operation_id="listQuestions")
async def list_questions(state: StateDep, viewpoint: ViewpointDep, top: Count = MOST) -> QuestionsOut:
    """Did you work together? For the few contacts whose answer, a mark, would change the order most."""
    return await state.answer(
        viewpoint,
        lambda context: QuestionsOut.of({"questions": context.desk.questions(context.ego, most=top)}),
    )
