"""Who can put in a good word, with the five criteria and their evidence, and whether to ask."""

import datetime as dt
from typing import Self

from pydantic import Field

from graph.model import Basis, FactClass
from referral.results import CriterionName, Decision, HiringRole, NextStep, Verdict
from schemas.base import BasisOut, CompanyOut, PersonOut, Wire


class EvidenceOut(Wire):
    """One line of evidence."""

    text: str
    source: str
    kind: FactClass
    date: dt.date | None


class CriterionOut(Wire):
    """One of the article's five criteria. An unknown one has value 0 and counts for nothing."""

    name: CriterionName
    value: float = Field(ge=0, le=1)
    known: bool
    nats: float
    evidence: list[EvidenceOut]


class VouchOut(Wire):
    """V: would they vouch? Uncalibrated."""

    value: float
    criteria: list[CriterionOut]


class CalibratedChanceOut(Wire):
    """A chance as the ego's own recorded asks bear it out, with 90 % between `low` and `high`."""

    value: float
    low: float
    high: float
    asks: int = Field(description="How many recorded asks it rests on, 30 at least.")


class AnswerOut(Wire):
    """A: would they answer? A smoothed rate with a 90 % band, and the counts it rests on."""

    value: float
    low: float
    high: float
    asked: int
    answered: int
    calibrated: CalibratedChanceOut | None = Field(description="The same in per cent; null before 30 recorded asks.")


class SponsorOut(Wire):
    """A way to somebody the ego does not know: the people in between, nearest first."""

    people: list[PersonOut]
    strength: float
    listed_only: bool = Field(
        description="Only a list of contacts shows that one of them and the next know each other."
    )


class ReachOut(Wire):
    """C: 1 for a direct contact, else the noisy-or of up to three sponsors."""

    value: float
    via: list[SponsorOut]
    connected: bool = Field(description="A direct contact who barely knows the ego: one of `via` knows them better.")


class RestraintOut(Wire):
    """What speaks for leaving them in peace."""

    open_asks: int
    last_asked: dt.date | None
    cooling_until: dt.date | None
    do_not_ask: bool
    declined: bool
    ignored: int = Field(description="Messages left unanswered, where they speak for leaving somebody in peace.")


class ReferrerOut(Wire):
    """One ranked candidate."""

    rank: int
    person: PersonOut
    ego: PersonOut = Field(description="Whose contact it is.")
    score: float
    tier: str | None = Field(description="A, B or C; null with five candidates or fewer.")
    p_top5: float
    too_close_to: list[str]
    vouch: VouchOut
    answer: AnswerOut
    reach: ReachOut
    restraint: RestraintOut
    next_step: NextStep = Field(
        description="`leave`: do not ask them for a referral. `wait`: not while another ask for the job is open. "
        "`talk`: a colleague where the user works, asked about the team and no favour."
    )
    step: str = Field(description="The same in words, as every surface says it.")
    criteria_met: int
    hiring_role: HiringRole = Field(description="Who they are to the job, by their title.")
    acquainted: bool = Field(description="Whether anything shows that they know the ego, or who introduces them does.")
    place: int | None = Field(ge=0, le=100, description="Of 100 of the ego's ties, how many are weaker than this one.")
    advice: str
    decides: bool = Field(
        description="The user writes to them about the job itself: who hires, who leads a small company."
    )
    moved: str = Field(description="How recorded asks of theirs changed their place; empty if they did not.")


class FormerEmployeeOut(Wire):
    """Somebody known who worked there once: to ask about it."""

    person: PersonOut
    text: str


class OptionOut(Wire):
    """An answer, and the verdict under it."""

    answer: str
    decision: Decision
    reason: str


class VerdictQuestionOut(Wire):
    """What only the user can say and would change the verdict."""

    parameter: str = Field(description="The parameter of the verdict that takes the answer.")
    text: str
    answers: list[OptionOut]


class AccountOut(Wire):
    """Every number of one candidate, opened down to the rows it came from, in lines."""

    company: CompanyOut
    person: PersonOut
    account: list[str]


class VerdictOut(Wire):
    """Ask, warm up first, ask for an introduction, or apply directly."""

    decision: Decision
    reasons: list[str]
    benefits: list[str]
    drawbacks: list[str]
    person: PersonOut | None = Field(description="Of whom reasons, benefits and drawbacks speak.")
    questions: list[VerdictQuestionOut]
    nearest: list[str] = Field(description="Known names like that of a company nobody here knows.")
    search_link: str = Field(description="LinkedIn's search for second-degree people there, for a person to open.")


class VerdictAnswerOut(VerdictOut):
    """A verdict asked for by itself."""

    basis: BasisOut

    @classmethod
    def resting(cls, verdict: Verdict, basis: Basis) -> Self:
        """A verdict and the graph it rests on."""
        return cls.model_validate({**dict(VerdictOut.of(verdict)), "basis": basis})


class ReferrersOut(Wire):
    """Who can put in a good word for me at this company?"""

    ego: PersonOut | None = Field(description="None: the question of all owners together.")
    company: CompanyOut
    role: str
    as_of: dt.date
    verdict: VerdictOut
    notes: list[str]
    total: int
    referrers: list[ReferrerOut]
    former: list[FormerEmployeeOut] = Field(description="Who worked there once, apart.")
    basis: BasisOut
