"""Whom a plan or a draft is about: the one named, or the first of the list, and the people in between."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import PersonNotFoundError
from graph.model import Person
from referral.results import Referrer
from referral.situation import Situation


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """Whom a plan is about: a candidate, and the people in between, nearest first; nobody in between for a contact."""

    referrer: Referrer
    between: tuple[Person, ...] = ()

    @property
    def person(self) -> Person:
        """Whom the user would talk to."""
        return self.between[0] if self.between else self.referrer.person


def chosen(situation: Situation, person: Person | None) -> PlanSubject | None:
    """Whom to talk to: the one named, or the first of the list; None where there is nobody.

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
    names = [r.person.name for r in situation.referrers]
    raise PersonNotFoundError(f"{person.name} at {situation.company.name}", names)


def _found(referrer: Referrer) -> PlanSubject:
    """A candidate with the way the list would take."""
    if not referrer.reach.via:
        return PlanSubject(referrer)
    wanted = referrer.addressee.person.id if referrer.addressee else ""
    ways = [sponsor.people for sponsor in referrer.reach.via]
    return PlanSubject(referrer, next((people for people in ways if people[0].id == wanted), ways[0]))
