"""The network-strength report as values. Every number carries its definition in `reports.definitions`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Company, Person
from referral.results import IntroPath


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class TargetReach:
    """One target company. `direct`, `two`, `three`: people at exactly that many hops; `known`: all."""

    company: Company
    known: int
    direct: int
    two: int
    three: int
    best: IntroPath | None
    reason: str

    @property
    def reached(self) -> int:
        """People there within three hops."""
        return self.direct + self.two + self.three


@dataclass(frozen=True, slots=True)
class DormantTie:
    """A two-way tie that fell silent. `days`: since the last contact; `messages`: both ways."""

    person: Person
    days: int
    messages: int
    last: date


@dataclass(frozen=True, slots=True)
class Broker:
    """A person many shortest paths run through. `share`: betweenness, 0..1."""

    person: Person
    share: float


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """The report for one ego (None: all owners together). Tuples are in the order to show."""

    ego: Person | None
    owners: tuple[Person, ...]
    as_of: date
    people: int
    companies: int
    ties: int
    ties_with_contact: int
    two_way: int
    targets: tuple[TargetReach, ...]
    strengths: tuple[Bar, ...]
    employers: tuple[Bar, ...]
    employer_gini: float
    growth: tuple[Bar, ...]
    dormant: tuple[DormantTie, ...]
    brokers: tuple[Broker, ...]
    notes: tuple[str, ...]

    @property
    def gaps(self) -> tuple[TargetReach, ...]:
        """Targets where nobody is reached."""
        return tuple(t for t in self.targets if not t.reached)
