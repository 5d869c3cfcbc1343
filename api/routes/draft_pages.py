"""The page of one draft: made from what is known, read while it is written, written down once it was sent."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from api.ask_writing import add, move
from api.company_question import CompanyQuestion, CompanyQuestionDep
from api.deps import StateDep, ViewpointDep
from api.forms import PageForm, fresh_key, go
from api.page_frame import frame_of, shown
from api.state import ServerState
from graph.errors import AskRefusedError, RefusedError, StepRefusedError
from referral.asking.states import AskState
from referral.checking.check import check
from referral.context import Context
from referral.drafts.draft import Draft, DraftRequest
from referral.drafts.kinds import STEP_OF, DraftKind, Language, Tone
from referral.drafts.templates import FOLDER
from referral.viewpoint import Viewpoint, company_meant
from referral.wording import first_upper
from schemas.ask_requests import LONGEST_TEXT, AskChangeIn, AskIn, OverrideIn
from schemas.base import LONGEST, Role
from viz.draft_pages import DraftView, Refusal, Style, draft_page

REFUSED = 409
NO_REFUSAL = Refusal()
router = APIRouter(include_in_schema=False)


class DraftQuery(BaseModel):
    """What the draft is for, as the address says it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    company: str = Field(default="", max_length=LONGEST)
    person: str = Field(default="", max_length=LONGEST)
    role: Role = ""
    kind: DraftKind = DraftKind.REQUEST
    language: Language = Language.ENGLISH
    tone: Tone = Tone.PLAIN
    short: bool = False


class DraftForm(PageForm):
    """The text as the user left it, and what is to be done with it."""

    text: str = Field(default="", max_length=LONGEST_TEXT)
    do: Literal["check", "sent"] = "check"
    reason: str = Field(default="", max_length=2_000)


QueryDep = Annotated[DraftQuery, Query()]
FormDep = Annotated[DraftForm, Form()]
"""A draft's own fields stand in the address, so that a page can be kept; its text never does."""


def _made(context: Context, seen: Viewpoint, asked: DraftQuery) -> Draft | None:
    """A fresh draft; none without a company."""
    if not asked.company.strip():
        return None
    ego = seen.one_person(context.workspace, "a draft is")
    company = company_meant(context.workspace, asked.company)
    person = context.workspace.person(asked.person) if asked.person else None
    wanted = DraftRequest(asked.kind, company, asked.role, person, asked.language, asked.tone, asked.short)
    return context.desk.draft(wanted, ego=ego, own_templates=context.workspace.path.parent / FOLDER)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page of a draft answers: the address, the job in question, and what was sent, if anything."""

    request: Request
    seen: Viewpoint
    asked: DraftQuery
    job: CompanyQuestion
    sent: DraftForm | None = None
    refusal: Refusal = NO_REFUSAL


def _page(context: Context, told: _Told) -> str:
    asked, sent = told.asked, told.sent
    made = _made(context, told.seen, asked)
    text = sent.text.replace("\r\n", "\n") if sent else made.text if made else ""
    found = check(text, language=asked.language, kind=asked.kind)
    style = Style(asked.kind, asked.language, asked.tone, short=asked.short)
    job = told.job.carried(made.request.company.name) if made else ()
    frame = frame_of(told.request, context, job=job)
    return draft_page(frame, DraftView(style, made, text, found, told.refusal), key=fresh_key())


def _written_down(state: ServerState, viewpoint: Viewpoint, asked: DraftQuery, sent: DraftForm) -> str:
    """The id of the ask, after a line that says what was sent.

    Raises:
        RefusedError: blanks are open, there is nothing it could be said of, or something speaks against it.
    """
    seen, step = state.viewpoint(viewpoint), STEP_OF.get(asked.kind)
    made = _made(state.context(viewpoint), seen, asked)
    if step is None or made is None or made.person is None:
        raise StepRefusedError("this is not sent by you to anybody named here, so there is nothing to write down")
    reasons = [OverrideIn(reason=sent.reason.strip())] if sent.reason.strip() else []
    if step is AskState.ASKED:
        intro, company = made.target.id if made.target else None, made.request.company
        new = AskIn(
            person=made.person.id,
            company=company.name,
            role=made.request.role,
            intro_to=intro,
            draft=sent.text,
            overrides=reasons,
        )
        return add(state, viewpoint, new, key=sent.once, digest=sent.digest).ask.id
    if made.ask is None:
        raise StepRefusedError("no ask of theirs is written down here; write down first that you asked")
    change = AskChangeIn(state=step, draft=sent.text)
    done = move(state, viewpoint, made.ask.id, change, version=None, key=sent.once, digest=sent.digest)
    return done.ask.id if done else ""


@router.get("/draft")
async def draft(
    request: Request, state: StateDep, viewpoint: ViewpointDep, asked: QueryDep, job: CompanyQuestionDep
) -> Response:
    """A draft, to be finished by the user."""
    told = _Told(request, state.viewpoint(viewpoint), asked, job)
    return await shown(request, state, viewpoint, lambda context: _page(context, told))


@router.post("/draft")
async def read_draft(
    request: Request, state: StateDep, viewpoint: ViewpointDep, asked: QueryDep, job: CompanyQuestionDep, sent: FormDep
) -> Response:
    """Read the text as its reader would; or write down that it was sent, which is refused while blanks are open."""
    refusal = NO_REFUSAL
    if sent.do == "sent":
        try:
            ask = await state.run(lambda: _written_down(state, viewpoint, asked, sent))
            return go(request, "/asks", ask, moved=ask)
        except AskRefusedError as error:
            refusal = Refusal(error.against, open_to_reasons=not error.final)
        except RefusedError as error:
            refusal = Refusal((first_upper(str(error)) + ".",))
    told = _Told(request, state.viewpoint(viewpoint), asked, job, sent, refusal)
    answer = await shown(request, state, viewpoint, lambda context: _page(context, told))
    return HTMLResponse(answer.body, status_code=REFUSED) if refusal.against else answer
