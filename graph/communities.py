"""Communities: groups with more ties inside than between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import networkx as nx
import numpy as np

from graph.centrality import seen_in_part
from graph.columns import Float64, Int64
from graph.engine.csr import STRENGTH, TieGraph
from graph.measures import as_networkx
from graph.network import Network
from graph.one_archive import only_stars

SHOWN = 3
"""People named of each group."""
LEAST = 2
"""People in a group at least; somebody alone is in none."""


@dataclass(frozen=True, slots=True)
class Community:
    """How many people, and the ids of those with the most strength of ties inside, most first."""

    size: int
    central: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """`labels`: the group of each person by number, groups numbered by size, then first member; -1: in none.

    `groups`: those of two and more, in that order; `modularity`: -0.5..1, None where there are no groups.
    """

    labels: Int64
    groups: tuple[Community, ...]
    modularity: float | None
    notes: tuple[str, ...]


def communities(network: Network, *, seed: int = 0, resolution: float = 1.0) -> Communities:
    """Leiden communities by strength (an affinity); the same seed gives the same groups.

    Near O(t) a round, by networkit on one thread. Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
    """
    n = len(network.graph)
    if only_stars(network.columns):
        note = "communities cannot be told from one archive: it is a star round its owner. Import more archives"
        return Communities(np.full(n, -1, dtype=np.int64), (), None, (note,))
    found = _found(network, seed, resolution)
    groups = sorted((sorted(g) for g in found if len(g) >= LEAST), key=lambda g: (-len(g), g[0]))
    labels = np.full(n, -1, dtype=np.int64)
    for i, members in enumerate(groups):
        labels[members] = i
    inside = _strength_inside(network.graph, labels)
    shown = tuple(_group(network, members, inside) for members in groups)
    owners = len(network.columns.owners)
    notes = (f"{seen_in_part(owners)}: a group round an owner may be no more than that owner's list",) if owners else ()
    computed = (network.computer.note,) if network.computer else ()
    return Communities(labels, shown, modularity(network.graph, labels), (*network.notes, *notes, *computed))


def _found(network: Network, seed: int, resolution: float) -> list[set[int]]:
    if network.computer is None:
        call = nx.community.leiden_communities
        found = call(as_networkx(network.graph), weight=STRENGTH, seed=seed, resolution=resolution)
        return [cast("set[int]", group) for group in found]
    labels = network.computer.communities(seed=seed, resolution=resolution)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [set(group.tolist()) for group in np.split(order, cuts)]


def _group(network: Network, members: list[int], inside: Float64) -> Community:
    order = sorted(members, key=lambda v: (-inside[v], v))[:SHOWN]
    return Community(len(members), tuple(network.person(v) for v in order))


def _ends(graph: TieGraph) -> tuple[Int64, Float64]:
    """The person at the near end of each arc, and the arc's strength."""
    return np.repeat(np.arange(len(graph), dtype=np.int64), np.diff(graph.indptr)), graph.per_arc(STRENGTH)


def _strength_inside(graph: TieGraph, labels: Int64) -> Float64:
    """Strength of each person's ties within their group."""
    rows, strength = _ends(graph)
    same = labels[rows] == labels[graph.indices]
    return np.bincount(rows[same], weights=strength[same], minlength=len(graph)).astype(np.float64)


def modularity(graph: TieGraph, labels: Int64) -> float | None:
    """Newman's modularity by strength; people of label -1 are groups of their own. O(t).

    Newman & Girvan 2004, doi:10.1103/PhysRevE.69.026113.
    """
    rows, strength = _ends(graph)
    whole = float(strength.sum())
    if whole == 0.0:
        return None
    group = np.where(labels < 0, labels.max(initial=-1) + 1 + np.arange(len(labels)), labels)
    inside = float(strength[group[rows] == group[graph.indices]].sum())
    share = np.bincount(group[rows], weights=strength) / whole
    return inside / whole - float((share**2).sum())
