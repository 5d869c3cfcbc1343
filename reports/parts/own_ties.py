"""The ties of those asked about: how strong, who wrote, when made, which fell silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.columns import Bool, Int32, Int64
from graph.network import Network
from referral.dormant_ties import dormant_ties
from referral.generation import own_ties
from reports.model import DormantTie, TargetRow
from reports.network_values import Band, Month, Reciprocity
from reports.parts.connectors import SHOWN
from reports.parts.network_view import NetworkView

BAND = 10
"""Places a band is wide."""


def own_rows(view: NetworkView) -> Int64:
    """Rows of ties with exactly one of those asked about at an end."""
    ties = view.network.columns.ties
    return np.flatnonzero(np.isin(ties.a, view.egos) ^ np.isin(ties.b, view.egos))


def others(view: NetworkView, rows: Int64) -> Int32:
    """The far end of each own tie."""
    ties = view.network.columns.ties
    return np.where(np.isin(ties.a[rows], view.egos), ties.b[rows], ties.a[rows]).astype(np.int32)


def reciprocity(view: NetworkView) -> Reciprocity:
    """Own ties by who wrote."""
    ties, rows = view.network.columns.ties, own_rows(view)
    first = np.isin(ties.a[rows], view.egos)
    out = np.where(first, ties.messages_ab[rows], ties.messages_ba[rows]) > 0
    back = np.where(first, ties.messages_ba[rows], ties.messages_ab[rows]) > 0
    counts = ((out & back).sum(), (out & ~back).sum(), (~out & back).sum(), (~out & ~back).sum())
    return Reciprocity(*(int(n) for n in counts))


def places(network: Network, ego: int) -> tuple[Int32, Int64]:
    """Whom somebody is tied to, and the place of each tie among theirs, as `referral.own_ties` says it."""
    own = own_ties(network, ego)
    return own.people, own.places


def strength_bands(view: NetworkView, targets: Sequence[TargetRow]) -> tuple[Band, ...]:
    """Own ties in ten bands of places, each tie among those of its owner; and how many of them lead to a target."""
    at_target = _at_targets(view, targets)
    totals, there = np.zeros(100 // BAND, dtype=np.int64), np.zeros(100 // BAND, dtype=np.int64)
    for ego in view.egos.tolist():
        people, place = places(view.network, ego)
        band = np.minimum(place // BAND, 100 // BAND - 1)
        totals += np.bincount(band, minlength=len(totals))
        there += np.bincount(band[at_target[people]], minlength=len(totals))
    return tuple(
        Band(BAND * i, BAND * (i + 1), int(n), int(m)) for i, (n, m) in enumerate(zip(totals, there, strict=True))
    )


def _at_targets(view: NetworkView, targets: Sequence[TargetRow]) -> Bool:
    found = np.zeros(len(view.network.graph), dtype=np.bool_)
    for row in targets:
        at = view.network.company_index(row.firm.id) if row.firm else None
        if at is not None:
            found[view.network.members(at)] = True
    return found


def growth(made: Mapping[date | None, int], as_of: date) -> tuple[Month, ...]:
    """Connections by the month they were made up to `as_of`, without gaps; undated ones are left out.

    `made`: how many by the day, as `Workspace.connected_on` tells them.
    """
    counts: Counter[int] = Counter()
    for day, count in made.items():
        if day is not None and day <= as_of:
            counts[12 * day.year + day.month - 1] += count
    return tuple(Month(_month(at), counts[at]) for at in range(min(counts), max(counts) + 1)) if counts else ()


def _month(at: int) -> str:
    return f"{at // 12:04d}-{1 + at % 12:02d}"


@dataclass(frozen=True, slots=True)
class SilentTies:
    """Two-way ties long silent: those to show, how many there are, and how many of them could help at a target."""

    shown: tuple[DormantTie, ...]
    total: int
    helpful: int


def dormant(view: NetworkView, targets: Sequence[TargetRow]) -> SilentTies:
    """Two-way ties long silent: first those who open most targets, then those with most talk."""
    return dormant_among(view, [(row.name, row.firm.id) for row in targets if row.firm])


def dormant_among(view: NetworkView, targets: Sequence[tuple[str, str]]) -> SilentTies:
    """As `dormant`, of companies by name and id."""
    found = dormant_ties(view.context.workspace, view.network, view.egos, view.context.as_of)
    there = TargetPeople.of(view.network, targets)
    help_ = [there.of_person(tie.other, view.egos) for tie in found]
    order = sorted(range(len(found)), key=lambda i: (-len(help_[i][0]), i))[:SHOWN]
    people = view.people([found[i].other for i in order])
    owners = view.people([found[i].ego for i in order]) if len(view.egos) > 1 else [None] * len(order)
    told = tuple(
        DormantTie(
            who,
            (view.context.as_of - found[i].day).days,
            found[i].messages,
            found[i].day,
            *help_[i],
            tied_to=owner,
        )
        for who, owner, i in zip(people, owners, order, strict=True)
    )
    return SilentTies(told, len(found), sum(1 for names, _ in help_ if names))


@dataclass(frozen=True, slots=True)
class TargetPeople:
    """Who works at target companies now. `names`: of the targets with people known there, by the company's number."""

    network: Network
    names: Mapping[int, str]

    @classmethod
    def of(cls, network: Network, targets: Sequence[tuple[str, str]]) -> TargetPeople:
        """Of targets by name and id, in their order."""
        found = ((network.company_index(company), name) for name, company in targets)
        return cls(network, {at: name for at, name in found if at is not None})

    def at(self, people: Int32) -> tuple[str, ...]:
        """The targets at which any of `people` works, in the order of the list. O(people log people of the pool)."""
        works = self.network.columns.works
        start, end = (np.searchsorted(works.person, people, side) for side in ("left", "right"))
        there = {at for a, b in zip(start.tolist(), end.tolist(), strict=True) for at in works.company[a:b].tolist()}
        return tuple(name for at, name in self.names.items() if at in there) if there else ()

    def of_person(self, person: int, egos: Int32) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The targets where somebody works or knows somebody, and those where they work."""
        works = self.at(np.array([person], dtype=np.int32))
        knows = self.at(np.setdiff1d(self.network.graph.row(person), egos))
        return tuple(dict.fromkeys((*works, *knows))), works
