"""Decisions about who is one person: applied to every fact, kept over imports, taken back exactly."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph_stores_forgetting import KEYS, archives
from workspaces import ANN, DEE, Archive, Shown, fresh, put, view

from cli.main import app
from graph.errors import PersonNotFoundError, UsageError
from graph.model import Mark, NewEntry, person_id
from graph.stores.workspace import Workspace

BO, CY, EVE = (person_id(f"in:{slug}") for slug in ("bo-bell", "cy-cook", "eve-ek"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


@settings(max_examples=15)
@given(data=st.data(), count=st.integers(1, 3))
def test_undo_restores_exactly_whatever_came_between(template: Path, data: st.DataObject, count: int) -> None:
    first, *later = [data.draw(archives(number)) for number in range(count + 1)]
    pairs = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=3, unique=True)
    chosen = [(one, other) for one, other in data.draw(pairs) if one < other and {one, other} <= set(first.people)]

    def left(act: Callable[[Workspace], object]) -> dict[str, object]:
        with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
            workspace.path.chmod(0o600)
            act(workspace)
            return view(workspace)

    def decided(workspace: Workspace) -> None:
        put(workspace, first)
        for one, other in chosen:
            workspace.decide_identity(person_id(one), person_id(other), same=True)
            assert workspace.integrity() == []
        put(workspace, *later)
        for one, other in chosen:
            workspace.decide_identity(person_id(one), person_id(other), same=None)

    assert left(decided) == left(lambda workspace: put(workspace, first, *later))


@settings(max_examples=10)
@given(data=st.data())
def test_neither_the_order_of_imports_nor_of_decisions_matters(template: Path, data: st.DataObject) -> None:
    one, two = data.draw(archives(0)), data.draw(archives(1))
    everybody = sorted({*one.people, *two.people})
    if len(everybody) < 2:
        return
    pair = [person_id(key) for key in everybody[:2]]

    def left(act: Callable[[Workspace], object]) -> dict[str, object]:
        with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
            workspace.path.chmod(0o600)
            act(workspace)
            return {**view(workspace), "owners": sorted(p.id for p in workspace.owners())}

    def after(workspace: Workspace) -> None:
        put(workspace, one, two)
        workspace.decide_identity(pair[0], pair[1], same=True)

    def again(workspace: Workspace) -> None:
        put(workspace, one, two)
        workspace.decide_identity(pair[1], pair[0], same=True)
        put(workspace, replace(one, name="again"))
        workspace.forget(3)

    assert left(after) == left(again)


def test_one_person_has_everything_of_both(tmp_path: Path, template: Path) -> None:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN, DEE)
        ann = workspace.owner("Ann Archer").id
        workspace.set_mark(ann, CY, Mark(do_not_ask=True, note="of Cy"))
        workspace.set_mark(ann, BO, Mark(close=True, worked_with=True, note="of Bo"))
        with workspace.recording(ann) as ledger:
            ledger.append(NewEntry("asked", CY, date(2026, 1, 1), ask="a"))
        before = view(workspace), workspace.marks(ann), workspace.ledger(ann)
        workspace.decide_identity(BO, CY, same=True)
        assert set(workspace.people_by_id([BO, CY])) == {min(BO, CY)}
        kept = min(BO, CY)
        assert {workspace.person(slug).id for slug in ("bo-bell", "cy-cook")} == {kept}
        told = workspace.marks(ann)[kept]
        assert (told.do_not_ask, told.close, told.worked_with) == (True, True, True)
        assert set((told.note or "").split("; ")) == {"of Bo", "of Cy"}
        assert [entry.line.person for entry in workspace.ledger(ann)] == [kept]
        workspace.set_mark(ann, kept, Mark(helped_me=True))
        workspace.decide_identity(CY, BO, same=None)
        assert workspace.marks(ann)[kept].helped_me is True
        workspace.set_mark(ann, kept, Mark(), undo=["helped_me"])
        assert (view(workspace), workspace.marks(ann), workspace.ledger(ann)) == before


def test_what_cannot_be_decided_is_said_and_changes_nothing(tmp_path: Path, template: Path) -> None:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN, DEE)
        workspace.decide_identity(BO, CY, same=True)
        workspace.decide_identity(CY, EVE, same=False)
        before, generation = view(workspace), workspace.generation()
        for one, other, same, error in (
            (BO, BO, True, UsageError),
            (BO, EVE, True, UsageError),
            (BO, EVE, None, UsageError),
            (BO, "p0123456789abcdef", True, PersonNotFoundError),
        ):
            with pytest.raises(error):
                workspace.decide_identity(one, other, same=same)
        assert (view(workspace), workspace.generation()) == (before, generation)


def test_erasing_one_of_them_erases_both(tmp_path: Path, template: Path) -> None:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN, DEE)
        workspace.decide_identity(BO, CY, same=True)
        workspace.forget_person(min(BO, CY))
        put(workspace, *(replace(archive, name=f"again {archive.name}") for archive in (ANN, DEE)))
        assert workspace.find_people("Bo") == workspace.find_people("Cy") == []
        assert workspace.integrity() == []
        workspace.close()
    assert not any(word in workspace.path.read_bytes() for word in (b"bo-bell", b"cy-cook", b"Bell"))


TWO = (
    Archive("1.zip", date(2025, 1, 1), {"in:ada": Shown("Ada Own"), "in:ann": Shown("Ann Archer", "Lead", "Acme")}),
    Archive("2.zip", date(2025, 1, 1), {"in:bob": Shown("Bob Own"), "name:b": Shown("Dr. Ann Archer", "Lead")}),
    Archive("3.zip", date(2025, 1, 1), {"in:cyn": Shown("Cyn Own"), "in:ann-2": Shown("Ann Archer", "Cook", "Birch")}),
)


def test_who_may_be_one_waits_for_a_decision(tmp_path: Path, template: Path) -> None:
    path = fresh(tmp_path, template)
    with Workspace.open(path) as workspace:
        put(workspace, *(replace(a, connections=((*a.people, None),)) for a in TWO))  # type: ignore[arg-type]

    def run(*arguments: str) -> list[dict[str, object]]:
        done = CliRunner().invoke(app, ["--workspace", str(path), "--format", "json", "review", *arguments])
        assert done.exit_code == 0, done.output
        return list(json.loads(done.stdout)) if arguments[0] == "list" else []

    one, nameless, other = person_id("in:ann"), person_id("name:b"), person_id("in:ann-2")
    waiting = run("list")
    assert [set(pair["ids"]) for pair in waiting] == [{one, nameless}, {nameless, other}]  # type: ignore[call-overload]
    assert waiting[0]["reasons"] == ["the same name", "both Lead"]
    assert {pair["namesakes"] for pair in waiting} == {1}
    run("accept", one, nameless)
    run("refuse", nameless, other)
    assert run("list") == []
    assert {pair["same"] for pair in run("list", "--decided")} == {True, False}
    run("undo", nameless, one)
    assert [set(pair["ids"]) for pair in run("list")] == [{one, nameless}]  # type: ignore[call-overload]
