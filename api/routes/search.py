"""`/search`: companies and people as somebody types."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import StateDep, Tagged
from api.problems import RESPONSES
from api.search import SearchResult, search
from api.state import ServerState
from schemas.base import CompanyOut, PersonOut

router = APIRouter(prefix="/search", tags=["search"], responses=RESPONSES, dependencies=[Tagged])

SHOWN = 6
"""Of each kind, below the field: what fits a small screen."""


class SearchOut(BaseModel):
    """What was found, the fittest first, companies and people apart."""

    query: str
    corrected: str = Field(description="What was searched for instead, where the words typed found nothing; or ''.")
    companies: list[CompanyOut]
    people: list[PersonOut]


def found_in(state: ServerState, query: str, most: int) -> SearchResult:
    """What `query` finds in the workspace of this server."""
    return search(state.workspace, query, state.vocabulary, state.home.version(), most=most)


@router.get("", operation_id="search")
async def look(
    state: StateDep,
    q: Annotated[str, Query(max_length=300, description="As far as it is typed.")] = "",
    limit: Annotated[int, Query(ge=1, le=50, description="At most so many of each.")] = SHOWN,
) -> SearchOut:
    """Companies and people whose name fits, typing errors forgiven."""
    found = await state.run(lambda: found_in(state, q, limit))
    return SearchOut(
        query=q,
        corrected=found.corrected,
        companies=[CompanyOut.of(c) for c in found.companies],
        people=[PersonOut.of(p) for p in found.people],
    )
