"""The list of people at a large employer: put in order in arrays; whoever is shown is judged and worded as a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graph.columns import Int32
from graph.model import PersonId
from referral.asking.learning import Outcomes, moved
from referral.candidate import Candidate
from referral.candidates import judged
from referral.grounds import gathered_of
from referral.judged_arrays import ROLES, STEPS, STRONG, JudgedArrays
from referral.judged_together import Together
from referral.known_people import numbers_known
from referral.listed import Listed, Standing
from referral.next_step import Group, Placement, placed
from referral.question import Question
from referral.ranking import DRAWN, NOT_DRAWN, Drawn, referrers
from referral.results import Referrer
from referral.workspace_view import WorkspaceView

AT_ONCE = 10
"""The first of a list, as many as a page shows: made together."""
MOST_HELD = 30
"""People of one list who stay values once they were shown."""
ROW_BYTES, PERSON_BYTES, DRAWN_BYTES = 20, 5_000, 64
"""About what a row takes in memory, somebody shown or judged by themselves, and the shares of draws of one."""


class ArrayList(Listed):
    """Everybody in order; see `ranking.rank`, whose list this is. Values are made when they are read, at most once."""

    def __init__(self, view: WorkspaceView, asked: Sequence[Question], found: Together, *, seed: int) -> None:
        """Ordered and drawn; `found`: whoever is judged for one of `asked`. O(people)."""
        self._view, self._asked = view, asked
        made, self._reached, self._whose = found.made, found.reached, found.whose
        self._rows = _order(made, made.score)
        drawn = self._rows[: min(DRAWN, int((made.part != Group.LEAVE).sum()))]
        self._drawn = Drawn.of(made.inputs(drawn), seed=seed) if len(drawn) else NOT_DRAWN
        self._said = self._moved(made)
        self._single = {row: made.single[row] for row in self._rows[:MOST_HELD].tolist() if row in made.single}
        self._standings = _standings(made, self._rows)
        self._held: dict[int, tuple[Candidate, Referrer]] = {}

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        people = min(len(self), MOST_HELD) + len(self._single)
        return ROW_BYTES * len(self) + DRAWN_BYTES * len(self._drawn.top) + PERSON_BYTES * people

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def standings(self) -> Sequence[Standing]:
        """See `Listed`."""
        return self._standings

    def some(self, places: Sequence[int]) -> list[Referrer]:
        """See `Listed`."""
        return [one for _, one in self._both(places)]

    def names(self, places: Sequence[int]) -> list[str]:
        """See `Listed`: nothing but the names is read."""
        ids = [self._name(place) for place in places]
        people = self._view.workspace.people_shown(ids)
        return [people[name].name for name in ids]

    def candidate(self, place: int) -> Candidate:
        """See `Listed`."""
        return self._both([place])[0][0]

    def place_of(self, person: PersonId) -> int | None:
        """See `Listed`."""
        number = numbers_known(self._view.network, [person])
        found = np.flatnonzero(np.isin(self._reached.person[self._rows], number))
        return int(found[0]) if len(found) else None

    def through(self, person: PersonId) -> Referrer | None:
        """See `Listed`."""
        number = numbers_known(self._view.network, [person])
        leads = np.isin(self._reached.nearest[self._rows], number)
        places = np.flatnonzero(np.any(leads, axis=1)).tolist()
        return next((self[place] for place in places if self._standings[place].via), None)

    def _both(self, places: Sequence[int]) -> list[tuple[Candidate, Referrer]]:
        wanted = list(places)
        if any(place < AT_ONCE for place in wanted):
            wanted = list(dict.fromkeys([*range(min(AT_ONCE, len(self))), *wanted]))
        made = dict(self._held)
        missing = [place for place in wanted if place not in made]
        made.update(zip(missing, self._judged(missing), strict=True))
        room = MOST_HELD - len(self._held)
        self._held.update((place, made[place]) for place in missing[: max(room, 0)])
        return [made[place] for place in places]

    def _judged(self, places: Sequence[int]) -> list[tuple[Candidate, Referrer]]:
        """Those at some places as values, all read in one go."""
        if not places:
            return []
        rows = self._rows[np.array(places, dtype=np.int64)]
        found = dict(self._single)
        for number in np.unique(self._whose[rows]).tolist():
            further = np.array(
                [r for r in rows[self._whose[rows] == number].tolist() if r not in found], dtype=np.int64
            )
            read = gathered_of(self._view, self._asked[number], self._reached.at(further))
            found.update(zip(further.tolist(), judged(self._view, self._asked[number], read), strict=True))
        people: list[Placement] = [placed(found[row]) for row in rows.tolist()]
        made = referrers(list(zip(places, people, strict=True)), self._drawn, self._said, self._name, len(self))
        return [(one.candidate, referrer) for one, referrer in zip(people, made, strict=True)]

    def _name(self, place: int) -> PersonId:
        return self._view.network.person(int(self._reached.person[self._rows[place]]))

    def _moved(self, made: JudgedArrays) -> dict[PersonId, str]:
        """Who stands elsewhere because of what they answered to recorded asks; see `ranking.rank`."""
        known = {one.dossier.person.id: Outcomes(one.outcomes) for one in made.single.values() if one.outcomes}
        if not known:
            return {}
        score = made.score.copy()
        for row, one in made.single.items():
            score[row] = replace(one, chance=one.unlearned or one.chance).score
        names = [self._view.network.person(number) for number in self._reached.person.tolist()]
        before, after = ([names[row] for row in rows.tolist()] for rows in (_order(made, score), self._rows))
        return moved(before, after, known)


def _order(made: JudgedArrays, score: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Int32:
    """The total order: the part of the list, then the score, then the id, by which rows stand already."""
    return np.lexsort((-score, made.part)).astype(np.int32)


def _standings(made: JudgedArrays, rows: Int32) -> list[Standing]:
    """What is asked of everybody: a value for each kind of people there are."""
    told = (made.step, made.role, made.direct, made.via, made.acquainted, made.spared, made.barred)
    columns = np.stack([*told, made.known[:, STRONG]], axis=1)[rows].astype(np.int64)
    kinds, at = np.unique(columns, axis=0, return_inverse=True)
    values = [Standing(STEPS[step], ROLES[role], *map(bool, rest)) for step, role, *rest in kinds.tolist()]
    return [values[kind] for kind in at.reshape(-1).tolist()]
