"""Paths to a company beside its list of people: the ways to the first people of the list come first, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from referral.listed import Listed
from referral.path_results import IntroPath, Paths
from referral.results import Referrer

LISTED = 5
"""People of the list whose ways stand first: as many as a picture beside it shows before all paths are asked for."""
AS_LISTED = (
    "The paths stand in the order of the list of people, which also weighs who knows your work and the field. "
    "The number says how strong a path is, and nothing else."
)
FIRST_AS_LISTED = (
    "The first paths lead to the first people of the list, in its order; it also weighs who knows your work and the "
    "field. The others follow by the strength of their ties. The number says how strong a path is, and nothing else."
)
"""Why paths stand as they do, where all of them or the first of them follow the list of people."""
TRIED = 3
"""Paths to one person to choose from: the list may know of another introducer than the strongest."""


def way_to(listed: Referrer, paths: Iterable[IntroPath]) -> IntroPath | None:
    """The first of `paths` that reaches `listed` as the list says: directly, or through the same introducer."""
    there = [path for path in paths if path.people[-1].id == listed.person.id]
    through = listed.addressee.person.id if listed.reach.via and listed.addressee else listed.person.id
    return next((path for path in there if path.people[1].id == through), there[0] if there else None)


def as_listed(found: Paths, ways: Sequence[IntroPath], listed: Listed) -> Paths:
    """`found` with `ways` at its head, as many as before or as there are ways; the rest by strength. O(paths)."""
    ids = [[p.id for p in path.people] for path in ways]
    rest = [path for path in found.paths if [p.id for p in path.people] not in ids]
    kept = (*ways, *rest)[: max(len(ways), len(found.paths))]
    same = [path.people for path in kept] == [path.people for path in found.paths]
    if not ways or (same and not found.order):
        return found
    ends = (listed.place_of(path.people[-1].id) for path in kept)
    places = [len(listed) if place is None else place for place in ends]
    order = AS_LISTED if places == sorted(places) else FIRST_AS_LISTED
    return replace(found, paths=tuple(replace(p, rank=n) for n, p in enumerate(kept, start=1)), order=order)
