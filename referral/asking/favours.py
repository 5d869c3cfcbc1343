"""Recorded favours as evidence: whoever helped the user unasked is a supporter, and the row is the user's own word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model import FactClass
from referral.asking.ledger import Favour
from referral.asking.states import FavourKind
from referral.criteria.parts import FULL
from referral.criteria.supporter import FIRST_NATS
from referral.results import Criterion, CriterionName, Evidence
from referral.wording import when

SOURCE = "your ledger"


def with_favours(criteria: Sequence[Criterion], favours: Iterable[Favour]) -> tuple[Criterion, ...]:
    """Criteria with what somebody did for the user, which counts as much as any other act of theirs."""
    theirs = [f for f in favours if f.kind is FavourKind.THEY_HELPED]
    if not theirs:
        return tuple(criteria)
    return tuple(_helped(c, theirs) if c.name is CriterionName.SUPPORTER else c for c in criteria)


def _helped(criterion: Criterion, favours: Sequence[Favour]) -> Criterion:
    nats = max(criterion.nats, FIRST_NATS)
    lines = (Evidence(f"Helped you {when(f.day)}: {f.note}", SOURCE, FactClass.CONFIRMED, f.day) for f in favours)
    evidence = (*reversed(tuple(lines)), *criterion.evidence)
    return Criterion(criterion.name, nats / FULL[criterion.name], known=True, nats=nats, evidence=evidence)
