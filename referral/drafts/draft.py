"""A draft as a value: its text in pieces, each piece with the fact behind it or none."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Company, Person
from referral.asking.blanks import Blank
from referral.asking.ledger import Ask
from referral.drafts.kinds import DraftKind, Language, Tone
from referral.results import Evidence


@dataclass(frozen=True, slots=True)
class DraftFact:
    """Something put into a draft. `name`: what templates call it; `evidence`: the row, mark or word behind it."""

    name: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a draft's text. `fact`: what it states; None for what stands in the template."""

    text: str
    fact: DraftFact | None = None


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What is to be drafted. `person`: None for whom the plan would name; `short`: to fit LinkedIn's 300 characters."""

    kind: DraftKind
    company: Company
    role: str = ""
    person: Person | None = None
    language: Language = Language.ENGLISH
    tone: Tone = Tone.PLAIN
    short: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be finished by the user. `blanks`: what is left to fill in.

    `person`: whom it is to; `target`: whom an introduction leads to; `ask`: the one in the ledger it speaks of.
    `address`: how the reader is spoken to, '' where the language knows one way only. `room`: characters left for the
    blanks of a short one, None for others.
    """

    request: DraftRequest
    person: Person | None
    pieces: tuple[Piece, ...]
    blanks: tuple[Blank, ...]
    address: str
    room: int | None = None
    target: Person | None = None
    ask: Ask | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def facts(self) -> tuple[DraftFact, ...]:
        """What the text states, each once, in the order of the text."""
        return tuple(dict.fromkeys(piece.fact for piece in self.pieces if piece.fact))
