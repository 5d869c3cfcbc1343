"""Who holds the network together: centrality measures, by NetworkX's names, on the engine's graph.

Strength is an affinity for the spectral measures (pagerank, eigenvector, katz), for degree, clustering, constraint and
effective size; betweenness, closeness and harmonic count hops. Above a size the last three are estimated from people
drawn at random, and say how far off they can be.

One archive alone is a star: its owner knows everybody and nobody else's ties are seen, so no measure tells its contacts
apart by their place in the network. The answer then is empty and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import cast

import networkx as nx
import numpy as np

from graph.columns import Float64, Int32, Int64
from graph.computer import Computer
from graph.engine.csr import STRENGTH, TieGraph
from graph.engine.nxapi.distances import sums_to
from graph.engine.nxapi.groups import part_of
from graph.engine.nxapi.roles import burt
from graph.engine.search import people
from graph.engine.subset import induced
from graph.errors import NotOnServerError, UsageError
from graph.network import Network
from graph.one_archive import only_stars
from graph.sampling_error import hoeffding, margins

PIVOTS, PIVOT_WORK = 200, 500_000_000
SOURCES, SOURCE_WORK = 1_024, 10_000_000_000
"""How many people are drawn at least, and how many arcs may be looked at: some seconds; everybody where that allows."""
TIGHT = 1e-7
"""Error a person at which an iteration stops."""


@dataclass(frozen=True, slots=True, eq=False)
class CentralityResult:
    """`values`: per person by number, nan where it does not apply; `margins`: with 95 % nobody's is farther off.

    `margins` None: exact. `sources`: how many people were drawn, 0 for an exact result.
    """

    values: Float64
    margins: Float64 | None
    notes: tuple[str, ...]
    sources: int = 0

    @property
    def error(self) -> float | None:
        """The greatest margin; None where the values are exact."""
        return None if self.margins is None else float(np.nanmax(self.margins, initial=0.0))


@dataclass(frozen=True, slots=True)
class RankedPerson:
    """One line of a ranking; `margin`: how far off the value can be, None where it is exact."""

    rank: int
    person: str
    value: float
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """People in the order of a measure, the most central first, equal ones by id."""

    rows: tuple[RankedPerson, ...]
    error: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _MeasureValues:
    values: Float64
    margins: Float64 | None = None
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is taken, whether a low value is the central one, and what a lone archive makes of it."""

    take: Callable[[TieGraph, int, int | None], _MeasureValues]
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


