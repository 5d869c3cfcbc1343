"""What a judgement of people at a company rests on, whatever the job: read and worked out once for all jobs there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
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
from referral.network_position import positions_at, tie_positions
from referral.own_ties import one_sided
from referral.question import NetworkPosition, Question
from referral.reach import CandidateReach, candidate_reaches
from referral.reply_chance import Asks, Chance, base_rate, chance
from referral.results import NO_MARK, Criterion, Reach, Restraint, Sponsor
from referral.tenure import Tenure, tenure
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True, eq=False)
class PairGrounds:
    """What is known of somebody and the ego, the same for whatever company and job they are asked about.

    `chance`: of an answer; `unlearned`: without recorded asks; `outcomes`: of these; `place`: of the tie.
    """

    criteria: tuple[Criterion, ...]
    asks: Asks
    chance: Chance
    unlearned: Chance
    outcomes: tuple[bool, ...]
    restraint: Restraint
    place: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What is known of one person at a company, or of whoever could introduce the ego there.

    `told`: all that bears on a comparison with a job, None where that is more than titles and place in the graph.
    `like`: the first of whom the very same is known, where nothing but titles is; it may be this one itself.
    """

    dossier: Dossier
    position: NetworkPosition
    pair: PairGrounds
    began: Tenure
    told: Hashable | None
    like: Grounds | None = None

    def of_another(self, dossier: Dossier, position: NetworkPosition, began: Tenure) -> Grounds:
        """Those of somebody of whom the very same is known, but for who they are, since when, and their tie."""
        return Grounds(dossier, position, self.pair, began, self.told, like=self)


@dataclass(frozen=True, slots=True, eq=False)
class CompanyGrounds:
    """Everybody at a company whom the ego reaches, and how; by number, with whoever could introduce the ego."""

    found: Sequence[tuple[CandidateReach, Reach]]
    people: Mapping[int, Grounds]


NOBODY = CompanyGrounds((), {})
NO_MEMBERS = np.empty(0, dtype=np.int32)


def gathered(view: WorkspaceView, asked: Question) -> CompanyGrounds:
    """The grounds for everybody within three hops at the company. O(pairs + ties near the ego)."""
    return gathered_together(view, [asked])[0]


def gathered_together(view: WorkspaceView, asked: Sequence[Question]) -> list[CompanyGrounds]:
    """As `gathered` for each of several questions of one ego, who says nothing of the jobs but what they are called.

    Everybody is found, read and compared once for all of them, in arrays. O(pairs + ties near the ego).
    """
    network, ego = view.network, asked[0].owner.person
    me, companies = network.index(ego.id), [network.company_index(each.company.id) for each in asked]
    there = [NO_MEMBERS if at is None else network.members(at) for at in companies]
    reached = {one.person: one for one in candidate_reaches(network, me, np.unique(np.concatenate(there)))}
    found = [[reached[number] for number in members.tolist() if number in reached] for members in there]
    if not reached:
        return [NOBODY for _ in asked]
    sponsors = _people(view, reached.values())
    ways = {number: _reach(network, one, sponsors) for number, one in reached.items()}
    facts = _Facts.of(view, asked[0], me, _with_sponsors(reached.values()))
    return [
        facts.gathered(question, company, [(one, ways[one.person]) for one in some]) if company is not None else NOBODY
        for question, company, some in zip(asked, companies, found, strict=True)
    ]


def gathered_of(
    view: WorkspaceView, asked: Question, found: Sequence[CandidateReach], also: Sequence[int] = ()
) -> CompanyGrounds:
    """As `gathered` for some of the people there, however they are reached, and for `also`, who need not be there."""
    network, me = view.network, view.network.index(asked.owner.person.id)
    company = network.company_index(asked.company.id)
    if company is None or not (found or also):
        return NOBODY
    sponsors = _people(view, found)
    facts = _Facts.of(view, asked, me, list(dict.fromkeys([*_with_sponsors(found), *also])))
    return facts.gathered(asked, company, [(one, _reach(network, one, sponsors)) for one in found], also)


