"""Everybody at a company within reach of an ego, with all the evidence, ready to be ranked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from graph.columns import Int32
from graph.dossiers import NOTHING, dossiers
from graph.model import CLASS_BIT, Company, CompanyId, Dossier, FactClass, OwnerProfile, Person, PersonId
from graph.network import Network
from referral.acquaintance import acquainted, restraint, spared
from referral.asking.favours import with_favours
from referral.asking.learning import Outcomes
from referral.asking.record import AskRecord
from referral.candidate import Candidate
from referral.criteria import criteria
from referral.generation import ReplyTotals, own_ties, reply_totals
from referral.network_position import network_positions
from referral.overlap import with_successors
from referral.own_ties import OwnTies, one_sided
from referral.question import NetworkPosition, Question
from referral.reach import CandidateReach, SponsorRoute, candidate_reaches
from referral.reply_chance import base_rate, chance
from referral.results import NO_MARK, Reach, Sponsor
from referral.roles import heard, hiring_role
from referral.tenure import tenure
from referral.vacancy import UNTOLD, Vacancy
from referral.workspace_view import WorkspaceView

DIRECT = Reach(1.0)
KNOWN_SHARE = 0.3
"""People known at a small employer against people who work there, for `--company-size`. Not validated."""


def question(view: WorkspaceView, ego: Person, company: Company, role: str, job: Vacancy = UNTOLD) -> Question:
    """The question as `ego` asks it."""
    profile = view.workspace.owner_profile(ego.id)
    known = known_at(view.network, profile)
    if job.company_size is not None:
        known[company.id] = round(job.company_size * KNOWN_SHARE)
    return Question.of(profile, company, view.as_of, role, known, job)


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


def candidates(view: WorkspaceView, asked: Question) -> list[Candidate]:
    """Everybody at the company whom the ego reaches within three hops. O(pairs + ties near the ego)."""
    network, ego = view.network, asked.owner.person
    me, company = network.index(ego.id), network.company_index(asked.company.id)
    if company is None:
        return []
    found = candidate_reaches(network, me, network.members(company))
    sponsors = _people(view, found)
    numbers = dict.fromkeys([*(r.person for r in found), *(w.people[0] for r in found for w in _ways(r))])
    ids = {number: network.person(number) for number in numbers}
    seen = _CandidateFacts(
        asked=asked,
        dossiers=dossiers(view.workspace, network, ego.id, ids.values(), view.as_of),
        positions=network_positions(
            network, company, me, np.array(list(numbers), dtype=np.int32), _locations(view, ids)
        ),
        totals=reply_totals(network),
        me=me,
        record=(record := view.record(ego)),
        named=record.people,
    )
    known = {number: seen.candidate(number, ids[number]) for number in numbers}
    own = own_ties(network, me)
    return [
        known[one.person]
        if asked.job.names(ids[one.person])
        else _found(known[one.person], one, known, _reach(network, one, sponsors), own)
        for one in found
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _CandidateFacts:
    """What is known of everybody a question is about, candidates and those who could introduce."""

    asked: Question
    dossiers: Mapping[str, Dossier]
    positions: Mapping[int, NetworkPosition]
    totals: ReplyTotals
    me: int
    record: AskRecord
    named: frozenset[PersonId]
    alike: dict[Hashable, Candidate] = field(default_factory=dict)

    def candidate(self, number: int, name: str) -> Candidate:
        """One of them, as if the ego knew them directly; judged once for all of whom nothing but titles is known."""
        dossier, position = self.dossiers[name], self.positions[number]
        if not self._plain(dossier):
            return self._judged(dossier, position, number)
        told = dossier.person.title, self.asked.titles(dossier), replace(position, tie_place=None), self._others(number)
        first = self.alike.get(told)
        if first is None:
            first = self.alike[told] = self._judged(dossier, position, number)
        return Candidate(
            *(first.ego, dossier, first.criteria, first.asks, first.chance, DIRECT, first.hiring_role, first.restraint),
            place=position.tie_place,
            heard=first.heard,
            unlearned=first.unlearned,
            calibration=first.calibration,
            began=tenure(dossier.employments, self.asked.company.id),
            decides=first.decides,
            like=first,
        )

    def _plain(self, dossier: Dossier) -> bool:
        """Whether nothing is known of them but that they are connected, and what they do where."""
        told = dossier.exchange != NOTHING or dossier.statements or dossier.mark != NO_MARK
        named = dossier.person.id in self.named or self.asked.job.names(dossier.person.id)
        return not (told or named or self.asked.shared_employer(dossier))

    def _others(self, number: int) -> tuple[int, int]:
        """Asks of everybody else."""
        return int(self.totals.asked_of[number]), int(self.totals.answered_of[number])

    def _judged(self, dossier: Dossier, position: NetworkPosition, number: int) -> Candidate:
        name = dossier.person.id
        if position.tie_place is not None and one_sided(dossier):
            position = replace(position, tie_place=0)
        written = self.totals.asks(number, dossier.exchange.asked, dossier.exchange.answered)
        asks = Outcomes(self.record.answered(name)).added_to(written)
        base = base_rate(int(self.totals.asked[self.me]), int(self.totals.answered[self.me]))
        role = hiring_role(dossier, self.asked)
        return Candidate(
            ego=self.asked.owner.person,
            dossier=dossier,
            criteria=with_favours(criteria(dossier, position, self.asked), self.record.favours(name)),
            asks=asks,
            chance=chance(asks, base),
            reach=DIRECT,
            hiring_role=role,
            heard=heard(dossier, self.asked),
            place=position.tie_place,
            restraint=self.record.restrained(restraint(dossier), name, self.asked.company.id, self.asked.role),
            outcomes=self.record.answered(name),
            unlearned=chance(written, base),
            calibration=self.record.calibration,
            began=tenure(dossier.employments, self.asked.company.id),
            decides=self.asked.job.written_to(name, role),
        )


def _ways(one: CandidateReach) -> tuple[SponsorRoute, ...]:
    """The ways to a candidate; of a direct contact the one round them."""
    return one.ways or ((one.around,) if one.around else ())


def _found(
    one: Candidate,
    reached: CandidateReach,
    known: Mapping[int, Candidate],
    reach: Reach,
    own: OwnTies,
) -> Candidate:
    """A candidate as reached: through the best of the sponsors who may be asked, if there are any.

    A direct contact is reached through somebody only if they barely know the ego, and that one knows both.
    """
    routes = _ways(reached)
    if not routes:
        return one
    ways = [known[way.people[0]] for way in routes]
    introducer = next((c for c in ways if not spared(c.restraint) and acquainted(c.dossier, c.criteria)), None)
    if not reached.ways and (introducer is None or one.decides or one.known or spared(one.restraint)):
        return one
    introducer = introducer or ways[0]
    if not reached.ways:
        return replace(one, reach=reach, introducer=introducer, decides=False)
    place = own.promised(reached.ways[0].promise) if ways[0].place else 0
    return replace(one, reach=reach, introducer=introducer, place=place, decides=False)


def _locations(view: WorkspaceView, names: Mapping[int, str]) -> dict[int, str]:
    """Where owners live: the only people of whom an export says it."""
    owners = {p.id for p in view.workspace.owners()}
    return {at: view.workspace.owner_profile(name).location for at, name in names.items() if name in owners}


def _people(view: WorkspaceView, found: list[CandidateReach]) -> dict[int, Person]:
    numbers = {person for one in found for way in _ways(one) for person in way.people}
    ids = {number: view.network.person(number) for number in sorted(numbers)}
    people = view.workspace.people_shown(ids.values())
    return {number: people[name] for number, name in ids.items()}


def _reach(network: Network, one: CandidateReach, people: Mapping[int, Person]) -> Reach:
    via = tuple(
        Sponsor(tuple(people[p] for p in way.people), way.promise, _listed_only(network, (*way.people, one.person)))
        for way in _ways(one)
    )
    return Reach(one.value, via, connected=not one.ways)


def _listed_only(network: Network, people: Sequence[int]) -> bool:
    """Whether two neighbours of a way are tied by what was declared alone: no contact, no word of the user's."""
    classes = network.columns.ties.classes
    seen = CLASS_BIT[FactClass.OBSERVED] | CLASS_BIT[FactClass.CONFIRMED]
    return any(not int(classes[network.tie(a, b)]) & seen for a, b in pairwise(people))
