"""Everybody at a company within reach of an ego, with all the evidence, ready to be ranked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from graph.columns import Int32
from graph.dossiers import dossiers
from graph.model import Company, CompanyId, OwnerProfile, Person, PersonId
from graph.network import Network
from referral.acquaintance import acquainted, spared
from referral.asking.learning import Outcomes
from referral.asking.record import AskRecord
from referral.candidate import Candidate
from referral.criteria import of_the_job, ordered
from referral.generation import own_ties, reply_totals
from referral.grounds import CompanyGrounds, Grounds, gathered, gathered_together
from referral.overlap import with_successors
from referral.own_ties import OwnTies
from referral.owners_asked import MOST
from referral.question import Question
from referral.reach import CandidateReach
from referral.reply_chance import base_rate, chance
from referral.results import Criterion, HiringRole, Reach
from referral.roles import heard, hiring_role
from referral.vacancy import UNTOLD, Vacancy
from referral.workspace_view import WorkspaceView

GROUNDS_BYTES, QUESTION_BYTES = 4_000, 20_000
"""About what one person's grounds take in memory, and a question with the profile it is of."""
DIRECT = Reach(1.0)
KNOWN_SHARE = 0.3
"""People known at a small employer against people who work there, for `--company-size`. Not validated."""


def question(view: WorkspaceView, ego: Person, company: Company, role: str, job: Vacancy = UNTOLD) -> Question:
    """The question as `ego` asks it; what is the same for every company is put together once."""
    key = ("question", ego, role, job)
    asked = view.kept(key, lambda: _question(view, ego, company, role, job), lambda _: QUESTION_BYTES)
    known = asked.known_at
    if job.company_size is not None:
        known = {**known, company.id: round(job.company_size * KNOWN_SHARE)}
    return replace(asked, company=company, known_at=known, job=job)


def _question(view: WorkspaceView, ego: Person, company: Company, role: str, job: Vacancy) -> Question:
    profile = view.workspace.owner_profile(ego.id)
    return Question.of(profile, company, view.as_of, role, known_at(view.network, profile), job)


def known_at(network: Network, profile: OwnerProfile) -> dict[CompanyId, int]:
    """How many people are known to work now at each employer the owner had, and at what it was taken over by."""
    employers = {name for e in profile.employments for name in with_successors(e.company_id)}
    indexes = {name: network.company_index(name) for name in sorted(employers)}
    return {name: len(network.members(at)) for name, at in indexes.items() if at is not None}


def members(network: Network, company: Company) -> Int32:
    """Who works at the company, by number; nobody where the graph does not know it."""
    at = network.company_index(company.id)
    return np.empty(0, dtype=np.int32) if at is None else network.members(at)


def answer_chance(view: WorkspaceView, person: Person, ego: Person) -> float:
    """A for one person, whatever the company: from asks in messages and recorded ones. O(pairs)."""
    network = view.network
    me, number = network.index(ego.id), network.index(person.id)
    exchange = dossiers(view.workspace, network, ego.id, [person.id], view.as_of)[person.id].exchange
    sums = reply_totals(network)
    asks = Outcomes(view.record(ego).answered(person.id)).added_to(sums.asks(number, exchange.asked, exchange.answered))
    return chance(asks, base_rate(int(sums.asked[me]), int(sums.answered[me]))).value


def prepared(view: WorkspaceView, egos: Sequence[Person], companies: Sequence[Company]) -> WorkspaceView:
    """The view with the grounds for what `egos` ask about several companies, worked out together.

    Not of so many egos that each company is asked about by others of them.
    """
    if len(egos) > MOST:
        return view
    made = dict[Hashable, object]()
    for ego in egos if companies else ():
        first = question(view, ego, companies[0], "")
        asked = [replace(first, company=company) for company in companies]
        made.update(zip(map(grounds_key, asked), gathered_together(view, asked), strict=True))
    return replace(view, ahead=made)


def grounds_key(asked: Question) -> tuple[Hashable, ...]:
    """What the grounds for a question are kept by."""
    return "grounds", asked.owner.person, asked.company.id, asked.job.company_size


def candidates(view: WorkspaceView, asked: Question) -> list[Candidate]:
    """Everybody at the company whom the ego reaches within three hops. O(pairs + ties near the ego).

    What is the same for every job there is worked out once and kept, so that another job costs O(people) only.
    """
    key = grounds_key(asked)
    held = view.kept(key, lambda: gathered(view, asked), lambda made: GROUNDS_BYTES * len(made.people))
    return judged(view, asked, held)


