"""The page of a plan: talk first; what they know, what to tell, what to leave out, when, and what speaks against."""

from __future__ import annotations

from referral.asking.plan import CALL_MINUTES, Plan
from referral.asking.states import FavourKind
from referral.asking.traps import Level, waits
from referral.drafts.kinds import Language
from referral.wording import day
from viz.draft_pages import LANGUAGES
from viz.frame import Frame, framed
from viz.templating import asset, environment


def favour_lines(plan: Plan) -> list[str]:
    """What was done for whom, a line each."""
    said = {FavourKind.THEY_HELPED: "They helped you", FavourKind.I_HELPED: "You helped them"}
    return [f"{said[f.kind]} on {day(f.day)}: {f.note}" for f in plan.favours]


def plan_page(frame: Frame, plan: Plan, *, language: Language, posting: str, key: str) -> str:
    """The page. `language`: of what is passed on; `posting`: as it was given; `key`: of its form."""
    values = {
        "plan": plan,
        "waits": waits(plan.traps),
        "final": any(trap.level is Level.FINAL for trap in plan.traps),
        "favours": favour_lines(plan),
        "minutes": CALL_MINUTES,
        "language": language,
        "languages": LANGUAGES,
        "posting": posting,
        "key": key,
        "styles": asset("plan.css"),
    }
    return environment({**framed(frame), **values}).get_template("plan.html").render()
