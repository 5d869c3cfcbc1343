"""Introduction paths as values. Shapes follow what the JSON shows; drawing and wording happen elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Basis, Company, FactClass, Person
from referral.results import Evidence, Verdict


@dataclass(frozen=True, slots=True)
class PathTie:
    """One hop, seen from the ego's side. `strength`: calibrated probability; `kind`: how it is known.

    `one_sided`: the ego's own, and nothing shows it but letters of the other that were never taken up
    or messages to many (`referral.own_ties`).
    """

    source: Person
    target: Person
    strength: float
    kind: FactClass
    evidence: tuple[Evidence, ...]
    shown_by: tuple[Person, ...]
    messages: int = 0
    last: date | None = None
    place: int = 0
    one_sided: bool = False


@dataclass(frozen=True, slots=True)
class IntroPath:
    """One introduction path. `strength`: product of the ties, discounted a hop and shrunk.

    `weakest_link`: index in ties. `place`, here and of each tie: how strong it is among the ego's own ties, 0..100; a
    tie and the path over it alone read the same. `step`: what the list of people says to do, '' where nothing was said
    of the job, unless it is to leave somebody in peace; `advice`: why, where there is more to say.
    """

    rank: int
    people: tuple[Person, ...]
    ties: tuple[PathTie, ...]
    strength: float
    weakest_link: int
    place: int = 0
    step: str = ""
    advice: str = ""

    @property
    def hops(self) -> int:
        """Number of ties."""
        return len(self.ties)


@dataclass(frozen=True, slots=True)
class Target:
    """What paths lead to: a company or a person."""

    company: Company | None
    person: Person | None

    @property
    def kind(self) -> str:
        """Whether the target is a "company" or a "person"."""
        return "company" if self.company else "person"


@dataclass(frozen=True, slots=True)
class Paths:
    """Best introduction paths to a company or a person; `reason` says why there is none.

    `order`: why they may come in another order than the list of people, '' where they cannot. `most`: how many were
    asked for, 0 where that is not said.
    """

    ego: Person | None
    company: Company | None
    person: Person | None
    as_of: date
    max_hops: int
    disjoint: bool
    paths: tuple[IntroPath, ...]
    reason: str
    notes: tuple[str, ...]
    basis: Basis
    nearest: tuple[str, ...] = ()  # known names like that of a company nobody here knows
    search_link: str = ""  # LinkedIn's search for second-degree people there, where there is no path
    order: str = ""
    role: str = ""
    verdict: Verdict | None = None  # where anything was said of the job
    inferred: tuple[IntroPath, ...] = ()  # with --include-inferred: paths that need an inferred tie, apart
    most: int = 0

    @property
    def may_be_more(self) -> bool:
        """Whether as many were found as were asked for, so that there may be others."""
        return 0 < self.most <= len(self.paths)

    @property
    def target(self) -> Target:
        """What was asked for."""
        return Target(self.company, self.person)
