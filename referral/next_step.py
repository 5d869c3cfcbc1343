"""What to do about one person: ask, warm up, ask for an introduction, leave; and who stands first in a list."""

from __future__ import annotations

from enum import IntEnum

from referral.acquaintance import PERSONAL, spared, vouches
from referral.candidate import Candidate
from referral.criteria import criteria_met
from referral.results import CriterionName, HiringRole, NextStep
from referral.titles import read_title

TOP = 5
"""Candidates up to which tiers tell nothing: everybody is among the first five."""
TIER_A, TIER_B = 0.8, 0.4
SEVERAL = 2
"""Criteria of the five that somebody has to meet to be asked: the article's "several"."""


class Group(IntEnum):
    """In which part of the list somebody stands; within a part the score decides."""

    ASK = 0
    KNOWN = 1
    BARELY = 2
    LEAVE = 3


def is_beginner(title: str) -> bool:
    """Whether a title says that somebody is an intern, who barely knows people yet."""
    level = read_title(title).level
    return level is not None and level.name == "intern"


def next_step(candidate: Candidate) -> NextStep:
    """Ask a direct contact who meets several criteria, one of them personal; warm up others; leave who is spared.

    A recruiter is no referrer, be it through somebody, unless they know the user by more than the job. Who does other
    work is asked who hires, so a strong tie is enough. An intern is not asked: they barely know people there.
    """
    if spared(candidate.restraint):
        return NextStep.LEAVE
    if candidate.hiring_role is HiringRole.RECRUITER and not vouches(candidate.dossier):
        return NextStep.LEAVE
    if candidate.reach.via:
        return NextStep.LEAVE if spared(candidate.contact.restraint) else NextStep.ASK_FOR_INTRO
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
    first = step is not NextStep.WARM_UP and group(candidate) is not Group.BARELY and criteria_met(candidate.criteria)
    return "A" if top >= TIER_A and first else "B"


def key(candidate: Candidate) -> tuple[Group, float, str]:
    """The total order: the part of the list, then the score, then the id."""
    return group(candidate), -candidate.score, candidate.dossier.person.id
