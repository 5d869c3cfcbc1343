"""Time two people spent at one employer, by the dates that are known; nothing is filled in.

`graph.strength.employers` finds who did among everybody, by the same rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from graph.company_aliases import successions
from graph.model import CompanyId, Employment, FactClass
from referral.wording import count, month, months_between

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Both at `company_id` from `start` to `end`, `months` in all (at least 1).

    `kind`: DECLARED when both stays are dated, INFERRED when theirs is read from the day the two connected.
    `dated`: False when they were only seen there on single days, so that the length is a lower bound.
    `titles`: mine and theirs of every stretch. `seen`: the first day they are known to have been there.
    """

    company_id: CompanyId
    company_name: str
    start: date
    end: date
    months: int
    kind: FactClass
    dated: bool
    titles: tuple[tuple[str, str], ...]
    seen: date


@dataclass(frozen=True, slots=True)
class Stay:
    """Known to have worked there from `start` to `end`.

    `dated`: from stated dates rather than from being seen. `origin`: the company that was taken over by this one while
    they worked there; this one where none was.
    """

    company_id: CompanyId
    company_name: str
    title: str
    start: date
    end: date
    dated: bool
    origin: CompanyId


def stays(employments: Iterable[Employment], as_of: date) -> tuple[Stay, ...]:
    """Employments as known stretches of time up to `as_of`.

    A stay with a stated start lasts until its end, or until it was seen current. Rows without a start are sightings:
    those of one employer join from the first to the last, which is a lower bound of the stay.
    """
    found: list[Stay] = []
    seen: defaultdict[CompanyId, list[Employment]] = defaultdict(list)
    for row in employments:
        if row.start is None:
            seen[row.company_id].append(row)
        elif row.start <= as_of:
            end = row.end or (row.as_of if row.current else row.start)
            found.append(_stay(row, row.start, min(max(end, row.start), as_of), dated=True))
    for rows in seen.values():
        days = sorted(d for row in rows if (d := row.end or row.as_of) <= as_of)
        if days:
            found.append(_stay(rows[0], days[0], days[-1], dated=False))
    lasted = [part for stay in found for part in _across_mergers(stay)]
    return tuple(sorted(lasted, key=lambda stay: (stay.start, stay.company_id, stay.end)))


def _across_mergers(stay: Stay) -> Iterator[Stay]:
    """The stay, and the part of it after its company was taken over as a stay at the company that goes on."""
    yield stay
    for step in successions().get(stay.company_id, ()):
        if step.since <= stay.end:
            start = max(stay.start, step.since)
            yield replace(stay, company_id=step.company_id, company_name=step.name, start=start)


def _stay(row: Employment, start: date, end: date, *, dated: bool) -> Stay:
    return Stay(row.company_id, row.company_name, row.title, start, end, dated, row.company_id)


def together(shared: Overlap) -> str:
    """A DECLARED overlap as a line: `Both at Foxmoor, Mar 2018 - Nov 2019 (20 months)`; a lower bound is called so."""
    if not shared.dated and shared.start == shared.end:
        return f"Both at {shared.company_name} in {month(shared.start)}; how long is not known"
    least = "," if shared.dated else " at least"
    length = count(shared.months, "month")
    return f"Both at {shared.company_name}{least} {month(shared.start)} - {month(shared.end)} ({length})"


def together_short(shared: Overlap) -> str:
    """The same for a picture: `Foxmoor, 9 months`, `Foxmoor, 9+ months`; of unknown length `Foxmoor`."""
    if not shared.dated and shared.start == shared.end:
        return shared.company_name
    number, unit = (shared.months, "month") if shared.months < 2 * 12 else (shared.months // 12, "year")
    return f"{shared.company_name}, {count(number, unit) if shared.dated else f'{number}+ {unit}s'}"


def overlaps(
    mine: Sequence[Stay], theirs: Iterable[Employment], *, connected_on: date | None, as_of: date
) -> list[Overlap]:
    """Employers shared at the same time, longest first, at most one overlap of each kind an employer.

    Where their dates are not known but the two connected while I worked there, the time from that day on is INFERRED.
    """
    employers = frozenset(stay.company_id for stay in mine)
    shared = [row for row in theirs if worked_at(employers, row)]
    if not shared:
        return []
    found: defaultdict[tuple[CompanyId, FactClass], list[Overlap]] = defaultdict(list)
    for my, their in product(mine, stays(shared, as_of)):
        if _same_employer(my, their):
            for both in (_both(my, their), _since_connected(my, their, connected_on)):
                if both:
                    found[both.company_id, both.kind].append(both)
    return sorted((_joined(group) for group in found.values()), key=lambda o: (-o.months, o.company_id, o.kind))


def worked_at(employers: frozenset[CompanyId], row: Employment) -> bool:
    """Whether a stay was at one of these employers, or at one that became one of them."""
    if row.company_id in employers:
        return True
    became = successions().get(row.company_id, ())
    return any(step.company_id in employers for step in became)


def _same_employer(my: Stay, their: Stay) -> bool:
    """One company; what both were taken over by together is told by the time before already."""
    together = my.origin == their.origin != my.company_id
    return my.company_id == their.company_id and not together


def with_successors(employer: CompanyId) -> Iterator[CompanyId]:
    """The company, and those that it was taken over by."""
    yield employer
    yield from (step.company_id for step in successions().get(employer, ()))


def _both(my: Stay, their: Stay) -> Overlap | None:
    start, end = max(my.start, their.start), min(my.end, their.end)
    if start > end:
        return None
    return _overlap(my, their, (start, end), FactClass.DECLARED)


def _since_connected(my: Stay, their: Stay, connected_on: date | None) -> Overlap | None:
    if their.dated or connected_on is None or not my.start <= connected_on <= my.end:
        return None
    return _overlap(my, their, (connected_on, my.end), FactClass.INFERRED)


def _overlap(my: Stay, their: Stay, span: Span, kind: FactClass) -> Overlap:
    months = max(1, months_between(*span))
    dated = my.dated and their.dated
    return Overlap(my.company_id, my.company_name, *span, months, kind, dated, ((my.title, their.title),), their.start)


def _joined(group: list[Overlap]) -> Overlap:
    """One overlap of one kind a company: months of stretches that do not coincide are added up."""
    spans = union((o.start, o.end) for o in group)
    months = max(1, sum(months_between(*span) for span in spans))
    first = min(group, key=lambda o: (not o.dated, o.start, o.end))
    titles = tuple(dict.fromkeys(pair for o in group for pair in o.titles))
    dated = any(o.dated for o in group)
    return replace(first, start=spans[0][0], end=spans[-1][1], months=months, dated=dated, titles=titles)


def union(spans: Iterable[Span]) -> list[Span]:
    """Stretches of time joined where they touch, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
