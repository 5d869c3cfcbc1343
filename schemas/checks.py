"""The JSON of a check of a draft."""

from pydantic import BaseModel, ConfigDict, Field

from referral.checking.result import PracticeName, Weight
from referral.checking.text import LONGEST
from referral.drafts.kinds import DraftKind, Language
from schemas.base import Wire
from schemas.drafts import BlankOut


class CheckIn(BaseModel):
    """A draft to be read; nothing of it is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(max_length=LONGEST)
    language: Language | None = Field(default=None, description="Null: told by its words.")
    kind: DraftKind = Field(default=DraftKind.REQUEST, description="What it is for: decides what is suggested.")


class PracticeOut(Wire):
    """One of the six practices of asking well."""

    name: PracticeName
    found: bool
    line: int | None = Field(description="Where it is found first, counted from 1.")
    text: str = Field(description="What shows it, as written; empty where it is missing.")


class PressingPhraseOut(Wire):
    """Wording that weighs on the reader."""

    line: int = Field(ge=1)
    text: str
    kind: Weight
    why: str


class CheckOut(Wire):
    """A draft read: what is there, what weighs on the reader, and what could be said."""

    language: Language
    practices: list[PracticeOut]
    pressing: list[PressingPhraseOut]
    suggestions: list[str] = Field(description="What could be said, with a sentence in the draft's own language.")
    blanks: list[BlankOut] = Field(description="Places left to fill in.")
    cut: bool = Field(description="Whether the text was longer than what is read.")
