"""The page of questions that only the user can answer: did you work together?"""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.deps import API, StateDep, ViewpointDep
from api.forms import go
from api.page_frame import frame_of, shown, to_twin
from graph.model import Mark, Person
from referral.context import Context
from schemas.base import LONGEST
from viz.question_pages import GivenAnswer, questions_page

router = APIRouter(include_in_schema=False)


class AnswerForm(BaseModel):
    """What the user says of one of their contacts."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    person: str = Field(min_length=1, max_length=LONGEST)
    says: Literal["yes", "no", "undo"]
    where: str = Field(default="", max_length=LONGEST)


FormDep = Annotated[AnswerForm, Form()]


def _answered(context: Context, person: Person) -> GivenAnswer | None:
    """What is written down of somebody just asked about; None where nothing is."""
    ego = context.ego
    mark = context.workspace.marks(ego.id, [person.id]).get(person.id) if ego else None
    return None if mark is None or mark.worked_with is None else GivenAnswer(person, worked=mark.worked_with)


@router.get("/questions")
async def questions(
    request: Request,
    state: StateDep,
    viewpoint: ViewpointDep,
    done: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Those whose answer would change the order most, first."""

    def make(context: Context) -> str:
        frame = frame_of(request, context, twin="/questions.json")
        found = context.desk.questions(context.ego) if context.ego else ()
        return questions_page(frame, found, _answered(context, context.workspace.person(done)) if done else None)

    return await shown(request, state, viewpoint, make)


@router.get("/questions.json")
async def questions_json(request: Request) -> RedirectResponse:
    """The twin of the page of questions."""
    return to_twin(request, f"{API}/questions")


@router.post("/questions")
async def answer(request: Request, state: StateDep, viewpoint: ViewpointDep, form: FormDep) -> Response:
    """Write down whether they worked together, or take it back."""

    def work() -> str:
        workspace = state.workspace
        ego = state.viewpoint(viewpoint).one_person(workspace, "a mark is")
        person = workspace.person(form.person).id
        if form.says == "undo":
            workspace.set_mark(ego.id, person, Mark(), undo=["worked_with", "worked_where"])
            return ""
        yes = form.says == "yes"
        workspace.set_mark(
            ego.id, person, Mark(worked_with=yes, worked_where=form.where if yes and form.where else None)
        )
        return person

    person = await state.run(work)
    return go(request, "/questions", "said" if person else "", done=person)
