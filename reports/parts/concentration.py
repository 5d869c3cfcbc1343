"""How contacts spread over employers, functions and seniority, beside the rest of the pool; and Burt's measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from graph.columns import Float64, Int32
from graph.engine.csr import STRENGTH
from graph.engine.nxapi.roles import burt
from graph.one_archive import only_stars
from referral.titles import read_title
from referral.titles.tree import said
from reports.network_values import Concentration, Share, StructuralHoles
from reports.parts.network_view import NetworkView

SHOWN = 12
LOOKED_AT = 5_000
"""People of the rest of the pool whose titles are read, drawn with a fixed seed: shares are off by 1.4 % at most."""
LEAST_REST = 30
"""People of the rest of the pool from which on shares among them are told: of fewer they say nothing. Not validated."""
STEPS = 10
"""Points of the Lorenz curve between its ends."""
UNKNOWN = "unknown"


def gini(counts: Sequence[int]) -> float:
    """Gini's coefficient of concentration, 0..1; 0 for fewer than two values. Gini 1912. O(n log n)."""
    values = np.sort(np.asarray(counts, dtype=np.float64))
    n, total = len(values), float(values.sum())
    if n < 2 or total == 0:
        return 0.0
    ranks = np.arange(1, n + 1)
    return float((2 * ranks - n - 1) @ values / (n * total))


def lorenz(counts: Sequence[int]) -> tuple[float, ...]:
    """Share of the whole that the smallest 0, 10, ... 100 % of the counts hold; empty for no counts. Lorenz 1905."""
    values = np.sort(np.asarray(counts, dtype=np.float64))
    if not len(values) or values.sum() == 0:
        return ()
    held = np.concatenate([[0.0], np.cumsum(values) / values.sum()])
    at = np.linspace(0, 1, STEPS + 1)
    return tuple(float(x) for x in np.interp(at, np.arange(len(held)) / len(values), held))


def concentrations(view: NetworkView) -> tuple[Concentration, ...]:
    """Employers, functions, seniority."""
    rest = _rest(view)
    if len(rest) < LEAST_REST:
        rest = rest[:0]
    drawn = _drawn(rest)
    yours, others = _titles(view, view.alters), _titles(view, drawn)
    readings = [read_title(title) for title in yours], [read_title(title) for title in others]
    functions = [[said(r.function) if r.function else UNKNOWN for r in found] for found in readings]
    levels = [[r.level.name.replace("_", " ") if r.level else UNKNOWN for r in found] for found in readings]
    return (
        _employers(view, rest),
        _concentration("functions", functions[0], functions[1]),
        _concentration("seniority", levels[0], levels[1]),
    )


def _rest(view: NetworkView) -> Int32:
    """Everybody who is neither asked about nor tied to them."""
    return np.flatnonzero((view.hops != 0) & (view.hops != 1)).astype(np.int32)


def _drawn(rest: Int32) -> Int32:
    if len(rest) <= LOOKED_AT:
        return rest
    return np.sort(np.random.default_rng(0).choice(rest, LOOKED_AT, replace=False))


def _titles(view: NetworkView, people: Int32) -> list[str]:
    ids = [view.network.person(number) for number in people.tolist()]
    found = view.context.workspace.people_by_id(ids)
    return [found[name].title for name in ids if name in found]


def _employers(view: NetworkView, rest: Int32) -> Concentration:
    company = view.network.columns.people.company
    mine, theirs = company[view.alters], company[rest]
    counts = Counter(mine[mine >= 0].tolist())
    others = Counter(theirs[theirs >= 0].tolist())
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    names = view.company_names([at for at, _ in top])
    known = sum(counts.values())
    return Concentration(
        kind="employers",
        known=known,
        unknown=len(mine) - known,
        kinds=len(counts),
        gini=gini(list(counts.values())),
        rest_gini=gini(list(others.values())) if others else None,
        rest_seen=len(rest),
        shares=tuple(
            Share(name, number, others[at] if len(rest) else None)
            for name, (at, number) in zip(names, top, strict=True)
        ),
        lorenz=lorenz(list(counts.values())),
    )


def _concentration(kind: str, yours: Iterable[str], others: Iterable[str]) -> Concentration:
    mine, theirs = Counter(yours), Counter(others)
    unknown, seen = mine.pop(UNKNOWN, 0), sum(theirs.values())
    theirs.pop(UNKNOWN, 0)
    top = sorted(mine.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return Concentration(
        kind=kind,
        known=sum(mine.values()),
        unknown=unknown,
        kinds=len(mine),
        gini=gini(list(mine.values())),
        rest_gini=gini(list(theirs.values())) if theirs else None,
        rest_seen=seen,
        shares=tuple(Share(label, number, theirs[label] if seen else None) for label, number in top),
        lorenz=lorenz(list(mine.values())),
    )


LEAST_TIES = 10
"""Ties from which on somebody of the pool is compared with: of fewer, the measures say little."""


def holes(view: NetworkView) -> StructuralHoles | None:
    """Burt's measures of the ego beside the middle of the pool; None for several egos, and from one archive alone."""
    graph = view.network.graph
    if len(view.egos) != 1 or only_stars(view.network.columns) or (graph.indices == _ends(graph.indptr)).any():
        return None
    me = int(view.egos[0])
    held, _, size = burt(graph, STRENGTH)
    if np.isnan(held[me]):
        return None
    degree = np.diff(graph.indptr)
    others = np.flatnonzero((degree >= LEAST_TIES) & ~np.isnan(held))
    others = others[others != me]
    return StructuralHoles(
        constraint=float(held[me]),
        effective_size=float(size[me]),
        contacts=int(degree[me]),
        others=len(others),
        least=LEAST_TIES,
        middle_constraint=_middle(held[others]),
        middle_effective_share=_middle(size[others] / degree[others]),
    )


def _ends(indptr: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Int32:
    """The person at the near end of each arc."""
    return np.repeat(np.arange(len(indptr) - 1, dtype=np.int32), np.diff(indptr))


def _middle(values: Float64) -> float | None:
    return float(np.median(values)) if len(values) else None
