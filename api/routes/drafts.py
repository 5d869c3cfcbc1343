"""`/drafts`: a message from what the workspace knows, and a draft read before it is sent. Nothing of either is kept."""

from fastapi import APIRouter, Response

from api.deps import StateDep, ViewpointDep
from api.problems import RESPONSES
from referral.checking.check import check
from referral.context import Context
from referral.drafts.draft import DraftRequest
from referral.drafts.templates import FOLDER
from referral.viewpoint import company_meant
from schemas.checks import CheckIn, CheckOut
from schemas.drafts import DraftIn, DraftOut

router = APIRouter(prefix="/drafts", tags=["drafts"], responses=RESPONSES)
_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.post("", operation_id="makeDraft")
async def make_draft(state: StateDep, viewpoint: ViewpointDep, response: Response, wanted: DraftIn) -> DraftOut:
    """A message filled from facts of the workspace; what only the user can say stands in [[...]]."""
    response.headers.update(_NEVER_KEPT)

    def work(context: Context) -> DraftOut:
        ego = state.viewpoint(viewpoint).one_person(context.workspace, "a draft is")
        asked = DraftRequest(
            kind=wanted.kind,
            company=company_meant(context.workspace, wanted.company),
            role=wanted.role,
            person=context.workspace.person(wanted.person) if wanted.person else None,
            language=wanted.language,
            tone=wanted.tone,
            short=wanted.short,
        )
        own = context.workspace.path.parent / FOLDER
        return DraftOut.of_draft(context.desk.draft(asked, ego=ego, own_templates=own))

    return await state.answer(viewpoint, work)


@router.post("/check", operation_id="checkDraft")
async def check_draft(state: StateDep, response: Response, wanted: CheckIn) -> CheckOut:
    """Which of the six practices a draft holds, what weighs on its reader, and what could be said."""
    response.headers.update(_NEVER_KEPT)
    return CheckOut.of(await state.run(lambda: check(wanted.text, language=wanted.language, kind=wanted.kind)))
