"""How much asking is too much: limits on open asks and a time of rest after each, which the user may set.

No limit is measured; they are what a considerate person would keep to. They stand in the workspace, so the same hold
in every program that opens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from graph.errors import UsageError
from graph.model import CompanyId, PersonId
from referral.asking.ledger import Ask, Ledger, same_role
from referral.asking.states import AskState
from referral.results import Restraint

LONGEST_DAYS = 3_650
"""Days a limit may be long: ten years are for ever here."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """The limits. Days count from the day of the ask; each at least 1, `cooling_days` at least 0.

    `open_per_person`, `open_per_company`: asks that may be open at once. `cooling_days`: how long nobody is asked
    again after an ask. `follow_up_days`: when to follow up, once. `give_up_days`: how long after the follow-up an ask
    counts as unanswered. `new_job_days`: how long somebody's own job is too new to refer anybody.
    """

    open_per_person: int = 1
    open_per_company: int = 3
    cooling_days: int = 90
    follow_up_days: int = 7
    give_up_days: int = 14
    new_job_days: int = 90

    @classmethod
    def of(cls, rules: Mapping[str, int]) -> Budgets:
        """The limits with what the user set; names it does not know are left out."""
        known = {field.name for field in fields(cls)}
        return replace(cls(), **{name: value for name, value in rules.items() if name in known})


def checked_rules(values: Mapping[str, int]) -> dict[str, int]:
    """New limits, as they may be kept.

    Raises:
        UsageError: a name that is no limit, or a number out of range.
    """
    known = [field.name for field in fields(Budgets)]
    for name, value in values.items():
        if name not in known:
            raise UsageError(f"'{name}' is no limit on asking; there are {', '.join(known)}")
        least = 0 if name == "cooling_days" else 1
        if not least <= value <= LONGEST_DAYS:
            raise UsageError(f"{name} is {value}; it can be {least} to {LONGEST_DAYS}")
    return dict(values)


def cooling_until(asks: tuple[Ask, ...], budgets: Budgets) -> date | None:
    """The first day on which somebody asked these may be asked again; None for nobody asked."""
    last = last_asked(asks)
    if last is None:
        return None
    return last + timedelta(days=min(budgets.cooling_days, (date.max - last).days))


def last_asked(asks: tuple[Ask, ...]) -> date | None:
    """The newest day on which one of these was asked."""
    return max((day for a in asks if (day := a.asked_on)), default=None)


def declined_on(ledger: Ledger, person: PersonId, company: CompanyId, role: str) -> date | None:
    """When they said no for this role at this company; None if they did not."""
    refusals = (
        a.day_of(AskState.DECLINED) for a in ledger.of(person) if a.company == company and same_role(a.role, role)
    )
    return max((day for day in refusals if day), default=None)


def restraint(
    ledger: Ledger, budgets: Budgets, *, person: PersonId, company: CompanyId, role: str, today: date, marked: bool
) -> Restraint:
    """What speaks for leaving somebody in peace, for an answer. `marked`: the user said not to ask them."""
    theirs = ledger.of(person)
    rest = cooling_until(theirs, budgets)
    return Restraint(
        open_asks=sum(a.is_open for a in theirs),
        last_asked=last_asked(theirs),
        cooling_until=rest if rest and rest > today else None,
        do_not_ask=marked,
        declined=declined_on(ledger, person, company, role) is not None,
    )