def _with_sponsors(found: Iterable[CandidateReach]) -> list[int]:
    """The numbers of those found and of whoever could introduce the ego, each once."""
    some = list(found)
    return list(dict.fromkeys([*(r.person for r in some), *(w.people[0] for r in some for w in r.routes)]))


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What is known of everybody that some questions are about, candidates and those who could introduce.

    `base`: the share of the ego's own messages that are answered. `alike`, `pairs`: judged before, by what is known and
    by number.
    """

    network: Network
    dossiers: Mapping[int, Dossier]
    ties: Mapping[int, NetworkPosition]
    totals: ReplyTotals
    me: int
    record: AskRecord
    named: frozenset[PersonId]
    base: float
    alike: dict[Hashable, Grounds] = field(default_factory=dict)
    pairs: dict[int, PairGrounds] = field(default_factory=dict)

    @classmethod
    def of(cls, view: WorkspaceView, asked: Question, me: int, numbers: Sequence[int]) -> _Facts:
        """Read and counted in one go for all people. O(pairs + people)."""
        network, ego = view.network, asked.owner.person
        ids = {number: network.person(number) for number in numbers}
        read = dossiers(view.workspace, network, ego.id, ids.values(), view.as_of)
        record, totals = view.record(ego), reply_totals(network)
        return cls(
            network=network,
            dossiers={number: read[name] for number, name in ids.items()},
            ties=tie_positions(network, me, np.array(numbers, dtype=np.int32), _locations(view, ids)),
            totals=totals,
            me=me,
            record=record,
            named=record.people,
            base=base_rate(int(totals.asked[me]), int(totals.answered[me])),
        )

    def gathered(
        self,
        asked: Question,
        company: int,
        found: Sequence[tuple[CandidateReach, Reach]],
        also: Sequence[int] = (),
    ) -> CompanyGrounds:
        """The grounds for one question; `also`: of whom else."""
        numbers = dict.fromkeys([*_with_sponsors([one for one, _ in found]), *also])
        positions = positions_at(self.network, company, self.me, {number: self.ties[number] for number in numbers})
        return CompanyGrounds(found, {number: self.grounds(asked, number, at) for number, at in positions.items()})

    def grounds(self, asked: Question, number: int, position: NetworkPosition) -> Grounds:
        """Those of one; worked out once for all of whom nothing but titles is known."""
        dossier = self.dossiers[number]
        if not self._plain(asked, dossier):
            return self._judged(asked, number, position)
        titles = asked.titles(dossier)
        told = dossier.person.title, titles, position.without_tie, self._others(number)
        first = self.alike.get(told)
        if first is None:
            first = self.alike[told] = self._judged(asked, number, position)
        began = tenure(dossier.employments, asked.company.id)
        return first.of_another(dossier, position, began)

    def _plain(self, asked: Question, dossier: Dossier) -> bool:
        """Whether nothing is known of them but that they are connected, and what they do where."""
        told = dossier.exchange is not NOTHING or dossier.statements or dossier.mark != NO_MARK
        return not (told or dossier.person.id in self.named or asked.shared_employer(dossier))

    def _others(self, number: int) -> tuple[int, int]:
        """Asks of everybody else."""
        return int(self.totals.asked_of[number]), int(self.totals.answered_of[number])

    def _told(self, asked: Question, dossier: Dossier, position: NetworkPosition) -> Hashable | None:
        """All that bears on a comparison with a job, where nobody praised a skill of theirs."""
        if any(said.kind is StatementKind.ENDORSEMENT for said in dossier.statements):
            return None
        return asked.titles(dossier), position.colleagues, position.central, position.location

    def _judged(self, asked: Question, number: int, position: NetworkPosition) -> Grounds:
        dossier, pair = self.dossiers[number], self._pair(asked, number)
        if pair.place != position.tie_place:
            position = replace(position, tie_place=pair.place)
        began = tenure(dossier.employments, asked.company.id)
        return Grounds(dossier, position, pair, began, self._told(asked, dossier, position))

    def _pair(self, asked: Question, number: int) -> PairGrounds:
        held = self.pairs.get(number)
        if held is None:
            held = self.pairs[number] = self._judged_pair(asked, number)
        return held

    def _judged_pair(self, asked: Question, number: int) -> PairGrounds:
        dossier, position = self.dossiers[number], self.ties[number]
        if position.tie_place is not None and one_sided(dossier):
            position = replace(position, tie_place=0)
        name = dossier.person.id
        written = self.totals.asks(number, dossier.exchange.asked, dossier.exchange.answered)
        asks = Outcomes(self.record.answered(name)).added_to(written)
        familiar, strong, supporter = of_the_pair(dossier, position, asked)
        return PairGrounds(
            criteria=(familiar, strong, *with_favours((supporter,), self.record.favours(name))),
            asks=asks,
            chance=chance(asks, self.base),
            unlearned=chance(written, self.base),
            outcomes=self.record.answered(name),
            restraint=restraint(dossier),
            place=position.tie_place,
        )


def _locations(view: WorkspaceView, names: Mapping[int, str]) -> dict[int, str]:
    """Where owners live: the only people of whom an export says it."""
    places = view.workspace.places()
    return {at: places[name] for at, name in names.items() if name in places}


def _people(view: WorkspaceView, found: Iterable[CandidateReach]) -> dict[int, Person]:
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
