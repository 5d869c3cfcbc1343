"""Familiar with your work: shared employers by dates, recommendations, who managed whom, the user's mark."""

from __future__ import annotations

import math
from collections.abc import Iterator

from graph.model import Dossier, FactClass, StatementKind
from referral.criteria.parts import Point, best, criterion, point
from referral.overlap import Overlap, overlaps, together
from referral.pair_facts import WORKED, Pair, dated_statement, relation, worked_together
from referral.question import Question
from referral.results import Criterion, CriterionName
from referral.titles import read_beside, read_title
from referral.wording import month

FULL_NATS = 1.8
GIVEN_NATS = 0.9
"""Nats at the most, and for a recommendation the ego wrote: it shows that the ego knows their work, not the reverse."""
LARGE = 0.3
"""Share that is left of time together at a large employer, where two need never have met. Not validated."""
SAME_FUNCTION, LIKELY_BOSS = 0.6, 0.8
"""s at least where titles say the same function, and where theirs leads that function and mine does not."""
LEADING = frozenset({"lead", "manager", "senior_manager", "director"})
INFERRED_SHARE = 0.5
"""Share left where their dates are unknown and only the day of connecting tells of the overlap. Not validated."""
SMALL_KNOWN, LARGE_KNOWN = 15, 60
"""Employers with so few (so many) known people are small (large); log-linear between. Not validated."""


def size_factor(known: int) -> float:
    """s: 1 for a small employer down to 0.3 for a large one, by how many people are known to work there."""
    if known <= SMALL_KNOWN:
        return 1.0
    share = math.log(min(known, LARGE_KNOWN) / SMALL_KNOWN) / math.log(LARGE_KNOWN / SMALL_KNOWN)
    return 1.0 - (1.0 - LARGE) * share


def familiar(dossier: Dossier, question: Question) -> Criterion:
    """Whether they have seen the ego work: the best of all evidence, at most 1.8 nats.

    Where the user says that the two did not work together, time at one employer tells nothing.
    """
    apart = dossier.mark.worked_with is False
    shared = (
        ()
        if apart
        else overlaps(
            question.stays,
            dossier.employments,
            connected_on=dossier.connected_on,
            as_of=question.as_of,
        )
    )
    points = [*_marked(dossier), *_recommended(dossier), *(_together(o, question) for o in shared)]
    return criterion(CriterionName.FAMILIAR, points, nats=best(points))


def _marked(dossier: Dossier) -> Iterator[Point]:
    if dossier.mark.worked_with:
        yield point(FULL_NATS, worked_together(dossier.mark, Pair()), "your mark", FactClass.CONFIRMED)
    if dossier.mark.worked_with is False:
        yield point(0.0, "You did not work together", "your mark", FactClass.CONFIRMED)
    if dossier.mark.managed_me:
        yield point(FULL_NATS, "They managed you", "your mark", FactClass.CONFIRMED)


def _recommended(dossier: Dossier) -> Iterator[Point]:
    for said in dossier.statements:
        if said.kind is StatementKind.RECOMMENDATION:
            theirs = said.author == dossier.person.id
            managed = relation(said, dossier, Pair())
            nats = FULL_NATS if theirs or managed else GIVEN_NATS
            text = dated_statement(said, dossier, Pair())
            source = "Recommendations_Received.csv" if theirs else "Recommendations_Given.csv"
            yield point(nats, text, source, FactClass.OBSERVED, said.at)


def _together(shared: Overlap, question: Question) -> Point:
    known = question.known_at.get(shared.company_id, 0)
    share = max(size_factor(known), *(_closeness(*titles) for titles in shared.titles))
    certainty = INFERRED_SHARE if shared.kind is FactClass.INFERRED else 1.0
    nats = FULL_NATS * min(1.0, shared.months / 12) * share * certainty
    return point(nats, _sentence(shared) + _line(shared), _SOURCES[shared.kind], shared.kind, shared.end)


def _line(shared: Overlap) -> str:
    """Whether titles put them above the ego in one function; that they were the manager is nowhere said."""
    boss = next((titles for titles in shared.titles if _closeness(*titles) == LIKELY_BOSS), None)
    return f"; they were {boss[1]}, you {boss[0]}" if boss else ""


_SOURCES = {FactClass.DECLARED: WORKED, FactClass.INFERRED: "your positions and Connections.csv"}


def _closeness(mine: str, theirs: str) -> float:
    """How near two titles at one employer put two people: s at least, 0 when they tell nothing."""
    me, them = (read_beside(read_title(one), [read_title(other)]) for one, other in ((mine, theirs), (theirs, mine)))
    if not me.function or me.function not in them.functions:
        return 0.0
    return LIKELY_BOSS if _leads(theirs) and not _leads(mine) else SAME_FUNCTION


def _leads(title: str) -> bool:
    level = read_title(title).level
    return level is not None and level.name in LEADING


def _sentence(shared: Overlap) -> str:
    if shared.kind is FactClass.INFERRED:
        return (
            f"You worked at {shared.company_name} from {month(shared.start)}, when you connected, to "
            f"{month(shared.end)}; they were there in {month(shared.seen)}, for how long is not known"
        )
    return together(shared)
