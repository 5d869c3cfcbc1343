"""What a decision about a company rests on besides the list of people: whose question it is, who left, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.model import Company, OwnerProfile, Person
from referral.asking.ledger import applications
from referral.candidates import members
from referral.closest_contacts import closest
from referral.dealings import dealings
from referral.former_employees import former
from referral.open_asks import asked_already
from referral.owners_asked import left_out, owners_asked
from referral.results import Referrer
from referral.situation import Dealings, PeopleThere, Situation
from referral.workspace_view import WorkspaceView


def around(
    view: WorkspaceView, company: Company, everybody: Sequence[Person], ranked: Sequence[Referrer], role: str
) -> Situation:
    """The situation at a company of those of `everybody` who are asked about it, without the list.

    `everybody`: whose question it is; `ranked`: the list, whose first it speaks of.
    """
    workspace, network, egos = view.workspace, view.network, owners_asked(view, everybody, company)
    there = set(members(network, company).tolist())
    known = workspace.company_named(company.id) is not None
    asked = [found for ego in egos for found in asked_already(view, ego, company, role)]
    return Situation(
        company=company,
        owners=tuple(_profile(view, ego) for ego in egos),
        people=PeopleThere(()),
        today=view.as_of,
        role=role,
        former=former(view, company, egos) if known else (),
        closest=() if ranked else closest(view, egos),
        nearest=() if known else tuple(workspace.similar_companies(company.name)),
        dealings=dealings(view, ranked[0], company.id, role) if ranked else Dealings(),
        employed=frozenset(ego.id for ego in egos if network.index(ego.id) in there),
        asked=tuple(line for old, line in asked if not old),
        unanswered=tuple(line for old, line in asked if old),
        left_out=left_out(view, everybody, egos, company),
    )


def _profile(view: WorkspaceView, owner: Person) -> OwnerProfile:
    """An owner's profile; what their ledger shows that they applied for counts as their applications do."""
    profile = view.workspace.owner_profile(owner.id)
    recorded = applications(view.record(owner).ledger)
    return replace(profile, applied_to=(*profile.applied_to, *recorded))
