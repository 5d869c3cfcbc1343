"""What a report says of contacts as a whole, as values: ties, concentration, groups, the quality of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.entities import Who


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
class CommunityRow:
    """A group of own contacts who know each other.

    `employer`: where most work, of whom `there` do; '' where no two work together.
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
    """How much of the own contacts is known, and what cannot be told.

    `behind`: days the day of the report lies before the one it is read on, 0 where a day was asked for.
    """

    contacts: int
    without_title: int
    without_employer: int
    without_date: int
    without_contact: int
    archives: tuple[ArchiveRow, ...]
    behind: int
    cannot: tuple[str, ...]
