"""Pairs of people who may be one."""

from pydantic import Field

from schemas.base import CompanyOut, PersonOut, Wire


class PairOut(Wire):
    """Two who may be one person."""

    ids: tuple[str, str] = Field(description="By these a decision is made, and taken back.")
    one: PersonOut | None = Field(description="As they are now; null where nobody is left.")
    other: PersonOut | None
    reasons: tuple[str, ...] = Field(description="What speaks for it.")
    namesakes: int = Field(description="How many of that name there are besides.")
    same: bool | None = Field(validation_alias="decided", description="What was decided; null waits.")
    automatic: bool = Field(description="Whether evidence decided it; to take that back is to say that they are two.")


class ReviewOut(Wire):
    """What waits for a decision, the likeliest first, and what was decided."""

    waiting: list[PairOut]
    decided: list[PairOut]


class CompanyPairOut(Wire):
    """Two companies whose names may mean one."""

    ids: tuple[str, str] = Field(description="By these a decision is made, and taken back.")
    one: CompanyOut | None = Field(description="The one with fewer people; null where it is not here any more.")
    other: CompanyOut | None


class CompanyReviewOut(Wire):
    """Pairs of companies that wait, and those of which the user said that they are two."""

    waiting: list[CompanyPairOut]
    apart: list[CompanyPairOut]
