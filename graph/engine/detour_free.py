"""Introduction paths that each bring something new: the driver of `kernels.detour_free`."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from graph.columns import Int8, Int32, Int64, UInt8
from graph.engine.ball import Ball
from graph.engine.csr import TieGraph
from graph.engine.kernels.bidirectional import best_path
from graph.engine.kernels.detour_free import BEFORE, KEY, NODE, detour_free, enclosed, know
from graph.engine.kernels.labels import INFINITE
from graph.engine.kernels.pair_labels import BACK, FRONT, NEXT, PAIR, TOTAL
from graph.engine.kernels.pairs import best_pairs
from graph.engine.kernels.spur import block, near
from graph.engine.scratch import Scratch
from graph.engine.search import LEAST_CAP, NEAR_DEPTH, UNLIMITED, Nodes
from graph.engine.short_paths import SHORT, best_short_pairs
from graph.jit import read_only

SLACK_BITS = 2
"""Pairs are looked for up to the best path's key and a quarter of it first, twice as far beyond it each time."""
FOR_BORDERS = 30_000
"""Arcs followed from all targets together to see who surrounds them: a millisecond."""
LEAST_BUDGET = 100
"""Arcs followed from each target at least."""
TOGETHER = 8_000
"""Steps spent on all targets together; then from both ends, or on each alone where hops count and targets are few."""
FEW_TARGETS = 64
FEW_PAIRS = 1000
"""So few pairs are looked for from both ends at once: fewer than asked for may exist, and one side would roam."""
MOST_PAIRS = 1 << 18
"""Pairs (introducers times targets) whose best keys are held in a table: 2 MB."""


def detour_free_paths(
    graph: TieGraph, scratch: Scratch, sources: Int32, targets: Int32, *, step: int, max_hops: int = UNLIMITED, k: int
) -> list[Nodes]:
    """The best path without a detour for each pair of first introducer and person reached, the k best, in order.

    A path is a detour if two of its people, not next to each other, have a tie whose key is at most that of the part it
    replaces. `sources` and `targets` as made by `people`, without common members, not empty. Order: key, then ids.

    Up to three hops by lists (`short_paths`), of O(t) at worst. Beyond, one guided search a source, or, without a hop
    limit and where that takes long, one from both ends: each of O(k t log(k n)) at worst.
    """
    if max_hops <= SHORT:
        return _short(graph, scratch, sources, targets, step=step, max_hops=max_hops, k=k)
    scratch.bits.fill(0)
    question = (scratch.bits, sources, targets, INFINITE - 1)
    key, _, radius = best_path(graph.indptr, graph.indices, graph.weight, step, scratch.labels, *question)
    if key >= INFINITE:
        return []
    found = _Pairs(graph, scratch, sources, targets, step, max_hops, k, key)
    for source in sources.tolist():
        found.add_from(source, radius - 1)
    return [nodes for _, nodes in found.best()]


def _short(
    graph: TieGraph, scratch: Scratch, sources: Int32, targets: Int32, *, step: int, max_hops: int, k: int
) -> list[Nodes]:
    """The k best of all sources, each pair once."""
    best: list[tuple[int, Nodes]] = []
    for source in sources.tolist():
        upto = best[-1][0] if len(best) == k else INFINITE - 1
        found = best_short_pairs(
            graph, scratch, source, sources, targets, step=step, max_hops=max_hops, k=k, highest=upto
        )
        pairs: dict[tuple[int, int], tuple[int, Nodes]] = {}
        for key, nodes in sorted([*best, *found]):
            pairs.setdefault((nodes[1], nodes[-1]), (key, nodes))
        best = list(pairs.values())[:k]
    return [nodes for _, nodes in best]


@dataclass(slots=True, eq=False)
class _Pairs:
    """The best path of each pair found so far, from all sources."""

    graph: TieGraph
    scratch: Scratch
    sources: Int32
    targets: Int32
    step: int
    max_hops: int
    k: int
    nearest: int
    paths: dict[tuple[int, int], tuple[int, Nodes]] = field(default_factory=dict)

    def best(self) -> list[tuple[int, Nodes]]:
        """Keys and paths, the k first."""
        return sorted(self.paths.values())[: self.k]

    def add_from(self, source: int, radius: int) -> None:
        """All pairs of one source that can be among the k best."""
        pairs = len(self.graph.row(source)) * len(self.targets)
        both_ends = self.max_hops >= UNLIMITED and pairs <= MOST_PAIRS
        few = both_ends or len(self.targets) <= FEW_TARGETS
        if both_ends and pairs <= FEW_PAIRS:
            self._from_both_ends(source)
        elif not self._search(source, self.targets, radius, TOGETHER if few else INFINITE):
            if both_ends:
                self._from_both_ends(source)
            else:
                for target in self.targets.tolist():
                    self._search(source, read_only(np.array([target], dtype=np.int32)), 0, INFINITE)

    def _search(self, source: int, targets: Int32, radius: int, give_up: int) -> bool:
        """Add the pairs of a source and some targets; False where that took too long."""
        ball = Ball.around(self.graph, self.scratch, targets, self.step, radius=radius)
        ball.widen(0, LEAST_CAP)
        search, done = _Search(self, source, targets, ball), False
        while not done and search.spent <= give_up:
            done = search.go(self._upto())
        if done:
            for key, nodes in search.found:
                self._offer(key, nodes)
        return done

    def _offer(self, key: int, nodes: Nodes) -> None:
        pair = nodes[1], nodes[-1]
        self.paths[pair] = min(self.paths.get(pair, (key, nodes)), (key, nodes))

    def _from_both_ends(self, source: int) -> None:
        """Add the pairs of a source, each with all its best paths."""
        graph, scratch = self.graph, self.scratch
        scratch.bits.fill(0)
        rows = (graph.indptr, graph.indices, graph.weight, self.step, scratch.labels)
        know(*rows, scratch.bits[0], source)
        block(scratch.labels, scratch.bits[0], self.sources)
        best, ways, front, back = best_pairs(*rows, scratch.bits, source, self.targets, self.k, self._upto())
        keys = np.sort(best[best < INFINITE])
        limit = int(keys[min(self.k, len(keys)) - 1]) if len(keys) else -1
        ways = ways[(ways[:, TOTAL] <= limit) & (ways[:, TOTAL] == best.ravel()[ways[:, PAIR]])]
        for way in ways:
            self._offer(int(way[TOTAL]), _across(front, int(way[FRONT]), back, int(way[BACK])))

    def _upto(self) -> int:
        best = self.best()
        return best[-1][0] if len(best) == self.k else INFINITE - 1


