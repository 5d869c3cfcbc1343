"""Who stands together in the company's box: what people do there, by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model import Person, PersonId
from referral.titles import families, read_title
from viz.bundles import is_bundle

OTHERS = "Others"
FEWEST = 6
"""Fewer people than this need no headings, and stand in the order of the list beside them."""

_NAMES = {
    "recruiting": "Recruiting",
    "people": "Human resources",
    "engineering": "Engineering and data",
    "making": "Product and design",
    "commercial": "Sales and marketing",
    "research": "Research",
    "leadership": "Leadership",
    "finance": "Finance",
    "legal": "Legal",
    "operations": "Operations",
}
"""Headings by function or by what it lies within, the nearest first."""

Team = tuple[str, tuple[PersonId, ...]]


def team_of(title: str) -> str:
    """The field a title names, such as "Engineering and data"; "Others" where it names none that is told apart."""
    function = read_title(title).function
    wider = (function, *families(function)) if function else ()
    return next((_NAMES[name] for name in wider if name in _NAMES), OTHERS)


def teams_of(people: Sequence[Person]) -> tuple[Team, ...]:
    """`people` (best first) by team: that of the best first, even where they are alone in it; other single people last.

    One nameless team where headings would tell nothing: few people, or all of one team. The team of the best has no
    name where their title tells none.
    """
    named = {p.id: OTHERS if is_bundle(p.id) else team_of(p.title) for p in people}
    sizes = Counter(named.values())
    best = [p.id for p in people[:1] if not is_bundle(p.id)]
    alone = {i: "" if named[i] == OTHERS else named[i] for i in best}
    named = {i: team if sizes[team] > 1 else OTHERS for i, team in named.items()} | alone
    order = dict.fromkeys(named.values())
    if len(people) < FEWEST or len(order) < 2 or not order.keys() - {"", OTHERS}:
        return (("", tuple(p.id for p in people)),)
    return tuple((team, _of(team, named)) for team in sorted(order, key=lambda t: t == OTHERS))


def _of(team: str, named: dict[PersonId, str]) -> tuple[PersonId, ...]:
    members: Iterable[PersonId] = (i for i, t in named.items() if t == team)
    return tuple(members)
