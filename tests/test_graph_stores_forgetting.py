"""Forgetting a source leaves the workspace as if it had never been imported; the newest showing wins."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import ANN, DEE, Archive, Shown, fresh, put, view

from graph.errors import SourceNotFoundError
from graph.model import Mark, company_id, person_id
from graph.stores.rows import NewConnection, NewInterest, NewPerson
from graph.stores.sqlite_file import TRACES
from graph.stores.workspace import Workspace

BO, CY, EVE = person_id("in:bo-bell"), person_id("in:cy-cook"), person_id("in:eve-ek")
KEYS = [f"in:p{n}" for n in range(5)]
NAMES = st.sampled_from(["", "Ann Archer", "Änn Archer", "Bo", "李四", "Eve O'Ek"])
COMPANIES = st.sampled_from(["Acme", "ACME", "Birch"])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


@pytest.fixture
def both(tmp_path: Path, template: Path) -> Iterator[Workspace]:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN, DEE)
        yield workspace


def test_traces_stay_while_another_process_reads_and_go_with_the_next_opening(both: Workspace) -> None:
    mark = both.path.with_name(both.path.name + TRACES)
    source = both.sources()[0].id
    reader = sqlite3.connect(both.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    assert not both.forget(source)
    assert mark.exists()
    reader.close()
    Workspace.open(both.path).close()
    assert not mark.exists()


def test_the_newest_showing_wins(both: Workspace) -> None:
    bo = both.person("in:bo-bell".removeprefix("in:"))
    assert (bo.name, bo.title, bo.company_name) == ("Bo B. Bell", "Lead Engineer", "Birch")


def test_after_forgetting_the_older_word_holds_again(both: Workspace) -> None:
    both.forget(2)
    bo = both.person("bo-bell")
    assert (bo.name, bo.title, bo.company_name) == ("Bo Bell", "Engineer", "Acme")
    assert [p.name for p in both.owners()] == ["Ann Archer"]
    assert EVE not in both.people_by_id([BO, EVE])
    assert both.integrity() == []


def test_what_both_show_stays(both: Workspace) -> None:
    both.forget(1)
    assert set(both.people_by_id([BO, CY, EVE])) == {BO, EVE}
    assert both.companies_by_id([company_id("acme")]) == {}
    assert both.company("Cedar").people == 1
    assert both.person("Bo B. Bell").id == BO


def test_forgetting_everything_leaves_nothing_of_anybody(both: Workspace) -> None:
    both.forget(1)
    both.forget(2)
    both.close()
    for path in both.path.parent.iterdir():
        content = path.read_bytes()
        assert not any(word in content for word in (b"Archer", b"bo-bell", b"Horology", b"was her manager", b"Cedar"))


def test_a_source_that_is_not_there(both: Workspace) -> None:
    before = both.generation()
    with pytest.raises(SourceNotFoundError, match="no source 7"):
        both.forget(7)
    assert both.generation() == before


def test_source_numbers_are_never_used_again(both: Workspace) -> None:
    both.forget(2)
    assert put(both, DEE) == [3]


def test_facts_that_lean_on_another_source(tmp_path: Path, template: Path) -> None:
    """An importer should name people and companies in every source; where it does not, nothing is lost or left."""
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        with workspace.importing() as session:
            first, second = (
                session.add_source(kind="archive", name=name, as_of=date(2025, 1, 1), sha256=name) for name in "ab"
            )
            people = session.add_people(first, [NewPerson("in:ann", "Ann"), NewPerson("in:bo", "Bo")])
            acme = session.company_rows(first, [("acme", "ACME")])["acme"]
            session.add_connections(second, [NewConnection(people["in:ann"], people["in:bo"], None)])
            session.add_interests(second, people["in:ann"], [NewInterest("follow", acme, "", None)])
        workspace.forget(first)
        assert {p.name for p in workspace.find_people("")} == {""}
        assert workspace.connections(person_id("in:ann"), [person_id("in:bo")]) == {person_id("in:bo"): None}
        assert [c.name for c in workspace.find_companies("")] == ["acme"]
        workspace.forget(second)
        assert workspace.find_people("") == []
        assert workspace.find_companies("") == []
        assert workspace.integrity() == []


def test_a_mark_sleeps_while_its_person_is_gone(both: Workspace) -> None:
    ann = both.owner("Ann Archer").id
    both.set_mark(ann, CY, Mark(do_not_ask=True))
    both.forget(1)
    assert both.marks(ann) == {}
    put(both, ANN)
    assert both.marks(ann) == {CY: Mark(do_not_ask=True)}


@st.composite
def archives(draw: st.DrawFn, number: int) -> Archive:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    shown = st.builds(Shown, NAMES, st.sampled_from([None, "", "Engineer", "Boss"]), COMPANIES | st.just(""))
    some = st.sampled_from(keys)
    day = st.none() | st.dates(date(1960, 1, 1), date(2030, 1, 1))
    time = st.none() | st.integers(-(2**40), 2**40)
    return Archive(
        name=f"{number}.zip",
        as_of=date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 3))),
        people={key: draw(shown) for key in keys},
        owned=draw(st.booleans()),
        connections=tuple(draw(st.lists(st.tuples(some, some, day), max_size=4))),
        contacts=tuple(draw(st.lists(st.tuples(some, some, time), max_size=4))),
        statements=tuple(draw(st.lists(st.tuples(some, some, st.just("")), max_size=2))),
        stays=tuple(draw(st.lists(st.tuples(some, COMPANIES, st.booleans()), max_size=3))),
        skills=tuple(draw(st.lists(st.sampled_from("ab"), max_size=2))),
    )


@settings(max_examples=40)
@given(data=st.data(), count=st.integers(1, 4))
def test_forgetting_is_as_if_never_imported(template: Path, data: st.DataObject, count: int) -> None:
    imported = [data.draw(archives(number)) for number in range(count)]
    forgotten = data.draw(st.integers(0, count - 1))

    def left(act: Callable[[Workspace], object]) -> dict[str, object]:
        with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
            workspace.path.chmod(0o600)
            act(workspace)
            return view(workspace)

    def with_and_without(workspace: Workspace) -> None:
        workspace.forget(put(workspace, *imported)[forgotten])

    without = [archive for number, archive in enumerate(imported) if number != forgotten]
    assert left(with_and_without) == left(lambda workspace: put(workspace, *without))
