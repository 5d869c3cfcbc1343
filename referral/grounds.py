"""What a judgement of people at a company rests on, whatever the job: read and worked out once for all jobs there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from graph.dossiers import NOTHING, dossiers
from graph.model import CLASS_BIT, Dossier, FactClass, Person, PersonId, StatementKind
from graph.network import Network
from referral.acquaintance import restraint
from referral.asking.favours import with_favours
from referral.asking.learning import Outcomes
from referral.asking.record import AskRecord
from referral.criteria import of_the_pair
from referral.generation import ReplyTotals, reply_totals
from referral.network_position import network_positions
from referral.own_ties import one_sided
from referral.question import NetworkPosition, Question
from referral.reach import CandidateReach, candidate_reaches
from referral.reply_chance import Asks, Chance, base_rate, chance
from referral.results import NO_MARK, Criterion, Reach, Restraint, Sponsor
from referral.tenure import Tenure, tenure
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What is known of one person at a company, or of whoever could introduce the ego there.

    `pair`: the criteria that are the same whatever the job. `chance`: of an answer; `unlearned`: without recorded asks.
    `told`: all that bears on a comparison with a job, None where that is more than titles and place in the graph.
    `like`: the first of whom the very same is known, where nothing but titles is; it may be this one itself.
    """

    dossier: Dossier
    position: NetworkPosition
    pair: tuple[Criterion, ...]
    asks: Asks
    chance: Chance
    unlearned: Chance
    outcomes: tuple[bool, ...]
    restraint: Restraint
    place: int | None
    began: Tenure
    told: Hashable | None
    like: Grounds | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CompanyGrounds:
    """Everybody at a company whom the ego reaches, and how; by number, with whoever could introduce the ego."""

    found: Sequence[tuple[CandidateReach, Reach]]
    people: Mapping[int, Grounds]


NOBODY = CompanyGrounds((), {})


def gathered(view: WorkspaceView, asked: Question) -> CompanyGrounds:
    """The grounds for everybody within three hops at the company. O(pairs + ties near the ego)."""
    network, ego = view.network, asked.owner.person
    me, company = network.index(ego.id), network.company_index(asked.company.id)
    if company is None:
        return NOBODY
    found = candidate_reaches(network, me, network.members(company))
    sponsors = _people(view, found)
    numbers = dict.fromkeys([*(r.person for r in found), *(w.people[0] for r in found for w in r.routes)])
    ids = {number: network.person(number) for number in numbers}
    seen = _Facts(
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
    reached = [(one, _reach(network, one, sponsors)) for one in found]
    return CompanyGrounds(reached, {number: seen.grounds(number, ids[number]) for number in numbers})


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What is known of everybody a question is about, candidates and those who could introduce."""

    asked: Question
    dossiers: Mapping[str, Dossier]
    positions: Mapping[int, NetworkPosition]
    totals: ReplyTotals
    me: int
    record: AskRecord
    named: frozenset[PersonId]
    alike: dict[Hashable, Grounds] = field(default_factory=dict)

    def grounds(self, number: int, name: str) -> Grounds:
        """Those of one; worked out once for all of whom nothing but titles is known."""
        dossier, position = self.dossiers[name], self.positions[number]
        if not self._plain(dossier):
            return self._judged(dossier, position, number)
        seen = replace(position, tie_place=None)
        told = dossier.person.title, self.asked.titles(dossier), seen, self._others(number)
        first = self.alike.get(told)
        if first is None:
            first = self.alike[told] = self._judged(dossier, position, number)
        began = tenure(dossier.employments, self.asked.company.id)
        return replace(first, dossier=dossier, position=position, place=position.tie_place, began=began, like=first)

    def _plain(self, dossier: Dossier) -> bool:
        """Whether nothing is known of them but that they are connected, and what they do where."""
        told = dossier.exchange != NOTHING or dossier.statements or dossier.mark != NO_MARK
        return not (told or dossier.person.id in self.named or self.asked.shared_employer(dossier))

    def _others(self, number: int) -> tuple[int, int]:
        """Asks of everybody else."""
        return int(self.totals.asked_of[number]), int(self.totals.answered_of[number])

    def _told(self, dossier: Dossier, position: NetworkPosition) -> Hashable | None:
        """All that bears on a comparison with a job, where nobody praised a skill of theirs."""
        if any(said.kind is StatementKind.ENDORSEMENT for said in dossier.statements):
            return None
        return self.asked.titles(dossier), position.colleagues, position.central, position.location

    def _judged(self, dossier: Dossier, position: NetworkPosition, number: int) -> Grounds:
        name = dossier.person.id
        if position.tie_place is not None and one_sided(dossier):
            position = replace(position, tie_place=0)
        written = self.totals.asks(number, dossier.exchange.asked, dossier.exchange.answered)
        asks = Outcomes(self.record.answered(name)).added_to(written)
        base = base_rate(int(self.totals.asked[self.me]), int(self.totals.answered[self.me]))
        familiar, strong, supporter = of_the_pair(dossier, position, self.asked)
        return Grounds(
            dossier=dossier,
            position=position,
            pair=(familiar, strong, *with_favours((supporter,), self.record.favours(name))),
            asks=asks,
            chance=chance(asks, base),
            unlearned=chance(written, base),
            outcomes=self.record.answered(name),
            restraint=restraint(dossier),
            place=position.tie_place,
            began=tenure(dossier.employments, self.asked.company.id),
            told=self._told(dossier, position),
        )


def _locations(view: WorkspaceView, names: Mapping[int, str]) -> dict[int, str]:
    """Where owners live: the only people of whom an export says it."""
    owners = {p.id for p in view.workspace.owners()}
    return {at: view.workspace.owner_profile(name).location for at, name in names.items() if name in owners}


def _people(view: WorkspaceView, found: list[CandidateReach]) -> dict[int, Person]:
    numbers = {person for one in found for way in one.routes for person in way.people}
    ids = {number: view.network.person(number) for number in sorted(numbers)}
    people = view.workspace.people_shown(ids.values())
    return {number: people[name] for number, name in ids.items()}


def _reach(network: Network, one: CandidateReach, people: Mapping[int, Person]) -> Reach:
    via = tuple(
        Sponsor(tuple(people[p] for p in way.people), way.promise, _listed_only(network, (*way.people, one.person)))
        for way in one.routes
    )
    return Reach(one.value, via, connected=one.around is not None)


def _listed_only(network: Network, people: Sequence[int]) -> bool:
    """Whether two neighbours of a way are tied by what was declared alone: no contact, no word of the user's."""
    classes = network.columns.ties.classes
    seen = CLASS_BIT[FactClass.OBSERVED] | CLASS_BIT[FactClass.CONFIRMED]
    return any(not int(classes[network.tie(a, b)]) & seen for a, b in pairwise(people))
