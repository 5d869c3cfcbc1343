"""The facade of the judgement: every answer, for the command line, the API and the reports."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

from graph.company_paths import HOPS
from graph.errors import EmptyWorkspaceError, PersonNotFoundError, UsageError
from graph.model import Company, Person
from graph.network import Network
from graph.stores.own_records import OwnRecords
from graph.text import clean
from referral import path_advice
from referral.advice import advised
from referral.asking.plan import Plan
from referral.candidates import answer_chance, members, prepared
from referral.caveats import ranking_notes
from referral.decision import decide
from referral.drafts.draft import Draft, DraftRequest
from referral.drafts.drafting import draft
from referral.everybody import ranking
from referral.explanation import explain_lines
from referral.introductions import ORDER, PATHS, PathRequest, differs, introductions, introductions_to_each
from referral.listed import Listed, MadeList
from referral.owners_asked import owners_asked
from referral.path_advice import restraints
from referral.path_results import Paths
from referral.paths_as_listed import LISTED, TRIED, as_listed, way_to
from referral.planning import PlanRequest, plan
from referral.results import Referrers, Verdict
from referral.situation import PeopleThere, Situation
from referral.surroundings import around
from referral.together_questions import MOST, TogetherQuestion, together_questions
from referral.vacancy import UNTOLD, Vacancy
from referral.workspace_view import WorkspaceView

T = TypeVar("T")

SEED = 0
SITUATION_BYTES = 10_000
PATH_BYTES = 4_000
QUESTION_BYTES = 2_000
"""About what surrounds a ranking, a path, and a question take in memory."""
MOST_COMPARED = 200
"""People at a company up to which paths are compared with the list of people: of more the list costs too much."""


class Desk:
    """Answers from one workspace, its graph, and the day taken as today. Thread-safe; each one consistent read.

    What was worked out for a question is kept with the graph for the next, as long as nothing changed meanwhile.

    `today`: the day for the ledger of asks, where it is not `as_of` but the clock's. `cohort`: of whom the questions of
    no single ego are; empty for all owners.
    """

    def __init__(
        self,
        workspace: OwnRecords,
        network: Network,
        *,
        as_of: date,
        today: date | None = None,
        cohort: tuple[Person, ...] = (),
        seed: int = SEED,
    ) -> None:
        self._view = WorkspaceView(workspace, network, as_of, today or as_of, cohort=cohort)
        self._seed = seed

    def referrers(
        self, company: Company, *, ego: Person | None, role: str = "", top: int = 10, job: Vacancy = UNTOLD
    ) -> Referrers:
        """Who can put in a good word at `company`, best first.

        Args:
            company: from `referral.viewpoint.company_meant`; it may be one nobody here knows.
            ego: whose question it is; None for all owners together, each referrer saying whose contact they are.
            role: the job wanted; decides expertise and seniority, else the ego's own title does.
            top: how many to show, at least 1. All candidates are ranked; `total` says how many.
            job: what the user says of it; the verdict of the answer is that of `verdict` with the same.

        Raises:
            EmptyWorkspaceError: nobody brought an archive.
        """
        network = self._view.network
        with self._view.workspace.steady():
            situation = self._asked(company, ego, role, job)
            notes = ranking_notes(self._view, situation.referrers, company.name, role)
            return Referrers(
                ego=ego,
                company=company,
                role=role,
                as_of=self._view.as_of,
                verdict=decide(situation),
                notes=(*network.notes, *filter(None, [situation.left_out]), *notes),
                referrers=advised(situation, top),
                basis=network.basis,
                total=len(situation.referrers),
                former=situation.former,
            )

    def paths(
        self,
        target: Company | Person,
        *,
        ego: Person | None,
        k: int = PATHS,
        max_hops: int = HOPS,
        disjoint: bool = False,
        include_inferred: bool = False,
        every: bool = False,
        role: str = "",
        job: Vacancy = UNTOLD,
    ) -> Paths:
        """The `k` best introduction paths, at most `max_hops` ties long; an empty answer gives its reason.

        No detours, each path with another introducer or another person; `every`: all simple paths in order. `role`,
        `job`: of a vacancy at a company; paths keep their order, and each says what the list of people does.

        Raises:
            EmptyWorkspaceError: nobody brought an archive.
            UsageError: k or max_hops below 1; a job at a person.
        """
        wanted = PathRequest(target, k, max_hops, disjoint, include_inferred, every, role, job)
        if wanted.told and isinstance(target, Person):
            raise UsageError("a job is at a company: paths to a person take none")
        return self._view.kept(
            ("paths", wanted, ego),
            lambda: self._advised(wanted, introductions(self._view, self._egos(ego), wanted, ego=ego)),
            lambda answer: PATH_BYTES * (1 + len(answer.paths) + len(answer.inferred)),
        )

    def paths_as_listed(
        self, company: Company, *, ego: Person | None, k: int, role: str = "", job: Vacancy = UNTOLD
    ) -> Paths:
        """As `paths`, the ways to the first people of the list at the head, in its order."""
        with self._view.workspace.steady():
            return self._as_listed(company, ego, k, role, job)

    def _as_listed(self, company: Company, ego: Person | None, k: int, role: str, job: Vacancy) -> Paths:
        found = self.paths(company, ego=ego, k=k, role=role, job=job)
        listed = self._asked(company, ego, role, job).referrers if found.paths else MadeList(())
        first = listed[: min(LISTED, k)]
        missing = [r for r in first if way_to(r, found.paths) is None]
        people = [one.person for one in missing]
        more = introductions_to_each(self._view, self._egos(ego), people, k=TRIED, max_hops=HOPS)
        if more:
            wanted = PathRequest(company, k, HOPS, disjoint=False, include_inferred=False, role=role, job=job)
            more = [*self._advised(wanted, replace(found, paths=tuple(more))).paths]
        ways = [way for r in first if (way := way_to(r, (*found.paths, *more)))]
        return as_listed(found, ways, listed)

    def _advised(self, wanted: PathRequest, paths: Paths) -> Paths:
        """The paths with what the list of people says of each, and why they stand in another order than it."""
        company, several = paths.company, len({path.people[-1].id for path in paths.paths}) > 1
        held = restraints(self._view, (*paths.paths, *paths.inferred), company, wanted.role)
        ranked: Listed | None = None
        situation = None
        if company is not None and wanted.told:
            situation = self._asked(company, paths.ego, wanted.role, wanted.job)
            ranked = situation.referrers
        elif company is not None and several and len(members(self._view.network, company)) <= MOST_COMPARED:
            ranked = self._ranked(company, paths.ego, "", UNTOLD)
        return replace(
            paths,
            paths=path_advice.advised(paths.paths, held, situation),
            inferred=path_advice.advised(paths.inferred, held, situation),
            verdict=decide(situation) if situation else None,
            order=ORDER if company and several and (not ranked or differs(paths, ranked)) else "",
        )

    def verdict(self, company: Company, *, ego: Person | None, role: str = "", job: Vacancy = UNTOLD) -> Verdict:
        """Whether to ask at all, and why; what was not said is put as a question where it would change the answer.

        Args:
            company: from `referral.viewpoint.company_meant`; it may be one nobody here knows.
            ego: whose question it is; None for all owners together.
            role: the job wanted.
            job: what the user says of it.
        """
        with self._view.workspace.steady():
            return decide(self._asked(company, ego, role, job))

    def plan(self, wanted: PlanRequest, *, ego: Person) -> Plan:
        """How to go about asking one person at a company, or whoever would introduce: a conversation first.

        Raises:
            PersonNotFoundError: the person named is neither at the company nor on a way to anybody there.
        """
        with self._view.workspace.steady():
            return plan(self._view, self._asked(wanted.company, ego, wanted.role, wanted.job), wanted, ego)

    def draft(self, wanted: DraftRequest, *, ego: Person, own_templates: Path | None = None) -> Draft:
        """A draft of a message, filled from facts of the workspace; what only the user can say is left blank.

        Raises:
            UsageError: a short one cannot be had, or does not fit.
            InputError: a template in `own_templates` cannot be filled.
        """
        with self._view.workspace.steady():
            situation = self._asked(wanted.company, ego, wanted.role)
            return draft(self._view, situation, wanted, ego, own_templates=own_templates)

    def answer_chance(self, person: Person, *, ego: Person) -> float:
        """A, the chance of an answer that the order holds for one person today: kept with an ask when it is made."""
        return answer_chance(self._view, person, ego)

    def situation(self, company: Company, *, ego: Person | None, role: str = "") -> Situation:
        """What the verdict on a company rests on, with everybody within reach there, best first, without advice.

        For lists of companies: `decide` and `advised` make of it what `referrers` says.

        Raises:
            EmptyWorkspaceError: nobody brought an archive.
        """
        return self._asked(company, ego, role)

    def prepared(self, companies: Sequence[Company], *, ego: Person | None) -> Desk:
        """This desk, with what answers about `companies` rest on read and worked out in one go: for many at once."""
        view = self._view
        other = Desk(
            view.workspace, view.network, as_of=view.as_of, today=view.today, cohort=view.cohort, seed=self._seed
        )
        other._view = prepared(view, self._egos(ego), companies)
        return other

    def kept(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """What was put together of answers before, until anything changes; `weigh`: about how many bytes it takes."""
        return self._view.kept(key, make, weigh)

    def questions(self, ego: Person | None, *, most: int = MOST) -> tuple[TogetherQuestion, ...]:
        """`Did you work together at X?`, for the few contacts of `ego` whose answer would change the order most.

        Raises:
            UsageError: the question is of one owner, and none is named.
            EmptyWorkspaceError: nobody brought an archive.
        """
        if ego is None:
            raise UsageError("what only you know is one owner's to say: say whose question it is")
        view = self._view
        key = ("questions", ego, most)
        return view.kept(key, lambda: together_questions(view, ego, most=most), lambda made: QUESTION_BYTES * len(made))

    def questions_at_hand(self, ego: Person, *, most: int = MOST) -> tuple[TogetherQuestion, ...] | None:
        """As `questions`, for a page that waits for none: None where they were not worked out yet."""
        return cast("tuple[TogetherQuestion, ...] | None", self._view.held(("questions", ego, most)))

    def explain(
        self, company: Company, person: Person, *, ego: Person | None, role: str = "", job: Vacancy = UNTOLD
    ) -> tuple[str, ...]:
        """Every number of one candidate, opened down to the rows it came from, as harmless lines of text.

        Raises:
            PersonNotFoundError: the person is no candidate at this company.
        """
        with self._view.workspace.steady():
            ranked = self._ranked(company, ego, role, job)
            place = ranked.place_of(person.id)
            if place is None:
                raise PersonNotFoundError(f"{person.name} at {company.name}", [r.person.name for r in ranked])
            told = explain_lines(self._view, ranked.candidate(place), ranked[place], len(ranked))
            return tuple(clean(line) for line in told)

    def _egos(self, ego: Person | None) -> list[Person]:
        """Whose question it is."""
        egos = self._view.together if ego is None else [ego]
        if not egos:
            raise EmptyWorkspaceError
        return egos

    def _ranked(self, company: Company, ego: Person | None, role: str, job: Vacancy) -> Listed:
        """Everybody within reach at the company, in order; kept, for each of several questions needs it."""
        weighs = replace(job, posting=None, contract=None)
        key, view = ("ranked", self._seed, company, ego, role, weighs), self._view

        def made() -> Listed:
            asked = owners_asked(view, self._egos(ego), company)
            return ranking(view, asked, company, role, weighs, seed=self._seed)

        return view.kept(key, made, lambda listed: listed.weight)

    def _asked(self, company: Company, ego: Person | None, role: str, job: Vacancy = UNTOLD) -> Situation:
        """The situation with the ranking and what the user says of the job."""
        with self._view.workspace.steady():
            return self._situation(company, ego, self._ranked(company, ego, role, job), role, job)

    def _situation(self, company: Company, ego: Person | None, ranked: Listed, role: str, job: Vacancy) -> Situation:
        first = (ranked[0].ego.id, ranked[0].addressee) if ranked else None
        key = ("situation", self._seed, company, ego, role, first)
        made = self._view.kept(
            key, lambda: around(self._view, company, self._egos(ego), ranked, role), lambda _: SITUATION_BYTES
        )
        return replace(made, people=PeopleThere(ranked), job=job)
