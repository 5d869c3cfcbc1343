"""People of `company_arrays` compared with a job, in arrays: the same numbers as for one by one, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from graph.columns import Bool, Float64, Int32, Int64
from referral.acquaintance import spared
from referral.candidate import Candidate, score_of
from referral.candidates import judged
from referral.company_arrays import ALONE, CompanyArrays
from referral.criteria import FULL
from referral.criteria.expertise import function_point, skill_point
from referral.criteria.networked import central_nats, colleague_nats, senior
from referral.criteria.parts import total
from referral.grounds import CompanyGrounds, gathered_of
from referral.known_people import numbers_known
from referral.monte_carlo import BASE_NATS, Inputs
from referral.next_step import Group, is_beginner, knows, part_of, placed
from referral.question import Question, Titles
from referral.results import CriterionName, HiringRole, NextStep
from referral.roles import role_of_title
from referral.workspace_view import WorkspaceView

ROLES, STEPS = tuple(HiringRole), tuple(NextStep)
NETWORKED, EXPERTISE = (list(CriterionName).index(name) for name in (CriterionName.NETWORKED, CriterionName.EXPERTISE))
STRONG = list(CriterionName).index(CriterionName.STRONG)
_EITHER = (False, True)
_PARTS = np.array(
    [[[part_of(step, decides=decides, enough=enough) for enough in _EITHER] for decides in _EITHER] for step in STEPS],
    dtype=np.int64,
)
_KNOWS = np.array([[knows(part, enough=enough) for enough in _EITHER] for part in Group])
"""The rules of `next_step` looked up: by row of `STEPS` or by part, whether they decide, and are known well enough."""


@dataclass(frozen=True, slots=True)
class TitleAndJob:
    """How a title compares with the job. `senior`, `expert`: nats, None where unknown."""

    senior: float | None
    expert: float | None
    role: HiringRole

    @classmethod
    def of(cls, asked: Question, titles: Titles) -> TitleAndJob:
        """Of somebody's title at the company and all of theirs."""
        above = asked.by_these_titles(titles, senior)
        expert = (*asked.by_these_titles(titles, function_point), *asked.by_these_titles(titles, skill_point))
        role = asked.by_these_titles(titles, role_of_title)
        return cls(total(above) if above else None, total(expert) if expert else None, role)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedArrays:
    """A row each. `nats`, `known`: (n, 5) by criterion; `alpha`, `beta`, `factor`, `chance`: A; `reach`: C.

    `step`, `role`: rows of `STEPS` and `ROLES`; `part`: of the list; `via`, `direct`: see `Reach`; `knows`: the contact
    knows the ego; `beginner`, `spared`, `barred`: see `is_beginner`, and `Restraint`; `decides`: see `Candidate`.
    `single`: who was judged by themselves, by row.
    """

    nats: Float64
    known: Bool
    alpha: Float64
    beta: Float64
    factor: Float64
    chance: Float64
    reach: Float64
    score: Float64
    step: Int64
    role: Int64
    part: Int64
    via: Bool
    direct: Bool
    knows: Bool
    beginner: Bool
    spared: Bool
    barred: Bool
    decides: Bool
    single: dict[int, Candidate]

    @property
    def acquainted(self) -> Bool:
        """Whether anything shows that they know the ego, as the list says it."""
        return _KNOWS[self.part, (self.knows & ~self.beginner).astype(np.int64)]

    def followed_by(self, other: JudgedArrays) -> JudgedArrays:
        """Those of `other` after these."""
        first = len(self.score)
        columns = {name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in _COLUMNS}
        further = {first + row: one for row, one in other.single.items()}
        return replace(self, **columns, single={**self.single, **further})

    def at(self, rows: Int64) -> JudgedArrays:
        """Some of them."""
        single = {at: self.single[row] for at, row in enumerate(rows.tolist()) if row in self.single}
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS}, single=single)

    def inputs(self, rows: Int32) -> Inputs:
        """Some of them to be drawn; `rows`: numbered by id."""
        return Inputs(
            values=self.nats[rows] / np.array(list(FULL.values())),
            known=self.known[rows],
            alpha=self.alpha[rows],
            beta=self.beta[rows],
            factor=self.factor[rows],
            log_reach=np.log(self.reach[rows]),
            part=self.part[rows],
            stream=np.argsort(np.argsort(rows)),
        )


_COLUMNS = tuple(each.name for each in fields(JudgedArrays) if each.name != "single")


def judge(view: WorkspaceView, asked: Question, there: CompanyArrays) -> JudgedArrays:
    """Everybody of `there`, by title, and by themselves who is. O(people)."""
    made = _by_title(view, asked, there)
    for row, one in _alone(view, asked, there):
        _put(made, row, one)
    scores = zip(_logits(made.nats).tolist(), made.chance.tolist(), made.reach.tolist(), strict=True)
    made.score[:] = [score_of(*each) for each in scores]
    for row, one in made.single.items():
        made.score[row] = one.score
    return made


def _logits(nats: Float64) -> Float64:
    """Logit V of whoever has evidence of two criteria at most, as `Candidate.logit`."""
    found: Float64 = BASE_NATS + (nats[:, NETWORKED] + nats[:, EXPERTISE])
    return found


