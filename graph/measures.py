"""How each centrality measure is taken on the engine's graph: exact, or from people drawn at random."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import cast

import networkx as nx
import numpy as np

from graph.columns import Float64, Int64
from graph.engine.csr import STRENGTH, TieGraph
from graph.engine.kernels.cores import core_numbers
from graph.engine.nxapi.distances import sums_to
from graph.engine.nxapi.groups import part_of
from graph.engine.nxapi.roles import burt
from graph.engine.search import people
from graph.sampling_error import hoeffding, margins

PIVOTS, PIVOT_WORK = 200, 500_000_000
SOURCES, SOURCE_WORK = 1_024, 10_000_000_000
"""How many people are drawn at least, and how many arcs may be looked at: some seconds; everybody where that allows."""


TIGHT = 1e-7
"""Error a person at which an iteration stops."""


@dataclass(frozen=True, slots=True)
class MeasureValues:
    """`values`: per person, nan where it does not apply; `margins`: how far off; `sources`: people drawn."""

    values: Float64
    margins: Float64 | None = None
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is taken, whether a low value is the central one, and what a lone archive makes of it."""

    take: Callable[[TieGraph, int, int | None], MeasureValues]
    star: str
    low_first: bool = False


def as_networkx(graph: TieGraph) -> nx.Graph[int]:
    """The engine's graph, typed as NetworkX's functions want it."""
    return cast("nx.Graph[int]", graph)


def _values(answer: object) -> Float64:
    held = cast("dict[int, float]", answer)
    return np.fromiter(held.values(), dtype=np.float64, count=len(held))


def _drawn(graph: TieGraph, samples: int | None, least: int, work: int) -> int | None:
    """How many people to draw; None: take everybody."""
    count = max(least, work // max(len(graph.tie), 1)) if samples is None else samples
    return None if count >= len(graph) else count


def _pagerank(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    tolerance = TIGHT / max(len(graph), 1)
    return MeasureValues(_values(nx.pagerank(as_networkx(graph), weight=STRENGTH, tol=tolerance, max_iter=500)))


def _eigenvector(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    tolerance = TIGHT / max(len(graph), 1)
    call = nx.eigenvector_centrality
    return MeasureValues(_values(call(as_networkx(graph), weight=STRENGTH, tol=tolerance, max_iter=5_000)))


def _katz(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    rows = np.repeat(np.arange(len(graph)), np.diff(graph.indptr))
    busiest = np.bincount(rows, weights=graph.per_arc(STRENGTH)).max(initial=1.0)
    alpha = 0.9 / float(busiest)
    tolerance = TIGHT / max(len(graph), 1)
    call = nx.katz_centrality
    return MeasureValues(_values(call(as_networkx(graph), alpha=alpha, weight=STRENGTH, tol=tolerance, max_iter=5_000)))


def _betweenness(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, PIVOTS, PIVOT_WORK)
    values = _values(nx.betweenness_centrality(as_networkx(graph), k=k, seed=seed))
    return MeasureValues(values) if k is None else MeasureValues(values, margins(values, n, k - 1), k)


def _harmonic(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, SOURCES, SOURCE_WORK)
    if k is None:
        return MeasureValues(_values(nx.harmonic_centrality(as_networkx(graph))) / max(n - 1, 1))
    sources = sorted(Random(seed).sample(range(n), k))  # noqa: S311
    found = _values(nx.harmonic_centrality(as_networkx(graph), sources=sources))
    scale = n / (n - 1)
    return MeasureValues(found / k * scale, margins(found / k, n, k) * scale, k)


def _closeness(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, SOURCES, SOURCE_WORK)
    if k is None:
        return MeasureValues(_values(nx.closeness_centrality(as_networkx(graph))))
    sources = people(sorted(Random(seed).sample(range(n), k)))  # noqa: S311
    _, total, reached = sums_to(graph, sources, None)
    part = part_of(graph)
    share = (np.bincount(part)[part] - 1) / (n - 1)
    hops = np.divide(total, reached, out=np.full(n, np.inf), where=reached > 0)
    off = hoeffding(n, np.maximum(reached, 1)) * (_farthest(part, hops) - 1.0)
    nearer, farther = 1 / np.maximum(hops - off, 1.0) - 1 / hops, 1 / hops - 1 / (hops + off)
    error = share * np.where(reached > 0, np.maximum(nearer, farther), 1.0)
    return MeasureValues(share / hops, error, k)


def _farthest(part: Int64, hops: Float64) -> Float64:
    """A bound of the hops between any two people of a part: both distances from one drawn person, added up."""
    most = np.ones(len(np.bincount(part)))
    known = np.isfinite(hops)
    np.maximum.at(most, part[known], hops[known])
    return np.maximum(2 * most[part], 1.0)


def _degree(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(np.diff(graph.indptr).astype(np.float64))


def _core(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(core_numbers(*graph.rows(), graph.may_have_loops()).astype(np.float64))


def _clustering(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(_values(nx.clustering(as_networkx(graph), weight=STRENGTH)))


def _constraint(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(_values(nx.constraint(as_networkx(graph), weight=STRENGTH)))


def _effective(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(_values(nx.effective_size(as_networkx(graph), weight=STRENGTH)))


def _hierarchy(graph: TieGraph, seed: int, samples: int | None) -> MeasureValues:
    del seed, samples
    return MeasureValues(burt(graph, STRENGTH)[1])


_REPEATS = "it would only repeat how strong the owner's own ties are"


MEASURES: dict[str, Measure] = {
    "betweenness": Measure(_betweenness, "every contact would have 0"),
    "closeness": Measure(_closeness, "every contact would have the same value"),
    "clustering": Measure(_clustering, "every contact would have 0"),
    "constraint": Measure(_constraint, "every contact would have 1", low_first=True),
    "core_number": Measure(_core, "everybody would have 1"),
    "degree": Measure(_degree, "every contact would have 1"),
    "effective_size": Measure(_effective, "every contact would have 1"),
    "eigenvector": Measure(_eigenvector, _REPEATS),
    "harmonic": Measure(_harmonic, "every contact would have the same value"),
    "hierarchy": Measure(_hierarchy, "every contact would have 1", low_first=True),
    "katz": Measure(_katz, _REPEATS),
    "pagerank": Measure(_pagerank, _REPEATS),
}
"""Every measure that can be asked for, by name."""
