"""Whom a plan or a draft is about: the one named, or the first of the list, and the people in between."""

from __future__ import annotations

from dataclasses import dataclass

from graph.company_paths import HOPS
from graph.errors import PersonNotFoundError
from graph.model import Company, Person
from referral.introductions import PathRequest, introductions
from referral.path_results import IntroPath
from referral.results import Referrer
from referral.situation import Situation
from referral.workspace_view import WorkspaceView

TRIED = 10
"""Ways onward from a contact that are tried: most end at somebody of the list."""


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """Whom a plan is about: a candidate, and the people in between, nearest first; nobody in between for a contact."""

    referrer: Referrer
    between: tuple[Person, ...] = ()

    @property
    def person(self) -> Person:
        """Whom the user would talk to."""
        return self.between[0] if self.between else self.referrer.person


def chosen(view: WorkspaceView, situation: Situation, person: Person | None, ego: Person) -> PlanSubject | None:
    """Whom to talk to: the one named, or the first of the list; None where there is nobody.

    Who is on none of the ways of the list is looked for among the contacts of `ego` from whom a path leads there.

    Raises:
        PersonNotFoundError: the person named is neither at the company nor on a way to anybody there.
    """
    if person is None:
        return _found(situation.first) if situation.first else None
    there = situation.referrers
    if (place := there.place_of(person.id)) is not None:
        return _found(there[place])
    if (behind := there.through(person.id)) is not None:
        way = next(sponsor for sponsor in behind.reach.via if sponsor.people[0].id == person.id)
        return PlanSubject(behind, way.people)
    if found := _on_a_path(view, situation, person, ego):
        return found
    names = [r.person.name for r in situation.referrers]
    raise PersonNotFoundError(f"{person.name} at {situation.company.name}", names)


def _on_a_path(view: WorkspaceView, situation: Situation, person: Person, ego: Person) -> PlanSubject | None:
    """A contact who could introduce, though the list takes a better way to everybody there."""
    if not _best(view, ego, person, 1):
        return None
    onward = _best(view, person, situation.company, HOPS - 1)
    there = situation.referrers.named(dict.fromkeys(path.people[-1].id for path in onward))
    for path in onward:
        ids = [p.id for p in path.people]
        if ids[-1] in there and ego.id not in ids:
            return PlanSubject(there[ids[-1]], path.people[:-1])
    return None


def _best(view: WorkspaceView, start: Person, target: Company | Person, hops: int) -> tuple[IntroPath, ...]:
    wanted = PathRequest(target, TRIED, hops, disjoint=False, include_inferred=False)
    return introductions(view, [start], wanted, ego=start).paths


def _found(referrer: Referrer) -> PlanSubject:
    """A candidate with the way the list would take."""
    if not referrer.reach.via:
        return PlanSubject(referrer)
    wanted = referrer.addressee.person.id if referrer.addressee else ""
    ways = [sponsor.people for sponsor in referrer.reach.via]
    return PlanSubject(referrer, next((people for people in ways if people[0].id == wanted), ways[0]))
