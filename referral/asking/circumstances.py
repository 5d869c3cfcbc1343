"""What the workspace knows on the day of an ask, gathered for the judgement of traps."""

from __future__ import annotations

from datetime import date

from graph.model import Mark, PersonId
from graph.stores.fact_reader import FactReader
from referral.asking.budgets import Budgets
from referral.asking.ledger import Ledger, applications, read_ledger
from referral.asking.recording import CircumstancesOf
from referral.asking.traps import Circumstances, Proposal
from referral.tenure import tenure


def knowing(
    workspace: FactReader, owner: PersonId, proposal: Proposal, *, today: date, posting: str = ""
) -> CircumstancesOf:
    """A function from the ledger as it stands to everything known about `proposal` on the day `today`."""
    person = proposal.person.id
    profile = workspace.owner_profile(owner)
    mark = workspace.marks(owner, [person]).get(person, Mark())
    began = tenure(workspace.employments([person]).get(person, ()), proposal.company.id)

    def known(ledger: Ledger, budgets: Budgets) -> Circumstances:
        return Circumstances(
            today=today,
            ledger=ledger,
            budgets=budgets,
            names=names_of(workspace, ledger),
            applied_to=tuple(a for a in (*profile.applied_to, *applications(ledger)) if not (a[2] and a[2] > today)),
            do_not_ask=bool(mark.do_not_ask),
            declined=bool(mark.declined),
            tenure=began,
            posting=posting,
        )

    return known


def names_of(workspace: FactReader, ledger: Ledger) -> dict[PersonId, str]:
    """The names of everybody a ledger speaks of."""
    ids = {a.person for a in ledger.asks} | {a.target for a in ledger.asks if a.target}
    ids |= {favour.person for favour in ledger.favours}
    return {id_: person.name for id_, person in workspace.people_by_id(ids).items()}


def ledger_of(workspace: FactReader, owner: PersonId, *, until: date | None = None) -> Ledger:
    """One owner's ledger as it stood at the end of a day; None: with everything written."""
    return read_ledger(workspace.ledger(owner), until=until)
