"""What is drawn of a set of paths: who stands in which column, which ties join them. Pure; no coordinates yet."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from graph.model import Person, PersonId
from referral.path_results import IntroPath, PathTie
from viz.teams import Team, teams_of

TieKey = tuple[PersonId, PersonId]


@dataclass(frozen=True, slots=True)
class Scene:
    """People by column, egos in column 0, targets in the last; ties in the order they first appear on the paths.

    A tie runs from a person to one in a later column (or, where two paths meet two people in opposite orders, in the
    same one). `ends`: the targets. The last column stands in the order of the paths, by `teams`.
    """

    people: dict[PersonId, Person]
    column: dict[PersonId, int]
    columns: tuple[tuple[PersonId, ...], ...]
    ties: dict[TieKey, PathTie]
    ends: frozenset[PersonId]
    teams: tuple[Team, ...]

    @property
    def last(self) -> int:
        """Number of the column of the targets."""
        return len(self.columns) - 1


def _columns(paths: tuple[IntroPath, ...], ends: frozenset[PersonId]) -> dict[PersonId, int]:
    """The longest way by which the paths lead to each person; their latest place where the paths run in a circle."""
    before: dict[PersonId, set[PersonId]] = {p.people[0].id: set() for p in paths}
    for path in paths:
        for a, b in pairwise(path.people):
            before.setdefault(b.id, set()).add(a.id)
    column: dict[PersonId, int] = {}
    try:
        for person in TopologicalSorter(before).static_order():
            column[person] = max((column[b] + 1 for b in before[person]), default=0)
    except CycleError:
        column = {}
        for path in paths:
            for position, someone in enumerate(path.people):
                column[someone.id] = max(column.get(someone.id, 0), position)
    last = max((column[e] for e in ends), default=1)
    return column | dict.fromkeys(ends, last)


def scene_of(paths: tuple[IntroPath, ...]) -> Scene:
    """Arrange `paths` (best first) in columns, so that every tie leads to the right wherever that is possible.

    O(people + ties).
    """
    ends = frozenset(p.people[-1].id for p in paths)
    column = _columns(paths, ends)
    last = max(column.values(), default=1)
    people = {person.id: person for path in paths for person in path.people}
    ties = {(t.source.id, t.target.id): t for path in reversed(paths) for t in path.ties}
    ordered = {key: ties[key] for path in paths for t in path.ties for key in [(t.source.id, t.target.id)]}
    teams = teams_of([people[i] for i in dict.fromkeys(path.people[-1].id for path in paths)])
    between = (tuple(i for i in people if column[i] == k) for k in range(last))
    columns = (*between, tuple(i for _, members in teams for i in members))
    return Scene(people, column, columns, ordered, ends, teams)
