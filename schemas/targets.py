"""The companies somebody wants to work for, over HTTP and as JSON."""

from typing import Self

from pydantic import Field

from referral.results import Decision, NextStep
from referral.targets import TargetAnswer
from schemas.base import BasisOut, CompanyOut, PersonOut, Wire


class TargetPathOut(Wire):
    """The best path: the people on it, the one who asks first."""

    people: list[PersonOut]
    hops: int
    strength: float


class TargetAnswerOut(Wire):
    """A company on the list with the short answer; nulls where nobody there is known."""

    key: str = Field(description="Names it in the address.", examples=["northwind robotics"])
    name: str
    role: str
    origins: list[str] = Field(description="Why it is on the list.", examples=[["saved Staff Engineer on 3 May 2026"]])
    own: bool = Field(description="The user put it there; false: their archive did.")
    company: CompanyOut | None
    decision: Decision | None
    reasons: list[str]
    best: PersonOut | None
    next_step: NextStep | None
    step: str = Field(description="The next step in words; empty where there is nobody.")
    path: TargetPathOut | None

    @classmethod
    def resting(cls, found: TargetAnswer) -> Self:
        """From the domain value."""
        target, best, path = found.target, found.best, found.path
        return cls(
            key=target.key,
            name=target.name,
            role=target.role,
            origins=list(target.origins),
            own=target.own,
            company=CompanyOut.of(target.company) if target.company else None,
            decision=found.verdict.decision if found.verdict else None,
            reasons=list(found.verdict.reasons) if found.verdict else [],
            best=PersonOut.of(best.person) if best else None,
            next_step=best.next_step if best else None,
            step=best.step if best else "",
            path=TargetPathOut.of(path) if path else None,
        )


class TargetsOut(Wire):
    """A page of the list. `next`: give it as `cursor` for what follows; null on the last page."""

    items: list[TargetAnswerOut]
    total: int
    next: str | None
    basis: BasisOut
