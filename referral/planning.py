"""Gathering what a plan is made from, for one person at a company, and making it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from graph.days import until
from graph.errors import PersonNotFoundError
from graph.model import Company, Mark, OwnerProfile, Person
from referral.asking.agenda import agenda, leave_out, newest_application, reconnect, tell
from referral.asking.circumstances import knowing
from referral.asking.forwardable import chain
from referral.asking.plan import Plan, PlanFacts
from referral.asking.tenure import Tenure, tenure
from referral.asking.timing import LEAST_ANSWERS, answer_times
from referral.asking.traps import Proposal, traps
from referral.decision import decide
from referral.results import Criterion, CriterionName, Evidence, Referrer, Verdict
from referral.situation import Situation
from referral.tradeoff import benefits, drawbacks
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is to be planned. `posting`: the posting's text, '' where there is none; `zone`: of the user's clock."""

    company: Company
    role: str = ""
    person: Person | None = None
    posting: str = ""
    zone: tzinfo = UTC


def plan(view: WorkspaceView, situation: Situation, wanted: PlanRequest, ego: Person) -> Plan:
    """The plan for one person at the company or whoever would introduce; the first of the list where none is named.

    Raises:
        PersonNotFoundError: the person named is neither at the company nor on a way to anybody there.
    """
    found = chosen(situation, wanted.person)
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
        chain=chain(known),
        traps=known.traps,
        favours=known.favours,
        not_known=tuple(_not_known(known)),
    )


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """Whom a plan is about: a candidate, and the people in between, nearest first; nobody in between for a contact."""

    referrer: Referrer
    between: tuple[Person, ...] = ()

    @property
    def person(self) -> Person:
        """Whom the user would talk to."""
        return self.between[0] if self.between else self.referrer.person


def chosen(situation: Situation, person: Person | None) -> PlanSubject | None:
    """Whom to talk to: the one named, or the first of the list; None where there is nobody.

    Raises:
        PersonNotFoundError: the person named is neither at the company nor on a way to anybody there.
    """
    if person is None:
        return _found(situation.first) if situation.first else None
    for referrer in situation.referrers:
        if referrer.person.id == person.id:
            return _found(referrer)
    for referrer in situation.referrers:
        for sponsor in referrer.reach.via:
            if sponsor.people[0].id == person.id:
                return PlanSubject(referrer, sponsor.people)
    names = [r.person.name for r in situation.referrers]
    raise PersonNotFoundError(f"{person.name} at {situation.company.name}", names)


def _found(referrer: Referrer) -> PlanSubject:
    """A candidate with the way the list would take."""
    if not referrer.reach.via:
        return PlanSubject(referrer)
    wanted = referrer.addressee.person.id if referrer.addressee else ""
    ways = [sponsor.people for sponsor in referrer.reach.via]
    return PlanSubject(referrer, next((people for people in ways if people[0].id == wanted), ways[0]))


def _speaking_of(situation: Situation, found: PlanSubject, verdict: Verdict) -> Verdict:
    """The verdict on the company, with the card of the one the plan is about."""
    if verdict.person and verdict.person.id == found.person.id:
        return verdict
    others = [r for r in situation.referrers if r is not found.referrer]
    ahead = replace(situation, referrers=[found.referrer, *others])
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
        applied=newest_application(tuple((title, day) for _, title, day in situation.applied)),
    )


def _familiar(referrer: Referrer) -> tuple[Evidence, ...]:
    """What shows that whoever is spoken to knows the user's work, the most telling first."""
    criteria: Sequence[Criterion] = referrer.addressee.criteria if referrer.addressee else referrer.vouch.criteria
    return next((c.evidence for c in criteria if c.name is CriterionName.FAMILIAR), ())


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
