"""The network of a workspace: look-ups, and the snapshot beside it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from networks import columns, company, network, person, tie_columns
from workspaces import ANN, DEE, put

import graph.network as network_module
from graph.columns import FactColumns, NetworkColumns, PairColumns, no_network, no_pairs
from graph.days import SECONDS_A_DAY
from graph.errors import PersonNotFoundError, SourceNotFoundError
from graph.kept_files import drop_snapshots, forget, snapshot_path
from graph.model import Mark, person_id
from graph.network import Network, load
from graph.stores.workspace import Workspace
from graph.strength import network_columns


def test_people_and_companies_are_found_by_id() -> None:
    net = network(4, [(0, 1, 0.5)], works=[(0, 1), (1, 0), (3, 1)])
    assert net.index(person(2)) == 2
    assert net.person(2) == person(2)
    assert net.company_index(company(1)) == 1
    assert net.company_index("c" + "f" * 16) is None
    assert net.members(1).tolist() == [0, 3]
    assert net.members(0).tolist() == [1]
    for unknown in ("p" + "f" * 16, "nobody", ""):
        with pytest.raises(PersonNotFoundError):
            net.index(unknown)


def test_ties_and_pairs_are_found_from_either_end() -> None:
    net = network(4, [(0, 1, 0.5), (1, 3, 0.2)])
    assert (net.tie(1, 0), net.tie(3, 1), net.tie(0, 3)) == (0, 1, -1)
    rows = np.array([0, 0, 2], dtype=np.int32), np.array([1, 3, 3], dtype=np.int32)
    paired = Network.of(net.columns, replace(no_pairs(), a=rows[0], b=rows[1]))
    assert (paired.pair(1, 0), paired.pair(3, 0), paired.pair(2, 3), paired.pair(1, 2)) == (0, 1, 2, -1)


def test_extra_ties_leave_own_ones_as_they_are() -> None:
    net = network(3, [(0, 1, 0.5)])
    graph = net.with_extra(tie_columns([(0, 1, 0.9), (0, 2, 0.3)]))
    assert graph.tie_between(0, 1) == 0
    assert graph.tie_between(0, 2) == 2
    assert graph.per_tie("strength").tolist() == [0.5, 0.9, 0.3]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a network is built from facts, and up to which moment."""
    built: list[int] = []

    def build(facts: FactColumns, *, until: int) -> tuple[NetworkColumns, PairColumns]:
        built.append(until)
        return columns(3, [(0, 1, 0.5)]), no_pairs()

    monkeypatch.setattr(network_module, "network_columns", build)
    return built


def test_the_snapshot_is_used_until_the_workspace_or_the_moment_changes(tmp_path: Path, counted: list[int]) -> None:
    with Workspace.open(tmp_path / "w.db") as workspace:
        first = load(workspace, until=1_000)
        assert snapshot_path(workspace.path).exists()
        again = load(workspace, until=1_000)
        assert counted == [1_000]
        assert (again.graph.indices == first.graph.indices).all()
        load(workspace, until=2_000)
        assert counted == [1_000, 2_000]
        snapshot_path(workspace.path).write_bytes(b"damaged")
        assert len(load(workspace, until=2_000).graph) == 3
        assert len(counted) == 3
        load(workspace, until=None)
        assert len(counted) == 4
        drop_snapshots(workspace.path)
        drop_snapshots(workspace.path)
        assert not snapshot_path(workspace.path).exists()


def same_graph(one: Network, other: Network) -> None:
    """Whether two networks hold the same arrays, strengths to a billionth."""
    for group in ("ties", "works", "people"):
        ours, theirs = getattr(one.columns, group), getattr(other.columns, group)
        for name in type(ours).__slots__:
            a, b = getattr(ours, name), getattr(theirs, name)
            assert np.allclose(a, b, rtol=0, atol=1e-9) if a.dtype.kind == "f" else (a == b).all(), name
    assert (one.graph.indptr == other.graph.indptr).all()
    assert (one.graph.indices == other.graph.indices).all()


MARKS = (
    (Mark(declined=True), True, True),
    (Mark(close=True), True, False),
    (Mark(managed_me=True), True, True),
    (Mark(note="met at a fair"), True, True),
)
"""A mark set after those before it; whether no graph is built for it, and whether all that was made of one stays."""


