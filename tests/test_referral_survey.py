"""Many companies in one go give the same answers as one by one, at the command line and over HTTP."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from report_scene import TARGETS, asked, pool
from serving import serving

from cli.main import app
from cli.target_list import parse
from graph.errors import InputError
from referral.results import Referrer
from referral.survey import TargetLine, answers, reached_from, survey


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("survey"))


def unworded(one: Referrer) -> Referrer:
    """Somebody without the words of what to do, which a list has of the first alone."""
    return replace(one, advice="", step="")


@pytest.mark.parametrize("ego", [None, "Ida Iver", "anyone"])
def test_each_answer_is_the_one_asked_for_alone(workspace: Path, ego: str | None) -> None:
    with asked(workspace, ego) as context:
        found = answers(context, TARGETS, reached_from(context))
        assert [one.wanted for one in found] == list(TARGETS)
        assert survey(context, TARGETS) == tuple(replace(one, referrers=one.referrers[:1]) for one in found)
        for one in found:
            if one.company is None:
                assert one.problem
                continue
            alone = context.desk.referrers(one.company, ego=context.ego, role=one.wanted.role, top=1)
            assert one.verdict == alone.verdict
            assert one.best == (alone.referrers[0] if alone.referrers else None)
            everybody = context.desk.referrers(one.company, ego=context.ego, role=one.wanted.role, top=alone.total or 1)
            assert list(map(unworded, one.referrers)) == list(map(unworded, everybody.referrers))
            ways = context.desk.paths(one.company, ego=context.ego, k=1)
            assert one.reason == ways.reason
            assert bool(one.path) == bool(ways.paths)
            if one.path:
                assert one.path.people == ways.paths[0].people
                assert math.isclose(one.path.strength, ways.paths[0].strength, rel_tol=1e-9)


def test_progress_is_told_and_stops_the_survey(workspace: Path) -> None:
    heard: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with asked(workspace) as context, pytest.raises(KeyboardInterrupt):
        survey(context, TARGETS, tell=tell)
    assert heard == [(0, len(TARGETS)), (1, len(TARGETS)), (2, len(TARGETS))]


def test_the_command_and_the_server_print_the_same(workspace: Path, tmp_path: Path) -> None:
    listed = tmp_path / "targets.csv"
    lines = "".join(f'"{one.company}","{one.role}"\n' for one in TARGETS)
    listed.write_text(f"Company Name,Job Title\n{lines}", encoding="utf-8")
    command = ["--workspace", str(workspace), "targets", str(listed), "--format", "json"]
    told = json.loads(CliRunner().invoke(app, command).stdout)
    assert [(t["asked"], t["role"]) for t in told["items"]] == [(w.company, w.role) for w in TARGETS]
    body = {"targets": [{"company": w.company, "role": w.role} for w in TARGETS]}
    with serving(workspace) as client:
        answer = client.post("/api/v1/targets/batch", json=body)
        assert answer.status_code == 200
        assert answer.json()["items"] == told["items"]
        assert client.post("/api/v1/targets/batch", json={"targets": []}).status_code == 422
    by_name = {t["asked"]: t for t in told["items"]}
    assert by_name["Acme"]["best"]["name"] == "بهية الزهراء"
    assert by_name["Larch"]["decision"] == "ask_for_an_introduction"
    assert by_name["Larh"]["nearest"][0] == "Larch"
    assert by_name["N/A"]["problem"]
    assert by_name["Known By Name"]["people"] == {"known": 0, "direct": 0, "two_hops": 0, "three_hops": 0}


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_every_format(workspace: Path, form: str) -> None:
    command = ["--workspace", str(workspace), "targets", "-", "--format", form]
    found = CliRunner().invoke(app, command, input="Acme\n=1+1\n\n")
    assert found.exit_code == 0, found.output
    assert "Acme" in found.stdout
    if form == "csv":
        assert "'=1+1" in found.stdout


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acme\nBirch\n", [TargetLine("Acme"), TargetLine("Birch")]),
        ("company;role\nAcme;Lead\nBirch\n", [TargetLine("Acme", "Lead"), TargetLine("Birch")]),
        ('Role\tEmployer\nLead\t"Acme, Inc."\n', [TargetLine("Acme, Inc.", "Lead")]),
        ("Acme, Inc.\nCompany of Heroes, Ltd\n", [TargetLine("Acme, Inc."), TargetLine("Company of Heroes, Ltd")]),
    ],
)
def test_lists_as_people_keep_them(text: str, wanted: list[TargetLine]) -> None:
    assert parse(text, Path("list")) == wanted


@pytest.mark.parametrize("text", ["", "\n \n", "company\n", "company,role\n,Lead\n"])
def test_a_list_of_nothing_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="names no company"):
        parse(text, Path("list"))


def test_a_file_that_is_no_text_is_an_error(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\x00\xff\xfe\x00" * 10)
    found = CliRunner().invoke(app, ["--workspace", str(workspace), "targets", str(tmp_path / "x")])
    assert found.exit_code == 1
    assert "no text" in found.output
