"""Many companies in one go: whether to ask, the best person and the best path for each.

The same answers as one by one. Who is reached, how far and by which path comes from one search for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from graph.columns import Int32
from graph.company_paths import HOPS, ReachTable
from graph.errors import NotFoundError
from graph.model import Company, Person
from graph.network import Network
from graph.paths import FoundPath
from referral.advice import advised, at_present
from referral.context import Context
from referral.decision import decide
from referral.desk import Desk
from referral.introductions import SHRINK, PathRequest, why_none
from referral.listed import Listed
from referral.owners_asked import MOST
from referral.results import FormerEmployee, Referrer, Verdict
from referral.viewpoint import company_meant

Tell = Callable[[int, int], None]
"""Told how many companies of how many are done; what it raises ends the survey."""


AHEAD = 4_000
"""People whose records are read in one go and held at once: some ten megabytes."""
TOGETHER = 60
"""People at a company up to whom they are judged with those at others, where nobody but the first is asked for."""


def no_progress(done: int, total: int) -> None:
    """Progress that nobody wants to be told of."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A line of a list of targets: a company as somebody wrote it, and the job wanted there, or ''."""

    company: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class BestPath:
    """The best path: the people on it, who asks first.

    `strength`: as of `IntroPath`; `place`: 0..100, see `referral.own_ties`, None for everybody's question.
    """

    people: tuple[Person, ...]
    strength: float
    place: int | None

    @property
    def hops(self) -> int:
        """Number of ties."""
        return len(self.people) - 1


@dataclass(frozen=True, slots=True)
class People:
    """How many people are known at a company, and how many of them at exactly one, two and three ties."""

    known: int = 0
    direct: int = 0
    two: int = 0
    three: int = 0

    @property
    def reached(self) -> int:
        """Those within three ties."""
        return self.direct + self.two + self.three


@dataclass(frozen=True, slots=True)
class CompanyAnswer:
    """The short answer for one line of the list.

    `company`: None where the words name no company; `problem`: then why. `known`: the archives hold this name.
    `verdict`: None only without a company. `referrers`: everybody, best first, or the first alone; what to do is said
    in words of the first alone. `reason`: why there is no path.
    """

    wanted: TargetLine
    company: Company | None
    known: bool = False
    people: People = People()
    verdict: Verdict | None = None
    referrers: tuple[Referrer, ...] = ()
    former: tuple[FormerEmployee, ...] = ()
    path: BestPath | None = None
    reason: str = ""
    problem: str = ""

    @property
    def best(self) -> Referrer | None:
        """The first of the list."""
        return self.referrers[0] if self.referrers else None

    @property
    def name(self) -> str:
        """The company as the archives call it, else as it was written."""
        return self.company.name if self.company else self.wanted.company


def survey(context: Context, wanted: Sequence[TargetLine], *, tell: Tell = no_progress) -> tuple[CompanyAnswer, ...]:
    """The answers for `wanted`, in its order; a name that nobody here knows is an answer, not an error.

    One search for all, O(ties), and for each company what its people take. Of those there is the first, as a value.
    """
    return answers(context, wanted, reached_from(context), tell=tell, everybody=False)


def reached_from(context: Context) -> ReachTable:
    """Everybody whom the egos of `context` reach."""
    return ReachTable.of(context.network, [context.network.index(p.id) for p in context.egos])


