"""Measures over shortest paths: hops without a weight, else the sum of lengths (a cost, not a strength)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import partial
from random import Random

import numpy as np
import numpy.typing as npt

from graph.columns import Float64, Int32, Int64
from graph.engine.csr import TieGraph
from graph.engine.kernels import blocks, brandes, plain
from graph.engine.nxapi.common import Answer, by_node, chosen, lengths, people
from graph.engine.order import local_order
from graph.engine.parallel import parts_over

RUN = 25
"""Sources a thread takes at a time for betweenness."""

Sums = tuple[Float64, npt.NDArray[np.generic], Int64]


def sums_to(graph: TieGraph, sources: Int32, distance: str | None) -> Sums:
    """Per person over the sources: sum of 1 / distance, sum of distances, how many reach them. O(sources (n + m))."""
    if distance is None:
        return _hop_sums(graph, sources)
    inverse, total, reached, _ = plain.length_sums(*graph.rows(), lengths(graph, distance), sources)
    return inverse, total, reached


def _hop_sums(graph: TieGraph, sources: Int32) -> Sums:
    ordered, n = local_order(graph, len(sources)), len(graph)
    inverse, hops, reached = np.zeros(n), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    for part in parts_over(ordered.numbers(sources), blocks.BITS, partial(blocks.hop_sums, *ordered.rows)):
        inverse, hops, reached = inverse + part[0], hops + part[1], reached + part[2]
    return ordered.back(inverse), ordered.back(hops), ordered.back(reached)


def harmonic_centrality(
    G: TieGraph,
    nbunch: Iterable[Hashable] | None = None,
    distance: str | None = None,
    sources: Iterable[Hashable] | None = None,
) -> Answer:
    """The sum of 1 / distance from the sources; `distance` is a length. O(n m) without a choice of sources.

    Marchiori & Latora 2000, doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna 2014, doi:10.1080/15427951.2013.865686.
    """
    ends, starts = sorted(set(chosen(G, nbunch))), sorted(set(chosen(G, sources)))
    if len(ends) < len(starts):
        picked = set(starts)
        values = [_from_one(G, v, distance, picked) for v in ends]
        return {G.labels[v]: x for v, x in zip(ends, values, strict=True)}
    inverse = sums_to(G, people(starts), distance)[0]
    return {G.labels[v]: x or 0 for v, x in zip(ends, inverse[ends].tolist(), strict=True)}


def _from_one(graph: TieGraph, v: int, distance: str | None, picked: set[int]) -> float:
    """The sum of 1 / distance from one person to those picked."""
    inverse = sums_to(graph, people([v]), distance)[0]
    return float(inverse[sorted(picked)].sum()) or 0


def closeness_centrality(
    G: TieGraph,
    u: Hashable | None = None,
    distance: str | None = None,
    wf_improved: bool = True,
) -> Answer | float:
    """The reciprocal of the average distance, scaled by the share of people reached; `distance` is a length. O(n m).

    Freeman 1979, doi:10.1016/0378-8733(78)90021-7; Wasserman & Faust 1994 for the scaling.
    """
    n = len(G)
    if u is not None:
        source = people([G.position(u)])
        _, total, reached = sums_to(G, source, distance)
        return _closeness(float(total.sum()), int(reached.sum()), n, improved=wf_improved)
    _, total, reached = sums_to(G, people(range(n)), distance)
    pairs = zip(total.tolist(), reached.tolist(), strict=True)
    return dict(zip(G.labels, (_closeness(t, r, n, improved=wf_improved) for t, r in pairs), strict=True))


def _closeness(total: float, reached: int, n: int, *, improved: bool) -> float:
    if total <= 0 or n <= 1:
        return 0.0
    return reached / total * (reached / (n - 1) if improved else 1.0)


def dependencies(graph: TieGraph, sources: Int32, weight: str | None, *, ends: bool) -> Float64:
    """Brandes' dependencies summed over the sources. O(sources (n + m)), by length O(sources (n + m) log n)."""
    if weight is None:
        ordered, total = local_order(graph, len(sources)), np.zeros(len(graph))
        work = partial(brandes.dependencies, *ordered.rows, ends=ends)
        for part in parts_over(ordered.numbers(sources), RUN, work):
            total += part
        return ordered.back(total)
    numbers = lengths(graph, weight)
    if len(numbers) and float(numbers.min()) <= 0.0:
        raise NotImplementedError("goodword takes lengths above 0 for betweenness")
    return plain.length_dependencies(*graph.rows(), numbers, sources, ends)


def betweenness_centrality(
    G: TieGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Random | None = None,
) -> Answer:
    """The share of shortest paths through each person; `weight` is a length. With k, from k sources drawn evenly.

    O(k (n + m)), all of it for k = n. Brandes 2001, doi:10.1080/0022250X.2001.9990249; for k, Brandes & Pich 2007,
    doi:10.1142/S0218127407018403: off by at most sqrt(ln(2 n / 0.05) / 2 k) for everybody at once, in 19 of 20 draws.
    """
    n = len(G)
    sampled = k is not None and k != n
    picked = (seed or Random()).sample(range(n), k) if sampled and k is not None else range(n)  # noqa: S311
    sources = people(picked)
    found = dependencies(G, sources, weight, ends=endpoints)
    return by_node(G, found * _scale(n, sources if sampled else None, normalized=normalized, endpoints=endpoints))


def _scale(n: int, sources: Int32 | None, *, normalized: bool, endpoints: bool) -> Float64:
    """What makes sums of dependencies centralities; a source drawn has one pair fewer that can run through it."""
    pool = n if endpoints else n - 1
    if pool < 2:
        return np.ones(n)
    used = pool if sources is None else len(sources)
    scale = np.full(n, 1 / (used * (pool - 1)) if normalized else pool / (used * 2))
    if sources is not None and not endpoints:
        own = np.nan if used < 2 else 1 / ((used - 1) * (pool - 1)) if normalized else pool / ((used - 1) * 2)
        scale[sources] = own
    return scale
