"""Whom the question of all owners together is asked of: all of a few, and in a large pool those who stand nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.columns import Float64, Int32
from graph.model import Company, Person
from graph.network import Network
from referral.workspace_view import WorkspaceView

MOST = 30
"""Owners whose networks are gone through for one question: of thousands that would take minutes."""
WORK, FEWEST = 10_000, 3
"""Of more owners: people judged for all who are asked together, some two seconds; and how many are asked at least."""


def owners_asked(view: WorkspaceView, egos: Sequence[Person], company: Company) -> list[Person]:
    """Those of `egos` who are asked about a company, in their order: all, or those who know people there best.

    Of more than `MOST` as many as `WORK` allows: by the sum of the strengths of their ties to people there. Whoever
    knows nobody there is asked where nobody does, those with most ties first. O(ties of the people there).
    """
    if len(egos) <= MOST:
        return list(egos)
    network = view.network
    numbers = network.indexes([ego.id for ego in egos])
    at = network.company_index(company.id)
    there = np.empty(0, dtype=np.int32) if at is None else network.members(at)
    known, room = _known(network, there)[numbers], max(FEWEST, min(MOST, WORK // max(len(there), 1)))
    ties = np.diff(network.graph.indptr)[numbers]
    first = np.lexsort((-ties, -known))[:room]
    chosen = first[known[first] > 0] if known.any() else first
    return [egos[at] for at in sorted(chosen.tolist())]


def tied_to(view: WorkspaceView, egos: Sequence[Person], person: Person) -> list[Person]:
    """Of more than `MOST` egos the first, and those of whom anything is known with `person`, in their order."""
    if len(egos) <= MOST:
        return list(egos)
    network, at = view.network, view.network.index(person.id)
    rows = network.pairs_of(at)
    near = {*network.graph.row(at).tolist(), *network.pairs.a[rows].tolist(), *network.pairs.b[rows].tolist()}
    numbers = network.indexes([ego.id for ego in egos]).tolist()
    return [egos[0], *(ego for ego, number in zip(egos[1:], numbers[1:], strict=True) if number in near)]


def left_out(view: WorkspaceView, egos: Sequence[Person], asked: Sequence[Person], company: Company) -> str:
    """What has to be said where of `egos` only those `asked` are; else ''."""
    if len(asked) == len(egos):
        return ""
    network = view.network
    at = network.company_index(company.id)
    near = at is not None and _known(network, network.members(at))[network.indexes([one.id for one in asked])].any()
    best = f"who know people at {company.name} best" if near else "with most contacts"
    return f"of {len(egos):,} owners the {len(asked)} {best} were asked: name an owner to ask for them alone"


def _known(network: Network, people: Int32) -> Float64:
    """Of everybody, the strengths of their ties to `people`, added up."""
    graph, strength = network.graph, network.graph.per_tie("strength")
    rows = [np.arange(graph.indptr[one], graph.indptr[one + 1]) for one in people.tolist()]
    arcs = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    found = np.bincount(graph.indices[arcs], weights=strength[graph.tie[arcs]], minlength=len(graph))
    return found.astype(np.float64)
