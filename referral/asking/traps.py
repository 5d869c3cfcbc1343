"""What speaks against asking somebody now, before it is too late: rules of systems, of fairness, of the user's own.

A trap is final (a no for this role), blocks unless the user says why to go on all the same (the reason is kept with
the ask), or warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from graph.model import Company, CompanyId, Person, PersonId
from referral.asking.budgets import Budgets, cooling_until, declined_on, last_asked
from referral.asking.ledger import Ask, Ledger, same_role
from referral.asking.states import WORDS
from referral.tenure import Tenure
from referral.wording import another_round, count
from referral.wording import day as long_day

PAGE = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]*refer[^\s<>\"')\]]*", re.IGNORECASE)
"""An address in a posting that has to do with referrals."""


class TrapName(StrEnum):
    """What speaks against asking."""

    REFUSED_ROLE = "refused_role"
    DO_NOT_ASK = "do_not_ask"
    DECLINED_BEFORE = "declined_before"
    OPEN_ASK = "open_ask"
    COOLING = "cooling"
    ASKED_ANOTHER = "asked_another"
    COMPANY_BUDGET = "company_budget"
    APPLIED_ALREADY = "applied_already"
    NEW_IN_JOB = "new_in_job"
    REFERRAL_PAGE = "referral_page"


class Level(StrEnum):
    """How much: `final` cannot be overridden, `block` only with a reason, `warn` is said and no more."""

    FINAL = "final"
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Trap:
    """One thing that speaks against asking. `until`: the first day on which it no longer holds, where that is known."""

    name: TrapName
    level: Level
    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is to be asked about what. `target`: whom they are to introduce the user to, None where they refer."""

    person: Person
    company: Company
    role: str = ""
    target: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known on the day of the ask.

    `names`: of people in the ledger. `applied_to`: company, job title, day, from the user's own archive. `do_not_ask`,
    `declined`: the user's marks. `posting`: the text of the posting, '' where there is none.
    """

    today: date
    ledger: Ledger = field(default_factory=Ledger)
    budgets: Budgets = field(default_factory=Budgets)
    names: Mapping[PersonId, str] = field(default_factory=dict)
    applied_to: tuple[tuple[CompanyId, str, date | None], ...] = ()
    do_not_ask: bool = False
    declined: bool = False
    tenure: Tenure = field(default_factory=Tenure)
    posting: str = ""


def traps(proposal: Proposal, known: Circumstances) -> tuple[Trap, ...]:
    """Everything that speaks against this ask, what weighs most first. O(asks)."""
    return (
        *_refused(proposal, known),
        *_marked(proposal, known),
        *open_limits(proposal, known),
        *_cooling(proposal, known),
        *_asked_another(proposal, known),
        *_applied(proposal, known),
        *_new_in_job(proposal, known),
        *_referral_page(proposal, known),
    )


def open_limits(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    """The limits on asks that are open at once, for this person and this company."""
    name = proposal.person.name
    theirs = [a for a in known.ledger.of(proposal.person.id) if a.is_open]
    if len(theirs) >= known.budgets.open_per_person:
        yield Trap(TrapName.OPEN_ASK, Level.BLOCK, f"{name} has an ask of yours already: {said(theirs[-1])}.")
    there = [a for a in known.ledger.at(proposal.company.id) if a.is_open]
    if len(there) >= known.budgets.open_per_company:
        text = (
            f"{count(len(there), 'ask')} at {proposal.company.name} {'is' if len(there) == 1 else 'are'} open already"
        )
        yield Trap(TrapName.COMPANY_BUDGET, Level.BLOCK, f"{text}: colleagues talk, so let these be answered first.")


def said(ask: Ask) -> str:
    """An ask in half a sentence: what about, where it stands, since when."""
    role = f"{ask.role} at " if ask.role else ""
    return f"{role}{ask.company_name}, {WORDS[ask.state]} on {long_day(ask.updated_on)}"


def _refused(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    day = declined_on(known.ledger, proposal.person.id, proposal.company.id, proposal.role)
    if day:
        role = f" for {proposal.role}" if proposal.role else ""
        said_no = f"{proposal.person.name} said no{role} at {proposal.company.name} on {long_day(day)}"
        text = f"{said_no}: a no is not asked twice."
        yield Trap(TrapName.REFUSED_ROLE, Level.FINAL, text)


def _marked(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    if known.do_not_ask:
        yield Trap(TrapName.DO_NOT_ASK, Level.BLOCK, f"You marked {proposal.person.name} as not to be asked.")
    if known.declined:
        yield Trap(TrapName.DECLINED_BEFORE, Level.BLOCK, f"You marked that {proposal.person.name} said no when asked.")


def _cooling(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    theirs = known.ledger.of(proposal.person.id)
    last, rest = last_asked(theirs), cooling_until(theirs, known.budgets)
    if last and rest and rest > known.today:
        text = f"You asked {proposal.person.name} on {long_day(last)}: leave them in peace until {long_day(rest)}."
        yield Trap(TrapName.COOLING, Level.BLOCK, text, rest)


def _asked_another(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    if proposal.target:
        return
    for ask in known.ledger.at(proposal.company.id):
        another = ask.person != proposal.person.id and ask.target is None
        if another and ask.is_open and same_role(ask.role, proposal.role):
            name = known.names.get(ask.person, "somebody else")
            asked = f"You asked {name} for the same role ({said(ask)})"
            text = f"{asked}: most companies count the first referrer only, so finish that one first."
            yield Trap(TrapName.ASKED_ANOTHER, Level.BLOCK, text)


def _applied(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    company, name = proposal.company.name, proposal.person.name
    there = [(title, day) for id_, title, day in known.applied_to if id_ == proposal.company.id]
    for title, day in there:
        when = f" on {long_day(day)}" if day else ""
        what = f" for {title}" if title else ""
        if another_round(day, known.today):
            text = f"You applied to {company}{what}{when}: that is another round, but say so if {name} asks."
        elif same_role(title, proposal.role):
            text = (
                f"You applied to {company}{what}{when} already: many systems credit no referral afterwards. "
                f"Say so to {name}; a word to the team still helps."
            )
        else:
            text = (
                f"You applied to {company}{what}{when}: their system may know you already, "
                f"and credit {name} with nothing. Say so."
            )
        yield Trap(TrapName.APPLIED_ALREADY, Level.WARN, text)


def _new_in_job(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    began, young = known.tenure, timedelta(days=known.budgets.new_job_days)
    if began.earliest is None or began.latest is None or known.today - began.latest >= young:
        return
    name, company = proposal.person.name, proposal.company.name
    if began.earliest == began.latest:
        since = f"{name} began at {company} on {long_day(began.latest)}"
    else:
        since = f"{name} began at {company} between {long_day(began.earliest)} and {long_day(began.latest)}"
    text = f"{since}: somebody that new may not be able to refer anybody yet. Ask first how they find it there."
    yield Trap(TrapName.NEW_IN_JOB, Level.WARN, text, began.latest + young)


def _referral_page(proposal: Proposal, known: Circumstances) -> Iterator[Trap]:
    page = referral_page(known.posting)
    if page:
        text = (
            f"The posting names a page for referrals ({page}): such pages often want the referrer to enter you "
            f"before you apply, so agree on that with {proposal.person.name} first."
        )
        yield Trap(TrapName.REFERRAL_PAGE, Level.WARN, text)


def referral_page(posting: str) -> str:
    """The company's page for referrals that a posting names, '' for none."""
    found = PAGE.search(posting)
    return found[0].rstrip(".,;:!?") if found else ""


def waits(found: tuple[Trap, ...]) -> tuple[Trap, ...]:
    """Those that stand in the way of asking now."""
    return tuple(t for t in found if t.level is not Level.WARN)
