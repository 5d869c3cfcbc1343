"""Gathering what a plan is made from, for one person at a company, and making it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from pathlib import Path

from graph.days import until
from graph.model import Company, Mark, OwnerProfile, Person
from referral.asking.agenda import agenda, leave_out, newest_application, reconnect, tell
from referral.asking.chain import chain
from referral.asking.circumstances import knowing
from referral.asking.plan import Chain, Plan, PlanFacts
from referral.asking.timing import LEAST_ANSWERS, answer_times
from referral.asking.traps import Proposal, traps
from referral.choice import PlanSubject, chosen
from referral.decision import decide
from referral.drafts.draft import DraftRequest
from referral.drafts.drafting import draft
from referral.drafts.kinds import DraftKind, Language
from referral.listed import with_first
from referral.results import Criterion, CriterionName, Evidence, Referrer, Verdict
from referral.situation import PeopleThere, Situation
from referral.tenure import Tenure, tenure
from referral.tradeoff import benefits, drawbacks
from referral.vacancy import UNTOLD, Vacancy
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is to be planned.

    `posting`: the posting's text, '' where there is none; `zone`: of the user's clock; `job`: what the user says of it;
    `language`: of what is to be sent or passed on; `own_templates`: a folder whose templates go before the program's.
    """

    company: Company
    role: str = ""
    person: Person | None = None
    posting: str = ""
    zone: tzinfo = UTC
    language: Language = Language.ENGLISH
    own_templates: Path | None = None
    job: Vacancy = UNTOLD


def plan(view: WorkspaceView, situation: Situation, wanted: PlanRequest, ego: Person) -> Plan:
    """The plan for one person at the company or whoever would introduce; the first of the list where none is named.

    Raises:
        PersonNotFoundError: the person named is neither at the company nor on a way to anybody there.
    """
    found = chosen(view, situation, wanted.person, ego)
    verdict = decide(situation)
    owner = situation.owners[0]
    if found is None:
        return Plan(ego, wanted.company, wanted.role, view.today, verdict)
    known = _known(view, situation, wanted, found, owner, _speaking_of(situation, found, verdict))
    return Plan(
        ego=ego,
        company=wanted.company,
        role=wanted.role,
        today=known.today,
        verdict=known.verdict,
        person=known.person,
        reconnect=reconnect(known),
        agenda=agenda(known),
        knows=known.familiar,
        tell=tuple(tell(known)),
        leave_out=tuple(leave_out(known)),
        when=_when(known),
        times=known.times,
        chain=_introduction(view, situation, wanted, known),
        traps=known.traps,
        favours=known.favours,
        not_known=tuple(_not_known(known)),
    )


def _introduction(view: WorkspaceView, situation: Situation, wanted: PlanRequest, known: PlanFacts) -> Chain | None:
    """The introduction, with the texts that drafts have for it; None where the user knows the person themselves."""
    if known.target is None:
        return None
    asked = DraftRequest(DraftKind.BLURB, wanted.company, wanted.role, known.person, wanted.language)
    texts = {
        kind: draft(
            view, situation, replace(asked, kind=kind), known.owner.person, own_templates=wanted.own_templates
        ).text
        for kind in (DraftKind.BLURB, DraftKind.INTRODUCTION)
    }
    return chain(
        known, known.target, question=texts[DraftKind.INTRODUCTION].strip(), forwardable=texts[DraftKind.BLURB]
    )


def _speaking_of(situation: Situation, found: PlanSubject, verdict: Verdict) -> Verdict:
    """The verdict on the company, with the card of the one the plan is about."""
    if verdict.person and verdict.person.id == found.person.id:
        return verdict
    ahead = replace(situation, people=PeopleThere(with_first(situation.referrers, found.referrer.person.id)))
    same = found.referrer.addressee is not None and found.referrer.addressee.person.id == found.person.id
    card = (tuple(benefits(ahead)), tuple(drawbacks(ahead))) if same else ((), ())
    return replace(verdict, benefits=card[0], drawbacks=card[1], person=found.person)


def _known(
    view: WorkspaceView,
    situation: Situation,
    wanted: PlanRequest,
    found: PlanSubject,
    owner: OwnerProfile,
    verdict: Verdict,
) -> PlanFacts:
    ego, person, workspace = owner.person, found.person, view.workspace
    today = view.today
    target = found.referrer.person if found.between else None
    proposal = Proposal(person, wanted.company, wanted.role, target.id if target else None)
    record = view.record(ego)
    gathered = knowing(workspace, ego.id, proposal, today=today, posting=wanted.posting)
    seen = workspace.contacts_between(ego.id, [person.id]).get(person.id, ())
    contacts = [c for c in seen if c.at < until(view.as_of)]
    one = found.referrer.addressee
    here = one is not None and one.person.id == person.id
    there = workspace.employments([person.id]).get(person.id, ())
    return PlanFacts(
        owner=owner,
        company=wanted.company,
        role=wanted.role,
        today=today,
        seen_until=view.as_of,
        person=person,
        verdict=verdict,
        target=target,
        between=found.between,
        familiar=_familiar(found.referrer) if here else (),
        last_contact=one.last_contact if one and here else None,
        silent=bool(one and here and situation.silent_since(one)),
        mark=workspace.marks(ego.id, [person.id]).get(person.id, Mark()),
        times=answer_times(contacts, wanted.zone),
        traps=traps(proposal, gathered(record.ledger, record.budgets)),
        favours=tuple(f for f in record.ledger.favours if f.person == person.id),
        tenure=Tenure() if found.between else tenure(there, wanted.company.id),
        decides=found.referrer.decides or situation.works_there,
        applied=newest_application(tuple((title, day) for _, title, day in situation.applied)),
    )


def _familiar(referrer: Referrer) -> tuple[Evidence, ...]:
    """What shows that whoever is spoken to knows the user's work, the most telling first."""
    criteria: Sequence[Criterion] = referrer.addressee.criteria if referrer.addressee else referrer.vouch.criteria
    found = next((c.evidence for c in criteria if c.name is CriterionName.FAMILIAR), ())
    return tuple(dict.fromkeys(found))


def _when(known: PlanFacts) -> str:
    if known.times:
        return known.times.sentence(known.person.name)
    return f"When {known.person.name} tends to answer is not known: fewer than {LEAST_ANSWERS} answers are on record."


def _not_known(known: PlanFacts) -> Iterator[str]:
    name = known.person.name
    if not known.target and known.tenure.earliest is None:
        yield f"Since when {name} has been at {known.company.name}: no position with a start, and no older export."
    if not known.familiar:
        yield f"Whether {name} has seen your work: no shared employer, recommendation or mark says so."
    if known.mark.knows_i_look is None:
        yield f"Whether {name} knows that you are looking."
    yield f"Whether {known.company.name} pays or counts referrals, and whether this job is still open: ask."
