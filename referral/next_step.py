"""What to do about one person: ask, warm up, ask for an introduction, leave; and who stands first in a list."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from graph.model import Dossier, StatementKind
from referral.criteria import MET, criteria_met
from referral.reply_chance import Asks
from referral.results import Criterion, CriterionName, HiringRole, NextStep, Restraint
from referral.titles import read_title

if TYPE_CHECKING:
    from referral.ranking import Candidate

TOP = 5
"""Candidates up to which tiers tell nothing: everybody is among the first five."""
TIER_A, TIER_B = 0.8, 0.4
SEVERAL = 2
"""Criteria of the five that somebody has to meet to be asked: the article's "several"."""
IGNORED = 2
"""Unanswered messages to somebody who never wrote back, from which on they are left in peace."""
PERSONAL = (CriterionName.FAMILIAR, CriterionName.STRONG, CriterionName.SUPPORTER)


class Group(IntEnum):
    """In which part of the list somebody stands; within a part the score decides."""

    ASK = 0
    KNOWN = 1
    BARELY = 2
    LEAVE = 3


def acquainted(dossier: Dossier, criteria: tuple[Criterion, ...]) -> bool:
    """Whether anything shows that the two know each other: words both ways, shared work, a favour, the user's word."""
    exchange = dossier.exchange
    talked = exchange.sent > 0 and exchange.received > 0 and exchange.sent + exchange.received > exchange.group
    shown = any(c.known and c.value > 0 for c in criteria if c.name is CriterionName.FAMILIAR)
    close = any(c.known and c.value >= MET for c in criteria if c.name in PERSONAL)
    return talked or exchange.meetings > 0 or shown or close


def restraint(dossier: Dossier, asks: Asks) -> Restraint:
    """What speaks for leaving somebody in peace, by the user's marks and what was left unanswered."""
    unanswered = asks.asked - asks.answered
    silent = not dossier.exchange.received and unanswered >= IGNORED
    return Restraint(do_not_ask=bool(dossier.mark.do_not_ask), ignored=unanswered if silent else 0)


def spared(held: Restraint) -> bool:
    """Whether somebody is not to be asked now."""
    return bool(held.do_not_ask or held.declined or held.open_asks or held.cooling_until or held.ignored)


def vouches(dossier: Dossier) -> bool:
    """Whether a recruiter is more to the user than the way in: by the user's own word, or a written recommendation."""
    mark, them = dossier.mark, dossier.person.id
    recommended = any(s.kind is StatementKind.RECOMMENDATION and s.author == them for s in dossier.statements)
    return bool(mark.close or mark.managed_me or recommended)


def is_beginner(title: str) -> bool:
    """Whether a title says that somebody is an intern, who barely knows people yet."""
    level = read_title(title).level
    return level is not None and level.name == "intern"


def next_step(candidate: Candidate) -> NextStep:
    """Ask a direct contact who meets several criteria, one of them personal; warm up others; leave who is spared.

    A recruiter is no referrer, unless they know the user by more than the job. Who does other work is asked who
    hires, so a strong tie is enough. An intern is not asked: they barely know people there.
    """
    if spared(candidate.restraint):
        return NextStep.LEAVE
    if candidate.reach.via:
        return NextStep.LEAVE if spared(candidate.contact.restraint) else NextStep.ASK_FOR_INTRO
    if candidate.hiring_role is HiringRole.RECRUITER and not vouches(candidate.dossier):
        return NextStep.LEAVE
    return NextStep.ASK if _may_be_asked(candidate) else NextStep.WARM_UP


def _may_be_asked(candidate: Candidate) -> bool:
    met = {c.name for c in candidate.criteria if criteria_met((c,))}
    if is_beginner(candidate.dossier.person.title) or not met & set(PERSONAL):
        return False
    elsewhere = candidate.hiring_role is HiringRole.OTHER_FUNCTION and CriterionName.STRONG in met
    return len(met) >= SEVERAL or elsewhere


def group(candidate: Candidate) -> Group:
    """Whom to ask first; then who knows the ego or is introduced by somebody who does; then the rest."""
    step = next_step(candidate)
    if step is NextStep.LEAVE:
        return Group.LEAVE
    if step is NextStep.ASK:
        return Group.ASK
    known = candidate.known and not is_beginner(candidate.dossier.person.title)
    return Group.KNOWN if known else Group.BARELY


def tier(candidate: Candidate, top: float, candidates: int) -> str | None:
    """A from P(top 5) .8 on, B from .4, else C; none in a list of five or fewer.

    Only who can be asked, or asked for an introduction, and meets a criterion is A; who is left in peace is C.
    """
    if candidates <= TOP:
        return None
    step = next_step(candidate)
    if step is NextStep.LEAVE or top < TIER_B:
        return "C"
    first = step is not NextStep.WARM_UP and candidate.group is not Group.BARELY and criteria_met(candidate.criteria)
    return "A" if top >= TIER_A and first else "B"


def last_contact(dossier: Dossier) -> date | None:
    """The last day on which anything passed between the two."""
    return dossier.exchange.last if dossier.exchange.sent + dossier.exchange.received else None
