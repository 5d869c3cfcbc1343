"""What is open between the user and the one person an answer would have them write to: letters, a refusal."""

from __future__ import annotations

from datetime import date

from graph.model import CompanyId
from graph.strength.conversations import ANSWER_DAYS
from referral.asking.ledger import Ask, same_role
from referral.asking.states import AskState
from referral.open_letters import OWED_DAYS, owed_since, waiting_since
from referral.results import Referrer
from referral.situation import Dealings
from referral.workspace_view import WorkspaceView


def dealings(view: WorkspaceView, first: Referrer, company: CompanyId, role: str) -> Dealings:
    """Those with whoever the user would write to about `first`. O(contacts between the two)."""
    one = first.addressee
    if one is None:
        return Dealings()
    ego, person = first.ego.id, one.person.id
    silent = (view.as_of - one.last_contact).days if one.last_contact else OWED_DAYS + 1
    contacts = view.workspace.contacts_between(ego, [person]).get(person, ()) if silent <= OWED_DAYS else ()
    return Dealings(
        waiting=waiting_since(contacts, view.as_of) if silent <= ANSWER_DAYS else None,
        owed=owed_since(contacts, view.as_of),
        works_with="" if one.mark.knows_i_look else _works_with(view, ego, person),
        refused=_refused(view, first, person, (company, role)),
    )


def _works_with(view: WorkspaceView, ego: str, person: str) -> str:
    """The employer whom both work for now, '' where there is none."""
    network, number = view.network, view.network.index(person)
    for stay in view.workspace.owner_profile(ego).employments:
        at = network.company_index(stay.company_id) if stay.current else None
        if at is not None and (network.members(at) == number).any():
            return stay.company_name
    return ""


def _refused(view: WorkspaceView, first: Referrer, person: str, job: tuple[CompanyId, str]) -> tuple[str, date] | None:
    """What else they were asked for last, and when they said no; None where they have not, or agreed since."""
    asks = [a for a in view.record(first.ego).ledger.of(person) if a.asked_on and not _is_for(a, job)]
    last = max(asks, key=lambda a: a.updated_on, default=None)
    on = last.day_of(AskState.DECLINED) if last and last.state is AskState.DECLINED else None
    return (f"{last.role or 'a job'} at {last.company_name}", on) if last and on else None


def _is_for(ask: Ask, job: tuple[CompanyId, str]) -> bool:
    return ask.company == job[0] and same_role(ask.role, job[1])
