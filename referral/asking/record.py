"""What one owner's ledger says to a ranking: who is to be left in peace, and who answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import CompanyId, PersonId
from graph.stores.fact_reader import FactReader
from referral.asking.budgets import Budgets, restraint
from referral.asking.learning import Calibration, Outcomes, calibration, outcomes
from referral.asking.ledger import Favour, Ledger, read_ledger
from referral.results import Restraint


@dataclass(frozen=True, slots=True, eq=False)
class AskRecord:
    """One owner's ledger as it stood on `today`. `outcomes`: closed asks by person; `calibration`: None before 30."""

    today: date
    ledger: Ledger = field(default_factory=Ledger)
    budgets: Budgets = field(default_factory=Budgets)
    outcomes: Mapping[PersonId, Outcomes] = field(default_factory=dict)
    calibration: Calibration | None = None

    @classmethod
    def of(cls, workspace: FactReader, owner: PersonId, today: date) -> AskRecord:
        """The record of one owner. Nothing but the ledger is read where it is empty."""
        ledger = read_ledger(workspace.ledger(owner), until=today)
        if not ledger.standing:
            return cls(today)
        seen = workspace.contacts_between(owner, {a.person for a in ledger.asks})
        budgets = Budgets.of(workspace.ask_rules())
        return cls(today, ledger, budgets, outcomes(ledger, seen), calibration(ledger.asks))

    def answered(self, person: PersonId) -> tuple[bool, ...]:
        """Closed asks of one person, oldest first: whether each was answered."""
        return self.outcomes.get(person, Outcomes()).answered

    def favours(self, person: PersonId) -> tuple[Favour, ...]:
        """Favours between the owner and one person."""
        return tuple(f for f in self.ledger.favours if f.person == person)

    @property
    def people(self) -> frozenset[PersonId]:
        """Whom the ledger says anything of."""
        return frozenset(a.person for a in self.ledger.asks) | {f.person for f in self.ledger.favours}

    def restrained(self, held: Restraint, person: PersonId, company: CompanyId, role: str) -> Restraint:
        """What speaks for leaving somebody in peace, with what the ledger adds."""
        if not self.ledger.of(person):
            return held
        added = restraint(
            self.ledger,
            self.budgets,
            person=person,
            company=company,
            role=role,
            today=self.today,
            marked=held.do_not_ask,
        )
        return replace(
            held,
            open_asks=added.open_asks,
            last_asked=added.last_asked,
            cooling_until=added.cooling_until,
            declined=held.declined or added.declined,
        )
