"""A list of people, best first, of which only those that are read need be values, and what is asked of all of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from graph.model import PersonId
from referral.acquaintance import spared
from referral.candidate import Candidate
from referral.results import CriterionName, HiringRole, NextStep, Referrer


class Standing(NamedTuple):
    """What sentences about a whole list ask of each on it: one value for all of whom the same holds.

    `direct`, `via`: see `Reach`; `spared`, `do_not_ask`: see `Restraint`; `tie_known`: how strong the tie is is known.
    """

    step: NextStep
    role: HiringRole
    direct: bool
    via: bool
    acquainted: bool
    spared: bool
    do_not_ask: bool
    tie_known: bool

    @classmethod
    def of(cls, one: Referrer) -> Standing:
        """That of one of the list."""
        known = any(c.known for c in one.vouch.criteria if c.name is CriterionName.STRONG)
        reach, held = one.reach, one.restraint
        where = one.next_step, one.hiring_role, reach.direct, bool(reach.via)
        return cls(*where, one.acquainted, spared(held), held.do_not_ask, known)


class Listed(Sequence[Referrer]):
    """People in order. What is read of it is made then, so it is read within the one read of the workspace it is of."""

    @property
    @abstractmethod
    def weight(self) -> int:
        """About how many bytes it takes."""

    @property
    @abstractmethod
    def standings(self) -> Sequence[Standing]:
        """Of everybody, in order."""

    @abstractmethod
    def some(self, places: Sequence[int]) -> list[Referrer]:
        """Those at these places, from 0, made together."""

    def names(self, places: Sequence[int]) -> list[str]:
        """What those at these places are called."""
        return [one.person.name for one in self.some(places)]

    @abstractmethod
    def candidate(self, place: int) -> Candidate:
        """All that the one at a place rests on."""

    @abstractmethod
    def place_of(self, person: PersonId) -> int | None:
        """Where somebody stands, None where they are not on it."""

    @abstractmethod
    def through(self, person: PersonId) -> Referrer | None:
        """The first who is reached through somebody, however they would be asked."""

    def named(self, people: Iterable[PersonId]) -> dict[PersonId, Referrer]:
        """Those of `people` who are on it."""
        at = {person: place for person in people if (place := self.place_of(person)) is not None}
        return dict(zip(at, self.some(list(at.values())), strict=True))

    def chosen(self, test: Callable[[Standing], bool]) -> Chosen:
        """Those of whom something holds, in order."""
        return Chosen(self, [place for place, one in enumerate(self.standings) if test(one)])

    @overload
    def __getitem__(self, at: int) -> Referrer: ...
    @overload
    def __getitem__(self, at: slice) -> list[Referrer]: ...
    def __getitem__(self, at: int | slice) -> Referrer | list[Referrer]:
        places = range(len(self))[at]
        return self.some(list(places)) if isinstance(places, range) else self.some([places])[0]

    def __iter__(self) -> Iterator[Referrer]:
        return _in_parts(self, range(len(self)))


FIRST_MADE = 10
"""People of a list made at first where it is gone through."""
CANDIDATE_BYTES = 1_500
"""About what a candidate takes in memory beside their grounds."""


class MadeList(Listed):
    """A list of which everybody is a value already; `candidates`: what each rests on, where that is asked."""

    def __init__(self, people: Sequence[Referrer], candidates: Sequence[Candidate] = ()) -> None:
        self._people, self._candidates = people, candidates

    @property
    def weight(self) -> int:
        """See `Listed`."""
        return CANDIDATE_BYTES * len(self)

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[Referrer]:
        return iter(self._people)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """See `Listed`: found once, for a verdict asks a dozen times."""
        return [Standing.of(one) for one in self._people]

    def some(self, places: Sequence[int]) -> list[Referrer]:
        """See `Listed`."""
        return [self._people[place] for place in places]

    def candidate(self, place: int) -> Candidate:
        """See `Listed`."""
        return self._candidates[place]

    def place_of(self, person: PersonId) -> int | None:
        """See `Listed`."""
        return next((place for place, one in enumerate(self._people) if one.person.id == person), None)

    def named(self, people: Iterable[PersonId]) -> dict[PersonId, Referrer]:
        """See `Listed`."""
        known: Mapping[PersonId, Referrer] = {one.person.id: one for one in self._people}
        return {person: known[person] for person in people if person in known}

    def through(self, person: PersonId) -> Referrer | None:
        """See `Listed`."""
        ways = ((one, via) for one in self._people for via in one.reach.via)
        return next((one for one, via in ways if via.people[0].id == person), None)


class Chosen(Sequence[Referrer]):
    """Some of a list, by their places in it."""

    def __init__(self, whole: Listed, places: Sequence[int]) -> None:
        self._whole, self._places = whole, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Referrer: ...
    @overload
    def __getitem__(self, at: slice) -> list[Referrer]: ...
    def __getitem__(self, at: int | slice) -> Referrer | list[Referrer]:
        places = self._places[at]
        return self._whole[places] if isinstance(places, int) else self._whole.some(places)

    def __iter__(self) -> Iterator[Referrer]:
        return _in_parts(self._whole, self._places)

    def names(self, most: int) -> list[str]:
        """What the first of them are called."""
        return self._whole.names(self._places[:most])

    def known_first(self) -> Chosen:
        """The same, those who know the user first."""
        standings = self._whole.standings
        return Chosen(self._whole, sorted(self._places, key=lambda place: not standings[place].acquainted))

    def where(self, test: Callable[[Standing], bool], *, or_at: int | None = None) -> Chosen:
        """Those of them of whom something holds, and the one who is `or_at` this place of the list."""
        standings = self._whole.standings
        return Chosen(self._whole, [place for place in self._places if place == or_at or test(standings[place])])


def _in_parts(whole: Listed, places: Sequence[int]) -> Iterator[Referrer]:
    """One after the other, made some at a time, ever more of them: most who ask want the first."""
    begin, many = 0, FIRST_MADE
    while begin < len(places):
        yield from whole.some(places[begin : begin + many])
        begin, many = begin + many, 2 * many


class _Ahead(Listed):
    """A list with one of them put first."""

    def __init__(self, whole: Listed, first: int) -> None:
        self._whole = whole
        self._order = [first, *(place for place in range(len(whole)) if place != first)]

    @property
    def weight(self) -> int:
        """See `Listed`."""
        return self._whole.weight

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        """See `Listed`."""
        held = self._whole.standings
        return [held[place] for place in self._order]

    def some(self, places: Sequence[int]) -> list[Referrer]:
        """See `Listed`."""
        return self._whole.some([self._order[place] for place in places])

    def candidate(self, place: int) -> Candidate:
        """See `Listed`."""
        return self._whole.candidate(self._order[place])

    def place_of(self, person: PersonId) -> int | None:
        """See `Listed`."""
        at = self._whole.place_of(person)
        return None if at is None else self._order.index(at)

    def through(self, person: PersonId) -> Referrer | None:
        """See `Listed`."""
        return self._whole.through(person)


def with_first(whole: Listed, person: PersonId) -> Listed:
    """The list with somebody on it put first."""
    place = whole.place_of(person)
    return whole if place is None else _Ahead(whole, place)
