"""Who may have worked with the user, where nothing shows it: those for whom the answer changes the order most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.model import Company, Mark, Person, PersonId
from referral.acquaintance import spared
from referral.candidate import Candidate
from referral.candidates import judged, members, question
from referral.criteria import FULL, MET
from referral.grounds import gathered_of
from referral.next_step import Group, group, key
from referral.overlap import Stay
from referral.reach import reaches
from referral.results import CriterionName
from referral.wording import month
from referral.workspace_view import WorkspaceView

QUESTION_BYTES = 1_000
"""About what one takes in memory."""
MOST = 20
"""People asked about at once: as many as somebody answers in a minute or two."""
COMPANIES = 40
"""Employers of contacts looked at, those with most of them first: each is a ranking of its own."""


Key = tuple[Group, float, str]
"""A place in the order, as `referral/next_step.py` has it."""


@dataclass(frozen=True, slots=True)
class TogetherQuestion:
    """`Did you work together at X?` of one person, who was connected with on `connected_on` while the user was there.

    `places`: how many people at their employer they would pass. `text`: the question.
    """

    person: Person
    where: str
    connected_on: date
    places: int
    text: str


_Weighed = tuple[tuple[bool, int, float], TogetherQuestion]


def together_questions(view: WorkspaceView, ego: Person, *, most: int = MOST) -> tuple[TogetherQuestion, ...]:
    """Those whose answer changes the order most, first whoever could then be asked. A ranking an employer."""
    marks = view.workspace.marks(ego.id)
    found = [each for company in _employers(view, ego) for each in _kept_at(view, ego, company, marks, most)]
    found.sort(key=lambda each: (each[0], each[1].person.id))
    return tuple(asked for _, asked in found[:most])


def made_ahead(view: WorkspaceView, ego: Person, *, wanted: Callable[[], bool], most: int = MOST) -> None:
    """What `together_questions` rests on, an employer at a time; `wanted` is asked before each, and may wait."""
    for company in _employers(view, ego):
        if not wanted():
            return
        with view.workspace.steady():
            _kept_at(view, ego, company, view.workspace.marks(ego.id), most)


def _kept_at(
    view: WorkspaceView, ego: Person, company: Company, marks: Mapping[PersonId, Mark], most: int
) -> Sequence[_Weighed]:
    """Those at one employer; kept until facts, asks, the day or a mark on somebody there change.

    A mark on one person changes the place of nobody elsewhere, so that an answer costs one ranking, not forty.
    """
    network = view.network
    marked = network.indexes(sorted(marks))
    there = marked[np.isin(marked, members(network, company))].tolist()
    said = tuple((number, marks[network.person(number)]) for number in there)
    _, asks = view.workspace.versions()
    whole = ("together", network.stamp, ego.id, company.id, said, asks, view.as_of, view.today, most)

    def made() -> list[_Weighed]:
        return _at(view, ego, company, most)

    return (
        network.answers.get(whole, made, lambda found: QUESTION_BYTES * (1 + len(found))) if network.stamp else made()
    )


def _at(view: WorkspaceView, ego: Person, company: Company, most: int) -> list[_Weighed]:
    network, asked = view.network, question(view, ego, company, "")
    me = network.index(ego.id)
    contacts = np.intersect1d(members(network, company), network.graph.row(me)).astype(np.int32)
    found_there = reaches(network, me, contacts)
    known = gathered_of(view, asked, found_there.at(np.arange(len(found_there))))
    there = [c for c in judged(view, asked, known) if not c.reach.via]
    order, found = sorted(map(key, there)), []
    for one in there:
        stay = _shared(one, asked.stays)
        if stay is not None:
            passed = _passed(one, order)
            found.append((_weight(one, passed), _question(one, stay, passed)))
    found.sort(key=lambda each: (each[0], each[1].person.id))
    return found[:most]


def _employers(view: WorkspaceView, ego: Person) -> Iterator[Company]:
    """Where contacts work, those the user applied to, saved or follows first, then those with most contacts."""
    network, me = view.network, view.network.index(ego.id)
    at = network.columns.people.company[network.graph.row(me)]
    companies, counts = np.unique(at[at >= 0], return_counts=True)
    profile = view.workspace.owner_profile(ego.id)
    wanted = {wish[0] for wish in (*profile.applied_to, *profile.saved)} | set(profile.follows)
    names = network.columns.companies.id
    ids = [(bytes(names[row]).decode(), many) for row, many in zip(companies.tolist(), counts.tolist(), strict=True)]
    first = sorted(ids, key=lambda each: (each[0] not in wanted, -each[1], each[0]))[:COMPANIES]
    known = view.workspace.companies_by_id([name for name, _ in first])
    return (known[name] for name, _ in first if name in known)


def _shared(one: Candidate, stays: Sequence[Stay]) -> Stay | None:
    """The user's stay during which the two connected, where nothing says whether they worked together."""
    since, told = one.dossier.connected_on, one.dossier.mark
    seen = next(c for c in one.criteria if c.name is CriterionName.FAMILIAR)
    if since is None or told.worked_with is not None or told.managed_me or seen.value >= MET or spared(one.restraint):
        return None
    return next((stay for stay in stays if stay.start <= since <= stay.end), None)


def _if_yes(one: Candidate) -> Candidate:
    """The candidate as they would stand if they had worked with the user."""
    criteria = tuple(
        replace(c, value=1.0, known=True, nats=FULL[c.name]) if c.name is CriterionName.FAMILIAR else c
        for c in one.criteria
    )
    return replace(one, criteria=criteria)


def _passed(one: Candidate, order: Sequence[Key]) -> int:
    """How many people at their employer they would pass; `order`: the keys of all there, ascending. O(log n)."""
    return max(0, bisect_left(order, key(one)) - bisect_right(order, key(_if_yes(one))))


def _weight(one: Candidate, passed: int) -> tuple[bool, int, float]:
    then = _if_yes(one)
    asked = group(then) is Group.ASK and group(one) is not Group.ASK
    return not asked, -passed, -then.score


def _question(one: Candidate, stay: Stay, passed: int) -> TogetherQuestion:
    since = one.dossier.connected_on or stay.start
    person = one.dossier.person
    text = f"Did you and {person.name} work together at {stay.company_name}? You connected in {month(since)}."
    return TogetherQuestion(person, stay.company_name, since, passed, text)
