"""What to do about one person: ask, warm up, ask for an introduction, leave; and who stands first in a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from graph.model import PersonId
from referral.acquaintance import PERSONAL, spared, vouches
from referral.candidate import Candidate
from referral.criteria import MET, criteria_met
from referral.reluctance import mostly_silent
from referral.results import CriterionName, HiringRole, NextStep
from referral.titles import read_title

TOP = 5
"""Candidates up to which tiers tell nothing: everybody is among the first five."""
TIER_A, TIER_B = 0.8, 0.4
"""Share of the draws in which somebody is among the first five, from which they are of tier A (B). Not validated."""
SEVERAL = 2
"""Criteria of the five that somebody has to meet to be asked: the article's "several"."""


class Group(IntEnum):
    """In which part of the list somebody stands; within a part the score decides."""

    DECIDES = 0
    ASK = 1
    KNOWN = 2
    BARELY = 3
    LEAVE = 4


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
    met = {c.name for c in candidate.criteria if c.known and c.value >= MET}
    if met.isdisjoint(PERSONAL) or is_beginner(candidate.dossier.person.title) or _seldom_answers(candidate):
        return False
    elsewhere = candidate.hiring_role is HiringRole.OTHER_FUNCTION and CriterionName.STRONG in met
    return len(met) >= SEVERAL or elsewhere


def _seldom_answers(candidate: Candidate) -> bool:
    """Whoever leaves most conversations unanswered is talked to first, however much they write themselves."""
    asks = candidate.asks
    return mostly_silent(asks.asked, asks.answered) and not candidate.dossier.mark.close


def group(candidate: Candidate) -> Group:
    """Who decides about the job; whom to ask; who knows the ego or is introduced by somebody who does; the rest."""
    return placed(candidate).part


@dataclass(frozen=True, slots=True)
class Placement:
    """A candidate with where they stand: worked out once, and used throughout a ranking. `known`: to the ego."""

    candidate: Candidate
    step: NextStep
    part: Group
    score: float
    known: bool

    @property
    def id(self) -> PersonId:
        """Whose place it is."""
        return self.candidate.dossier.person.id

    @property
    def key(self) -> tuple[Group, float, str]:
        """The total order: the part of the list, then the score, then the id."""
        return self.part, -self.score, self.id


def placed(candidate: Candidate) -> Placement:
    """Where somebody stands."""
    step, known = next_step(candidate), candidate.known
    part = part_of(step, decides=candidate.decides, enough=known_enough(candidate, known=known))
    return Placement(candidate, step, part, candidate.score, known)


def part_of(step: NextStep, *, decides: bool, enough: bool) -> Group:
    """In which part of the list somebody stands. `decides`: see `Candidate`; `enough`: see `known_enough`."""
    if step is NextStep.LEAVE:
        return Group.LEAVE
    if decides:
        return Group.DECIDES
    if step is NextStep.ASK:
        return Group.ASK
    return Group.KNOWN if enough else Group.BARELY


def knows(part: Group, *, enough: bool) -> bool:
    """Whether somebody in a part of the list knows the ego, or whoever introduces them does, as the list says it."""
    return enough if part is Group.DECIDES else part is not Group.BARELY


def known_enough(candidate: Candidate, *, known: bool) -> bool:
    """Whether anything shows that they know the ego (`known`), and they know people at the company themselves."""
    return known and not is_beginner(candidate.dossier.person.title)


def tier(one: Placement, top: float, candidates: int) -> str | None:
    """A from P(top 5) .8 on, B from .4, else C; none in a list of five or fewer.

    Only who decides, can be asked, or asked for an introduction, and meets a criterion is A; who is left in peace is C.
    """
    if candidates <= TOP:
        return None
    if one.step is NextStep.LEAVE or top < TIER_B:
        return "C"
    able = one.part is Group.DECIDES or (one.step is not NextStep.WARM_UP and one.part is not Group.BARELY)
    return "A" if top >= TIER_A and able and criteria_met(one.candidate.criteria) else "B"


def key(candidate: Candidate) -> tuple[Group, float, str]:
    """The total order: the part of the list, then the score, then the id."""
    return placed(candidate).key
