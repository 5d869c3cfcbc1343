"""What reading a draft finds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from referral.asking.blanks import Blank
from referral.drafts.kinds import DraftKind, Language


class PracticeName(StrEnum):
    """The six practices of asking well."""

    CONVERSATION = "conversation_first"
    GRATITUDE = "gratitude"
    CONTEXT = "context"
    EASY_OUT = "easy_out"
    FAVOUR = "return_favour"
    FOLLOW_UP = "follow_up"


class Weight(StrEnum):
    """In which way wording weighs on the reader."""

    PRESSURE = "pressure"
    ENTITLED = "entitled"
    NO_WAY_OUT = "no_way_out"
    WORK = "work"
    VAGUE = "vague"
    FLATTERY = "flattery"
    ATTACHMENT = "attachment"


P = PracticeName
CALLED_FOR = {
    DraftKind.AGENDA: frozenset(PracticeName),
    DraftKind.REQUEST: frozenset(PracticeName),
    DraftKind.BLURB: frozenset({P.CONVERSATION, P.GRATITUDE, P.CONTEXT, P.EASY_OUT}),
    DraftKind.INTRODUCTION: frozenset({P.EASY_OUT}),
    DraftKind.RECONNECT: frozenset(),
    DraftKind.THANKS: frozenset({P.GRATITUDE, P.FAVOUR, P.FOLLOW_UP}),
    DraftKind.FOLLOW_UP: frozenset({P.GRATITUDE, P.EASY_OUT, P.FOLLOW_UP}),
    DraftKind.OUTCOME: frozenset({P.GRATITUDE, P.FAVOUR, P.FOLLOW_UP}),
    DraftKind.THANK_YOU_ANYWAY: frozenset({P.GRATITUDE, P.FAVOUR}),
}
"""Practices that a draft of each kind should hold; nobody is told to offer a call in a note of thanks."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. `line`: where it is found first, counted from 1, None where it is not; `text`: what shows it."""

    name: PracticeName
    found: bool
    line: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PressingPhrase:
    """Wording that weighs on the reader. `text`: the words as written; `why`: what they do."""

    line: int
    text: str
    kind: Weight
    why: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A draft read. `suggestions`: in the order of reading; each proposes a sentence in the draft's language.

    `blanks`: places still to be filled; `cut`: whether the text was longer than what is read.
    """

    language: Language
    practices: tuple[Practice, ...]
    pressing: tuple[PressingPhrase, ...]
    suggestions: tuple[str, ...]
    blanks: tuple[Blank, ...] = ()
    cut: bool = False
