"""Everybody at a company within reach of some egos, in order: one by one where they are few, else in arrays."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Company, Person
from referral.array_list import ArrayList
from referral.candidates import candidates, grounds_key, members, question
from referral.company_arrays import company_arrays
from referral.judged_together import Together, judged_together
from referral.listed import Listed, MadeList
from referral.question import Question
from referral.ranking import distinct, rank
from referral.vacancy import Vacancy
from referral.workspace_view import WorkspaceView

FEW = 25
"""People known at a company up to whom each is judged as a person: arrays cost more than they save."""


def ranking(
    view: WorkspaceView, egos: Sequence[Person], company: Company, role: str, job: Vacancy, *, seed: int
) -> Listed:
    """The list of people at a company for a job. Deterministic by seed; O(1,000 n), and what is known of each."""
    asked = [question(view, ego, company, role, job) for ego in egos]
    if _in_arrays(view, asked):
        return ArrayList(view, asked, _judged(view, asked), seed=seed)
    found = distinct([one for each in asked for one in candidates(view, each)])
    return MadeList(rank(found, seed=seed), [one.candidate for one in found])


def _judged(view: WorkspaceView, asked: Sequence[Question]) -> Together:
    if len(asked) > 1:
        return judged_together(view, asked)
    key = ("arrays", *grounds_key(asked[0]))
    there = view.kept(key, lambda: company_arrays(view, asked[0]), lambda made: made.weight)
    return Together.of_one(view, asked[0], there)


def _in_arrays(view: WorkspaceView, asked: Sequence[Question]) -> bool:
    """Whether it pays, and their grounds were not made together with those at other companies already."""
    many = len(members(view.network, asked[0].company)) > FEW
    return many and not any(grounds_key(one) in view.ahead for one in asked)
