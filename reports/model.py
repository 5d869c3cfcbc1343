"""The network-strength report as values. What each number means is in `reports.definitions`.

`SCHEMA` names the shape of the JSON, which docs/report-schema.json describes; it changes when a field does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from referral.results import Decision, NextStep

SCHEMA = "goodword-report/1"


@dataclass(frozen=True, slots=True)
class Who:
    """A person. `title`, `company`: as known now, or ''; `link`: the page in the app, '' in a redacted report."""

    id: str
    name: str
    title: str = ""
    company: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A company; `link`: the page in the app, '' in a redacted report."""

    id: str
    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and an address in the app."""

    text: str
    address: str


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
    then. `known_people`: known there now; `direct`, `two`, `three`: of them at exactly so many ties. `ask_now`,
    `warm_up`, `introductions`: people there by what to do about them. `p_answer`, `willing`: see the definitions, None
    where nobody can be asked now. `only_through`: without whom nobody there is reached. `closing`: for a gap.
    """

    asked: str
    role: str
    firm: Firm | None
    known: bool
    problem: str = ""
    decision: Decision | None = None
    reasons: tuple[str, ...] = ()
    known_people: int = 0
    direct: int = 0
    two: int = 0
    three: int = 0
    ask_now: int = 0
    warm_up: int = 0
    introductions: int = 0
    best: Who | None = None
    next_step: NextStep | None = None
    write_to: Who | None = None
    path: PathRow | None = None
    no_path: str = ""
    p_answer: float | None = None
    willing: float | None = None
    only_through: tuple[Who, ...] = ()
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
class Reciprocity:
    """Own ties by who wrote: both, only the owner, only the other, nobody (as far as the archives show)."""

    both: int
    only_you: int
    only_they: int
    neither: int


@dataclass(frozen=True, slots=True)
class Band:
    """Own ties whose place is `low` to below `high` (the last: up to 100), and those of them that work at a target."""

    low: int
    high: int
    ties: int
    at_targets: int


@dataclass(frozen=True, slots=True)
class Month:
    """Connections made in one month, `2026-05`."""

    month: str
    made: int


@dataclass(frozen=True, slots=True)
class Share:
    """One employer, function or level: own contacts, and people in the rest of the pool, None where there is none."""

    label: str
    yours: int
    rest: int | None


@dataclass(frozen=True, slots=True)
class Concentration:
    """How contacts spread over employers, functions or seniority.

    `known`, `unknown`: contacts of whom it is and is not known. `gini`: over the kinds that occur; `rest_gini`: the
    same for the rest of the pool, `rest_seen`: how many of it were looked at. `lorenz`: share of contacts held by the
    smallest 0, 10, ... 100 % of the kinds.
    """

    kind: str
    known: int
    unknown: int
    kinds: int
    gini: float
    rest_gini: float | None
    rest_seen: int
    shares: tuple[Share, ...]
    lorenz: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StructuralHoles:
    """Burt's measures of the ego, and the middle of those with at least as many ties as `least`, None if nobody."""

    constraint: float
    effective_size: float
    contacts: int
    others: int
    least: int
    middle_constraint: float | None
    middle_effective_share: float | None


@dataclass(frozen=True, slots=True)
class DormantTie:
    """A two-way tie that fell silent. `targets`: target companies the person works at or is tied to somebody at."""

    who: Who
    days: int
    messages: int
    last: date
    targets: tuple[str, ...] = ()


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
class CommunityRow:
    """A group of own contacts who know each other. `employer`: where most work, of whom `there` do.

    `x`, `y`, `r`: the circle on the map, in units of the map's width.
    """

    size: int
    employer: str
    there: int
    central: tuple[Who, ...]
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class CommunityLink:
    """Ties between two groups, by their place in the list."""

    one: int
    other: int
    ties: int


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups among own contacts, largest first; `alone`: contacts in none. `modularity`: None where there are none."""

    groups: tuple[CommunityRow, ...]
    links: tuple[CommunityLink, ...]
    alone: int
    modularity: float | None


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """An archive that is in, and how many days before `as_of` it was made."""

    owner: Who | None
    as_of: date
    days: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of the own contacts is known, and what cannot be told."""

    contacts: int
    without_title: int
    without_employer: int
    without_date: int
    without_contact: int
    archives: tuple[ArchiveRow, ...]
    cannot: tuple[str, ...]


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
    """What is different from the day `since`. `opened`, `closed`: targets that came into or went out of reach."""

    since: date
    joined: int
    moves: tuple[Move, ...]
    moved: int
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    gained: tuple[Shift, ...]
    lost: tuple[Shift, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """The report for one ego (None: all owners together). Tuples are in the order to show."""

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
    communities: Communities
    quality: Quality
    members: tuple[MemberRow, ...] = ()
    change: Change | None = None
    findings: tuple[Finding, ...] = ()
    schema: str = SCHEMA

    @property
    def whose(self) -> str:
        """Whose report it is."""
        return self.ego.name if self.ego else "All owners together"

    @property
    def gaps(self) -> tuple[TargetRow, ...]:
        """Targets where nobody is reached."""
        return tuple(t for t in self.targets if not t.reached)
