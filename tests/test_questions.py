"""`Did you work together?`: who is asked about, in which order, and what an answer does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import situation
from browser import browser
from browser import opened as opened_page
from scenes import AS_OF, Scene, Stay, opened
from serving import ORIGIN, listening, pool, serving

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


def test_what_was_worked_out_is_kept_until_something_changes(tmp_path: Path) -> None:
    with opened(tmp_path, POOL, as_of=AS_OF) as (workspace, _, desk):
        ann = workspace.owner("ann")
        found = desk.questions(ann)
        assert desk.questions(ann) is found
        workspace.set_mark(ann.id, workspace.person("cy").id, Mark(close=True))
        assert desk.questions(ann) is not found


def test_the_page_asks_writes_down_and_takes_back(tmp_path: Path) -> None:
    own = {"Origin": ORIGIN}
    with serving(pool(tmp_path, POOL)) as client:
        page = client.get("/questions").text
        assert page.count('<form class="panel question-row"') == len(client.get("/questions.json").json()["questions"])
        bo = client.get("/api/v1/people/bo").json()["id"]
        done = client.post("/questions", data={"person": bo, "says": "yes"}, headers=own)
        assert "you and" in done.text
        assert "worked together" in done.text
        assert client.get("/api/v1/people/bo/marks").json()["worked_with"] is True
        assert "Did you and Bo Bell" not in done.text
        back = client.post("/questions", data={"person": bo, "says": "undo"}, headers=own)
        assert "Did you and Bo Bell" in back.text
        assert client.post("/questions", data={"person": bo, "says": "yes"}).status_code == 403
        assert "Choose a person" in client.get("/questions?as=anyone").text


@pytest.mark.browser
def test_the_home_page_asks_one_question_at_a_time(tmp_path: Path) -> None:
    with (
        browser() as running,
        listening(pool(tmp_path, POOL)) as home,
        opened_page(running, home, home=home) as watched,
    ):
        page = watched.page
        page.get_by_role("heading", name="Did you and Bo Bell work together at Birch Works?").wait_for()
        page.get_by_role("button", name="Yes").click()
        page.get_by_role("heading", name="Did you and Cy Cook work together at Birch Works?").wait_for()
        page.get_by_role("button", name="Not now").click()
        page.locator("#together").wait_for(state="hidden")
        assert page.request.get(f"{home}/api/v1/people/bo/marks").json()["worked_where"] == "Birch Works"
        assert page.request.get(f"{home}/api/v1/people/cy/marks").json()["worked_with"] is None
        watched.behaved()


def test_the_command_lists_them_where_nobody_can_press_a_key(tmp_path: Path) -> None:
    told = situation.read("only-strangers")
    situation.ask(told, tmp_path)
    done = situation.run("--workspace", str(tmp_path / "w.db"), "--format", "json", "questions")
    assert done.exit_code == 0, done.output
    asked = json.loads(done.stdout)["questions"]
    assert {"Stan Gerber", "Vera Chief"} <= {q["person"]["name"] for q in asked}
    assert all(q["where"] == "Halden Data" for q in asked)
