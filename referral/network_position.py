"""What the graph tells of candidates beside their dossiers: how strong their tie is, how they stand at the company."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Int32
from graph.dossiers import ties_into
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


def colleagues(network: Network, company: int, ego: int, people: Int32) -> dict[int, int]:
    """How many people at the company, other than the ego, each of `people` is tied to."""
    inside: Bool = np.zeros(len(network.graph), dtype=np.bool_)
    inside[network.members(company)] = True
    inside[ego] = False
    return dict(zip(people.tolist(), ties_into(network, people, inside).tolist(), strict=True))


def network_positions(
    network: Network, company: int, ego: int, people: Int32, locations: dict[int, str]
) -> dict[int, NetworkPosition]:
    """The position of each of `people`; `locations`: where people are, as far as known.

    One archive alone tells nothing of how its owner's contacts stand among each other (`graph.one_archive`).
    """
    alone, own = star(network), own_ties(network, ego)
    central = {} if alone else centrality(network, company)
    there = {} if alone else colleagues(network, company, ego, people)
    ties, both = network.ties(ego, people).tolist(), two_way(network, ego, people)
    return {
        person: NetworkPosition(
            rank=own.rank(person) if tie >= 0 and wrote is not None else None,
            two_way=bool(wrote),
            colleagues=there.get(person, 0),
            central=central.get(person),
            tie_place=own.place(person, 0.0) if tie >= 0 else None,
            location=locations.get(person, ""),
        )
        for person, tie, wrote in zip(people.tolist(), ties, both, strict=True)
    }
