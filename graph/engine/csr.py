"""The graph in memory: compressed sparse rows, a row a person, each tie as two arcs; companies are not in it.

A million people with five million ties take 0.2 GB. Nothing changes after building; every array is read-only and may be
memory-mapped from a snapshot.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from graph.columns import Float64, Int32, Int64, NetworkColumns
from graph.engine.kernels.build import fixed_point, rows_of
from graph.engine.kernels.labels import INFINITE
from graph.jit import read_only
from graph.strength import cost
from graph.strength.ordering import stable_order

if TYPE_CHECKING:
    import networkx as nx

STRENGTH = "strength"
COST = "cost"
HOP_BITS = 10
FINEST = 40
"""A nat of cost is up to 2^40 units, above ten bits that count hops: (cost, hops) orders as one whole number."""


def finest_scale(n: int, highest: float) -> float:
    """Units per nat such that the dearest path of n people still fits below the infinite key."""
    room = np.log2(float(INFINITE)) - HOP_BITS - 2 - np.log2(max(highest, 1.0) * max(n, 2))
    return float(2.0 ** min(FINEST, int(room)))


@dataclass(frozen=True, slots=True, eq=False)
class TieGraph:
    """An undirected graph that NetworkX accepts in its calls (backend `goodword`).

    `indptr` (n + 1), `indices` and `tie` (arcs): the neighbours of v are `indices[indptr[v]:indptr[v + 1]]`, each over
    the tie of that number; a self loop is one arc. `values`: numbers per tie by name ("strength": an affinity, 0 to 1).
    `labels`: what NetworkX calls the nodes; `positions`: their numbers (None: they are 0..n-1).

    With `weight` (arcs; empty where no path was asked for) rows are in the order of costs, then ids: the cost in fixed
    point, for path kernels, `scale` units per nat. Without, rows are in the order of the graph it was made from.
    """

    __networkx_backend__: ClassVar[str] = "goodword"

    indptr: Int64
    indices: Int32
    tie: Int32
    values: Mapping[str, Float64]
    weight: Int64
    scale: float
    labels: Sequence[Hashable]
    positions: Mapping[Hashable, int] | None = None
    whole: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    origin: nx.Graph[Hashable] | None = None
    derived: dict[str, TieGraph] = field(default_factory=dict)

    @classmethod
    def from_columns(cls, columns: NetworkColumns) -> TieGraph:
        """The graph of a network; nodes are the indexes of people. O(n + t log t)."""
        ties = columns.ties
        return cls.from_costs(len(columns.people.id), ties.a, ties.b, costs_of(ties.strength), ties.strength)

    @classmethod
    def from_costs(cls, n: int, a: Int32, b: Int32, costs: Float64, strength: Float64) -> TieGraph:
        """The graph of n people and sorted pairs a <= b; a tie of infinite cost is there but carries no path."""
        weight, scale = path_weights(n, costs)
        order = read_only(stable_order(weight))
        indptr, indices, tie = rows_of(n, read_only(a), read_only(b), order)
        return cls.from_arrays(indptr, indices, tie, strength, weight[tie], scale)

    @classmethod
    def from_arrays(
        cls, indptr: Int64, indices: Int32, tie: Int32, strength: Float64, weight: Int64, scale: float
    ) -> TieGraph:
        """The graph over arrays made earlier (a snapshot)."""
        return cls(
            indptr=read_only(indptr),
            indices=read_only(indices),
            tie=read_only(tie),
            values={STRENGTH: read_only(strength)},
            weight=read_only(weight),
            scale=scale,
            labels=range(len(indptr) - 1),
        )

    def __len__(self) -> int:
        return len(self.indptr) - 1

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.labels)

    def __contains__(self, label: object) -> bool:
        return label in self.labels if self.positions is None else label in self.positions

    def number_of_nodes(self) -> int:
        """How many people."""
        return len(self)

    def number_of_edges(self) -> int:
        """How many ties."""
        return int(self.tie.max()) + 1 if len(self.tie) else 0

    def may_have_loops(self) -> bool:
        """Whether somebody may have a tie to themselves: not where every tie is there as two arcs. O(m)."""
        return len(self.tie) != 2 * self.number_of_edges()

    def rows(self) -> tuple[Int64, Int32]:
        """`indptr` and `indices`, for kernels."""
        return self.indptr, self.indices

    def is_directed(self) -> bool:
        """False: ties are mutual."""
        return False

    def is_multigraph(self) -> bool:
        """False: however much evidence there is, two people have one tie."""
        return False

    def neighbors(self, label: Hashable) -> Iterator[Hashable]:
        """Who is tied to one person."""
        return (self.labels[i] for i in self.row(self.position(label)).tolist())

    def position(self, label: Hashable) -> int:
        """The number of a node; KeyError when there is none."""
        if self.positions is not None:
            return self.positions[label]
        if not isinstance(label, int | np.integer) or not 0 <= label < len(self):
            raise KeyError(label)
        return int(label)

    def row(self, v: int) -> Int32:
        """The neighbours of person v."""
        return self.indices[self.indptr[v] : self.indptr[v + 1]]

    def tie_between(self, i: int, j: int) -> int:
        """The number of the tie of i and j, or -1. O(the smaller degree)."""
        arc = self.arc_between(i, j)
        return -1 if arc < 0 else int(self.tie[arc])

    def arc_between(self, i: int, j: int) -> int:
        """The number of an arc of the tie of i and j, or -1. O(the smaller degree)."""
        if len(self.row(i)) > len(self.row(j)):
            i, j = j, i
        found = np.flatnonzero(self.row(i) == j)
        return int(self.indptr[i]) + int(found[0]) if len(found) else -1

    def weight_between(self, i: int, j: int) -> int:
        """The fixed-point cost of the tie of i and j, which must exist."""
        return int(self.weight[self.arc_between(i, j)])

    def per_tie(self, name: str) -> Float64:
        """Numbers per tie: "cost" is computed from "strength"; a name that no tie has is 1, as in NetworkX."""
        if name == COST and COST not in self.values and STRENGTH in self.values:
            return costs_of(self.values[STRENGTH])
        held = self.values.get(name)
        return np.ones(self.number_of_edges()) if held is None else held

    def per_arc(self, name: str | None) -> Float64:
        """Numbers per arc, 1 throughout for no name."""
        return np.ones(len(self.tie)) if name is None else self.per_tie(name)[self.tie]


def costs_of(strength: Float64) -> Float64:
    """Cost per tie, inf for a strength of 0."""
    costs = np.full(len(strength), np.inf)
    some = strength > 0.0
    costs[some] = cost(strength[some])
    return costs


def path_weights(n: int, costs: Float64) -> tuple[Int64, float]:
    """Weights per tie in fixed point for path kernels, and units per nat."""
    finite = costs[np.isfinite(costs)]
    scale = finest_scale(n, float(finite.max(initial=0.0)))
    return fixed_point(read_only(costs), scale, HOP_BITS, INFINITE), scale
