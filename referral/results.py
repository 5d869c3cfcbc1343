"""The answers of this program as values. Shapes follow what the JSON shows; drawing and wording happen elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model import Basis, Company, FactClass, Mark, Person, PersonId
from referral.tenure import UNKNOWN, Tenure

NO_MARK = Mark()


class CriterionName(StrEnum):
    """The article's five criteria."""

    FAMILIAR = "familiar_with_your_work"
    STRONG = "strong_connection"
    NETWORKED = "well_networked"
    EXPERTISE = "relevant_expertise"
    SUPPORTER = "enthusiastic_supporter"


class Decision(StrEnum):
    """What to do about a company. WAIT: somebody has been asked for this job, and the answer is open."""

    ASK = "ask"
    WARM_UP = "warm_up_first"
    ASK_FOR_INTRO = "ask_for_an_introduction"
    WAIT = "wait"
    APPLY = "apply_directly"


class Posting(StrEnum):
    """How the job is advertised, as the user says."""

    PUBLIC = "public"
    INTERNAL = "internal"
    NONE = "none"


class NextStep(StrEnum):
    """What to do about one person. LEAVE: do not ask them for a referral.

    WAIT: to be asked, but not while another ask for the job is open. TALK: a colleague where the user works, who is
    talked to about the job or the team and asked no favour.
    """

    ASK = "ask"
    WARM_UP = "warm_up"
    ASK_FOR_INTRO = "ask_for_intro"
    WAIT = "wait"
    TALK = "talk"
    LEAVE = "leave"


class HiringRole(StrEnum):
    """Who somebody at the company is to the job that is wanted."""

    RECRUITER = "recruiter"
    HIRING_MANAGER = "likely_hiring_manager"
    LEADERSHIP = "leads_the_company"
    SAME_FIELD = "same_field"
    OTHER_FUNCTION = "other_function"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of evidence. `source`: where it stands ("Connections.csv", "messages", "your mark", "title").

    `short`: the same in a few words, for a picture; '' where it has no such form.
    """

    text: str
    source: str
    kind: FactClass
    date: date | None = None
    short: str = ""


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
class CalibratedChance:
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
    calibrated: CalibratedChance | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Somebody who can introduce the ego: the people in between, and the discounted promise of that way.

    `listed_only`: nothing but a list of contacts shows that one of them and the next know each other.
    """

    people: tuple[Person, ...]  # the intermediaries, nearest first
    strength: float
    listed_only: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """C: 1 for a direct contact, else the noisy-or of up to three sponsors.

    `connected`: a direct contact who barely knows the ego, and of whom a sponsor knows more: C stays 1.
    """

    value: float
    via: tuple[Sponsor, ...] = ()
    connected: bool = False

    @property
    def direct(self) -> bool:
        """Whether it is a contact of the ego's own, however little the two know each other."""
        return self.connected or not self.via


@dataclass(frozen=True, slots=True)
class Restraint:
    """What speaks for leaving them in peace.

    `cooling_until`: the first day on which they may be asked again, None where that is today. `declined`: they said no.
    `last_asked` and the counts are of asks the user wrote down. `ignored`: messages of the user's that opened a
    conversation and were not answered, where so many of them speak for leaving them in peace; else 0.
    """

    open_asks: int = 0
    last_asked: date | None = None
    cooling_until: date | None = None
    do_not_ask: bool = False
    declined: bool = False
    ignored: int = 0


NO_RESTRAINT = Restraint()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the ego would write to about a candidate: the candidate, or whoever introduces.

    `acquainted`: anything shows that they know the ego. `last_contact`: None where none is on record. `mark`: what the
    user said of them.
    """

    person: Person
    criteria: tuple[Criterion, ...]
    answer: AnswerChance
    restraint: Restraint = NO_RESTRAINT
    acquainted: bool = True
    last_contact: date | None = None
    mark: Mark = NO_MARK


@dataclass(frozen=True, slots=True)
class Referrer:
    """One ranked candidate.

    `tier`: A, B or C, None in a list too short for tiers. `p_top5`: from seeded draws. `too_close_to`: neighbours
    within noise. `acquainted`: anything shows that they know the ego, or that whoever introduces them does.
    `addressee`: whom the ego would write to. `place`: how strong the tie or the way to them is among the ego's own
    ties, 0..100. `heard`: their word counts where people for the job are chosen. `step`: what to do about them in a few
    words, `advice`: in one or two sentences. `moved`: how recorded asks of theirs changed their place, '' if they did
    not. `began`: when they began at the company. `decides`: the user writes to them about the job itself.
    """

    rank: int
    person: Person
    ego: Person  # whose contact it is: the ego, or the owner meant with `--as anyone`
    score: float
    tier: str | None
    p_top5: float
    too_close_to: tuple[PersonId, ...]
    vouch: Vouch
    answer: AnswerChance
    reach: Reach
    restraint: Restraint
    next_step: NextStep
    criteria_met: int
    hiring_role: HiringRole = HiringRole.UNKNOWN
    acquainted: bool = True
    addressee: Addressee | None = None
    place: int | None = None
    heard: bool = False
    step: str = ""
    advice: str = ""
    moved: str = ""
    began: Tenure = UNKNOWN
    decides: bool = False

    @property
    def sponsor(self) -> Sponsor:
        """Through whom they would be introduced; only of somebody who is no direct contact."""
        wanted = self.addressee.person.id if self.addressee else ""
        return next((via for via in self.reach.via if via.people[0].id == wanted), self.reach.via[0])


@dataclass(frozen=True, slots=True)
class FormerEmployee:
    """Somebody the ego knows who worked at the company once. `text`: what shows it, a sentence."""

    person: Person
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question, what the verdict would be then, and its first reason."""

    answer: str
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class VerdictQuestion:
    """What only the user can say and would change the verdict. `parameter`: of the verdict, which takes the answer."""

    parameter: str
    text: str
    answers: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Ask, warm up, ask for an introduction, or apply directly; each reason is a whole sentence.

    `person`: of whom reasons, benefits and drawbacks speak, None where they speak of nobody; for an introduction
    whoever would introduce. `nearest`: names like that of a company nobody here knows. `search_link`: where LinkedIn
    itself lists people there whom contacts know; text for the user to open.
    """

    decision: Decision
    reasons: tuple[str, ...]
    benefits: tuple[str, ...] = ()
    drawbacks: tuple[str, ...] = ()
    person: Person | None = None
    questions: tuple[VerdictQuestion, ...] = ()
    nearest: tuple[str, ...] = ()
    search_link: str = ""


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
    former: tuple[FormerEmployee, ...] = ()
