"""Build the network-strength report: pure, from a context and a list of targets to `NetworkReport`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from graph.columns import Int32
from graph.model import Company
from graph.network import Network
from referral.context import Context
from referral.survey import TargetLine
from referral.targets import targets
from reports.findings import findings
from reports.model import Counts, NetworkReport
from reports.parts.community_map import communities
from reports.parts.concentration import concentrations, holes
from reports.parts.connectors import SHOWN, betweenness_beside, brokers, connectors
from reports.parts.network_view import NetworkView
from reports.parts.own_ties import dormant, growth, reciprocity, strength_bands
from reports.parts.quality import quality
from reports.parts.target_rows import target_rows

Progress = Callable[[str, int, int], None]
"""Told the stage, and how much of how much of it is done; what it raises ends the building."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Progress that nobody wants to be told of."""


def default_targets(context: Context, *, limit: int = SHOWN) -> tuple[TargetLine, ...]:
    """The ego's own list and what their archive shows of interest; where there is none, where most people are known."""
    listed = [t for ego in context.egos for t in targets(context.workspace, ego)]
    wanted = dict.fromkeys(TargetLine(t.name, t.role) for t in listed)
    if wanted:
        return tuple(wanted)[:limit]
    return tuple(TargetLine(c.name) for c in largest(context, limit))


def largest(context: Context, limit: int) -> list[Company]:
    """The companies where most people are known now."""
    works = context.network.columns.works
    counts = np.bincount(works.company, minlength=len(context.network.columns.companies.id))
    order = np.argsort(-counts, kind="stable")[:limit]
    ids = [context.network.columns.companies.id[at].decode() for at in order if counts[at]]
    found = context.workspace.companies_by_id(ids)
    return [found[name] for name in ids]


def build(context: Context, wanted: Sequence[TargetLine], *, tell: Progress = no_progress) -> NetworkReport:
    """The report for the ego of `context` (None: all owners) on the companies `wanted`. One search serves all."""
    tell("Searching the network", 0, 1)
    view = NetworkView.of(context)
    made = context.workspace.connected_on([ego.id for ego in context.egos])
    with betweenness_beside(context.network) as measured:
        rows = target_rows(view, wanted, tell=lambda done, total: tell("Looking at the targets", done, total))
        tell("Measuring who holds the network together", 0, 1)
        held, notes = brokers(view, measured())
    tell("Looking for groups", 0, 1)
    groups = communities(view)
    tell("Measuring the ties", 0, 1)
    silent = dormant(view, rows)
    report = NetworkReport(
        ego=view.who(context.ego) if context.ego else None,
        owners=tuple(view.who(person) for person in (context.egos if context.cohort else context.workspace.owners())),
        as_of=context.as_of,
        engine=context.network.engine,
        generation=context.network.generation,
        redacted=False,
        counts=counts(context.network, view.hops),
        targets=rows,
        connectors=connectors(rows),
        brokers=held,
        broker_notes=notes,
        reciprocity=reciprocity(view),
        strength=strength_bands(view, rows),
        growth=growth(made, context.as_of),
        concentration=concentrations(view),
        holes=holes(view),
        dormant=silent.shown,
        dormant_total=silent.total,
        dormant_helpful=silent.helpful,
        communities=groups,
        quality=quality(view, made[None]),
    )
    return replace(report, findings=findings(report))


def counts(network: Network, hops: Int32) -> Counts:
    """How large everything is, and how much of it is in reach."""
    works, far = network.columns.works, [int((hops == k).sum()) for k in (1, 2, 3)]
    nearest = np.full(len(network.columns.companies.id), len(hops), dtype=np.int32)
    inside = hops[works.person] > 0
    np.minimum.at(nearest, works.company[inside], hops[works.person[inside]])
    there = [int((nearest == k).sum()) for k in (1, 2, 3)]
    return Counts(
        len(network.columns.people.id), len(network.columns.companies.id), len(network.columns.ties.a), *far, *there
    )
