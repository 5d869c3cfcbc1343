"""The JSON of asks, favours and what is owed, for HTTP and the command line alike."""

import datetime as dt
from collections.abc import Mapping
from typing import Self

from pydantic import Field

from graph.model import PersonId
from referral.asking.due import Due
from referral.asking.ledger import Ask, Favour, Step
from referral.asking.recording import RecordResult, UndoResult
from referral.asking.states import DEEDS, NEXT
from schemas.base import Wire

Names = Mapping[PersonId, str]


class NamedOut(Wire):
    """Somebody or something by id and name."""

    id: str
    name: str

    @classmethod
    def naming(cls, id_: str, names: Names) -> Self:
        """With the name the workspace has now."""
        return cls(id=id_, name=names.get(id_, ""))


class OverrideOut(Wire):
    """What spoke against asking, and why the user asked all the same."""

    trap: str = Field(examples=["cooling"])
    reason: str


class StepOut(Wire):
    """One thing that happened."""

    kind: str = Field(description="A state, or followed_up, thanked, told_outcome.")
    day: dt.date
    at: dt.datetime = Field(description="When it was written down.")
    overrides: list[OverrideOut]
    note: str = Field(description="The user's own words.")

    @classmethod
    def told(cls, step: Step) -> Self:
        """From the domain value."""
        return cls(
            kind=step.kind,
            day=step.day,
            at=dt.datetime.fromtimestamp(step.at, tz=dt.UTC),
            overrides=[OverrideOut(trap=name, reason=why) for name, why in step.reasons],
            note=step.note,
        )


class AskOut(Wire):
    """Somebody asked, or to be asked, for a good word."""

    id: str = Field(examples=["a0123456789abcdef"])
    person: NamedOut
    company: NamedOut
    role: str
    intro_to: NamedOut | None = Field(description="Whom they are to introduce the user to; null: they refer.")
    state: str
    asked_on: dt.date | None
    updated_on: dt.date
    open: bool = Field(description="Somebody has it on their hands now.")
    answered: bool | None = Field(description="Whether they answered, yes or no; null while that is open.")
    next: list[str] = Field(description="What can follow: states, then deeds.")
    steps: list[StepOut]
    version: int

    @classmethod
    def naming(cls, ask: Ask, names: Names) -> Self:
        """From the domain value."""
        return cls(
            id=ask.id,
            person=NamedOut.naming(ask.person, names),
            company=NamedOut(id=ask.company, name=ask.company_name),
            role=ask.role,
            intro_to=NamedOut.naming(ask.target, names) if ask.target else None,
            state=ask.state.value,
            asked_on=ask.asked_on,
            updated_on=ask.updated_on,
            open=ask.is_open,
            answered=ask.answered,
            next=[*sorted(NEXT[ask.state]), *(deed for deed, states in DEEDS.items() if ask.state in states)],
            steps=[StepOut.told(s) for s in ask.steps],
            version=ask.version,
        )


class TrapOut(Wire):
    """One thing that speaks against asking."""

    name: str
    level: str = Field(description="final: cannot be overridden; block: only with a reason; warn: said and no more.")
    text: str
    until: dt.date | None = Field(description="The first day on which it no longer holds, where that is known.")


class RecordResultOut(Wire):
    """What was written, and what still speaks against it."""

    ask: AskOut
    warnings: list[TrapOut]

    @classmethod
    def naming(cls, recorded: RecordResult, names: Names) -> Self:
        """From the domain value."""
        return cls(ask=AskOut.naming(recorded.ask, names), warnings=[TrapOut.of(t) for t in recorded.warnings])


class LimitsOut(Wire):
    """The user's own limits on asking; days, or numbers of asks."""

    open_per_person: int
    open_per_company: int
    cooling_days: int
    follow_up_days: int
    give_up_days: int
    new_job_days: int


class DueOut(Wire):
    """One thing the user owes."""

    kind: str = Field(description="follow_up, close, check_in, thanks or outcome")
    day: dt.date
    text: str
    ask: str
    person: NamedOut

    @classmethod
    def naming(cls, due: Due, names: Names) -> Self:
        """From the domain value."""
        return cls(
            kind=due.kind.value,
            day=due.day,
            text=due.text,
            ask=due.ask.id,
            person=NamedOut.naming(due.ask.person, names),
        )


class FavourOut(Wire):
    """A favour done."""

    person: NamedOut
    kind: str = Field(description="they_helped or i_helped")
    day: dt.date
    note: str

    @classmethod
    def naming(cls, favour: Favour, names: Names) -> Self:
        """From the domain value."""
        return cls(
            person=NamedOut.naming(favour.person, names), kind=favour.kind.value, day=favour.day, note=favour.note
        )


class UndoResultOut(Wire):
    """What was taken back, and the ask as it stands now; null where nothing of it is left."""

    kind: str
    ask: AskOut | None

    @classmethod
    def naming(cls, undone: UndoResult, names: Names) -> Self:
        """From the domain value."""
        return cls(kind=undone.entry.line.kind, ask=AskOut.naming(undone.ask, names) if undone.ask else None)
