"""The network-strength report as values. What each number means is in `reports.definitions`.

`SCHEMA` names the shape of the JSON, which docs/report-schema.json describes; it changes when a field does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from referral.results import Decision, NextStep
from reports.entities import Firm, Link, Who
from reports.network_values import Band, Communities, Concentration, Month, Quality, Reciprocity, StructuralHoles

SCHEMA = "goodword-report/3"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence to act on. `rule`: see `reports.findings`; `number`: what it rests on, of `of`."""

    rule: str
    text: str
    number: int
    of: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GapCloser:
    """What would close a gap. `kind`: nearest, former, inside, closest or archive; `who`: the person it needs."""

    kind: str
    text: str
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class PathRow:
    """The best path: who asks first; `strength`: 0 to 1; `place`: 0 to 100, None for all owners together."""

    people: tuple[Who, ...]
    strength: float
    place: int | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target company.

    `asked`: as it was written; `firm`: None where the words name no company, `problem` says why. `decision`: None only
    then. `own`: one of those who ask works there. `known_people`: known there now; `direct`, `two`, `three`: of them at
    exactly so many ties. `ask_now`, `warm_up`, `introductions`: people there by what to do about them. `p_answer`,
    `willing`: see the definitions, None where nobody can be asked now. `step`: the next step in words. `contact_of`:
    whose contact the best person is, or begins the way to them; None where one owner asks. `only_through`: without whom
    nobody there is reached. `recruiters`: known contacts who recruit there and may be written to about the job.
    `closing`: for a gap.
    """

    asked: str
    role: str
    firm: Firm | None
    known: bool
    problem: str = ""
    decision: Decision | None = None
    reasons: tuple[str, ...] = ()
    own: bool = False
    known_people: int = 0
    direct: int = 0
    two: int = 0
    three: int = 0
    ask_now: int = 0
    warm_up: int = 0
    introductions: int = 0
    best: Who | None = None
    contact_of: Who | None = None
    next_step: NextStep | None = None
    step: str = ""
    write_to: Who | None = None
    path: PathRow | None = None
    no_path: str = ""
    p_answer: float | None = None
    willing: float | None = None
    only_through: tuple[Who, ...] = ()
    recruiters: tuple[Who, ...] = ()
    closing: tuple[GapCloser, ...] = ()

    @property
    def name(self) -> str:
        """The company as the archives call it, else as it was written."""
        return self.firm.name if self.firm else self.asked

    @property
    def reached(self) -> int:
        """People there within three ties."""
        return self.direct + self.two + self.three


@dataclass(frozen=True, slots=True)
class Counts:
    """How large everything is.

    `direct`, `two`, `three`: people at exactly so many ties; `companies_...`: companies whose nearest known employee is
    so many ties away.
    """

    people: int
    companies: int
    ties: int
    direct: int
    two: int
    three: int
    companies_direct: int
    companies_two: int
    companies_three: int


@dataclass(frozen=True, slots=True)
class DormantTie:
    """A two-way tie that fell silent. `targets`: target companies the person works at or is tied to somebody at.

    `works_at`: those of them where they work. `tied_to`: whose tie it is; None where one owner asks.
    """

    who: Who
    days: int
    messages: int
    last: date
    targets: tuple[str, ...] = ()
    works_at: tuple[str, ...] = ()
    tied_to: Who | None = None


@dataclass(frozen=True, slots=True)
class Connector:
    """Somebody whom best paths to targets lead through. `opens`: those targets; `lost`: out of reach without them."""

    who: Who
    opens: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """Somebody many shortest paths run through. `share`: betweenness, 0 to 1; `margin`: how far off, None if exact.

    `companies_lost`: companies in reach that are out of reach without them.
    """

    who: Who
    share: float
    margin: float | None
    companies_lost: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One owner of a cohort: contacts, and targets by what to do about them."""

    who: Who
    contacts: int
    ask: int
    introduce: int
    warm_up: int
    directly: int


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who works elsewhere than before; '' where it is not known."""

    who: Who
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A tie that gained or lost. `before`, `now`: places among own ties, 0 to 100."""

    who: Who
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the day `since`. `opened`, `closed`: targets that came into or went out of reach.

    `moves_unknown`: no archive of then is in, so nobody can be seen to have moved.
    """

    since: date
    joined: int
    moves: tuple[Move, ...]
    moved: int
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    gained: tuple[Shift, ...]
    lost: tuple[Shift, ...]
    notes: tuple[str, ...]
    moves_unknown: bool = False


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """The report for one ego (None: several owners together). Tuples are in the order to show.

    `dormant_total`, `dormant_helpful`: silent ties worth reviving, and those of them who could help at a target.
    """

    ego: Who | None
    owners: tuple[Who, ...]
    as_of: date
    engine: str
    generation: int
    redacted: bool
    counts: Counts
    targets: tuple[TargetRow, ...]
    connectors: tuple[Connector, ...]
    brokers: tuple[Broker, ...]
    broker_notes: tuple[str, ...]
    reciprocity: Reciprocity
    strength: tuple[Band, ...]
    growth: tuple[Month, ...]
    concentration: tuple[Concentration, ...]
    holes: StructuralHoles | None
    dormant: tuple[DormantTie, ...]
    dormant_total: int
    dormant_helpful: int
    communities: Communities
    quality: Quality
    members: tuple[MemberRow, ...] = ()
    change: Change | None = None
    findings: tuple[Finding, ...] = ()
    schema: str = SCHEMA

    @property
    def whose(self) -> str:
        """Whose report it is."""
        return self.ego.name if self.ego else f"{len(self.owners)} owners together"

    @property
    def gaps(self) -> tuple[TargetRow, ...]:
        """Targets where nobody is reached."""
        return tuple(t for t in self.targets if not t.reached)
