"""The JSON of drafts."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from referral.drafts.draft import Draft
from referral.drafts.kinds import DraftKind, Language, Tone
from schemas.base import CompanyOut, PersonOut, Role, Wire
from schemas.referrers import EvidenceOut


class DraftIn(BaseModel):
    """What is to be drafted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: DraftKind
    company: str = Field(min_length=1, max_length=200, description="Id or name.")
    person: str | None = Field(
        default=None, max_length=200, description="Id, slug or exact name; null: whom the plan would name."
    )
    role: Role = Field(default="", description="The job wanted.")
    language: Language = Language.ENGLISH
    tone: Tone = Tone.PLAIN
    short: bool = Field(default=False, description="To fit the 300 characters of an invitation on LinkedIn.")


class DraftFactOut(Wire):
    """Something the draft states, and the row, mark or word behind it."""

    name: str = Field(description="What templates call it.")
    text: str
    evidence: EvidenceOut


class BlankOut(Wire):
    """A place left to fill in."""

    line: int = Field(ge=1)
    text: str


class DraftOut(Wire):
    """A draft: nothing is sent, and nothing of it is kept here."""

    kind: DraftKind
    language: Language
    tone: Tone
    short: bool
    company: CompanyOut
    role: str
    person: PersonOut | None = Field(description="Whom it is to; null where there is nobody.")
    text: str = Field(description="What only the user can say stands in [[...]].")
    facts: list[DraftFactOut] = Field(description="Everything in the text that is about somebody, with its evidence.")
    blanks: list[BlankOut]
    address: str = Field(description="How the reader is spoken to; empty where the language knows one way only.")
    room: int | None = Field(description="Of a short one: characters left for the blanks.")

    @classmethod
    def of_draft(cls, draft: Draft) -> Self:
        """From the value."""
        asked = draft.request
        return cls(
            kind=asked.kind,
            language=asked.language,
            tone=asked.tone,
            short=asked.short,
            company=CompanyOut.of(asked.company),
            role=asked.role,
            person=PersonOut.of(draft.person) if draft.person else None,
            text=draft.text,
            facts=[DraftFactOut.of(fact) for fact in draft.facts],
            blanks=[BlankOut.of(blank) for blank in draft.blanks],
            address=draft.address,
            room=draft.room,
        )
