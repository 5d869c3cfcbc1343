"""People the ego knows who worked at a company once: somebody to ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from graph.model import Company, Employment, Person
from referral.results import FormerEmployee
from referral.wording import month
from referral.workspace_view import WorkspaceView

MOST = 20
"""People listed."""


def former(view: WorkspaceView, company: Company, egos: Sequence[Person]) -> tuple[FormerEmployee, ...]:
    """Whom any of `egos` is tied to and who left the company, those seen there last first. O(people who left)."""
    network, workspace = view.network, view.workspace
    gone = workspace.formerly_at(company.id)
    there = network.indexes(gone)
    near = np.any([network.ties(network.index(ego.id), there) >= 0 for ego in egos], axis=0)
    tied = [gone[at] for at in np.flatnonzero(near).tolist()]
    people, stays = workspace.people_by_id(tied), workspace.employments(tied)
    found = [one for person in people.values() for one in _left(person, company, stays[person.id], view.as_of)]
    found.sort(key=lambda each: (-each[0].toordinal(), each[1].person.id))
    return tuple(one for _, one in found[:MOST])


def _left(
    person: Person, company: Company, stays: Iterable[Employment], as_of: date
) -> Iterator[tuple[date, FormerEmployee]]:
    """The last stay there that was before today, where it is known to be over."""
    there = [s for s in stays if s.company_id == company.id and (s.start or s.as_of) <= as_of]
    if not there:
        return
    last = max(there, key=lambda s: s.end or s.as_of)
    day = last.end or last.as_of
    if last.end is None and last.current and not person.company_name:
        return
    title = f" as {last.title}" if last.title else ""
    over = f"no longer there in {month(day)}, by the headline {last.title}"
    seen = f"until {month(day)}" if last.end else f"seen there{title} in {month(day)}" if last.current else over
    now = f", and is at {person.company_name} now" if person.company_name else ""
    yield day, FormerEmployee(person, f"{person.name} used to work at {company.name} ({seen}){now}.")
