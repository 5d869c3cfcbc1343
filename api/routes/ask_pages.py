"""The page of asks."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import API, StateDep, ViewpointDep
from api.page_frame import frame_of, shown
from referral.asking.budgets import Budgets
from referral.asking.circumstances import ledger_of, names_of
from referral.asking.due import due_items
from referral.context import Context
from viz.ask_pages import Board, asks_page

router = APIRouter(include_in_schema=False)


@router.get("/asks")
async def asks(request: Request, state: StateDep, viewpoint: ViewpointDep) -> Response:
    """Whom the user asked, where it stands, and what they owe."""

    def make(context: Context) -> str:
        frame, today = frame_of(request, context, twin="/asks.json"), state.viewpoint(viewpoint).today
        if context.ego is None:
            return asks_page(frame, Board((), (), {}, today))
        ledger = ledger_of(context.workspace, context.ego.id, until=context.as_of)
        names = names_of(context.workspace, ledger)
        due = due_items(ledger, Budgets.of(context.workspace.ask_rules()), names)
        return asks_page(frame, Board(ledger.asks, due, names, today))

    return await shown(request, state, viewpoint, make)


@router.get("/asks.json")
async def asks_json(request: Request) -> RedirectResponse:
    """The twin of the page of asks."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{API}/asks{query}", status_code=307)