def judged(view: WorkspaceView, asked: Question, held: CompanyGrounds) -> list[Candidate]:
    """Whoever is found in `held`, compared with the job of `asked`. O(people)."""
    ego = asked.owner.person
    seen = _Judging(asked, view.record(ego))
    known = {number: seen.candidate(grounds) for number, grounds in held.people.items()}
    own = own_ties(view.network, view.network.index(ego.id))
    hires = asked.job.hiring_manager.id if asked.job.hiring_manager else ""
    return [_found(known[one.person], one, known, reach, own, hires) for one, reach in held.found]


@dataclass(frozen=True, slots=True, eq=False)
class _Judging:
    """Judges people for one job: of all alike, one."""

    asked: Question
    record: AskRecord
    alike: dict[int, Candidate] = field(default_factory=dict)

    def candidate(self, grounds: Grounds) -> Candidate:
        """One of them, as if the ego knew them directly."""
        if grounds.like is None or self._hires(grounds) or self._hires(grounds.like):
            return self._judged(grounds)
        first = self.alike.get(id(grounds.like))
        if first is None:
            first = self.alike[id(grounds.like)] = self._judged(grounds.like)
        return Candidate(
            *(first.ego, grounds.dossier, first.criteria, first.asks, first.chance, DIRECT, first.hiring_role),
            first.restraint,
            place=grounds.position.tie_place,
            heard=first.heard,
            unlearned=first.unlearned,
            calibration=first.calibration,
            began=grounds.began,
            decides=first.decides,
            like=first,
        )

    def _hires(self, grounds: Grounds) -> bool:
        return self.asked.job.names(grounds.dossier.person.id)

    def _judged(self, grounds: Grounds) -> Candidate:
        job, pair, name = self._of_the_job(grounds), grounds.pair, grounds.dossier.person.id
        return Candidate(
            *(self.asked.owner.person, grounds.dossier, ordered(pair.criteria, job.criteria), pair.asks),
            *(pair.chance, DIRECT, job.role),
            self.record.restrained(pair.restraint, name, self.asked.company.id, self.asked.role),
            place=grounds.position.tie_place,
            heard=job.heard,
            outcomes=pair.outcomes,
            unlearned=pair.unlearned,
            calibration=self.record.calibration,
            began=grounds.began,
            decides=self.asked.job.written_to(name, job.role),
        )

    def _of_the_job(self, grounds: Grounds) -> _OfTheJob:
        """How somebody compares with the job: once for all of whom the same bears on it, at whatever company."""
        if grounds.told is None or self._hires(grounds):
            return _OfTheJob.of(grounds, self.asked)
        told = grounds.told if grounds.position.stands_apart else (self.asked.company.id, grounds.told)
        return self.asked.once((_OfTheJob, told), lambda: _OfTheJob.of(grounds, self.asked))


@dataclass(frozen=True, slots=True)
class _OfTheJob:
    """How somebody compares with the job."""

    criteria: tuple[Criterion, ...]
    role: HiringRole
    heard: bool

    @classmethod
    def of(cls, grounds: Grounds, asked: Question) -> _OfTheJob:
        dossier = grounds.dossier
        compared = of_the_job(dossier, grounds.position, asked)
        return cls(compared, hiring_role(dossier, asked), heard(dossier, asked))


def _found(
    one: Candidate,
    reached: CandidateReach,
    known: Mapping[int, Candidate],
    reach: Reach,
    own: OwnTies,
    hires: PersonId,
) -> Candidate:
    """A candidate as reached: through the best of the sponsors who may be asked, if there are any.

    Who `hires` by the user's own word is a contact, whatever the archives show. Another direct contact is reached
    through somebody only if they barely know the ego, and that one knows both.
    """
    if not reached.routes or one.dossier.person.id == hires:
        return one
    ways = [known[way.people[0]] for way in reached.routes]
    able = next((c for c in ways if not spared(c.restraint) and acquainted(c.dossier, c.criteria)), None)
    if not reached.ways:
        known_well = able is None or one.decides or one.known or spared(one.restraint)
        return one if known_well else replace(one, reach=reach, introducer=able)
    introducer = able or ways[0]
    place = own.promised(reached.ways[0].promise) if ways[0].place else 0
    return replace(one, reach=reach, introducer=introducer, place=place, decides=False)
