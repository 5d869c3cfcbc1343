"""What the graph tells of candidates beside their dossiers: how strong their tie is, how they stand at the company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.memo import bytes_of
from graph.network import Network
from referral.generation import own_ties, star, two_way
from referral.question import NetworkPosition

Number = TypeVar("Number", Int64, Float64)

LEAST_SEEN = 5
"""Fewer people at a company whom colleagues write to in these archives: centrality there cannot be told."""


def centrality(network: Network, company: int) -> dict[int, float]:
    """Per person there whom colleagues write to: the share of such people fewer colleagues write to; {} if too few.

    The number of distinct people who write to somebody is the best structural sign of standing (Enron: AUC .784).
    O(their pairs log).
    """
    members, pairs = network.members(company), network.pairs
    begin, end = (np.searchsorted(pairs.a, members, side=side) for side in ("left", "right"))
    count = end - begin
    first = np.repeat(np.arange(len(members)), count)
    rows = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(begin, count)
    second = np.minimum(np.searchsorted(members, pairs.b[rows]), max(len(members) - 1, 0))
    inside = members[second] == pairs.b[rows]
    rows, first, second = rows[inside], first[inside], second[inside]
    written = np.bincount(second[pairs.messages_ab[rows] > 0], minlength=len(members))
    written = written + np.bincount(first[pairs.messages_ba[rows] > 0], minlength=len(members))
    seen = np.flatnonzero(written)
    if len(seen) < LEAST_SEEN:
        return {}
    ordered = np.sort(written[seen])
    low, high = (np.searchsorted(ordered, written[seen], side=side) for side in ("left", "right"))
    return dict(zip(members[seen].tolist(), ((low + high) / 2 / len(seen)).tolist(), strict=True))


def colleagues(network: Network, company: int, ego: int) -> tuple[Int32, Int64]:
    """How many people at the company, other than the ego, somebody is tied to: of all tied to any. O(their ties)."""
    graph, members = network.graph, network.members(company)
    rows = [graph.row(member) for member in members.tolist() if member != ego]
    if not rows:
        return members[:0], np.empty(0, dtype=np.int64)
    who, count = np.unique(np.concatenate(rows), return_counts=True)
    return who, count.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class CompanyPositions:
    """How people stand at a company: `who`, ascending, with their `colleagues` there; `seen`, likewise, `central`."""

    who: Int32
    colleagues: Int64
    seen: Int32
    central: Float64

    @classmethod
    def of(cls, network: Network, company: int, ego: int) -> CompanyPositions:
        """At a company by number; nobody's where one archive alone tells nothing of it (`graph.one_archive`)."""
        if star(network):
            none = np.empty(0, dtype=np.int32)
            return cls(none, none.astype(np.int64), none, none.astype(np.float64))
        made = lambda: (*colleagues(network, company, ego), *_standing(centrality(network, company)))  # noqa: E731
        return cls(*network.tables.get(("company positions", company, ego), made, bytes_of))

    def of_each(self, people: Int32) -> tuple[Int64, Float64]:
        """Of each how many colleagues they know there, and their centrality, not a number where it cannot be told."""
        return _looked_up(self.who, self.colleagues, people, 0), _looked_up(self.seen, self.central, people, np.nan)


def _standing(central: Mapping[int, float]) -> tuple[Int32, Float64]:
    who = np.array(sorted(central), dtype=np.int32)
    return who, np.array([central[person] for person in who.tolist()], dtype=np.float64)


def _looked_up(who: Int32, values: Number, people: Int32, missing: float) -> Number:
    """The value of each of `people`, `missing` where they are none of `who`."""
    if not len(who):
        return np.full(len(people), missing, dtype=values.dtype)
    at = np.minimum(np.searchsorted(who, people), len(who) - 1)
    return np.where(who[at] == people, values[at], np.array(missing, dtype=values.dtype))


def tie_positions(
    network: Network, ego: int, people: Int32, locations: Mapping[int, str]
) -> dict[int, NetworkPosition]:
    """What the graph tells of each of `people` whatever the company; `locations`: where they are, as far as known."""
    own, tied = own_ties(network, ego), network.ties(ego, people) >= 0
    rank, place = own.standing(people[tied])
    ranks, places = iter(rank.tolist()), iter(place.tolist())
    found = dict[int, NetworkPosition]()
    for person, known, wrote in zip(people.tolist(), tied.tolist(), two_way(network, ego, people), strict=True):
        share, at = (next(ranks), next(places)) if known else (None, None)
        found[person] = NetworkPosition(
            rank=share if wrote is not None else None,
            two_way=bool(wrote),
            tie_place=at,
            location=locations.get(person, ""),
        )
    return found


def positions_at(
    network: Network, company: int, ego: int, ties: Mapping[int, NetworkPosition]
) -> dict[int, NetworkPosition]:
    """The positions of `tie_positions` with how each stands at a company.

    One archive alone tells nothing of how its owner's contacts stand among each other (`graph.one_archive`).
    """
    if star(network):
        return dict(ties)
    there = CompanyPositions.of(network, company, ego).of_each(np.array(list(ties), dtype=np.int32))
    known, central = (column.tolist() for column in there)
    return {
        number: at.among(many, share if share == share else None)  # noqa: PLR0124  (not a number: unknown)
        for (number, at), many, share in zip(ties.items(), known, central, strict=True)
    }