@dataclass(slots=True, eq=False)
class _Search:
    """From one source to some of the targets, farther and farther."""

    whole: _Pairs
    source: int
    targets: Int32
    ball: Ball
    found: list[tuple[int, Nodes]] = field(default_factory=list)
    spent: int = 0
    _limit: int = 0
    _slack: int = 0
    _cap: int = LEAST_CAP
    _inner: UInt8 = field(init=False)
    _farthest: int = -1
    _others: int = 0
    _hops_left: Int8 = field(init=False)

    def __post_init__(self) -> None:
        graph, scratch, forward = self.whole.graph, self.whole.scratch, self.whole.scratch.bits[0]
        know(graph.indptr, graph.indices, graph.weight, self.whole.step, scratch.labels, forward, self.source)
        block(scratch.labels, forward, self.whole.sources)
        if len(self.targets) < len(self.whole.targets):
            block(scratch.labels, forward, read_only(np.setdiff1d(self.whole.targets, self.targets)))
        self._slack = max(self.whole.nearest >> SLACK_BITS, 1)
        self._limit = self.whole.nearest + self._slack
        self._inner = np.zeros(len(graph) // 8 + 1, dtype=np.uint8)
        self._others = len(self.targets)
        self._count_hops()

    def go(self, upto: int) -> bool:
        """Search up to the limit, but not beyond `upto`; whether all that matters is found."""
        whole, limit = self.whole, min(self._limit, upto)
        rows = (whole.graph.indptr, whole.graph.indices, whole.graph.weight, whole.step, whole.scratch.labels)
        hops = (whole.max_hops, self._counted, self._hops_left, whole.scratch.last, whole.scratch.fresh())
        at = (*rows, whole.scratch.bits, self.ball.radius, self.source, *hops, whole.k)
        arena, ends, state, work = detour_free(*at, self._inner, self._farthest, self._others, limit, self._cap)
        self.ball.matched(work)
        if state == 0 or (state < 0 and -state > upto):
            self.found = [_path(arena, int(end)) for end in ends]
            return True
        self._prepare(state, first=self.spent == 0)
        self.spent += work
        return False

    def _prepare(self, state: int, *, first: bool) -> None:
        """Before the next try: a wider ball, a higher limit or more work, and who surrounds the targets."""
        if first:
            rows = (
                self.whole.graph.indptr,
                self.whole.graph.indices,
                self.whole.scratch.labels,
                self.whole.scratch.bits,
            )
            memory = (self._inner, self.whole.scratch.last, self.whole.scratch.fresh())
            budget = max(LEAST_BUDGET, FOR_BORDERS // len(self.targets))
            self._farthest, self._others = enclosed(*rows, self.targets, *memory, budget)
        if state < 0:
            self._slack *= 2
            self._limit = max(-state, self.whole.nearest + self._slack)
        else:
            self._cap = max(1, 2 * self._cap)
        self.ball.keep_up()

    @property
    def _counted(self) -> bool:
        return self.whole.max_hops < UNLIMITED

    def _count_hops(self) -> None:
        hops, graph = self.whole.scratch.hops, self.whole.graph
        depth = min(self.whole.max_hops // 2, NEAR_DEPTH)
        hops.fill(depth + 1 if self._counted else 0)
        if self._counted:
            near(graph.indptr, graph.indices, self.targets, depth, hops)
        self._hops_left = hops


def _across(front: Int64, label: int, back: Int64, mate: int) -> Nodes:
    nodes = []
    while label >= 0:
        nodes.append(int(front[label, NODE]))
        label = int(front[label, NEXT])
    nodes.reverse()
    while mate >= 0:
        nodes.append(int(back[mate, NODE]))
        mate = int(back[mate, NEXT])
    return tuple(nodes)


def _path(arena: Int64, label: int) -> tuple[int, Nodes]:
    key, nodes = int(arena[label, KEY]), []
    while label >= 0:
        nodes.append(int(arena[label, NODE]))
        label = int(arena[label, BEFORE])
    return key, tuple(reversed(nodes))
