"""Best paths and k best simple paths on the engine's graph: the driver of the kernels.

Keys are whole numbers that order by (cost, hops); equal keys order by the ids on the path. One `Search`, one question.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graph.columns import Int32, Int64
from graph.engine.ball import Ball
from graph.engine.csr import HOP_BITS, TieGraph
from graph.engine.kernels.bidirectional import best_path
from graph.engine.kernels.labels import BACKWARD, INFINITE
from graph.engine.kernels.layered import deviate_within
from graph.engine.kernels.spur import block, cut_off, deviate, least, near
from graph.engine.scratch import Scratch
from graph.jit import read_only

UNLIMITED = 1 << 20
"""Hops: more than any path has."""
FEW_HOPS = 3
NEAR_DEPTH = 3
LEAST_CAP = 4096
SLACK_BITS = 4
"""A deviation is looked for up to its bound and 1/16 of the best path's key first, twice as far beyond each time."""
MOST_TRIES = 50
FOR_BOUNDS = 30_000
"""Steps of the search back from the targets whose keys bound a flow: some 15 ms, and floods ten times smaller."""
Nodes = tuple[int, ...]
"""The people of a path, by number, from source to target."""


def hop_cost(graph: TieGraph, discount: float) -> int:
    """The key of one hop: the discount in fixed point, and one hop in the low bits."""
    return (round(-float(np.log(discount)) * graph.scale) << HOP_BITS) + 1


def people(items: npt.ArrayLike) -> Int32:
    """A read-only array of person indexes, ascending, each once."""
    array = np.asarray(items, dtype=np.int32)
    return read_only(array if (array[1:] > array[:-1]).all() else np.unique(array))


@dataclass(slots=True, order=True)
class _Candidate:
    """The paths that begin with `prefix` and go on with nobody banned: a lower bound (rank 0) or the best (rank 1).

    Ordered as paths are, a bound before a path of the same key, since it may hide one that orders first.
    """

    key: int
    rank: int
    nodes: Nodes
    prefix: Nodes = field(compare=False)
    banned: frozenset[int] = field(compare=False)
    layered: bool = field(compare=False)
    tries: int = field(compare=False, default=0)


