"""The question, and a candidate's position in the network: what criteria judge a dossier by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar, cast

from graph.model import Company, CompanyId, Dossier, OwnerProfile
from referral.overlap import Stay, stays, worked_at
from referral.titles import Reading, read_beside, read_title
from referral.vacancy import UNTOLD, Vacancy

T = TypeVar("T")
Titles = tuple[str, tuple[str, ...]]

MOST_ALIKE = 20_000
"""Judgements of titles kept for one thing to compare with: some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Question:
    """One ego's question about one company.

    `known_at`: how many people are known to work at each employer the ego had; `role`: the job wanted, '' if not said;
    `stays`: where the ego worked when; `job`: what the user said of it.
    `wanted`: what candidates are compared with: the role, else the ego's own title; one that names engineering alone
    ("Staff Engineer") is read by the ego's own titles. `own`: the ego's titles, the newest first; one that names
    engineering alone is read by the role. `employers`: of the stays.
    """

    owner: OwnerProfile
    company: Company
    as_of: date
    role: str = ""
    known_at: Mapping[CompanyId, int] = field(default_factory=dict)
    stays: tuple[Stay, ...] = ()
    job: Vacancy = UNTOLD
    wanted: Reading = field(kw_only=True)
    own: tuple[Reading, ...] = field(kw_only=True)
    employers: frozenset[CompanyId] = field(kw_only=True)
    _alike: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False, kw_only=True)
    """What was made of titles: of every question that compares with the same, for whichever company."""

    @classmethod
    def of(
        cls,
        owner: OwnerProfile,
        company: Company,
        as_of: date,
        role: str,
        known_at: Mapping[CompanyId, int],
        job: Vacancy = UNTOLD,
    ) -> Question:
        """The question with the ego's own stays and titles worked out once."""
        title, spans = own_title(owner), stays(owner.employments, as_of)
        own = _own(role, (title, *(e.title for e in owner.employments)))
        wanted = read_beside(read_title(role or title), own)
        employers = frozenset(stay.company_id for stay in spans)
        return cls(
            *(owner, company, as_of, role, known_at, spans, job),
            wanted=wanted,
            own=own,
            employers=employers,
            _alike=_judged_alike(title, owner.skills, owner.location, role, own, job),
        )

    @property
    def own_title(self) -> str:
        """The ego's newest title, '' when unknown."""
        return own_title(self.owner)

    def by_titles(self, dossier: Dossier, work: Callable[[Question, Post], T]) -> T:
        """What `work` makes of somebody's titles: once for all who have the same. It may rest on nothing else.

        Of the question it may take what is compared with (role, own titles, skills, place, what is said of the job),
        and not the company: a list of a thousand companies reads a title once.
        """
        return self.by_these_titles(self.titles(dossier), work)

    def by_these_titles(self, titles: Titles, work: Callable[[Question, Post], T]) -> T:
        """The same for somebody's title at the company and all of theirs; only the order of these tells."""
        return self.once((work, titles), lambda: work(self, Post(titles[0], self._reading(*titles))))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes, once for all questions that compare with the same, for whichever company.

        Nothing of it may rest on the company, or on anything of the question that `by_titles` says it may not take.
        """
        made = self._alike.get(key, self)
        if made is self:
            if len(self._alike) >= MOST_ALIKE:
                self._alike.clear()
            made = self._alike[key] = make()
        return cast("T", made)

    def titles(self, dossier: Dossier) -> Titles:
        """Somebody's title at the company, and all of theirs."""
        return title_there(dossier, self.company), tuple([e.title for e in dossier.employments if e.title])

    def shared_employer(self, dossier: Dossier) -> bool:
        """Whether they worked where the ego did, whenever that was."""
        return any(worked_at(self.employers, stay) for stay in dossier.employments)

    def _reading(self, there: str, theirs: Sequence[str]) -> Reading:
        """A title understood; one that names engineering alone is read by what stands beside it.

        Their own other titles come first, then the ego's: a software engineer reads "Engineering Manager" as software.
        """
        return read_beside(read_title(there), (*map(read_title, theirs), *self.own))


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody does at the company: their title there, and how it is read beside all of theirs."""

    title: str
    reading: Reading


def own_title(owner: OwnerProfile) -> str:
    """An owner's newest title, '' when unknown."""
    return owner.person.title or next((e.title for e in owner.employments if e.title), "")


@lru_cache(maxsize=64)
def _judged_alike(*_: Hashable) -> dict[Hashable, object]:
    """What is kept for all questions that compare titles with the same: with all that is given here."""
    return {}


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

    @property
    def without_tie(self) -> Hashable:
        """All of it but how strong the tie is among others."""
        return self.rank, self.two_way, self.colleagues, self.central, self.location

    @property
    def stands_apart(self) -> bool:
        """Whether nothing is known of how they stand at a company."""
        return not self.colleagues and self.central is None

    def among(self, colleagues: int, central: float | None) -> NetworkPosition:
        """The same person at a company."""
        if not colleagues and central is None:
            return self
        return NetworkPosition(self.rank, self.two_way, colleagues, central, self.tie_place, self.location)


def title_there(dossier: Dossier, company: Company) -> str:
    """Their title at the company, else their headline's."""
    for stay in dossier.employments:
        if stay.company_id == company.id and stay.current and stay.title:
            return stay.title
    return dossier.person.title