def answers(
    context: Context,
    wanted: Sequence[TargetLine],
    reached: ReachTable,
    *,
    tell: Tell = no_progress,
    everybody: bool = True,
) -> tuple[CompanyAnswer, ...]:
    """As `survey`, from a search made before. `everybody`: with all people of each company, not the first alone."""
    look = _Survey(context, reached, reached.hops, everybody)
    found: list[CompanyAnswer] = []
    with context.workspace.steady():
        for part in look.parts(wanted):
            desk = look.desk(part)
            for one in part:
                tell(len(found), len(wanted))
                found.append(look.answer(one, desk))
    tell(len(wanted), len(wanted))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A line with the company it means, None with why where it means none; `known`: the archives hold this name.

    `at`: the company's number in the graph, None where the graph does not know it.
    """

    wanted: TargetLine
    company: Company | None
    known: bool = False
    problem: str = ""
    at: int | None = None

    @classmethod
    def of(cls, context: Context, wanted: TargetLine) -> _Meant:
        """Found by name."""
        try:
            company = company_meant(context.workspace, wanted.company)
        except NotFoundError as error:
            return cls(wanted, None, problem=str(error))
        known = context.workspace.company_named(wanted.company) is not None
        return cls(wanted, company, known, at=context.network.company_index(company.id))


@dataclass(frozen=True, slots=True, eq=False)
class _Survey:
    context: Context
    reached: ReachTable
    hops: Int32
    everybody: bool

    def parts(self, wanted: Sequence[TargetLine]) -> Iterator[list[_Meant]]:
        """The targets in order, some at a time: what is on file of everybody they are about is read in one go."""
        part, people = list[_Meant](), set[int]()
        for line in wanted:
            one = _Meant.of(self.context, line)
            there = self._judged_together(one)
            if part and len(people | there) > AHEAD:
                yield part
                part, people = [], set()
            part.append(one)
            people |= there
        yield part

    def desk(self, part: Sequence[_Meant]) -> Desk:
        """The desk with all that the answers for a part rest on."""
        network, egos = self.context.network, self.context.egos
        there = {one.company: self._judged_together(one) for one in part if one.company}
        companies = [company for company, people in there.items() if people]
        people = {person for some in there.values() for person in some}
        for ego in egos if len(people) <= AHEAD and len(egos) <= MOST else ():
            self.context.workspace.read_ahead(ego.id, [network.person(number) for number in people])
        return self.context.desk.prepared(companies, ego=self.context.ego)

    def _judged_together(self, one: _Meant) -> frozenset[int]:
        """Who is judged with those at other companies, by number: nobody where so many are that arrays take less."""
        there = [] if one.at is None else self.context.network.members(one.at).tolist()
        return frozenset(there) if self.everybody or len(there) <= TOGETHER else frozenset()

    def answer(self, meant: _Meant, desk: Desk) -> CompanyAnswer:
        wanted, company, at = meant.wanted, meant.company, meant.at
        if company is None:
            return CompanyAnswer(wanted, None, problem=meant.problem)
        found = desk.situation(company, ego=self.context.ego, role=wanted.role)
        answer = CompanyAnswer(
            wanted,
            company,
            known=meant.known,
            verdict=decide(found),
            referrers=(*advised(found, 1), *(at_present(found, one) for one in self._others(found.referrers))),
            former=found.former,
        )
        if at is None:
            return replace(answer, reason=self._why_none(company))
        path = self.reached.best(at)
        best = self._path(path, found.referrers, several=self.reached.several(at)) if path else None
        return replace(answer, people=self._people(at), path=best, reason="" if best else self._why_none(company))

    def _others(self, listed: Listed) -> Sequence[Referrer]:
        return listed[1:] if self.everybody else ()

    def _people(self, at: int) -> People:
        there = self.hops[self.context.network.members(at)]
        direct, two, three = (int((there == k).sum()) for k in (1, 2, 3))
        return People(len(there), direct, two, three)

    def _path(self, path: FoundPath, listed: Listed, *, several: bool) -> BestPath:
        """The path with the place that the list of people gives whoever it leads to, where one person asks."""
        strength = exp(-path.cost) * (SHRINK if several else 1.0)
        end = self.context.network.person(path.nodes[-1])
        led = listed.named([end]).get(end) if self.context.ego else None
        return BestPath(tuple(named(self.context, path.nodes)), strength, led.place if led else None)

    def _why_none(self, company: Company) -> str:
        wanted = PathRequest(company, k=1, max_hops=HOPS, disjoint=False, include_inferred=False)
        return why_none(self.context, self.context.egos, wanted, _ends(self.context.network, self.reached, company))


def _ends(network: Network, reached: ReachTable, company: Company) -> Int32:
    at = network.company_index(company.id)
    return reached.members(at) if at is not None else reached.sources[:0]


def named(context: Context, numbers: Sequence[int]) -> Iterator[Person]:
    """The people whom the graph has under these numbers, in that order."""
    ids = [context.network.person(number) for number in numbers]
    people = context.workspace.people_shown(ids)
    return (people[name] for name in ids)
