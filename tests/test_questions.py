"""`Did you work together?`: who is asked about, in which order, and what an answer does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import situation
from scenes import AS_OF, Scene, Stay, opened

from graph.model import Mark

POOL = Scene(
    people={
        "in:ann": ("Ann Archer", "Software Engineer", "Birch Works"),
        "in:bo": ("Bo Bell", "Software Engineer", "Acme"),
        "in:cy": ("Cy Cook", "Accountant", "Acme"),
        "in:di": ("Di Dorn", "Software Engineer", "Acme"),
    },
    connections=(
        ("in:ann", "in:bo", date(2021, 5, 1)),
        ("in:ann", "in:cy", date(2022, 5, 1)),
        ("in:ann", "in:di", date(2016, 1, 1)),
    ),
    stays=(Stay("in:ann", "Birch Works", "Software Engineer", date(2020, 1, 1)),),
)


def test_only_those_connected_during_a_stay_are_asked_about(tmp_path: Path) -> None:
    with opened(tmp_path, POOL, as_of=AS_OF) as (workspace, _, desk):
        ann = workspace.owner("ann")
        found = desk.questions(ann)
        assert [q.person.name for q in found] == ["Bo Bell", "Cy Cook"]
        assert found[0].text == "Did you and Bo Bell work together at Birch Works? You connected in May 2021."
        assert desk.questions(ann, most=1) == found[:1]


def test_an_answer_is_not_asked_for_again(tmp_path: Path) -> None:
    with opened(tmp_path, POOL, as_of=AS_OF) as (workspace, _, desk):
        ann = workspace.owner("ann")
        workspace.set_mark(ann.id, workspace.person("bo").id, Mark(worked_with=True))
        workspace.set_mark(ann.id, workspace.person("cy").id, Mark(worked_with=False))
        assert desk.questions(ann) == ()
        workspace.set_mark(ann.id, workspace.person("cy").id, Mark(), undo=["worked_with"])
        assert [q.person.name for q in desk.questions(ann)] == ["Cy Cook"]


def test_the_command_lists_them_where_nobody_can_press_a_key(tmp_path: Path) -> None:
    told = situation.read("only-strangers")
    situation.ask(told, tmp_path)
    done = situation.run("--workspace", str(tmp_path / "w.db"), "--format", "json", "questions")
    assert done.exit_code == 0, done.output
    asked = json.loads(done.stdout)["questions"]
    assert {"Stan Gerber", "Vera Chief"} <= {q["person"]["name"] for q in asked}
    assert all(q["where"] == "Halden Data" for q in asked)
