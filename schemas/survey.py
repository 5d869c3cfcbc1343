"""The short answers for many companies in one go."""

import datetime as dt
from typing import Self

from pydantic import Field

from graph.model import Person
from referral.results import Decision, NextStep
from referral.survey import CompanyAnswer, People
from schemas.base import BasisOut, CompanyOut, PersonOut, Wire


class PeopleThereOut(Wire):
    """How many people are known at a company now, and how many of them are exactly one, two and three ties away."""

    known: int
    direct: int
    two_hops: int = Field(validation_alias="two")
    three_hops: int = Field(validation_alias="three")


class BestPathOut(Wire):
    """The best path: the people on it, who asks first."""

    people: list[PersonOut]
    hops: int
    strength: float = Field(description="Calibrated and discounted, 0 to 1.")
    place: int | None = Field(description="Of 100 of the own ties, how many are weaker; null for everybody's question.")


class ShortAnswerOut(Wire):
    """The answer for one line of the list. Nulls where nobody there is known."""

    asked: str = Field(description="The company as it was written.")
    role: str
    company: CompanyOut | None
    known: bool = Field(description="Whether the archives know this company.")
    people: PeopleThereOut
    decision: Decision | None
    reasons: list[str]
    best: PersonOut | None
    next_step: NextStep | None
    step: str = Field(description="The next step in words; empty where there is nobody.")
    path: BestPathOut | None
    reason: str = Field(description="Why there is no path, or ''.")
    nearest: list[str] = Field(description="Known names like that of a company nobody here knows.")
    problem: str = Field(description="Why the words name no company, or ''.")

    @classmethod
    def resting(cls, found: CompanyAnswer) -> Self:
        """From the domain value."""
        best, verdict = found.best, found.verdict
        return cls(
            asked=found.wanted.company,
            role=found.wanted.role,
            company=CompanyOut.of(found.company) if found.company else None,
            known=found.known,
            people=people_there(found.people),
            decision=verdict.decision if verdict else None,
            reasons=list(verdict.reasons) if verdict else [],
            best=PersonOut.of(best.person) if best else None,
            next_step=best.next_step if best else None,
            step=best.step if best else "",
            path=BestPathOut.of(found.path) if found.path else None,
            reason=found.reason,
            nearest=list(verdict.nearest) if verdict else [],
            problem=found.problem,
        )


def people_there(found: People) -> PeopleThereOut:
    """The counts of one company."""
    return PeopleThereOut.of(found)


class ShortAnswersOut(Wire):
    """The answers in the order of the list."""

    ego: PersonOut | None
    as_of: dt.date
    items: list[ShortAnswerOut]
    basis: BasisOut


def short_answers(
    ego: Person | None, as_of: dt.date, found: tuple[CompanyAnswer, ...], basis: BasisOut
) -> ShortAnswersOut:
    """All of them."""
    whose = PersonOut.of(ego) if ego else None
    return ShortAnswersOut(ego=whose, as_of=as_of, items=[ShortAnswerOut.resting(one) for one in found], basis=basis)
