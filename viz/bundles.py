"""Further paths that share an introducer, drawn as one card until it is opened: many paths, few cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import Person, PersonId
from referral.path_results import IntroPath
from referral.wording import count

FEWEST = 3
"""Paths that are worth a card of their own together."""
MOST = 3
"""Bundles of a picture at most, the largest: each one opened is a view of its own."""
NAMED = 2
"""People named on the card; the others are counted."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Further paths through one introducer. `numbers`: their places among all paths; `path`: what is drawn for them.

    The card of `path` stands for whom the introducer leads to, or, where they all end alike, for those who lead to the
    introducer. `stands`: its id; `hidden`: the people it stands for, best first.
    """

    introducer: Person
    numbers: tuple[int, ...]
    path: IntroPath
    stands: PersonId
    hidden: tuple[Person, ...]


_PREFIX = "bundle "


def is_bundle(person: PersonId) -> bool:
    """Whether this is the card of a bundle, and nobody's id."""
    return person.startswith(_PREFIX)


_Key = tuple[bool, PersonId, PersonId, PersonId]
"""Whether the ends differ; the ego, the introducer and, where they do not, the end."""


def _keys(path: IntroPath) -> list[_Key]:
    """The bundles a path could be in: that of whom it begins with, that of who brings it to its end."""
    people = [p.id for p in path.people]
    first: list[_Key] = [(True, people[0], people[1], people[1])] if path.hops > 1 else []
    return first + ([(False, people[0], people[-2], people[-1])] if path.hops > 2 else [])


def bundles_of(paths: Sequence[IntroPath], whole: int) -> tuple[Bundle, ...]:
    """What of `paths` beyond the first `whole` is drawn as bundles, the largest first, none of fewer than FEWEST.

    A path is in one bundle at most. O(paths) for each of MOST.
    """
    left = {n: path for n, path in enumerate(paths) if n >= whole}
    found: list[Bundle] = []
    while len(found) < MOST:
        shared: dict[_Key, list[int]] = {}
        for n, path in left.items():
            for key in _keys(path):
                shared.setdefault(key, []).append(n)
        if not shared:
            break
        key = max(shared, key=lambda k: (len(shared[k]), -shared[k][0], k[0]))
        if len(shared[key]) < FEWEST:
            break
        found.append(_bundle(key, tuple(shared[key]), paths, len(found)))
        left = {n: path for n, path in left.items() if n not in shared[key]}
    return tuple(sorted(found, key=lambda b: b.numbers[0]))


def _bundle(key: _Key, numbers: tuple[int, ...], paths: Sequence[IntroPath], at: int) -> Bundle:
    ends_differ, (best, *_) = key[0], (paths[n] for n in numbers)
    place = -1 if ends_differ else 1
    hidden = tuple(dict.fromkeys(paths[n].people[place] for n in numbers))
    introducer = best.people[1] if ends_differ else best.people[-2]
    some = ", ".join(p.name for p in hidden[:NAMED])
    more = f" and {len(hidden) - NAMED} more" if len(hidden) > NAMED else ""
    name = count(len(numbers), "more path") if len(hidden) < len(numbers) else f"{len(hidden)} more people"
    card = Person(PersonId(f"{_PREFIX}{at}"), name, title=some + more if ends_differ else f"know {introducer.name}")
    people = (*best.people[:2], card) if ends_differ else (best.people[0], card, *best.people[-2:])
    ties = (best.ties[0], best.ties[1]) if ends_differ else (best.ties[0], best.ties[-2], best.ties[-1])
    joined = tuple(
        replace(tie, source=a, target=b, evidence=tie.evidence if (tie.source, tie.target) == (a, b) else ())
        for tie, a, b in zip(ties, people, people[1:], strict=False)
    )
    return Bundle(
        introducer, numbers, IntroPath(best.rank, people, joined, best.strength, 0, best.place), card.id, hidden
    )


def drawn(paths: Sequence[IntroPath], closed: Sequence[Bundle]) -> tuple[IntroPath, ...]:
    """`paths` with a path each in place of `closed`, where the first of it stood."""
    inside = {n for bundle in closed for n in bundle.numbers}
    stand_ins = {bundle.numbers[0]: bundle.path for bundle in closed}
    rows = ((n, stand_ins.get(n, path)) for n, path in enumerate(paths) if n not in inside or n in stand_ins)
    return tuple(path for _, path in rows)
