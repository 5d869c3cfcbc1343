"""Everybody at a company judged in arrays for several egos, each person once: as the contact of whoever stands best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.columns import Int32
from referral.company_arrays import CompanyArrays, company_arrays
from referral.judged_arrays import JudgedArrays, judge
from referral.next_step import Group
from referral.question import Question
from referral.reach import Reaches
from referral.workspace_view import WorkspaceView


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """A row each, ascending by number: how they are judged and reached, and for which of the questions (`whose`)."""

    made: JudgedArrays
    reached: Reaches
    whose: Int32

    @classmethod
    def of_one(cls, view: WorkspaceView, asked: Question, there: CompanyArrays, *, whose: int = 0) -> Together:
        """Those of one question, which is the one numbered `whose`. O(people)."""
        return cls(judge(view, asked, there), there.reached, np.full(len(there), whose, dtype=np.int32))

    def best(self, other: Together) -> Together:
        """Each person of either once, see `ranking.distinct`; of equal ones that of `self`. O(people log people)."""
        reached, made = self.reached.followed_by(other.reached), self.made.followed_by(other.made)
        leave = made.part == Group.LEAVE
        order = np.lexsort((-made.score, made.part, ~reached.direct, leave, reached.person))
        rows = order[np.flatnonzero(np.diff(reached.person[order], prepend=-1))]
        whose = np.concatenate([self.whose, other.whose])[rows]
        return Together(made.at(rows), reached.rows(rows), whose)


def judged_together(view: WorkspaceView, asked: Sequence[Question]) -> Together:
    """Everybody whom one of those who ask reaches. O(people) for each, and the memory of two of them.

    Nothing that is near one of them is kept: all together would push out what other questions need.
    """
    order = sorted(range(len(asked)), key=lambda number: asked[number].owner.person.id)
    found: Together | None = None
    for number in order:
        there = company_arrays(view, asked[number], kept=False)
        one = Together.of_one(view, asked[number], there, whose=number)
        found = found.best(one) if found else one
    assert found is not None
    return found
