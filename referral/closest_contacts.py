"""Whom somebody knows best, to be asked whether they know anybody at a company."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.model import Person
from referral.workspace_view import WorkspaceView

CLOSEST = 2
"""People named."""


def closest(view: WorkspaceView, egos: Sequence[Person]) -> tuple[Person, ...]:
    """Whom the first of `egos` is tied to most strongly, of those both wrote to. O(ties)."""
    network, me = view.network, view.network.index(egos[0].id)
    graph, ties = network.graph, network.columns.ties
    arcs = np.arange(graph.indptr[me], graph.indptr[me + 1])
    rows = graph.tie[arcs]
    both = (ties.messages_ab[rows] > 0) & (ties.messages_ba[rows] > 0)
    best = arcs[both][np.argsort(-ties.strength[rows[both]], kind="stable")][:CLOSEST]
    ids = [network.person(int(other)) for other in graph.indices[best]]
    people = view.workspace.people_by_id(ids)
    return tuple(people[name] for name in ids)
