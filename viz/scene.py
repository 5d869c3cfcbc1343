"""What is drawn of a set of paths: who stands in which column, which ties join them. Pure; no coordinates yet."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Person, PersonId
from referral.answers import IntroPath, PathTie

TieKey = tuple[PersonId, PersonId]


@dataclass(frozen=True, slots=True)
class Scene:
    """People by column, egos in column 0, targets in the last; ties in the order they first appear on the paths.

    A tie runs from a person to one in a later column (or, where two paths meet two people in opposite orders, in the
    same one). `ends`: the targets.
    """

    people: dict[PersonId, Person]
    column: dict[PersonId, int]
    columns: tuple[tuple[PersonId, ...], ...]
    ties: dict[TieKey, PathTie]
    ends: frozenset[PersonId]

    @property
    def last(self) -> int:
        """Number of the column of the targets."""
        return len(self.columns) - 1


def _columns(paths: tuple[IntroPath, ...], ends: frozenset[PersonId], last: int) -> dict[PersonId, int]:
    column: dict[PersonId, int] = {}
    for path in paths:
        for position, person in enumerate(path.people):
            place = last if person.id in ends else position
            column[person.id] = max(column.get(person.id, 0), place)
    return column


def scene_of(paths: tuple[IntroPath, ...]) -> Scene:
    """Arrange `paths` (best first) in columns: a person stands as far right as their latest place on any path.

    O(people + ties).
    """
    ends = frozenset(p.people[-1].id for p in paths)
    last = max((p.hops for p in paths), default=1)
    column = _columns(paths, ends, last)
    people = {person.id: person for path in paths for person in path.people}
    ties = {(t.source.id, t.target.id): t for path in reversed(paths) for t in path.ties}
    ordered = {key: ties[key] for path in paths for t in path.ties for key in [(t.source.id, t.target.id)]}
    columns = tuple(tuple(i for i in people if column[i] == k) for k in range(last + 1))
    return Scene(people, column, columns, ordered, ends)