def from_facts(workspace: Workspace) -> Network:
    """The graph of everything, marks among it, made in one go."""
    facts = workspace.facts()
    return Network.of(*network_columns(facts, until=(facts.as_of_day + 1) * SECONDS_A_DAY))


def test_a_mark_makes_no_graph_anew_and_gives_the_one_that_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []

    def build(facts: FactColumns, *, until: int) -> tuple[NetworkColumns, PairColumns]:
        built.append(until)
        return network_columns(facts, until=until)

    monkeypatch.setattr(network_module, "network_columns", build)
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, ANN, DEE)
        ann = next(p for p in workspace.owners() if p.name.startswith("Ann"))
        first = load(workspace, until=None)
        known = first.person(int(first.graph.row(first.index(ann.id))[0]))
        held = first
        for mark, cheap, shared in MARKS:
            workspace.set_mark(ann.id, known, mark)
            before, built[:] = held, []
            held = load(workspace, until=None, held=before)
            assert (built == []) == cheap
            assert (held.tables is before.tables) == shared
            assert held.generation == workspace.generation()
            same_graph(held, load(workspace, until=None))
            assert built == []
            drop_snapshots(workspace.path)
            same_graph(held, load(workspace, until=None))
            same_graph(held, from_facts(workspace))
        assert first.columns.ties.strength.sum() < held.columns.ties.strength.sum()
        workspace.set_mark(ann.id, known, Mark(), undo=["close", "managed_me"])
        built[:] = []
        same_graph(load(workspace, until=None, held=held), first)
        assert built == []


def test_a_mark_of_two_without_a_tie_makes_the_graph_anew(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, ANN, DEE)
        network = load(workspace, until=None)
        ann = workspace.owners()[0]
        me = network.index(ann.id)
        stranger = next(v for v in range(len(network.graph)) if v != me and network.tie(me, v) < 0)
        workspace.set_mark(ann.id, network.person(stranger), Mark(close=True))
        marked = load(workspace, until=None, held=network)
        assert marked.tie(me, stranger) >= 0
        same_graph(marked, from_facts(workspace))
        same_graph(load(workspace, until=None), marked)


def test_forgetting_leaves_nobody_in_the_files_beside_the_workspace(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, ANN, DEE)
        load(workspace, until=None)
        for name in ("w.db.neo4j-0a.graph", "w.db.neo4j-0a.json", ".w.db.graphx.part", ".w.db.neo4j-0a.graphy.part"):
            (tmp_path / name).write_bytes(snapshot_path(workspace.path).read_bytes())
        for other in ("w.db2.graph", "v.db.graph", "notes.json"):
            (tmp_path / other).touch()
        gone = person_id("in:dee-dunn").encode()
        assert gone in snapshot_path(workspace.path).read_bytes()
        forget(workspace, 2)
        assert {p.name for p in tmp_path.iterdir()} >= {"w.db", "w.db2.graph", "v.db.graph", "notes.json"}
        assert [p.name for p in tmp_path.iterdir() if gone in p.read_bytes()] == []
        load(workspace, until=None)
        assert gone not in snapshot_path(workspace.path).read_bytes()
        with pytest.raises(SourceNotFoundError):
            forget(workspace, 9)


def test_a_snapshot_that_forgetting_overtook_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path / "w.db") as workspace, Workspace.open(tmp_path / "w.db") as other:
        put(workspace, ANN, DEE)

        def build(facts: FactColumns, *, until: int) -> tuple[NetworkColumns, PairColumns]:
            forget(other, 2)
            return network_columns(facts, until=until)

        monkeypatch.setattr(network_module, "network_columns", build)
        load(workspace, until=None)
        assert not snapshot_path(workspace.path).exists()


def test_tables_without_rows_have_the_types_of_those_with_some() -> None:
    full = columns(3, [(0, 1, 0.5), (1, 2, 0.25)], works=[(0, 0)], owners=[0])
    nobody = no_network()
    for name in ("people", "companies", "works", "ties"):
        held, empty = getattr(full, name), getattr(nobody, name)
        for field in fields(held):
            assert getattr(empty, field.name).dtype == getattr(held, field.name).dtype, field.name
    assert nobody.ties.shown_at.tolist() == [0]
    assert len(Network.of(nobody, no_pairs()).graph) == 0
