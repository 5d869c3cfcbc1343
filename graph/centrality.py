"""Who holds the network together: centrality measures, by NetworkX's names, on the engine's graph.

Strength is an affinity for the spectral measures (pagerank, eigenvector, katz), for degree, clustering, constraint and
effective size; betweenness, closeness and harmonic count hops. Above a size the last three are estimated from people
drawn at random, and say how far off they can be.

One archive alone is a star: its owner knows everybody and nobody else's ties are seen, so no measure tells its contacts
apart by their place in the network. The answer then is empty and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from graph.columns import Float64, Int32
from graph.computer import Computer
from graph.engine.subset import induced
from graph.errors import NotOnServerError, UsageError
from graph.measures import MEASURES, MeasureValues
from graph.network import Network
from graph.one_archive import only_stars

KEPT_BITS = 40
"""Bits of a value that decide about order: twelve digits; what is beyond them is the rounding of a sum."""


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


GROWING = frozenset({"closeness", "core_number", "degree", "harmonic"})
"""Measures that a further tie of a person never lowers."""


def seen_in_part(owners: int) -> str:
    """What a pool of archives does not show, the beginning of a sentence."""
    archives = f"one of the {owners} archives shows" if owners > 1 else "the one archive shows"
    return f"ties between people who brought no archive are seen only where {archives} them"


def _notes(network: Network, name: str, found: MeasureValues) -> tuple[str, ...]:
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
    found = MeasureValues(computer.centrality(name))
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
    keys = _alike(values[known]) if low_first else -_alike(values[known])
    return cast("list[int]", known[np.argsort(keys, kind="stable")].tolist())


def _alike(values: Float64) -> Float64:
    """The values to `KEPT_BITS` bits, so that sums taken in another order, here or on a server, are equal."""
    mantissa, exponent = np.frexp(values)
    kept: Float64 = np.ldexp(np.round(np.ldexp(mantissa, KEPT_BITS)), exponent - KEPT_BITS)
    return kept
