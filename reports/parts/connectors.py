"""Who opens the targets, and who holds the network together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from graph.centrality import CentralityResult, measure
from graph.columns import Int64
from graph.network import Network
from reports.entities import Who
from reports.model import Broker, Connector, TargetRow
from reports.parts.network_view import NetworkView

SHOWN = 12
"""Rows of a list in the report, so that it fits one page."""
DRAWN = 200
"""People drawn for betweenness in a large pool: some ten seconds for a million people."""
LARGE = 200_000
"""People from which on betweenness is taken from a sample: exactly it would take minutes."""


def connectors(targets: Sequence[TargetRow]) -> tuple[Connector, ...]:
    """Whom the best paths go through or end at, those that open most first; with what is lost without them."""
    opens: defaultdict[str, list[str]] = defaultdict(list)
    lost: defaultdict[str, list[str]] = defaultdict(list)
    people: dict[str, Who] = {}
    for row in targets:
        for who in row.path.people[1:2] if row.path else ():
            people[who.id] = who
            opens[who.id].append(row.name)
        for who in row.only_through:
            people.setdefault(who.id, who)
            lost[who.id].append(row.name)
    found = (Connector(who, tuple(opens[i]), tuple(lost[i])) for i, who in people.items())
    return tuple(sorted(found, key=lambda c: (-len(c.opens), -len(c.lost), c.who.id))[:SHOWN])


def betweenness(network: Network) -> CentralityResult:
    """That of everybody, measured once a graph: it is the same for every owner."""
    samples = DRAWN if len(network.graph) > LARGE else None
    return network.tables.get(
        ("betweenness", samples),
        lambda: measure(network, "betweenness", samples=samples),
        lambda found: found.values.nbytes + (0 if found.margins is None else found.margins.nbytes),
    )


@contextmanager
def betweenness_beside(network: Network) -> Iterator[Callable[[], CentralityResult]]:
    """What waits for the betweenness of everybody; of a large graph it is measured beside what else is done meanwhile.

    Its kernels hold no interpreter lock, and judging people holds it. Whoever leaves early does not wait for it.
    """
    if len(network.graph) <= LARGE:
        yield lambda: betweenness(network)
        return
    beside = ThreadPoolExecutor(1, thread_name_prefix="goodword-report")
    try:
        yield beside.submit(betweenness, network).result
    finally:
        beside.shutdown(wait=False, cancel_futures=True)


def brokers(view: NetworkView, found: CentralityResult) -> tuple[tuple[Broker, ...], tuple[str, ...]]:
    """Those with most betweenness, as `found`, but for who asks, and notes; none where one archive cannot tell."""
    values = np.nan_to_num(found.values)
    values[view.egos] = 0.0
    order = np.argsort(-values, kind="stable")[:SHOWN]
    top = [int(v) for v in order if values[v] > 0]
    off = found.margins
    rows = (
        Broker(who, float(found.values[v]), None if off is None else float(off[v]), len(lost))
        for v, who, lost in zip(top, view.people(top), lost_companies(view, top), strict=True)
    )
    return tuple(rows), found.notes


def lost_companies(view: NetworkView, people: Sequence[int]) -> Iterator[Int64]:
    """For each of `people` the companies in reach that are out of reach without them, by number. O(ties) in all."""
    works = view.network.columns.works
    before = np.unique(works.company[view.hops[works.person] > 0])
    for still in view.reached.without_each(people):
        yield np.setdiff1d(before, works.company[still[works.person]])
