"""The groups among one's contacts, and a map of them: circles by size, none over another, placed alike every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import hypot, pi, sqrt
from typing import cast

import networkx as nx
import numpy as np

from graph.columns import Int32, Int64
from graph.communities import modularity
from graph.engine.csr import STRENGTH, TieGraph
from graph.engine.subset import induced
from graph.measures import as_networkx
from graph.one_archive import only_stars
from reports.entities import Who
from reports.network_values import Communities, CommunityLink, CommunityRow
from reports.parts.network_view import NetworkView

SHOWN = 16
"""Groups on the map."""
LEAST = 3
"""People in a group at least: two who know each other are no community."""
CENTRAL = 3
GAP = 0.2
"""Between two circles, where all of them cover an area of `FULL`: wide enough for the line between them to be seen."""
FULL = 0.42
"""Share of the map's area that circles cover together."""
NONE = Communities((), (), 0, None)


def communities(view: NetworkView) -> Communities:
    """The groups among the contacts of those asked about, by strength; none where one archive cannot tell.

    Leiden on the ties among contacts, near O(ties). Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
    """
    if only_stars(view.network.columns):
        return NONE
    graph = induced(view.network.columns.ties, view.alters)
    if not len(graph.tie):
        return NONE
    found = nx.community.leiden_communities(as_networkx(graph), weight=STRENGTH, seed=0)
    groups = sorted((sorted(cast("set[int]", g)) for g in found if len(g) >= LEAST), key=lambda g: (-len(g), g[0]))
    labels = np.full(len(graph), -1, dtype=np.int64)
    for at, members in enumerate(groups):
        labels[members] = at
    shown = groups[:SHOWN]
    circles = packed([len(g) for g in shown])
    central = [_central(graph, labels, g) for g in shown]
    people = {w.id: w for w in _people(view, [v for each in central for v in each])}
    rows = tuple(
        _row(view, members, tuple(people[_id(view, v)] for v in middle), circle)
        for members, middle, circle in zip(shown, central, circles, strict=True)
    )
    alone = int((labels < 0).sum())
    return Communities(rows, _links(graph, labels, len(shown)), alone, modularity(graph, labels) if groups else None)


def _id(view: NetworkView, local: int) -> str:
    return view.network.person(int(view.alters[local]))


def _people(view: NetworkView, local: Sequence[int]) -> list[Who]:
    return view.people([int(view.alters[v]) for v in local])


def _row(
    view: NetworkView, members: Sequence[int], central: tuple[Who, ...], circle: tuple[float, float, float]
) -> CommunityRow:
    company = view.network.columns.people.company[view.alters[list(members)]]
    counts = Counter(company[company >= 0].tolist())
    top = min(((at, n) for at, n in counts.items() if n > 1), key=lambda item: (-item[1], item[0]), default=None)
    employer = next(view.company_names([top[0]]), "") if top else ""
    return CommunityRow(len(members), employer, top[1] if top else 0, central, *circle)


def _central(graph: TieGraph, labels: Int64, members: Sequence[int]) -> list[int]:
    """Those with the most strength of ties inside their group."""
    inside = {v: _inside(graph, labels, v) for v in members}
    return sorted(members, key=lambda v: (-inside[v], v))[:CENTRAL]


def _inside(graph: TieGraph, labels: Int64, v: int) -> float:
    begin, end = int(graph.indptr[v]), int(graph.indptr[v + 1])
    same = labels[graph.indices[begin:end]] == labels[v]
    return float(graph.per_tie(STRENGTH)[graph.tie[begin:end]][same].sum())


def _links(graph: TieGraph, labels: Int64, shown: int) -> tuple[CommunityLink, ...]:
    """Ties between the groups shown."""
    ends: Int32 = np.repeat(np.arange(len(graph), dtype=np.int32), np.diff(graph.indptr))
    one, other = labels[ends], labels[graph.indices]
    between = (one >= 0) & (one < other) & (other < shown)
    counts = Counter(zip(one[between].tolist(), other[between].tolist(), strict=True))
    return tuple(CommunityLink(a, b, n) for (a, b), n in sorted(counts.items()))


def packed(sizes: Sequence[int]) -> list[tuple[float, float, float]]:
    """A circle (x, y, r) for each size, area by size, the first in the middle, none over another, within 0..1.

    Each next one takes the first free place on a spiral from the middle. O(n^2 steps).
    """
    radii = [sqrt(FULL * size / sum(sizes) / pi) for size in sizes]
    placed: list[tuple[float, float, float]] = []
    for r in radii:
        placed.append(next((x, y, r) for x, y in _spiral() if _free(x, y, r, placed)))
    return _fitted(placed)


def _spiral() -> zip[tuple[float, float]]:
    steps = np.arange(200_000)
    turn = 2.399963 * steps  # the golden angle, in radians: places spread evenly
    out = 0.004 * np.sqrt(steps)
    return zip((out * np.cos(turn)).tolist(), (out * np.sin(turn)).tolist(), strict=True)


def _free(x: float, y: float, r: float, placed: Sequence[tuple[float, float, float]]) -> bool:
    return all(hypot(x - a, y - b) >= r + s + GAP for a, b, s in placed)


def _fitted(placed: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Moved and scaled into the unit square."""
    if not placed:
        return []
    left, top = min(x - r for x, _, r in placed), min(y - r for _, y, r in placed)
    right, low = max(x + r for x, _, r in placed), max(y + r for _, y, r in placed)
    scale = 1 / max(right - left, low - top)
    return [((x - left) * scale, (y - top) * scale, r * scale) for x, y, r in placed]
