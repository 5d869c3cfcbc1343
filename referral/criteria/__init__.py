"""The article's five criteria, each with value, nats and the evidence for it."""

from __future__ import annotations

from graph.model import Dossier
from referral.criteria.expertise import expertise
from referral.criteria.familiar import familiar
from referral.criteria.networked import networked
from referral.criteria.parts import FULL, MET
from referral.criteria.strong import strong
from referral.criteria.supporter import RECOMMENDED_IN, supporter
from referral.question import NetworkPosition, Question
from referral.results import Criterion

__all__ = ["FULL", "MET", "RECOMMENDED_IN", "criteria", "criteria_met", "of_the_job", "of_the_pair", "ordered"]


def criteria(dossier: Dossier, position: NetworkPosition, question: Question) -> tuple[Criterion, ...]:
    """All five, in the order of `CriterionName`. Unknown ones are 0 and say so."""
    return ordered(of_the_pair(dossier, position, question), of_the_job(dossier, position, question))


def of_the_pair(dossier: Dossier, position: NetworkPosition, question: Question) -> tuple[Criterion, ...]:
    """Those that are the same whatever the job: familiar, strong, supporter."""
    return familiar(dossier, question), strong(dossier, position, question), supporter(dossier)


def of_the_job(dossier: Dossier, position: NetworkPosition, question: Question) -> tuple[Criterion, ...]:
    """Those that compare somebody with the job: networked, expertise."""
    return networked(dossier, position, question), expertise(dossier, position, question)


def ordered(pair: tuple[Criterion, ...], job: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """All five from the two parts, in the order of `CriterionName`."""
    return (*pair[:2], *job, pair[2])


def criteria_met(found: tuple[Criterion, ...]) -> int:
    """How many of the five are met: value at least a half."""
    return sum(c.known and c.value >= MET for c in found)
