"""The question, and a candidate's position in the network: what criteria judge a dossier by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from graph.model import Company, CompanyId, Dossier, OwnerProfile
from referral.overlap import Stay, stays
from referral.titles import Reading, read_beside, read_title


@dataclass(frozen=True, slots=True)
class Question:
    """One ego's question about one company.

    `known_at`: how many people are known to work at each employer the ego had; `role`: the job wanted, '' if not said;
    `stays`: where the ego worked when; `company_size`: how many people work at the company, None if not said.
    """

    owner: OwnerProfile
    company: Company
    as_of: date
    role: str = ""
    known_at: Mapping[CompanyId, int] = field(default_factory=dict)
    stays: tuple[Stay, ...] = ()
    company_size: int | None = None

    @classmethod
    def of(
        cls,
        owner: OwnerProfile,
        company: Company,
        as_of: date,
        role: str,
        known_at: Mapping[CompanyId, int],
        company_size: int | None = None,
    ) -> Question:
        """The question with the ego's own stays worked out once."""
        return cls(owner, company, as_of, role, known_at, stays(owner.employments, as_of), company_size)

    @property
    def own_title(self) -> str:
        """The ego's newest title, '' when unknown."""
        return self.owner.person.title or next((e.title for e in self.owner.employments if e.title), "")

    @property
    def wanted(self) -> Reading:
        """What candidates are compared with: the role, else the ego's own title.

        One that names engineering alone ("Staff Engineer") is read by the ego's own titles.
        """
        return _wanted(self.role or self.own_title, self.own)

    @property
    def own(self) -> tuple[Reading, ...]:
        """The ego's titles, the newest first; one that names engineering alone is read by the role."""
        return _own(self.role, (self.own_title, *(e.title for e in self.owner.employments)))


@lru_cache(maxsize=256)
def _wanted(title: str, own: tuple[Reading, ...]) -> Reading:
    return read_beside(read_title(title), own)


@lru_cache(maxsize=256)
def _own(role: str, titles: tuple[str, ...]) -> tuple[Reading, ...]:
    return tuple(read_beside(read_title(title), [read_title(role)]) for title in dict.fromkeys(titles) if title)


@dataclass(frozen=True, slots=True)
class NetworkPosition:
    """What the graph tells of a candidate, seen from the ego.

    `rank`: share of the ego's ties that are weaker, 0..1, None without any contact; `two_way`: both wrote to the other
    (not to many), or they met; `colleagues`: people at the company they are tied to; `tie_place`: of 100 of the ego's
    ties, how many are weaker (`referral.own_ties`), None without a tie; `central`: share of the company's
    people that fewer colleagues write to, 0..1, None where it cannot be told; `location`: where they live, or ''.
    """

    rank: float | None = None
    two_way: bool = False
    colleagues: int = 0
    central: float | None = None
    tie_place: int | None = None
    location: str = ""


def title_there(dossier: Dossier, company: Company) -> str:
    """Their title at the company, else their headline's."""
    there = (e.title for e in dossier.employments if e.company_id == company.id and e.current and e.title)
    return next(there, dossier.person.title)


def reading_there(dossier: Dossier, question: Question) -> Reading:
    """Their title at the company understood; one that names engineering alone is read by what stands beside it.

    Their own other titles come first, then the ego's: a software engineer reads "Engineering Manager" as software.
    """
    theirs = (read_title(e.title) for e in dossier.employments if e.title)
    return read_beside(read_title(title_there(dossier, question.company)), (*theirs, *question.own))
