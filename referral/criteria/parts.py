"""What criteria are built of: points in nats, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import FactClass
from referral.results import Criterion, CriterionName, Evidence

FULL = {
    CriterionName.FAMILIAR: 1.8,
    CriterionName.STRONG: 1.9,
    CriterionName.NETWORKED: 1.6,
    CriterionName.EXPERTISE: 1.6,
    CriterionName.SUPPORTER: 0.5,
}
"""Nats of each criterion at its best, its weight: Lazega's log-odds (docs/method-ranking.md). Value = nats / weight."""

MET = 0.5
"""A criterion is met from this value on."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one piece of evidence is worth. `nats` may be 0: known, and speaks neither way."""

    nats: float
    evidence: Evidence


def point(nats: float, text: str, source: str, kind: FactClass, day: date | None = None) -> Point:
    """A point with its line of evidence."""
    return Point(nats, Evidence(text, source, kind, day))


def criterion(name: CriterionName, points: Sequence[Point], *, nats: float) -> Criterion:
    """The criterion from its points, which are shown in the order of what they are worth; none: unknown, 0.

    Its value never falls below 0; its nats do where something counts against the person.
    """
    if not points:
        return Criterion(name, 0.0, known=False, nats=0.0)
    worth = min(nats, FULL[name])
    ordered = sorted(points, key=lambda p: -p.nats)
    evidence = tuple(p.evidence for p in ordered)
    return Criterion(name, max(worth, 0.0) / FULL[name], known=True, nats=worth, evidence=evidence)


def best(points: Sequence[Point]) -> float:
    """The largest of several, for evidence of one and the same thing."""
    return max((p.nats for p in points), default=0.0)


def total(points: Sequence[Point]) -> float:
    """The sum, for evidence of different things."""
    return sum(p.nats for p in points)
