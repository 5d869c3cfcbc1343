"""Everybody at a company within reach of an ego, with all the evidence, ready to be ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.columns import Float64, Int32
from graph.dossiers import dossiers
from graph.model import Company, CompanyId, OwnerProfile, Person
from graph.network import Network
from graph.stores.workspace import Workspace
from referral.criteria import criteria
from referral.network_position import network_positions
from referral.question import Question
from referral.ranking import Candidate
from referral.reach import CandidateReach, candidate_reaches
from referral.reply_chance import Asks, base_rate, chance, totals
from referral.results import Reach, Sponsor

KNOWN_SHARE = 0.3
"""People known at a small employer against people who work there, for `--company-size`. Not validated."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where answers come from: the workspace, its graph, and the day taken as today."""

    workspace: Workspace
    network: Network
    as_of: date


@dataclass(frozen=True, slots=True, eq=False)
class _Totals:
    """Asks and answers of everybody, see `referral.reply_chance.totals`."""

    asked: Float64
    answered: Float64
    asked_of: Float64
    answered_of: Float64

    def asks(self, person: int, asked: int, answered: int) -> Asks:
        """What the ego and what others asked of one person."""
        others = int(self.asked_of[person]) - asked, int(self.answered_of[person]) - answered
        return Asks(asked, answered, *others)


def question(sources: Sources, ego: Person, company: Company, role: str, company_size: int | None = None) -> Question:
    """The question as `ego` asks it."""
    profile = sources.workspace.owner_profile(ego.id)
    known = known_at(sources.network, profile)
    if company_size is not None:
        known[company.id] = round(company_size * KNOWN_SHARE)
    return Question.of(profile, company, sources.as_of, role, known)


def known_at(network: Network, profile: OwnerProfile) -> dict[CompanyId, int]:
    """How many people are known to work now at each employer the owner had."""
    employers = {e.company_id: network.company_index(e.company_id) for e in profile.employments}
    return {name: len(network.members(at)) for name, at in employers.items() if at is not None}


def members(network: Network, company: Company) -> Int32:
    """Who works at the company, by number; nobody where the graph does not know it."""
    at = network.company_index(company.id)
    return np.empty(0, dtype=np.int32) if at is None else network.members(at)


def candidates(sources: Sources, asked: Question) -> list[Candidate]:
    """Everybody at the company whom the ego reaches within three hops. O(pairs + ties near the ego)."""
    network, ego = sources.network, asked.owner.person
    me, company = network.index(ego.id), network.company_index(asked.company.id)
    if company is None:
        return []
    found = candidate_reaches(network, me, network.members(company))
    people = np.array([r.person for r in found], dtype=np.int32)
    names = {person: network.person(person) for person in people.tolist()}
    files = dossiers(sources.workspace, network, ego.id, names.values(), sources.as_of)
    seen = network_positions(network, company, me, people, _places(sources, names))
    sums = _Totals(*totals(network.pairs, len(network.graph)))
    base = base_rate(int(sums.asked[me]), int(sums.answered[me]))
    sponsors = _people(sources, found)
    ranked = []
    for one in found:
        dossier = files[names[one.person]]
        asks = sums.asks(one.person, dossier.exchange.asked, dossier.exchange.answered)
        known = criteria(dossier, seen[one.person], asked)
        ranked.append(Candidate(ego, dossier, known, asks, chance(asks, base), _reach(one, sponsors)))
    return ranked


def _places(sources: Sources, names: Mapping[int, str]) -> dict[int, str]:
    """The places of owners, the only people whose place an export holds."""
    owners = {p.id for p in sources.workspace.owners()}
    return {at: sources.workspace.owner_profile(name).place for at, name in names.items() if name in owners}


def _people(sources: Sources, found: list[CandidateReach]) -> dict[int, Person]:
    numbers = {person for one in found for way in one.ways for person in way.people}
    ids = {number: sources.network.person(number) for number in sorted(numbers)}
    people = sources.workspace.people_shown(ids.values())
    return {number: people[name] for number, name in ids.items()}


def _reach(one: CandidateReach, people: Mapping[int, Person]) -> Reach:
    via = tuple(Sponsor(tuple(people[p] for p in way.people), way.promise) for way in one.ways)
    return Reach(one.value, via)
