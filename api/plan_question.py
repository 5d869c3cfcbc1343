"""What a plan is asked for, the same over HTTP and on its page."""

from datetime import UTC, datetime

from fastapi import Request, Response

from api.deps import StateDep, hashed, tag_of, tag_read
from referral.asking.plan import Plan
from referral.context import Context
from referral.drafts.templates import FOLDER, versions
from referral.planning import PlanRequest
from referral.vacancy import TOLD_NOTHING, ToldVacancy
from referral.viewpoint import Viewpoint, company_meant
from schemas.plans import PlanIn


async def tagged_with_templates(request: Request, response: Response, state: StateDep) -> None:
    """Tag a read that rests on the user's own templates, too; answer 304 to a caller who has it."""

    def tag() -> str:
        own = versions(state.workspace.path.parent / FOLDER)
        return hashed(tag_of(state, request.url.path, request.url.query), own)

    tag_read(request, response, await state.run(tag))


def planned(context: Context, seen: Viewpoint, company: str, asked: PlanIn, job: ToldVacancy = TOLD_NOTHING) -> Plan:
    """The plan of one owner, in this machine's time zone and with the user's own templates.

    Raises:
        UsageError: everybody's plan is asked for.
        GoodwordError: as `Desk.plan`; somebody or something named is not known.
    """
    ego = seen.one_person(context.workspace, "a plan is")
    wanted = PlanRequest(
        company_meant(context.workspace, company),
        asked.role,
        context.workspace.person(asked.person) if asked.person else None,
        asked.posting,
        datetime.now(UTC).astimezone().tzinfo or UTC,
        asked.language,
        context.workspace.path.parent / FOLDER,
        job.in_(context.workspace),
    )
    return context.desk.plan(wanted, ego=ego)
