"""What only the user can say of a job: how it is advertised, for how long, how large the company is, who hires."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import UsageError
from graph.model import Person, PersonId
from graph.names import fold
from graph.stores.directory import Directory
from referral.results import HiringRole, Posting

_LENGTH = r"\b\d+[ -]?(?:months?|monate|mois|meses|mesi|maanden|weeks?|wochen)\b"
_NUMBER = re.compile(r"[0-9]{1,9}")
_FREELANCE = re.compile(
    rf"\b(?:freelanc|freiberuf|zzp|interim|temporary\b)|{_LENGTH}"
    r"|(?<!general )\bcontract(?:or)?\s*(?:$|[)\],/|-])|\bcontract (?:role|position|job)\b"
)
"""How a job's title says in seven languages that it is freelance or short: "(Contract)", but not "Contract Manager"."""

MOST_EMPLOYED = 10_000_000
"""People at one company: the largest employers have a quarter of that."""
SMALL_STARTUP = 50
"""People up to which those who lead a company decide about everybody hired. Not validated."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The user's own words about a job; None wherever nothing was said.

    `posting`: "public" (a large job board), "internal", "none"; `contract`: short-term or freelance work;
    `company_size`: people at the company; `knows_hiring_manager`: whether the user knows who decides, `hiring_manager`:
    who that is, where it was said.
    """

    posting: str | None = None
    contract: bool | None = None
    company_size: int | None = None
    knows_hiring_manager: bool | None = None
    hiring_manager: Person | None = None

    @property
    def hirer_known(self) -> bool | None:
        """Whether the user knows who decides; who names that person does."""
        return True if self.hiring_manager else self.knows_hiring_manager

    @property
    def small(self) -> bool:
        """Whether it is at a small startup, by what the user said."""
        return self.company_size is not None and self.company_size <= SMALL_STARTUP

    @property
    def names_whom_to_write_to(self) -> bool:
        """Whether what was said makes the user write to anybody about the job itself, see `written_to`."""
        return bool(self.hirer_known) or self.small

    def names(self, person: PersonId) -> bool:
        """Whether this is who the user says decides: somebody they know, whatever the archives show."""
        return self.hiring_manager is not None and self.hiring_manager.id == person

    def written_to(self, person: PersonId, role: HiringRole) -> bool:
        """Whether the user writes to a contact about the job itself: who is known to hire or leads a small company."""
        if self.hiring_manager:
            return self.names(person)
        if self.small:
            return role in {HiringRole.LEADERSHIP, HiringRole.HIRING_MANAGER}
        return bool(self.knows_hiring_manager) and role is HiringRole.HIRING_MANAGER


UNTOLD = Vacancy()
"""A job of which nothing was said."""


@dataclass(frozen=True, slots=True)
class ToldVacancy:
    """A vacancy as somebody typed it on any surface; `hiring_manager`: a name, slug or id, '' for nobody."""

    posting: Posting | None = None
    contract: bool | None = None
    company_size: int | None = None
    knows_hiring_manager: bool | None = None
    hiring_manager: str = ""

    @classmethod
    def in_words(
        cls, posting: str = "", company_size: str = "", hiring_manager: str = "", *, contract: bool, hirer_known: bool
    ) -> ToldVacancy:
        """From the fields of a form, where '' is what was left empty and a box not ticked says nothing.

        Raises:
            UsageError: a field holds none of what is offered.
        """
        if posting and posting not in set(Posting):
            raise UsageError(f"posting is one of {', '.join(Posting)}")
        if company_size and not (_NUMBER.fullmatch(company_size) and 1 <= int(company_size) <= MOST_EMPLOYED):
            raise UsageError(f"the size of a company is a number of people, at most {MOST_EMPLOYED:,}")
        size = int(company_size) if company_size else None
        return cls(Posting(posting) if posting else None, contract or None, size, hirer_known or None, hiring_manager)

    def in_(self, workspace: Directory) -> Vacancy:
        """The same with the person found.

        Raises:
            PersonNotFoundError: nobody here is called so.
            AmbiguousError: several are.
        """
        who = workspace.person(self.hiring_manager) if self.hiring_manager else None
        posting = self.posting.value if self.posting else None
        return Vacancy(posting, self.contract, self.company_size, self.knows_hiring_manager, who)


TOLD_NOTHING = ToldVacancy()


def names_contract(role: str) -> bool:
    """Whether a job's title says that it is freelance or contract work. Never raises."""
    return _FREELANCE.search(fold(role)) is not None