@dataclass(slots=True, eq=False)
class Search:
    """From a set of people to a set of others. `step`: `hop_cost`; `max_hops`: exact limit.

    `sources` and `targets` as made by `people`, without common members, not empty.
    """

    graph: TieGraph
    scratch: Scratch
    sources: Int32
    targets: Int32
    step: int
    max_hops: int = UNLIMITED
    _ball: Ball | None = None
    _radius_wanted: int = 0
    _hops_known: bool = False
    _slack: int = 1

    def best(self) -> tuple[int, Nodes] | None:
        """The best path and its key, or None: bidirectional, in layers where the hop limit binds. O((n + t) log n)."""
        return next(self.paths(1), None)

    def paths(self, k: int) -> Iterator[tuple[int, Nodes]]:
        """Up to k best simple paths, in order, with their keys.

        Yen's deviations in Lawler's partition (doi:10.1287/mnsc.17.11.712, 10.1287/mnsc.18.7.401), each worked out only
        when its lower bound comes first. O(k h) searches at worst, h hops on a path.
        """
        first = self._unlimited()
        waiting = [] if first is None else [first]
        while waiting and k > 0:
            head = heapq.heappop(waiting)
            if head.rank:
                yield head.key, head.nodes
                k -= 1
                if k:
                    for branch in self._branches(head):
                        heapq.heappush(waiting, branch)
            else:
                exact = sorted(c.key for c in waiting if c.rank) if k <= len(waiting) else []
                found = self._resolve(head, exact[k - 1] if len(exact) >= k else INFINITE - 1)
                if found is not None:
                    heapq.heappush(waiting, found)

    def lower_bounds(self) -> Int64 | None:
        """What is left from everybody to the nearest target at least, exact near the targets; None: no path at all."""
        if self._unlimited() is None:
            return None
        ball = self._guide()
        ball.widen(0, FOR_BOUNDS)
        n, labels = len(self.graph), self.scratch.labels
        inside = np.unpackbits(self.scratch.bits[1], bitorder="little", count=n).astype(np.bool_)
        bounds: Int64 = np.full(n, min(ball.radius, INFINITE >> 2), dtype=np.int64)
        bounds[inside] = labels[inside, BACKWARD]
        return bounds

    def _rows(self) -> tuple[Int64, Int32, Int64, int, Int64]:
        g = self.graph
        return g.indptr, g.indices, g.weight, self.step, self.scratch.labels

    def _unlimited(self) -> _Candidate | None:
        self.scratch.bits.fill(0)
        question = (self.scratch.bits, self.sources, self.targets, INFINITE - 1)
        key, nodes, self._radius_wanted = best_path(*self._rows(), *question)
        if key >= INFINITE:
            return None
        self._slack = max(key >> SLACK_BITS, 1)
        nodes_there = tuple(nodes.tolist())
        fits = len(nodes_there) - 1 <= self.max_hops
        return _Candidate(key, int(fits), nodes_there, (), frozenset(), layered=not fits)

    def _found(self, due: _Candidate, key: int, tail: Int32) -> _Candidate:
        """The path of a deviation, found with or without regard to hops; a bound where it has too many."""
        nodes = due.prefix[:-1] + tuple(tail.tolist())
        fits = len(nodes) - 1 <= self.max_hops
        layered = due.layered or not fits
        return _Candidate(max(key, due.key), int(fits), nodes, due.prefix, due.banned, layered=layered)

    def _branches(self, path: _Candidate) -> Iterator[_Candidate]:
        """What else could follow: the same beginning as far as each person on it, then somebody else."""
        ball = self._guide()
        held = len(path.prefix)
        for i in range(held, len(path.nodes)):
            prefix, banned = path.nodes[:i], frozenset([path.nodes[i]]) | (path.banned if i == held else frozenset())
            if i <= self.max_hops:
                seeds, start = self._begin(prefix, banned)
                around = (self.scratch.bits, ball.radius, seeds, start, self._nexts(prefix, banned))
                key = least(*self._rows(), *around)
                if key < INFINITE:
                    layered = self.max_hops - max(0, i - 1) <= FEW_HOPS or (path.layered and i == held)
                    yield _Candidate(max(key, path.key), 0, path.nodes[:i], prefix, banned, layered=layered)

    def _resolve(self, due: _Candidate, limit: int) -> _Candidate | None:
        """Find the best path of a deviation, up to a key; or a better bound for it, None when there is none.

        It is looked for a little beyond its bound first, then farther each time: most are never due again.
        """
        ball = self._guide()
        ball.keep_up()
        cap, upto = 2 * ball.spent + LEAST_CAP, min(limit, due.key + (self._slack << due.tries))
        key, tail, work = self._attempt(due, ball.radius, upto, cap)
        ball.matched(work)
        if key < 0 and -key <= limit and not (work > cap and self._cut_off(due, work)):
            return replace(due, key=max(due.key, -key), tries=min(due.tries + 1, MOST_TRIES))
        if key < 0 or key >= INFINITE:
            return None
        return self._found(due, key, tail)

    def _attempt(self, due: _Candidate, radius: int, limit: int, cap: int) -> tuple[int, Int32, int]:
        """One deviation, put off (key below 0) when it costs more than the ball did: a wider ball is cheaper then."""
        seeds, start = self._begin(due.prefix, due.banned)
        nexts = self._nexts(due.prefix, due.banned)
        if not due.layered:
            return deviate(*self._rows(), self.scratch.bits, radius, seeds, start, nexts, limit, cap)
        hops = self.max_hops - max(0, len(due.prefix) - 1)
        bits, last, stamp, left = self.scratch.bits, self.scratch.last, self.scratch.fresh(), self._hops_left()
        at = (*self._rows(), bits, radius, stamp, seeds, start, nexts, limit, cap, hops, left, last)
        return deviate_within(*at)

    def _cut_off(self, due: _Candidate, budget: int) -> bool:
        """Whether a deviation has no path at all, as seen from the targets for as much work as was spent on it."""
        bits, last, stamp = self.scratch.bits, self.scratch.last, self.scratch.fresh()
        seeds, _ = self._begin(due.prefix, due.banned)
        rows = (self.graph.indptr, self.graph.indices, bits, last, stamp)
        return cut_off(*rows, seeds, self._nexts(due.prefix, due.banned), self.targets, budget)

    def _begin(self, prefix: Nodes, banned: frozenset[int]) -> tuple[Int32, int]:
        """Block the beginning of the path and all sources; returns where to go on from, and its key."""
        forward = self.scratch.bits[0]
        forward.fill(0)
        block(self.scratch.labels, forward, self.sources)
        if not prefix:
            allowed = [s for s in self.sources.tolist() if s not in banned]
            return people(allowed), 0
        block(self.scratch.labels, forward, read_only(np.array(prefix, dtype=np.int32)))
        start = sum(self.graph.weight_between(u, v) + self.step for u, v in pairwise(prefix))
        return people([prefix[-1]]), start

    @staticmethod
    def _nexts(prefix: Nodes, banned: frozenset[int]) -> Int32:
        return people(sorted(banned) if prefix else [])

    def _guide(self) -> Ball:
        """The backward search that guides all that follow the best path."""
        if self._ball is None:
            self._ball = Ball.around(self.graph, self.scratch, self.targets, self.step, radius=self._radius_wanted - 1)
        return self._ball

    def _hops_left(self) -> npt.NDArray[np.int8]:
        if not self._hops_known:
            depth = min(self.max_hops // 2, NEAR_DEPTH)
            self.scratch.hops.fill(depth + 1)
            near(self.graph.indptr, self.graph.indices, self.targets, depth, self.scratch.hops)
            self._hops_known = True
        return self.scratch.hops
