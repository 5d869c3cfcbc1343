"""The rows kept for the next graph: built on after every kind of change, the graph is the one made from all facts."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph_stores_forgetting import KEYS
from workspaces import ANN, DEE, Archive, Shown, fresh, put

from graph import kept_facts
from graph.errors import GoodwordError
from graph.kept_facts import MAGIC, facts_now, keep, path_of, rows_now
from graph.kept_files import drop_snapshots, forget, snapshot_path
from graph.model import Channel, Mark, person_id
from graph.network import load
from graph.stores import forms
from graph.stores.alias_keys import OwnAlias
from graph.stores.fact_rows import TABLES, FactRows
from graph.stores.matches import MatchKind
from graph.stores.rows import NewConnection, NewContact, NewPerson
from graph.stores.workspace import Workspace

DAY = date(2025, 1, 1)
COMPANIES = ("Acme", "Birch", "Cedar", "IBM")


def differences(one: object, other: object, name: str = "") -> list[str]:
    """Which arrays differ in any bit."""
    if is_dataclass(one):
        return [
            d
            for f in fields(one)
            for d in differences(getattr(one, f.name), getattr(other, f.name), f"{name}.{f.name}")
        ]
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return [] if (one.dtype, one.tobytes()) == (other.dtype, other.tobytes()) else [name]
    return [] if one == other else [name]


def rows_differ(one: FactRows, other: FactRows) -> list[str]:
    return [
        f"{table}.{column}"
        for table, columns in TABLES.items()
        for column in columns
        if differences(one.tables[table][column], other.tables[table][column])
    ]


def graph_of(workspace: Workspace) -> tuple[object, ...]:
    network = load(workspace, until=None)
    graph = network.graph
    return network.columns, network.pairs, graph.indptr, graph.indices, graph.tie, graph.weight, graph.scale


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


@pytest.fixture(autouse=True)
def every_row_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_facts, "WORTH", 1)


Step = Callable[[Workspace], object]
people = st.sampled_from(KEYS)


@st.composite
def imports(draw: st.DrawFn) -> Step:
    """An archive of a few people, some of them matched with each other, in place of an older one or not."""
    chosen = draw(st.lists(people, min_size=2, max_size=5, unique=True))
    employer = st.sampled_from(("", *COMPANIES))
    owner, *others = chosen
    when = st.one_of(st.none(), st.integers(1_500_000_000, 1_735_000_000))
    archive = Archive(
        name=f"{draw(st.integers(0, 10**9))}.zip",
        as_of=DAY + timedelta(days=draw(st.integers(0, 40))),
        people={key: Shown(f"Ann {key[-2:]}", "Maker", draw(employer)) for key in chosen},
        connections=tuple((owner, other, draw(st.sampled_from((None, DAY)))) for other in others),
        contacts=tuple((owner, o, draw(when)) for o in others) + tuple((o, owner, draw(when)) for o in others),
        statements=((others[0], owner, "was her manager"),),
        stays=tuple((key, draw(st.sampled_from(COMPANIES)), draw(st.booleans())) for key in chosen),
    )
    replaced, matched, joined = draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 5))

    def step(workspace: Workspace) -> None:
        put(workspace, archive)
        with workspace.importing() as session:
            source = session.add_source(kind="archive", name="more", as_of=DAY, sha256=archive.name + "+")
            rows = session.add_people(source, (NewPerson(key, f"Bo {key[-2:]}") for key in chosen))
            session.set_owner(source, rows[owner])
            session.add_connections(source, (NewConnection(rows[owner], rows[o], DAY) for o in others))
            session.add_contacts(
                source, (NewContact(rows[owner], rows[o], 1_600_000_000, 2, Channel.MAIL, 3) for o in others)
            )
            if matched:
                session.match(source, [(rows[others[0]], rows[others[-1]], MatchKind.MAIL, "one address")])
            if joined == 1 and len(others) > 2:
                session.merge_people(rows[others[0]], rows[others[1]])
            if replaced and (older := [s.id for s in workspace.sources()]):
                session.replace_source(older[0])

    return step


def decides(one: str, other: str, same: bool | None) -> Step:
    return lambda w: w.decide_identity(person_id(one), person_id(other), same=same)


def marks(key: str, close: bool) -> Step:
    def step(workspace: Workspace) -> None:
        for owner in workspace.owners()[:1]:
            workspace.set_mark(owner.id, person_id(key), Mark(close=close))

    return step


def forgets(number: int) -> Step:
    def step(workspace: Workspace) -> None:
        found = workspace.sources()
        if found:
            workspace.forget(found[number % len(found)].id)

    return step


steps = st.one_of(
    imports(),
    imports(),
    st.builds(decides, people, people, st.sampled_from((True, False, None))),
    st.builds(marks, people, st.booleans()),
    st.builds(forgets, st.integers(0, 9)),
    people.map(lambda key: lambda w: w.forget_person(person_id(key))),
    st.permutations(COMPANIES).map(lambda names: lambda w: w.add_alias(OwnAlias(names[0], names[1]))),
    st.sampled_from(COMPANIES).map(lambda name: lambda w: w.remove_alias(name)),
)


@settings(max_examples=25)
@given(first=imports(), rest=st.lists(st.tuples(steps, st.booleans()), min_size=2, max_size=8))
def test_a_graph_built_on_kept_rows_is_the_one_made_from_all(
    template: Path, first: Step, rest: list[tuple[Step, bool]]
) -> None:
    """Whatever was done, and however many changes ago the rows were kept."""
    with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
        workspace.path.chmod(0o600)
        first(workspace)
        load(workspace, until=None)
        assert path_of(workspace.path).exists()
        for step, keeps in rest:
            try:
                step(workspace)
            except GoodwordError:
                continue
            with workspace.steady():
                assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []
                assert differences(workspace.facts(rows_now(workspace)), workspace.facts()) == []
            if keeps:
                built = graph_of(workspace)
                drop_snapshots(workspace.path)
                assert [differences(a, b) for a, b in zip(built, graph_of(workspace), strict=True)] == [[]] * 7


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, ANN)
        load(workspace, until=None)
    return tmp_path / "w.db"


def read_now(path: Path) -> tuple[FactRows, FactRows, list[str]]:
    """What is kept, the rows of now on top of it, and in what these are not those that are read in whole."""
    with Workspace.open(path) as workspace, workspace.steady():
        now = rows_now(workspace)
        held = kept_facts._kept(path_of(path))
        assert held is not None
        return held, now, rows_differ(now, workspace.fact_rows())


def test_only_what_changed_is_read(kept: Path) -> None:
    with Workspace.open(kept) as workspace:
        put(workspace, DEE)
    with sqlite3.connect(kept) as raw:  # behind the notes: what nobody notes is not seen
        notes = raw.execute("SELECT count(*) FROM fact_change").fetchone()
        raw.execute("DROP TRIGGER contact_changed")
        raw.execute("UPDATE contact SET at = at + 1 WHERE row_id = 1")
        assert raw.execute("SELECT count(*) FROM fact_change").fetchone() == notes
    held, now, wrong = read_now(kept)
    assert len(now) > len(held)
    assert wrong == ["contact.at"]


def test_the_file_is_private_and_goes_with_the_snapshots(kept: Path) -> None:
    assert path_of(kept).stat().st_mode & 0o777 == 0o600
    assert path_of(kept).read_bytes()[:8] == MAGIC
    with Workspace.open(kept) as workspace:
        forget(workspace, workspace.sources()[0].id)
    assert not path_of(kept).exists()


def test_a_broken_file_is_not_there(kept: Path) -> None:
    whole = path_of(kept).read_bytes()
    with Workspace.open(kept) as workspace:
        put(workspace, DEE)
        at = [*range(0, len(whole), 97), len(whole) - 1]
        for content in (b"", b"GWGRAPH1" + whole[8:], *(whole[:n] for n in at)):
            path_of(kept).write_bytes(content)
            assert kept_facts._kept(path_of(kept)) is None or content == whole[: len(content)]
            assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []


def test_a_file_of_another_version_is_not_there(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_facts, "FORM", "another")
    assert kept_facts._kept(path_of(kept)) is None


def test_rows_of_another_workspace_are_left_alone(kept: Path, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "other.db") as other:
        put(other, DEE)
        shutil.copy(path_of(kept), path_of(other.path))
        assert kept_facts._kept(path_of(other.path)) is not None
        assert rows_differ(rows_now(other), other.fact_rows()) == []


def test_rows_of_a_state_that_a_copy_put_back_undid_are_left_alone(kept: Path) -> None:
    """The copy knows nothing of the changes after it, though its own come later."""
    copy = kept.with_name("copy.db")
    shutil.copy(kept, copy)
    with Workspace.open(kept) as workspace:
        put(workspace, DEE)
        load(workspace, until=None)
    shutil.copy(copy, kept)
    for log in kept.parent.glob("w.db-*"):
        log.unlink()
    with Workspace.open(kept) as workspace:
        put(workspace, Archive("cy.zip", DAY, {"in:cy-cook": Shown("Cy Cook"), "in:flo-f": Shown("Flo F")}))
        held = kept_facts._kept(path_of(kept))
        assert held is not None
        assert held.generation < workspace.facts_generation()
        assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []


def test_a_process_killed_while_it_writes_leaves_what_was_there(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path_of(kept).read_bytes()

    def killed(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with Workspace.open(kept) as workspace:
        put(workspace, DEE)
        rows = rows_now(workspace)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", killed)
            with pytest.raises(KeyboardInterrupt):
                keep(workspace, rows)
        assert path_of(kept).read_bytes() == before
        snapshot_path(kept).unlink()
        assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []
        drop_snapshots(kept)
        assert [p.name for p in kept.parent.iterdir() if ".graph" in p.name] == []


def test_what_a_change_overtook_is_not_kept(kept: Path) -> None:
    with Workspace.open(kept) as workspace:
        put(workspace, DEE)
        rows = rows_now(workspace)
        workspace.forget(workspace.sources()[0].id)
        drop_snapshots(kept)
        keep(workspace, rows)
    assert not path_of(kept).exists()


def test_rows_are_kept_while_a_graph_is_made_of_them_or_fails(kept: Path) -> None:
    before = path_of(kept).read_bytes()
    with Workspace.open(kept) as workspace:
        put(workspace, DEE)

        def fail() -> None:
            with facts_now(workspace):
                raise MemoryError

        with pytest.raises(MemoryError):
            fail()
        assert path_of(kept).read_bytes() != before
        assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []
    assert not list(kept.parent.glob(".*.part"))


def test_somebody_put_back_below_others_is_read(kept: Path) -> None:
    """Without a headline nothing of them is written over when they come back."""
    bare = {key: Shown("Flo F") for key in ("name:flo", "mail:flo@x.example")}
    with Workspace.open(kept) as workspace:
        put(workspace, Archive("flo.zip", DAY, {"in:ann-archer": Shown("Ann Archer"), **bare}), DEE)
        one, other = map(person_id, bare)
        workspace.decide_identity(one, other, same=True)
        load(workspace, until=None)
        people = len(rows_now(workspace).tables["person"]["id"])
        workspace.decide_identity(one, other, same=None)
        assert len(rows_now(workspace).tables["person"]["id"]) == people + 1
        assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []


def test_few_rows_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_facts, "WORTH", 200_000)
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, ANN)
        load(workspace, until=None)
    assert not path_of(tmp_path / "w.db").exists()


def test_notes_of_many_changes_are_thrown_away_and_then_all_is_read(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_CHANGES", 3)
    with Workspace.open(kept) as workspace:
        for number in range(4):
            put(workspace, Archive(f"{number}.zip", DAY, {"in:flo-f": Shown("Flo", "Maker", COMPANIES[number])}))
        held = kept_facts._kept(path_of(kept))
        with sqlite3.connect(kept) as raw:
            assert raw.execute("SELECT count(*) FROM fact_change").fetchone()[0] <= 5
        assert held is not None
        assert rows_now(workspace).generation > held.generation
        assert rows_differ(rows_now(workspace), workspace.fact_rows()) == []


def test_every_column_that_is_read_is_watched(kept: Path) -> None:
    """A change of any column of any table is noted, whoever makes it."""
    with sqlite3.connect(kept) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for table, columns in TABLES.items():
            for name in columns:
                real = {"group": "group_size", "row_id": None}.get(name, name)
                if real is None:
                    continue
                raw.execute("DELETE FROM fact_change WHERE fact <> ''")
                raw.execute(f'UPDATE {table} SET "{real}" = "{real}"')
                assert raw.execute("SELECT DISTINCT fact FROM fact_change WHERE fact <> ''").fetchall() == [(table,)]
