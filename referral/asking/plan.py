"""The plan of one ask: talk first. What they know of your work, what you must tell, what to leave out, and when.

Everything in it rests on a row of the workspace or on the question; what nobody but the user can know is left to them,
and said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.model import Company, Mark, OwnerProfile, Person
from referral.asking.ledger import Favour
from referral.asking.timing import AnswerTimes
from referral.asking.traps import Trap
from referral.results import Evidence, Verdict
from referral.tenure import Tenure

CALL_MINUTES = 15
"""Long enough to talk, short enough to say yes to."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One part of the call."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of an introduction. `person`: whom the user, or whoever introduces, speaks to in it."""

    person: Person
    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """An introduction: who asks whom, in order. Both sides say yes before an address is given away.

    `forwardable`: a text the introducer can pass on unchanged; `question`: what they may ask the third person first.
    """

    target: Person
    between: tuple[Person, ...]
    steps: tuple[ChainStep, ...]
    question: str
    forwardable: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan is made from.

    `seen_until`: the day up to which the archives tell. `person`: whom the user would talk to; `target`, `between`: for
    an introduction, whom it leads to and through whom, nearest first. `familiar`: what shows that they know the user's
    work. `last_contact`: None where none is on record; `silent`: so long ago that one reconnects first. `applied`: the
    newest application to this company. `decides`: they decide about the job, and are asked for it and no favour.
    """

    owner: OwnerProfile
    company: Company
    role: str
    today: date
    seen_until: date
    person: Person
    verdict: Verdict
    target: Person | None = None
    between: tuple[Person, ...] = ()
    familiar: tuple[Evidence, ...] = ()
    last_contact: date | None = None
    silent: bool = False
    mark: Mark = field(default_factory=Mark)
    times: AnswerTimes | None = None
    traps: tuple[Trap, ...] = ()
    favours: tuple[Favour, ...] = ()
    tenure: Tenure = field(default_factory=Tenure)
    applied: tuple[str, date | None] | None = None
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do before, in and after the conversation. `person` is None where there is nobody to talk to.

    `knows`: what they know of the user's work, each with its source and date. `tell`: what they cannot know.
    `reconnect`: how to get in touch again first, '' where that is not needed. `when`: a sentence on when they answer,
    or why that is not known. `not_known`: what the archives cannot tell.
    """

    ego: Person
    company: Company
    role: str
    today: date
    verdict: Verdict
    person: Person | None = None
    reconnect: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    knows: tuple[Evidence, ...] = ()
    tell: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    when: str = ""
    times: AnswerTimes | None = None
    chain: Chain | None = None
    traps: tuple[Trap, ...] = ()
    favours: tuple[Favour, ...] = ()
    not_known: tuple[str, ...] = ()
