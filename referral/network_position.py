"""What the graph tells of candidates beside their dossiers: how strong their tie is, how they stand at the company."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph.columns import Int32
from graph.network import Network
from referral.generation import own_ties, star, two_way
from referral.question import NetworkPosition

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


def colleagues(network: Network, company: int, ego: int) -> dict[int, int]:
    """How many people at the company, other than the ego, somebody is tied to: of all tied to any. O(their ties)."""
    graph, members = network.graph, network.members(company)
    rows = [graph.row(member) for member in members.tolist() if member != ego]
    who, count = np.unique(np.concatenate(rows), return_counts=True) if rows else (members[:0], members[:0])
    return dict(zip(who.tolist(), count.tolist(), strict=True))


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
    central, there = centrality(network, company), colleagues(network, company, ego)
    return {number: at.among(there.get(number, 0), central.get(number)) for number, at in ties.items()}
