"""The ledger in the file: what is appended is read back, moves with merged people, and goes with those taken out."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import ANN, DEE, put

from graph.model import Channel, NewEntry, person_id
from graph.stores.workspace import Workspace

ANN_ID, BO = person_id("in:ann-archer"), person_id("in:bo-bell")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "w.sqlite"


def line(person: str = BO, **other: object) -> NewEntry:
    return NewEntry(**({"kind": "asked", "person": person, "day": date(2026, 3, 1), "ask": "a1"} | other))  # type: ignore[arg-type]


def append(workspace: Workspace, *lines: NewEntry) -> None:
    with workspace.recording(ANN_ID) as session:
        for each in lines:
            session.append(each)


def test_lines_are_read_back_in_their_order(path: Path) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        generation = workspace.generation()
        assert workspace.ledger_version() == 0
        lines = [
            line(),
            line(kind="agreed", chance=0.25, reasons=(("cooling", "a 'good' one"),)),
            line(kind="undo", undoes=2),
        ]
        append(workspace, *lines)
        found = workspace.ledger(ANN_ID)
        assert [e.line for e in found] == lines
        assert [e.id for e in found] == [1, 2, 3]
        assert workspace.ledger(BO) == ()
        assert (workspace.generation(), workspace.ledger_version()) == (generation, 3)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_any_text_is_kept(texts: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "w.sqlite") as workspace:
        lines = [line(role=a, note=b, reasons=((a, c),)) for a, b, c in texts]
        append(workspace, *lines)
        assert [e.line for e in workspace.ledger(ANN_ID)] == lines


def test_nothing_is_kept_of_a_block_that_fails(path: Path) -> None:
    with Workspace.open(path) as workspace:
        with pytest.raises(sqlite3.IntegrityError):
            append(workspace, line(key="k"), line(), line(key="k"))
        assert workspace.ledger(ANN_ID) == ()


def test_a_request_is_written_once(path: Path) -> None:
    with Workspace.open(path) as workspace:
        append(workspace, line(key="k"), line(), line())
        with pytest.raises(sqlite3.IntegrityError):
            append(workspace, line(key="k"))
        assert len(workspace.ledger(ANN_ID)) == 3


def test_forgetting_a_source_takes_the_asks_of_people_who_go(path: Path) -> None:
    with Workspace.open(path) as workspace:
        [first] = put(workspace, ANN)
        append(workspace, line(), line(person=person_id("in:nobody")))
        workspace.forget(first)
        assert workspace.people_by_id([BO]) == {}
        assert workspace.ledger(ANN_ID) == ()
        put(workspace, ANN)
        append(workspace, line())
        assert [e.id for e in workspace.ledger(ANN_ID)] == [3]


def test_who_stays_keeps_the_asks(path: Path) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        [second] = put(workspace, DEE)
        append(workspace, line())
        workspace.forget(second)
        assert len(workspace.ledger(ANN_ID)) == 1


def test_asks_move_with_merged_people(path: Path) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        append(workspace, line(), line(target=BO))
        with workspace.importing() as session:
            rows = session.person_rows(["in:bo-bell", "in:ann-archer"])
            session.merge_people(keep=rows["in:ann-archer"], drop=rows["in:bo-bell"])
        assert [(e.line.person, e.line.target) for e in workspace.ledger(ANN_ID)] == [(ANN_ID, None), (ANN_ID, ANN_ID)]


def test_limits_are_kept(path: Path) -> None:
    with Workspace.open(path) as workspace:
        assert workspace.ask_rules() == {}
        workspace.set_ask_rules({"cooling_days": 60, "open_per_company": 2})
        workspace.set_ask_rules({"cooling_days": 30})
        assert workspace.ask_rules() == {"cooling_days": 30, "open_per_company": 2}


def test_dated_contacts_of_two_people(path: Path) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        found = workspace.contacts_between(ANN_ID, [BO, person_id("in:nobody")])
        assert set(found) <= {BO}
        log = found[BO]
        assert [c.at for c in log] == sorted(c.at for c in log)
        assert {(c.channel, c.group) for c in log} == {(Channel.LINKEDIN, 1)}
        assert {c.from_ego for c in log} == {True}
        assert [c.from_ego for c in workspace.contacts_between(BO, [ANN_ID])[ANN_ID]] == [False] * len(log)
