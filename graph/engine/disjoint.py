"""Paths that share nobody in between: the set of the least total cost, which is the greatest product of strengths.

- Without a hop limit, and wherever the limit does not bind: exact, by successive cheapest augmentations of a flow
  (Suurballe & Tarjan 1984, doi:10.1002/net.3230140209).
- With at most three hops: exact. A path has at most two connectors, so a set is a matching among connectors; only the
  few cheapest ways at each connector, and the few hundred cheapest of those, can be in a best set (else one of them
  could be swapped in), and among them a small integer programme finds it.
- With a limit of four hops or more that binds the problem is NP-hard (Itai, Perl & Shiloach 1982,
  doi:10.1002/net.3230120306): the best set among the `CANDIDATES` cheapest paths.

As many paths as possible come first, up to k, then their total cost. Ends may be shared: several paths may lead to the
same person at the target.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy  # its parts are loaded when first used: the optimiser takes a third of the time to start

from graph.columns import Float64, Int8, Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels import flow
from graph.engine.kernels.labels import INFINITE
from graph.engine.scratch import Scratch
from graph.engine.search import FEW_HOPS, Nodes, Search
from graph.errors import EngineError
from graph.jit import read_only

CANDIDATES = 300
"""Ways given to the integer programme at most; how few can be in a best set stands above."""


@dataclass(frozen=True, slots=True)
class KeyedPath:
    """A path and its key."""

    key: int
    nodes: Nodes

    @property
    def between(self) -> Nodes:
        """The people between the first and the last, whom no other path may use."""
        return self.nodes[1:-1]


def disjoint_paths(
    graph: TieGraph, scratch: Scratch, sources: Int32, targets: Int32, *, step: int, max_hops: int, k: int
) -> list[Nodes]:
    """Up to k paths from any source to any target without a common connector, best first; see above for exactness."""
    if max_hops <= FEW_HOPS:
        return _ordered(packed(_short_ways(graph, sources, targets, step=step, max_hops=max_hops, k=k), k))
    left = Search(graph, scratch, sources, targets, step).lower_bounds()
    if left is None:
        return []
    found = _flow_ways(graph, sources, targets, left, step=step, k=k)
    if all(len(way.nodes) - 1 <= max_hops for way in found):
        return _ordered(found)
    search = Search(graph, scratch, sources, targets, step, max_hops)
    return _ordered(packed([KeyedPath(key, nodes) for key, nodes in search.paths(CANDIDATES)], k))


def _ordered(ways: list[KeyedPath]) -> list[Nodes]:
    return [way.nodes for way in sorted(ways, key=lambda w: (w.key, w.nodes))]


def packed(ways: list[KeyedPath], k: int) -> list[KeyedPath]:
    """The cheapest largest set of at most k ways without common connectors, by an integer programme (HiGHS)."""
    if not ways:
        return []
    ways = sorted(ways, key=lambda w: (w.key, w.nodes))
    position = {v: i for i, v in enumerate(sorted({v for w in ways for v in w.between}))}
    cells = [(position[v], i) for i, w in enumerate(ways) for v in w.between]
    rows, columns = [c[0] for c in cells], [c[1] for c in cells]
    once = scipy.sparse.csr_array((np.ones(len(cells)), (rows, columns)), shape=(len(position), len(ways)))
    few = scipy.sparse.csr_array(np.ones((1, len(ways))))
    limits = [
        scipy.optimize.LinearConstraint(few, 0, k),
        *([scipy.optimize.LinearConstraint(once, 0, 1)] if position else []),
    ]
    most = _solved(-np.ones(len(ways)), limits)
    count = int(most.sum())
    costs = np.array([w.key for w in ways], dtype=np.float64)
    scaled = (costs - costs[0]) / max(float(costs[-1] - costs[0]), 1.0) + np.arange(len(ways)) * 1e-9
    limits[0] = scipy.optimize.LinearConstraint(few, count, count)
    return [ways[i] for i in np.flatnonzero(_solved(scaled, limits)).tolist()]


def _solved(costs: Float64, limits: list[scipy.optimize.LinearConstraint]) -> Int64:
    whole, once = np.ones(len(costs), dtype=np.int64), scipy.optimize.Bounds(0, 1)
    answer = scipy.optimize.milp(costs, integrality=whole, bounds=once, constraints=limits, options={"mip_rel_gap": 0})
    if answer.x is None:
        raise EngineError(f"no best set of paths: {answer.message}")
    return np.asarray(np.rint(answer.x), dtype=np.int64)


def _roles(n: int, sources: Int32, targets: Int32) -> Int8:
    role = np.zeros(n, dtype=np.int8)
    role[targets] = flow.TARGET
    role[sources] = flow.SOURCE
    return role


def _direct(graph: TieGraph, role: Int8, sources: Int32, step: int, k: int) -> list[KeyedPath]:
    """The k cheapest ties straight from a source to a target."""
    ways = []
    for s in sources.tolist():
        for arc in range(int(graph.indptr[s]), int(graph.indptr[s + 1])):
            t, key = int(graph.indices[arc]), int(graph.weight[arc]) + step
            if role[t] == flow.TARGET and key < INFINITE:
                ways.append(KeyedPath(key, (s, t)))
    return sorted(ways, key=lambda w: (w.key, w.nodes))[:k]


def _short_ways(
    graph: TieGraph, sources: Int32, targets: Int32, *, step: int, max_hops: int, k: int
) -> list[KeyedPath]:
    """Every way of at most three hops that can be in a best set of k."""
    rows = (graph.indptr, graph.indices, graph.weight, step)
    role = _roles(len(graph), sources, targets)
    ways = _direct(graph, role, sources, step, k)
    if max_hops == 1:
        return ways
    first, source = flow.nearest(*rows, read_only(role), sources)
    last, target = flow.nearest(*rows, read_only(role), targets)
    alone = np.flatnonzero((first < INFINITE) & (last < INFINITE)).astype(np.int32)
    one, other, key = alone, alone, first[alone] + last[alone]
    if max_hops > 2:
        a, b, keys = flow.over_two(*rows, first, last)
        one, other, key = np.concatenate([one, a]), np.concatenate([other, b]), np.concatenate([key, keys])
    for i in _useful(one, other, key, k).tolist():
        u, v = int(one[i]), int(other[i])
        inner = (u,) if u == v else (u, v)
        ways.append(KeyedPath(int(key[i]), (int(source[u]), *inner, int(target[v]))))
    return ways


def _useful(one: Int32, other: Int32, key: Int64, k: int) -> Int64:
    """Rows among the 2k - 1 cheapest at both connectors, and of those the 2 (k - 1) (2k - 1) + 1 cheapest."""
    width = 2 * k - 1
    order = np.lexsort((other, one, key))
    low, high = np.minimum(one, other)[order].astype(np.int64), np.maximum(one, other)[order].astype(np.int64)
    _, first = np.unique(low * (int(high.max(initial=0)) + 1) + high, return_index=True)
    order = order[np.sort(first)]
    ends = np.concatenate([one[order], other[order]])
    row = np.concatenate([np.arange(len(order)), np.arange(len(order))])
    by_end = np.lexsort((row, ends))
    begins = np.flatnonzero(np.r_[True, np.diff(ends[by_end]) != 0]) if len(ends) else np.empty(0, dtype=np.int64)
    rank = np.arange(len(ends)) - np.repeat(begins, np.diff(np.r_[begins, len(ends)]))
    worst = np.zeros(len(order), dtype=np.int64)
    np.maximum.at(worst, row[by_end], rank)
    single = one[order] == other[order]
    kept: Int64 = order[worst < width + single * width]
    return kept[: 2 * max(k - 1, 0) * width + 1]


def _flow_ways(graph: TieGraph, sources: Int32, targets: Int32, left: Int64, *, step: int, k: int) -> list[KeyedPath]:
    """The cheapest k paths without common connectors, whatever their hops, by successive augmentation."""
    n = len(graph)
    state = _Flow(
        role=_roles(n, sources, targets),
        previous=np.full(n, -1, dtype=np.int32),
        following=np.full(n, -1, dtype=np.int32),
        pot=np.concatenate([left, left]),
        dist=np.full(2 * n, INFINITE, dtype=np.int64),
        parent=np.full(2 * n, -1, dtype=np.int32),
        touched=np.empty(2 * n, dtype=np.int32),
    )
    steps: set[tuple[int, int]] = set()
    for _ in range(min(k, _most(graph, state.role, sources), _most(graph, state.role, targets))):
        if not state.augment(graph, sources, step, steps):
            break
    return state.ways(graph, steps, step)


def _most(graph: TieGraph, role: Int8, ends: Int32) -> int:
    """How many paths can leave one side at most: its free contacts and its ties to the other side."""
    contacts = np.concatenate([graph.row(v) for v in ends.tolist()])
    own = role[ends[0]]
    across = int(((role[contacts] != own) & (role[contacts] != flow.FREE)).sum())
    return len(np.unique(contacts[role[contacts] == flow.FREE])) + across


@dataclass(slots=True, eq=False)
class _Flow:
    """The arrays of a flow in the making."""

    role: Int8
    previous: Int32
    following: Int32
    pot: Int64
    dist: Int64
    parent: Int32
    touched: Int32

    def augment(self, graph: TieGraph, sources: Int32, step: int, steps: set[tuple[int, int]]) -> bool:
        """Add one path to the steps, taking back those it goes back along; False when there is none."""
        n, role = len(graph), self.role
        direct = sorted((u, v) for u, v in steps if role[u] == flow.SOURCE and role[v] == flow.TARGET)
        used = np.array(direct, dtype=np.int32).reshape(-1, 2)
        best, state, end, count = flow.augment(
            graph.indptr, graph.indices, graph.weight, step, role, self.previous, self.following, self.pot, self.dist,
            self.parent, self.touched, sources, used,
        )  # fmt: skip
        if best < INFINITE:
            trail = [state]
            while self.parent[trail[-1]] >= 0:
                trail.append(int(self.parent[trail[-1]]))
            trail.reverse()
            flow.lift(self.dist, self.pot, self.touched[:count], best)
            self._change(n, trail, end, steps)
        return bool(best < INFINITE)

    def _change(self, n: int, trail: list[int], end: int, steps: set[tuple[int, int]]) -> None:
        for before, after in pairwise(trail):
            u, v = before % n, after % n
            if u == v:
                continue
            if after >= n:
                steps.remove((v, u))
            else:
                steps.add((u, v))
        steps.add((trail[-1] % n, end))
        was = self.role == flow.ON_PATH
        self.role[was] = flow.FREE
        self.previous[was] = self.following[was] = -1
        for u, v in steps:
            for w in (u, v):
                if self.role[w] == flow.FREE:
                    self.role[w] = flow.ON_PATH
            self.following[u] = v if self.role[u] == flow.ON_PATH else -1
            self.previous[v] = u if self.role[v] == flow.ON_PATH else -1
        fresh = (self.role == flow.ON_PATH) & ~was
        self.pot[n:][fresh] = self.pot[:n][fresh]

    def ways(self, graph: TieGraph, steps: set[tuple[int, int]], step: int) -> list[KeyedPath]:
        """The paths the steps make."""
        following = {u: v for u, v in steps if self.role[u] == flow.ON_PATH}
        ways = []
        for u, v in sorted(steps):
            if self.role[u] == flow.SOURCE:
                nodes = [u, v]
                while nodes[-1] in following:
                    nodes.append(following[nodes[-1]])
                key = sum(graph.weight_between(x, y) + step for x, y in pairwise(nodes))
                ways.append(KeyedPath(key, tuple(nodes)))
        return ways
