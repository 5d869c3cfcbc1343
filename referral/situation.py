"""What a decision about a company rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Company, OwnerProfile
from referral.results import CriterionName, NextStep, Referrer
from referral.titles import read_title

MOST_EMPLOYED = 10_000_000
"""People at one company: the largest employers have a quarter of that."""
SMALL_STARTUP = 50
"""People at most. Not validated."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The company and the job, what the user says of them, and who was found.

    `posting`: "public", "internal", "none", or None when not said; `owners`: whose network it is.
    """

    company: Company
    owners: tuple[OwnerProfile, ...]
    referrers: Sequence[Referrer]
    role: str = ""
    posting: str | None = None
    contract: bool = False
    company_size: int | None = None
    knows_hiring_manager: bool = False

    @property
    def direct(self) -> list[Referrer]:
        """Own contacts there who may be asked, best first."""
        return [r for r in self.referrers if not r.reach.via and r.next_step is not NextStep.LEAVE]

    @property
    def ready(self) -> list[Referrer]:
        """Those of them who can be asked now."""
        return [r for r in self.direct if r.next_step is NextStep.ASK]

    @property
    def introduced(self) -> list[Referrer]:
        """People there whom somebody could introduce, best first."""
        return [r for r in self.referrers if r.next_step is NextStep.ASK_FOR_INTRO]

    @property
    def works_there(self) -> bool:
        """Whether everybody who asks works there now, by their own files."""
        return bool(self.owners) and all(_works_at(owner, self.company) for owner in self.owners)


def _works_at(owner: OwnerProfile, company: Company) -> bool:
    return company.id == owner.person.company_id or any(
        e.current and e.company_id == company.id for e in owner.employments
    )


def part(referrer: Referrer, name: CriterionName) -> float:
    """The value of one criterion, 0 when unknown."""
    return next(c.value for c in referrer.vouch.criteria if c.name is name)


def barely_knows(referrer: Referrer) -> bool:
    """Whether they hardly know people there: just starting out, and no colleague in these archives."""
    level = read_title(referrer.person.title).level
    beginner = level is not None and level.name in {"intern", "junior"}
    return beginner and part(referrer, CriterionName.NETWORKED) == 0
