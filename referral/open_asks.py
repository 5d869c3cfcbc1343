"""The asks of the ledger that are open for a job already, in sentences: one waits before asking anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from graph.model import Company, Person
from referral.asking.circumstances import names_of
from referral.asking.ledger import Ask, same_role
from referral.asking.record import AskRecord
from referral.asking.states import AskState, Deed
from referral.wording import day
from referral.workspace_view import WorkspaceView


def asked_already(view: WorkspaceView, ego: Person, company: Company, role: str) -> Iterator[tuple[bool, str]]:
    """What of the ego's asks for this job is open, in sentences, each with whether it has been waited for long enough.

    Asks for an introduction are not for the job.
    """
    record = view.record(ego)
    asks = [a for a in record.ledger.at(company.id) if a.is_open and a.target is None and same_role(a.role, role)]
    names = names_of(view.workspace, record.ledger) if asks else {}
    for ask in asks:
        yield _sentence(ask, names.get(ask.person, "somebody"), record)


def _sentence(ask: Ask, name: str, record: AskRecord) -> tuple[bool, str]:
    job = f"for {ask.role} at {ask.company_name}" if ask.role else f"at {ask.company_name}"
    asked = f"You asked {name} {job} on {day(ask.asked_on)}" if ask.asked_on else f"You asked {name} {job}"
    if ask.state is AskState.AGREED:
        return False, (
            f"{asked}, and {name} said yes on {day(ask.updated_on)}: let {name} refer you before you ask anybody else."
        )
    if ask.state is not AskState.ASKED:
        since = day(ask.day_of(AskState.REFERRED) or ask.updated_on)
        return False, f"{asked}, and {name} referred you on {since}: the first referrer counts, so ask nobody else."
    if ask.asked_on is None:
        return False, f"{asked}, and the answer is open: wait for it before you ask anybody else."
    followed, budgets = ask.day_of(Deed.FOLLOWED_UP), record.budgets
    again = ask.asked_on + timedelta(days=budgets.follow_up_days)
    if record.today > (followed or again) + timedelta(days=budgets.give_up_days):
        return True, f"{asked}, and no answer came: write that down, and let it rest."
    once = (
        "" if followed else "; follow up once" if again <= record.today else f"; from {day(again)} on, follow up once"
    )
    return False, f"{asked}, and the answer is open: wait for it before you ask anybody else{once}."
