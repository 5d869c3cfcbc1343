"""The network in a few nodes: people by community or by employer, how large, how well known, tied to which others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.columns import Float64, Int64, NetworkColumns
from graph.communities import communities
from graph.network import Network
from graph.one_archive import only_stars

MOST_GROUPS = 120
"""Marks of a map at most; what is beyond them is counted as one rest."""
MOST_LINKS = 240
LEAST_SIZE = 2
"""People in a group that gets a node of its own."""


class Grouping(StrEnum):
    """What makes a group."""

    COMMUNITY = "community"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Group:
    """`number`: of the community, or index of the employer; `size`: people; `known`: those an ego is tied to.

    `strength`: mean of the strengths of the egos' ties there, 0 where there is none.
    """

    number: int
    size: int
    known: int
    strength: float


@dataclass(frozen=True, slots=True)
class Link:
    """Ties between two groups, by their places in the list: how many, and their strength in sum."""

    a: int
    b: int
    ties: int
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The largest groups, most people known first; `labels`: of everybody, -1 in none; `rest`: people in none shown."""

    by: Grouping
    labels: Int64
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    rest: int
    notes: tuple[str, ...]


def best_by(network: Network) -> Grouping:
    """Communities where several archives show them; one archive is a star, whose people go by employer."""
    return Grouping.EMPLOYER if only_stars(network.columns) else Grouping.COMMUNITY


def labels_of(network: Network, by: Grouping) -> tuple[Int64, tuple[str, ...]]:
    """The number of everybody's group, -1 in none, and what is to be said of that; worked out once a graph."""
    return network.tables.get(("labels", by), lambda: _labelled(network, by), lambda made: made[0].nbytes)


def keep_labels(network: Network, by: Grouping, labels: Int64, notes: tuple[str, ...]) -> None:
    """Take `labels` for those of this graph: they were worked out of the same before."""
    network.tables.get(("labels", by), lambda: (labels, notes), lambda made: made[0].nbytes)


def _labelled(network: Network, by: Grouping) -> tuple[Int64, tuple[str, ...]]:
    if by is Grouping.EMPLOYER:
        return network.columns.people.company.astype(np.int64), ()
    found = communities(network)
    return found.labels, found.notes


def ego_strengths(columns: NetworkColumns, egos: tuple[int, ...]) -> Float64:
    """The strongest tie of each person with any of `egos`, 0 without one. O(ties)."""
    ties, mine = columns.ties, np.zeros(len(columns.people.id), dtype=np.bool_)
    mine[list(egos)] = True
    best = np.zeros(len(mine), dtype=np.float64)
    for one, other in ((ties.a, ties.b), (ties.b, ties.a)):
        rows = mine[one]
        np.maximum.at(best, other[rows], ties.strength[rows])
    best[list(egos)] = 0.0
    return best


def groups(network: Network, by: Grouping, egos: tuple[int, ...]) -> Groups:
    """The groups of a network seen from `egos`, indexes of people who are left out. O(n + t), once a graph."""
    return network.tables.get(("groups", by, egos), lambda: _groups(network, by, egos), lambda made: made.labels.nbytes)


def _groups(network: Network, by: Grouping, egos: tuple[int, ...]) -> Groups:
    labels, notes = labels_of(network, by)
    labels = labels.copy()
    labels[list(egos)] = -1
    best = ego_strengths(network.columns, egos)
    count = int(labels.max(initial=-1)) + 1
    inside, tied = labels >= 0, (labels >= 0) & (best > 0)
    sizes = np.bincount(labels[inside], minlength=count)
    known = np.bincount(labels[tied], minlength=count)
    total = np.bincount(labels[tied], weights=best[tied], minlength=count)
    shown = np.lexsort((np.arange(count), -sizes, -known))[:MOST_GROUPS]
    shown = shown[(sizes[shown] >= LEAST_SIZE) | (known[shown] > 0)]
    found = tuple(
        Group(int(g), int(sizes[g]), int(known[g]), float(total[g] / known[g]) if known[g] else 0.0) for g in shown
    )
    rest = len(labels) - len(egos) - int(sizes[shown].sum())
    return Groups(by, labels, found, _links(network.columns, labels, shown, count), rest, notes)


def _links(columns: NetworkColumns, labels: Int64, shown: Int64, count: int) -> tuple[Link, ...]:
    """Ties between different nodes, the strongest pairs first."""
    position = np.full(count + 1, -1, dtype=np.int64)
    position[shown] = np.arange(len(shown))
    a, b = position[labels[columns.ties.a]], position[labels[columns.ties.b]]
    rows = (a >= 0) & (b >= 0) & (a != b)
    low, high = np.minimum(a, b)[rows], np.maximum(a, b)[rows]
    pairs, at, ties = np.unique(low * len(shown) + high, return_inverse=True, return_counts=True)
    strength = np.bincount(at, weights=columns.ties.strength[rows], minlength=len(pairs))
    best = np.lexsort((pairs, -strength))[:MOST_LINKS]
    return tuple(
        Link(int(pairs[i] // len(shown)), int(pairs[i] % len(shown)), int(ties[i]), float(strength[i])) for i in best
    )


def members(found: Groups, number: int, strengths: Float64, *, most: int) -> Int64:
    """People of a group, those an ego knows best first, at most `most`. O(n)."""
    there = np.flatnonzero(found.labels == number)
    order = np.lexsort((there, -strengths[there]))
    return there[order][:most].astype(np.int64)
