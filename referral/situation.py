"""What a decision about a company rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.model import Company, CompanyId, OwnerProfile, Person, PersonId
from referral.listed import Chosen, Listed, MadeList
from referral.next_step import is_beginner
from referral.results import Addressee, Criterion, CriterionName, FormerEmployee, HiringRole, NextStep, Referrer
from referral.titles import same_job
from referral.vacancy import UNTOLD, Vacancy, names_contract

SILENT_DAYS = 365
"""Days without contact from which on one reconnects before asking. Not validated."""

Wish = tuple[CompanyId, str, date | None]


@dataclass(frozen=True, slots=True)
class Dealings:
    """What stands between the user and whoever the first of the list is reached by.

    `waiting`: since when a message of the user's waits for its answer; `owed`: since when one to the user does;
    `works_with`: the employer whom both work for now, where they are not known to know of the search; `refused`: what
    else they said no to last, and when.
    """

    waiting: date | None = None
    owed: date | None = None
    works_with: str = ""
    refused: tuple[str, date] | None = None


@dataclass(frozen=True, eq=False)
class PeopleThere:
    """The list of people at the company, best first, and what several sentences ask of it, each found once. O(n).

    `given`: the list, be everybody on it made or not.
    """

    given: Sequence[Referrer]

    @cached_property
    def ranked(self) -> Listed:
        """The list."""
        return self.given if isinstance(self.given, Listed) else MadeList(self.given)

    @cached_property
    def first(self) -> Referrer | None:
        """See `Situation.first`."""
        return next((r for r in self.ranked[:1] if r.next_step is not NextStep.LEAVE), None)

    @cached_property
    def direct(self) -> Chosen:
        """See `Situation.direct`."""
        asked = (NextStep.ASK, NextStep.WARM_UP)
        return self.ranked.chosen(lambda one: one.step in asked and one.acquainted)

    @cached_property
    def perhaps_hiring(self) -> Chosen:
        """See `Situation.perhaps_hiring`."""
        may = HiringRole.HIRING_MANAGER
        return self.ranked.chosen(lambda one: one.role is may and one.direct and not one.spared).known_first()

    @cached_property
    def leaders(self) -> Chosen:
        """See `Situation.leaders`."""
        roles = (HiringRole.LEADERSHIP, HiringRole.HIRING_MANAGER)
        return self.ranked.chosen(lambda one: one.role in roles)

    @cached_property
    def recruiters(self) -> Chosen:
        """See `Situation.recruiters`."""
        recruits = HiringRole.RECRUITER
        return self.ranked.chosen(lambda one: one.role is recruits and not one.do_not_ask)


@dataclass(frozen=True, slots=True)
class Situation:
    """The company and the job, what the user says of them, and who was found.

    `people`: the list. `job`: what the user said of it. `owners`: whose network it is; `left_out`: that others were not
    asked, '' where everybody was;
    `former`: whom they know that worked there once; `closest`: whom they know best, where nobody is at the company;
    `nearest`: known names like that of a company that is not known; `asked`: whom the user has asked for this job, and
    whose answer is open, a sentence each; `unanswered`: likewise, where it has been waited for long enough;
    `employed`: those of the owners who work at the company, as the graph has it; `dealings`: with whoever the first of
    the list is reached by.
    """

    company: Company
    owners: tuple[OwnerProfile, ...]
    people: PeopleThere
    today: date
    role: str = ""
    job: Vacancy = UNTOLD
    former: tuple[FormerEmployee, ...] = ()
    closest: tuple[Person, ...] = ()
    nearest: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    employed: frozenset[PersonId] = frozenset()
    dealings: Dealings = Dealings()
    left_out: str = ""

    @property
    def first(self) -> Referrer | None:
        """The first of the list, if not to be left in peace: of them everything speaks."""
        return self.people.first

    @property
    def referrers(self) -> Listed:
        """The list, best first."""
        return self.people.ranked

    @property
    def addressee(self) -> Addressee | None:
        """Whom the user would write to about the first."""
        return self.first.addressee if self.first else None

    @property
    def direct(self) -> Chosen:
        """Own contacts there who know the user and may be asked, best first."""
        return self.people.direct

    @property
    def ready(self) -> Chosen:
        """Those of them who can be asked now."""
        return self.direct.where(lambda one: one.step is NextStep.ASK)

    @property
    def small(self) -> bool:
        """Whether the user said that it is a small startup."""
        return self.job.small

    @property
    def short_term(self) -> bool:
        """Whether it is contract or freelance work: by the user's word, else by the title of the role."""
        return names_contract(self.role) if self.job.contract is None else self.job.contract

    @property
    def works_there(self) -> bool:
        """Whether everybody who asks works there now, by their own files."""
        return bool(self.owners) and all(owner.person.id in self.employed for owner in self.owners)

    @property
    def applied(self) -> list[Wish]:
        """Applications to the company, those for the role first, then the newest first."""
        found = [w for owner in self.owners for w in owner.applied_to if w[0] == self.company.id and not self._later(w)]
        return sorted(found, key=lambda w: (not self.is_role(w[1]), -(w[2] or date.min).toordinal()))

    @property
    def saved(self) -> list[Wish]:
        """Jobs there that the user saved."""
        return [w for owner in self.owners for w in owner.saved if w[0] == self.company.id and not self._later(w)]

    @property
    def follows(self) -> bool:
        """Whether the user follows the company."""
        return any(self.company.id in owner.follows for owner in self.owners)

    def is_role(self, title: str) -> bool:
        """Whether a job's title is the role asked for, of whatever level; any is where no role was said."""
        return not self.role or same_job(title, self.role)

    @property
    def perhaps_hiring(self) -> Chosen:
        """Own contacts who may be hiring for this and may be written to, those who know the user first."""
        return self.people.perhaps_hiring

    @property
    def leaders(self) -> Chosen:
        """Who decides in a small company, known directly or through somebody, best first."""
        return self.people.leaders

    @property
    def recruiters(self) -> Chosen:
        """The hiring channel as far as it is known, but whom the user marked as not to be asked, best first."""
        return self.people.recruiters

    def silent_since(self, one: Addressee) -> date | None:
        """The last contact, where it is so long ago that one reconnects first."""
        last = one.last_contact
        return last if last and (self.today - last).days >= SILENT_DAYS else None

    def _later(self, wish: Wish) -> bool:
        return wish[2] is not None and wish[2] > self.today


def value(criteria: Sequence[Criterion], name: CriterionName) -> float:
    """The value of one criterion, 0 when unknown."""
    return next(c.value for c in criteria if c.name is name)


def just_starting(referrer: Referrer) -> bool:
    """Whether they are an intern, who barely knows people there."""
    return is_beginner(referrer.person.title)