def _by_title(view: WorkspaceView, asked: Question, there: CompanyArrays) -> JudgedArrays:
    """As if everybody were known by title alone."""
    job = [TitleAndJob.of(asked, (one.there, one.titles)) for one in there.titles] or [_NOBODY]
    title = np.maximum(there.title, 0)
    role = np.array([ROLES.index(one.role) for one in job])[title]
    beginner = np.array([is_beginner(one.headline) for one in there.titles] or [False])[title]
    decides = np.array([asked.job.written_to("", one.role) for one in job])[title]
    nats, known = _criteria(there, job, title)
    knows, silent = _introducers(view, asked, there)
    able = knows & ~silent
    direct = there.reached.direct
    taken = np.where(able.any(axis=1), able.argmax(axis=1), 0)
    via = np.where(direct, able.any(axis=1) & ~decides, True)
    rows = np.arange(len(there))
    known_to, left = via & knows[rows, taken], via & silent[rows, taken]
    decides &= ~via
    leave = (role == ROLES.index(HiringRole.RECRUITER)) | left
    step = np.where(leave, _step(NextStep.LEAVE), np.where(via, _step(NextStep.ASK_FOR_INTRO), _step(NextStep.WARM_UP)))
    part = _PARTS[step, decides.astype(np.int64), (known_to & ~beginner).astype(np.int64)]
    chances, none = there.chances, np.zeros(len(there), dtype=np.bool_)
    a = (chances.alpha.copy(), chances.beta.copy(), chances.factor.copy(), chances.value.copy())
    found = (*a, there.reached.value.copy(), np.zeros(len(there)), step, role, part)
    return JudgedArrays(
        *(nats, known, *found, via, direct.copy(), known_to, beginner, none.copy(), none.copy(), decides), single={}
    )


_NOBODY = TitleAndJob(None, None, HiringRole.UNKNOWN)


def _step(step: NextStep) -> int:
    return STEPS.index(step)


def _criteria(there: CompanyArrays, job: Sequence[TitleAndJob], title: Int32) -> tuple[Float64, Bool]:
    """Nats of the five criteria, and which are known: of titles and places in the graph two can be."""
    full = list(FULL.values())
    nats, known = np.zeros((len(there), len(full))), np.zeros((len(there), len(full)), dtype=np.bool_)
    above = np.array([one.senior or 0.0 for one in job])[title]
    many, at = np.unique(there.colleagues, return_inverse=True)
    tied = np.array([colleague_nats(count) for count in many.tolist()])[at] if len(many) else above
    central = np.where(np.isnan(there.central), 0.5, there.central)
    shares, where = np.unique(central, return_inverse=True)
    middle = np.array([central_nats(share) for share in shares.tolist()])[where] if len(shares) else above
    nats[:, NETWORKED] = np.minimum(above + tied + middle, full[NETWORKED])
    senior_known = np.array([one.senior is not None for one in job])[title]
    known[:, NETWORKED] = senior_known | (there.colleagues > 0) | ~np.isnan(there.central)
    nats[:, EXPERTISE] = np.minimum(np.array([one.expert or 0.0 for one in job])[title], full[EXPERTISE])
    known[:, EXPERTISE] = np.array([one.expert is not None for one in job])[title]
    return nats, known


def _introducers(view: WorkspaceView, asked: Question, there: CompanyArrays) -> tuple[Bool, Bool]:
    """Which introducers know the ego, and are to be left in peace, the ledger's word on this job among it."""
    record, silent = view.record(asked.owner.person), there.ways.silent.copy()
    for number, grounds in there.ways.single.items():
        name = grounds.dossier.person.id
        if name in record.people:
            held = record.restrained(grounds.pair.restraint, name, asked.company.id, asked.role)
            silent[there.reached.nearest == number] = spared(held)
    return there.ways.knows, silent


def _alone(view: WorkspaceView, asked: Question, there: CompanyArrays) -> list[tuple[int, Candidate]]:
    """Who is judged by themselves, by row: of whom more is known than a title, and who hires by the user's word."""
    rows = np.flatnonzero(there.title == ALONE)
    found = list(zip(rows.tolist(), judged(view, asked, there.single), strict=True))
    hires = asked.job.hiring_manager
    if hires is None:
        return found
    number = numbers_known(view.network, [hires.id])
    further = np.flatnonzero(np.isin(there.reached.person, number) & (there.title != ALONE))
    held: CompanyGrounds = gathered_of(view, asked, there.reached.at(further))
    return [*found, *zip(further.tolist(), judged(view, asked, held), strict=True)]


def _put(made: JudgedArrays, row: int, one: Candidate) -> None:
    """Somebody who was judged by themselves in the place of what their title alone would say."""
    at = placed(one)
    made.single[row] = one
    made.nats[row], made.known[row] = [c.nats for c in one.criteria], [c.known for c in one.criteria]
    made.alpha[row], made.beta[row], made.factor[row] = one.chance.alpha, one.chance.beta, one.chance.factor
    made.chance[row], made.reach[row] = one.chance.value, one.reach.value
    made.step[row], made.role[row], made.part[row] = _step(at.step), ROLES.index(one.hiring_role), at.part
    made.via[row], made.direct[row], made.knows[row] = bool(one.reach.via), one.reach.direct, at.known
    made.beginner[row], made.decides[row] = is_beginner(one.dossier.person.title), one.decides
    made.spared[row], made.barred[row] = spared(one.restraint), one.restraint.do_not_ask
