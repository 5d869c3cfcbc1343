"""The JSON of a plan: the conversation before an ask."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from referral.drafts.kinds import Language
from schemas.ask_requests import LONGEST_TEXT
from schemas.asks import TrapOut
from schemas.base import LONGEST, CompanyOut, PersonOut, Role, Wire
from schemas.referrers import EvidenceOut, VerdictOut


class PlanIn(BaseModel):
    """What is to be planned."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role = Field(default="", description="The job wanted.")
    person: str | None = Field(default=None, max_length=LONGEST, description="Whom to talk to: id, slug or exact name.")
    posting: str = Field(
        default="", max_length=LONGEST_TEXT, description="The posting: read for a page for referrals; not kept."
    )
    language: Language = Field(
        default=Language.ENGLISH, description="Of the texts to be passed on; the rest is English."
    )


class AgendaItemOut(Wire):
    """One part of the call."""

    minutes: int
    text: str


class ChainStepOut(Wire):
    """One step of an introduction."""

    person: PersonOut
    text: str


class ChainOut(Wire):
    """An introduction: both sides say yes before an address is given away."""

    target: PersonOut
    between: list[PersonOut]
    steps: list[ChainStepOut]
    question: str = Field(description="What whoever introduces may ask the third person first.")
    forwardable: str = Field(description="A text they can pass on; what only the user can say stands in [[...]].")


class AnswerTimesOut(Wire):
    """When somebody answered most often, counted from their own answers."""

    answers: int
    weekday: int = Field(ge=0, le=6, description="0 is Monday.")
    on_weekday: int
    weekday_holds: bool = Field(description="More than chance would give, were all weekdays alike.")
    hour: int = Field(ge=0, le=23, description="Where the four hours begin.")
    in_hours: int
    hour_holds: bool


class HelpOut(Wire):
    """A favour done."""

    kind: str = Field(description="they_helped or i_helped")
    day: dt.date
    note: str


class PlanOut(Wire):
    """What to do before, in and after the conversation."""

    ego: PersonOut
    company: CompanyOut
    role: str
    today: dt.date
    verdict: VerdictOut
    person: PersonOut | None = Field(description="Whom to talk to; null where there is nobody.")
    reconnect: str = Field(description="How to get in touch again first; empty where that is not needed.")
    agenda: list[AgendaItemOut] = Field(description="The parts of a call of fifteen minutes.")
    knows: list[EvidenceOut] = Field(description="What they know of the user's work.")
    tell: list[str] = Field(description="What they cannot know.")
    leave_out: list[str]
    when: str = Field(description="When they tend to answer, or why that is not known.")
    times: AnswerTimesOut | None
    chain: ChainOut | None = Field(description="For an introduction.")
    traps: list[TrapOut] = Field(description="What speaks against asking now.")
    favours: list[HelpOut]
    not_known: list[str] = Field(description="What the archives cannot tell.")
