"""Who may have worked with the user, where nothing shows it: the people for whom the answer would change the order most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import Employment, Person
from referral.candidate import Candidate
from referral.candidates import Sources, candidates, question
from referral.criteria import FULL
from referral.next_step import Group, group
from referral.overlap import Stay
from referral.results import CriterionName
from referral.wording import month

MOST = 20
"""People asked about at once: as many as somebody answers in a minute or two."""
COMPANIES = 200
"""Employers of contacts looked at, those with most of them first: each is a ranking of its own."""


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


def together_questions(sources: Sources, ego: Person, *, most: int = MOST) -> tuple[TogetherQuestion, ...]:
    """Those whose answer changes the order most, first whoever could then be asked. O(contacts) rankings of employers."""
    found = []
    for company in _employers(sources, ego):
        asked = question(sources, ego, company, "")
        there = [c for c in candidates(sources, asked) if not c.reach.via]
        for one in there:
            stay = _shared(one, asked.stays)
            if stay is not None:
                found.append((_weight(one, there), _question(one, stay, there)))
    found.sort(key=lambda each: (each[0], each[1].person.id))
    return tuple(asked for _, asked in found[:most])
