"""Well-networked at the company: senior to the role, tied to colleagues there, central where the graph can tell."""

from __future__ import annotations

import math
from collections.abc import Iterator

from graph.model import Dossier, FactClass
from referral.criteria.parts import Point, criterion, point, total
from referral.question import NetworkPosition, Post, Question
from referral.results import Criterion, CriterionName
from referral.titles import read_title
from referral.wording import count

SENIOR_NATS = 1.0
"""Nats for being senior to the role, see `CENTRAL_NATS`."""
FAR_SHARE = 0.75
FAR_YEARS = 15.0
"""Beyond so many years of experience ahead of the role this share of the nats is left. Not validated."""
EACH_COLLEAGUE, MOST_COLLEAGUES = 0.3, 0.6
CENTRAL_NATS = 0.4
"""Nats; times ln(1 + known colleagues), since each further one adds less, up to a most; and for the most central person
there. Seniority is one of the five signs in Lazega's law firm; how its nats are shared out here is judgement."""
MID_YEARS = 5.0
"""Years of experience of the role where none is named: somebody in mid-career."""


def networked(dossier: Dossier, position: NetworkPosition, question: Question) -> Criterion:
    """Seniority over the role asked for +1.0 (x .75 beyond 15 years), colleagues .3 ln(1 + n) up to .6, centrality."""
    points = [*question.by_titles(dossier, senior), *_colleagues(position, question)]
    return criterion(CriterionName.NETWORKED, points, nats=total(points))


def colleague_nats(known: int) -> float:
    """For so many people at the company whom they are tied to."""
    return min(MOST_COLLEAGUES, EACH_COLLEAGUE * math.log1p(known)) if known else 0.0


def central_nats(share: float) -> float:
    """For a share of the company's people to whom fewer colleagues write."""
    return CENTRAL_NATS * max(0.0, 2 * share - 1)


def senior(question: Question, post: Post) -> tuple[Point, ...]:
    """Whether their title is above the role asked for: a point, or none."""
    theirs = read_title(post.title).level
    if theirs is None:
        return ()
    wanted = question.wanted.level
    ahead = theirs.years - (wanted.years if wanted else MID_YEARS)
    nats = 0.0 if ahead <= 0 else SENIOR_NATS if ahead <= FAR_YEARS else SENIOR_NATS * FAR_SHARE
    relation = "senior to" if ahead > 0 else "level with" if ahead == 0 else "junior to"
    far = " by far" if ahead > FAR_YEARS else ""
    text = f"{post.title}: {relation} {_compared(question)}{far}"
    return (point(nats, text, "title", FactClass.DECLARED),)


def _compared(question: Question) -> str:
    if question.role:
        return f"the role asked for ({question.role})"
    if question.wanted.level:
        return f"your own title ({question.own_title})"
    return "a role in mid-career (no role was given)"


def _colleagues(position: NetworkPosition, question: Question) -> Iterator[Point]:
    known = position.colleagues
    if known:
        nats = colleague_nats(known)
        text = f"Tied to {count(known, 'colleague')} at {question.company.name} in these archives"
        yield point(nats, text, "ties", FactClass.DECLARED)
    if position.central is not None:
        nats = central_nats(position.central)
        text = f"More colleagues write to them than to {int(100 * position.central)} of 100 people known there"
        yield point(nats, text, "messages of the pool", FactClass.OBSERVED)
