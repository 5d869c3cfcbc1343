"""The picture of paths as one file to keep or send: it opens in any browser without this program, asking nobody."""

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.company_question import CompanyQuestionDep
from api.deps import StateDep, ViewpointDep
from api.path_pages import DRAWN
from graph.names import fold
from referral.context import Context
from referral.viewpoint import company_meant
from viz.path_page import path_page

router = APIRouter(include_in_schema=False)
Ref = Annotated[str, Path(max_length=300)]
PEOPLE = 5
"""Whom to ask, in the file: the head of the list."""


def _file(name: str, day: date, page: str) -> Response:
    """`page` as a download, named as the pictures are that a browser saves."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80] or "all"
    disposition = f'attachment; filename="paths-to-{plain}-{day.isoformat()}.html"'
    return Response(page, media_type="text/html", headers={"Content-Disposition": disposition})


@router.get("/companies/{company:path}/paths/file")
async def company_file(state: StateDep, viewpoint: ViewpointDep, company: Ref, asked: CompanyQuestionDep) -> Response:
    """The paths to a company, and who to ask first."""

    def make(context: Context) -> Response:
        wanted, desk = company_meant(context.workspace, company), context.desk
        job = asked.job(context.workspace)
        found = desk.paths(wanted, ego=context.ego, k=DRAWN, role=asked.role, job=job)
        who = desk.referrers(wanted, ego=context.ego, role=asked.role, top=PEOPLE, job=job)
        return _file(wanted.name, found.as_of, path_page(found, referrers=who))

    return await state.answer(viewpoint, make)


@router.get("/people/{person:path}/paths/file")
async def person_file(state: StateDep, viewpoint: ViewpointDep, person: Ref) -> Response:
    """The paths to a person."""

    def make(context: Context) -> Response:
        wanted = context.workspace.person(person)
        found = context.desk.paths(wanted, ego=context.ego, k=DRAWN)
        return _file(wanted.name, found.as_of, path_page(found))

    return await state.answer(viewpoint, make)
