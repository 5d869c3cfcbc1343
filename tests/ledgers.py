"""Ledgers for tests: written in memory by the rules of the program, without a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import Company, LedgerEntry, NewEntry, Person, PersonId, company_id, person_id
from referral.asking.budgets import Budgets
from referral.asking.ledger import Ask, Ledger, read_ledger
from referral.asking.states import UNDO, AskState, Deed
from referral.asking.steps import Step, next_line, override_of
from referral.asking.traps import Circumstances, Proposal, Trap

OWNER = person_id("in:ann")
PEOPLE = {name: Person(person_id(f"in:{name.casefold()}"), name) for name in ("Bo", "Cy", "Di", "Eve", "Fay", "Gus")}
NAMES: dict[PersonId, str] = {p.id: p.name for p in PEOPLE.values()}
DAY = date(2026, 3, 2)


def company(name: str = "Acme") -> Company:
    return Company(company_id(name.casefold()), name.casefold(), name)


def person(name: str) -> Person:
    return PEOPLE[name]


def proposal(name: str = "Bo", at: str = "Acme", role: str = "Engineer", target: str | None = None) -> Proposal:
    return Proposal(person(name), company(at), role, person(target).id if target else None)


@dataclass
class Book:
    """A ledger in memory. `today` moves with what is written."""

    budgets: Budgets = field(default_factory=Budgets)
    entries: list[LedgerEntry] = field(default_factory=list)
    known: Circumstances = field(default_factory=lambda: Circumstances(DAY))

    @property
    def ledger(self) -> Ledger:
        return read_ledger(self.entries)

    def circumstances(self, day: date) -> Circumstances:
        return replace(self.known, today=day, ledger=self.ledger, budgets=self.budgets, names=NAMES)

    def log(
        self,
        what: Proposal,
        kind: AskState | Deed,
        day: date = DAY,
        *,
        override: Sequence[str] = (),
        ask: str = "",
    ) -> tuple[Trap, ...]:
        step = Step(what, kind, day, ask=ask, overrides=tuple(map(override_of, override)))
        line, warnings = next_line(step, self.circumstances(day))
        self.put(line)
        return warnings

    def put(self, line: NewEntry) -> None:
        self.entries.append(LedgerEntry(len(self.entries) + 1, 1_700_000_000 + len(self.entries), OWNER, line))

    def undo(self, day: date = DAY) -> None:
        newest = self.ledger.standing[-1]
        self.put(replace(newest.line, kind=UNDO, day=day, undoes=newest.id))

    def only(self) -> Ask:
        [ask] = self.ledger.asks
        return ask
