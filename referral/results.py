"""The answers of this program as values. Shapes follow what the JSON shows; drawing and wording happen elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model import Basis, Company, FactClass, Person, PersonId


class CriterionName(StrEnum):
    """The article's five criteria."""

    FAMILIAR = "familiar_with_your_work"
    STRONG = "strong_connection"
    NETWORKED = "well_networked"
    EXPERTISE = "relevant_expertise"
    SUPPORTER = "enthusiastic_supporter"


class Decision(StrEnum):
    """What to do about a company."""

    ASK = "ask"
    WARM_UP = "warm_up_first"
    ASK_FOR_INTRO = "ask_for_an_introduction"
    APPLY = "apply_directly"


class NextStep(StrEnum):
    """What to do about one person."""

    ASK = "ask"
    WARM_UP = "warm_up"
    ASK_FOR_INTRO = "ask_for_intro"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of evidence. `source`: where it stands ("Connections.csv", "messages", "your mark", "title")."""

    text: str
    source: str
    kind: FactClass
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """`value` in 0..1 (0 when unknown); `known`: evidence either way exists; `nats`: what it adds to logit V."""

    name: CriterionName
    value: float
    known: bool
    nats: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Vouch:
    """V: would they vouch? A probability-like score in 0..1, uncalibrated (docs/method-ranking.md)."""

    value: float
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A chance as the user's own recorded asks bear it out, with 90 % between `low` and `high`; from `asks` of them."""

    value: float
    low: float
    high: float
    asks: int


@dataclass(frozen=True, slots=True)
class AnswerChance:
    """A: would they answer? Smoothed rate with a 90 % band, and the counts it rests on.

    `calibrated`: the same in per cent, None before enough asks are recorded.
    """

    value: float
    low: float
    high: float
    asked: int
    answered: int
    calibrated: Calibrated | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Somebody who can introduce the ego: the people in between, and the discounted promise of that way."""

    people: tuple[Person, ...]  # the intermediaries, nearest first
    strength: float


@dataclass(frozen=True, slots=True)
class Reach:
    """C: 1 for a direct contact, else the noisy-or of up to three sponsors."""

    value: float
    via: tuple[Sponsor, ...] = ()


@dataclass(frozen=True, slots=True)
class Restraint:
    """What speaks for leaving them in peace.

    `cooling_until`: the first day on which they may be asked again, None where that is today. `declined`: they said no
    for this role. `last_asked` and the counts are of asks the user wrote down.
    """

    open_asks: int = 0
    last_asked: date | None = None
    cooling_until: date | None = None
    do_not_ask: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Referrer:
    """One ranked candidate. `tier` A, B or C; `p_top5` from seeded draws; `too_close_to`: neighbours within noise."""

    rank: int
    person: Person
    ego: Person  # whose contact it is: the ego, or the owner meant with `--as anyone`
    score: float
    tier: str
    p_top5: float
    too_close_to: tuple[PersonId, ...]
    vouch: Vouch
    answer: AnswerChance
    reach: Reach
    restraint: Restraint
    next_step: NextStep
    criteria_met: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Ask, warm up, ask for an introduction, or apply directly; each reason is a whole sentence."""

    decision: Decision
    reasons: tuple[str, ...]
    benefits: tuple[str, ...] = ()
    drawbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Referrers:
    """The answer to: who can put in a good word for me at this company?"""

    ego: Person | None  # None: anyone
    company: Company
    role: str
    as_of: date
    verdict: Verdict
    notes: tuple[str, ...]
    referrers: tuple[Referrer, ...]
    basis: Basis
    total: int = 0  # candidates before --top


@dataclass(frozen=True, slots=True)
class PathTie:
    """One hop, seen from the ego's side. `strength`: calibrated probability; `kind`: how it is known."""

    source: Person
    target: Person
    strength: float
    kind: FactClass
    evidence: tuple[Evidence, ...]
    shown_by: tuple[Person, ...]
    messages: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True)
class IntroPath:
    """One introduction path. `strength`: product of the ties, discounted a hop and shrunk.

    `weakest_link`: index in ties.
    """

    rank: int
    people: tuple[Person, ...]
    ties: tuple[PathTie, ...]
    strength: float
    weakest_link: int

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
        """Which of the two."""
        return "company" if self.company else "person"


@dataclass(frozen=True, slots=True)
class Paths:
    """Best introduction paths to a company or a person; `reason` says why there is none."""

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
    inferred: tuple[IntroPath, ...] = ()  # with --include-inferred: paths that need an inferred tie, apart

    @property
    def target(self) -> Target:
        """What was asked for."""
        return Target(self.company, self.person)