def _pagerank(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    tolerance = TIGHT / max(len(graph), 1)
    return _MeasureValues(_values(nx.pagerank(as_networkx(graph), weight=STRENGTH, tol=tolerance, max_iter=500)))


def _eigenvector(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    tolerance = TIGHT / max(len(graph), 1)
    call = nx.eigenvector_centrality
    return _MeasureValues(_values(call(as_networkx(graph), weight=STRENGTH, tol=tolerance, max_iter=5_000)))


def _katz(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    rows = np.repeat(np.arange(len(graph)), np.diff(graph.indptr))
    busiest = np.bincount(rows, weights=graph.per_arc(STRENGTH)).max(initial=1.0)
    alpha = 0.9 / float(busiest)
    tolerance = TIGHT / max(len(graph), 1)
    call = nx.katz_centrality
    return _MeasureValues(
        _values(call(as_networkx(graph), alpha=alpha, weight=STRENGTH, tol=tolerance, max_iter=5_000))
    )


def _betweenness(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, PIVOTS, PIVOT_WORK)
    values = _values(nx.betweenness_centrality(as_networkx(graph), k=k, seed=seed))
    return _MeasureValues(values) if k is None else _MeasureValues(values, margins(values, n, k - 1), k)


def _harmonic(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, SOURCES, SOURCE_WORK)
    if k is None:
        return _MeasureValues(_values(nx.harmonic_centrality(as_networkx(graph))) / max(n - 1, 1))
    sources = sorted(Random(seed).sample(range(n), k))  # noqa: S311
    found = _values(nx.harmonic_centrality(as_networkx(graph), sources=sources))
    scale = n / (n - 1)
    return _MeasureValues(found / k * scale, margins(found / k, n, k) * scale, k)


def _closeness(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    n = len(graph)
    k = _drawn(graph, samples, SOURCES, SOURCE_WORK)
    if k is None:
        return _MeasureValues(_values(nx.closeness_centrality(as_networkx(graph))))
    sources = people(sorted(Random(seed).sample(range(n), k)))  # noqa: S311
    _, total, reached = sums_to(graph, sources, None)
    part = part_of(graph)
    share = (np.bincount(part)[part] - 1) / (n - 1)
    hops = np.divide(total, reached, out=np.full(n, np.inf), where=reached > 0)
    off = hoeffding(n, np.maximum(reached, 1)) * (_farthest(part, hops) - 1.0)
    nearer, farther = 1 / np.maximum(hops - off, 1.0) - 1 / hops, 1 / hops - 1 / (hops + off)
    error = share * np.where(reached > 0, np.maximum(nearer, farther), 1.0)
    return _MeasureValues(share / hops, error, k)


def _farthest(part: Int64, hops: Float64) -> Float64:
    """A bound of the hops between any two people of a part: both distances from one drawn person, added up."""
    most = np.ones(len(np.bincount(part)))
    known = np.isfinite(hops)
    np.maximum.at(most, part[known], hops[known])
    return np.maximum(2 * most[part], 1.0)


def _degree(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(np.diff(graph.indptr).astype(np.float64))


def _core(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(_values(nx.core_number(as_networkx(graph))))


def _clustering(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(_values(nx.clustering(as_networkx(graph), weight=STRENGTH)))


def _constraint(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(_values(nx.constraint(as_networkx(graph), weight=STRENGTH)))


def _effective(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(_values(nx.effective_size(as_networkx(graph), weight=STRENGTH)))


def _hierarchy(graph: TieGraph, seed: int, samples: int | None) -> _MeasureValues:
    del seed, samples
    return _MeasureValues(burt(graph, STRENGTH)[1])


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


GROWING = frozenset({"closeness", "core_number", "degree", "harmonic"})
"""Measures that a further tie of a person never lowers."""


def seen_in_part(owners: int) -> str:
    """What a pool of archives does not show, the beginning of a sentence."""
    archives = f"one of the {owners} archives shows" if owners > 1 else "the one archive shows"
    return f"ties between people who brought no archive are seen only where {archives} them"


def _notes(network: Network, name: str, found: _MeasureValues) -> tuple[str, ...]:
    owners, notes = len(network.columns.owners), list(network.notes)
    if found.margins is not None:
        notes.append(
            f"estimated from {found.sources} people drawn at random; with 95 % certainty nobody's value is off by more "
            f"than {np.nanmax(found.margins, initial=0.0):.2g}, most by less"
        )
    if name in {"betweenness", "closeness", "harmonic"}:
        notes.append(f"{name} counts hops, whatever the strength of the ties")
    if owners:
        lean = "too low rather than too high" if name in GROWING else "unsure, and owners stand out"
        notes.append(f"{seen_in_part(owners)}: values of people who brought none are {lean}")
    return tuple(notes)


def measure(
    network: Network, name: str, *, company: int | None = None, seed: int = 0, samples: int | None = None
) -> CentralityResult:
    """A centrality measure of everybody, or of the people at a company within their part of the graph.

    Args:
        network: the graph.
        name: one of `MEASURES`. Strengths are affinities; betweenness, closeness and harmonic count hops.
        company: a company's number: only ties among those who work there now.
        seed: for the people drawn.
        samples: how many people to draw for betweenness, closeness, harmonic; None: as the size asks for.

    Returns:
        Values by person, nan for those outside the company, for isolated people where the measure has no value, and for
        everybody where a lone archive cannot tell; an error bound where sampled; notes to show.

    Raises:
        UsageError: no such measure, or no samples asked for.

    Complexity and references: see the functions of `graph.engine.nxapi`.
    """
    if name not in MEASURES or (samples is not None and samples < 1):
        raise UsageError(f"'{name}' is no measure with {samples} samples; there are: {', '.join(sorted(MEASURES))}")
    everybody = len(network.graph)
    if only_stars(network.columns):
        reason = MEASURES[name].star
        note = f"{name} cannot be told from one archive, which is a star: {reason}. Import more archives, or mark ties"
        return CentralityResult(np.full(everybody, np.nan), None, (note,))
    if network.computer is not None:
        return _computed(network, network.computer, name, company)
    if company is None:
        found = MEASURES[name].take(network.graph, seed, samples)
        return CentralityResult(found.values, found.margins, _notes(network, name, found), found.sources)
    return _within(network, name, network.members(company), seed=seed, samples=samples)


def _computed(network: Network, computer: Computer, name: str, company: int | None) -> CentralityResult:
    if company is not None:
        raise NotOnServerError("on the server a measure is taken of everybody, not of one company")
    found = _MeasureValues(computer.centrality(name))
    return CentralityResult(found.values, None, (*_notes(network, name, found), computer.note))


def _within(network: Network, name: str, members: Int32, *, seed: int, samples: int | None) -> CentralityResult:
    graph = induced(network.columns.ties, members)
    values = np.full(len(network.graph), np.nan)
    if not len(graph.tie):
        return CentralityResult(values, None, ("no ties are known among the people who work there",))
    found = MEASURES[name].take(graph, seed, samples)
    values[members] = found.values
    off = None if found.margins is None else np.full(len(values), np.nan)
    if off is not None:
        off[members] = found.margins
    return CentralityResult(values, off, _notes(network, name, found), found.sources)


def ranking(network: Network, name: str, *, company: str | None, top: int, seed: int) -> Ranking:
    """The `top` most central people by a measure, among those at a company (by id) or all.

    For constraint and hierarchy the lowest come first: brokers. Equal values order by id. See `measure`.
    """
    index = None if company is None else network.company_index(company)
    if company is not None and index is None:
        return Ranking((), None, ("nobody is known to work there now",))
    found = measure(network, name, company=index, seed=seed)
    order = _order(found.values, low_first=MEASURES[name].low_first)[:top]
    off = found.margins
    rows = tuple(
        RankedPerson(i + 1, network.person(v), float(found.values[v]), None if off is None else float(off[v]))
        for i, v in enumerate(order)
    )
    return Ranking(rows, found.error, found.notes)


def _order(values: Float64, *, low_first: bool) -> Sequence[int]:
    known = np.flatnonzero(~np.isnan(values))
    keys = values[known] if low_first else -values[known]
    return cast("list[int]", known[np.argsort(keys, kind="stable")].tolist())
