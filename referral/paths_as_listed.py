"""Paths to a company beside its list of people: the way to whoever the list puts first comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from referral.path_results import IntroPath, Paths
from referral.results import Decision, Referrer
from referral.situation import Situation

FIRST_FROM_LIST = (
    "The first path leads to whom to ask first. The others stand in the order of how strong the ties are, and nothing "
    "else: the list of people also weighs who knows your work and the field."
)
"""Why paths stand as they do, where the first of them is taken from the list of people."""
TO_SOMEBODY = (Decision.ASK, Decision.WARM_UP, Decision.ASK_FOR_INTRO)
"""Decisions that send one to the first of the list."""
TRIED = 3
"""Paths to that person to choose from: the list may know of another introducer than the strongest."""


def leader(decision: Decision, situation: Situation) -> Referrer | None:
    """Whom the decision sends one to; None where it sends one to nobody."""
    return situation.referrers[0] if situation.referrers and decision in TO_SOMEBODY else None


def way_to(first: Referrer, paths: Iterable[IntroPath]) -> IntroPath | None:
    """The first of `paths` that reaches `first` as the list says: directly, or through the same introducer."""
    there = [path for path in paths if path.people[-1].id == first.person.id]
    through = first.addressee.person.id if first.reach.via and first.addressee else first.person.id
    return next((path for path in there if path.people[1].id == through), there[0] if there else None)


def with_first(found: Paths, path: IntroPath) -> Paths:
    """`found` with `path` at its head, as many as before."""
    ids = [p.id for p in path.people]
    rest = [each for each in found.paths if [p.id for p in each.people] != ids]
    if found.paths and [p.id for p in found.paths[0].people] == ids:
        return found
    kept = (path, *rest)[: max(1, len(found.paths))]
    return replace(found, paths=tuple(replace(p, rank=n) for n, p in enumerate(kept, start=1)), order=FIRST_FROM_LIST)
