"""One question has one answer: the command line prints the JSON that HTTP sends, and nothing of a result is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers_fixture import PATHS, REFERRERS
from click.testing import CliRunner
from fastapi.testclient import TestClient
from serving import pool, serving

from cli.main import app
from schemas.paths import PathsOut
from schemas.referrers import ReferrersOut

API = "/api/v1"
QUESTIONS = {
    "referrers": (("referrers", "Acme"), "/companies/Acme/referrers"),
    "anyone's referrers": (
        ("--as", "anyone", "referrers", "Acme", "--role", "CTO", "--top", "2"),
        "/companies/Acme/referrers?as=anyone&role=CTO&top=2",
    ),
    "another day": (("--as-of", "2024-02-29", "referrers", "Acme"), "/companies/Acme/referrers?as_of=2024-02-29"),
    "another owner": (("--as", "eve", "paths", "Acme"), "/companies/Acme/paths?as=eve"),
    "paths to a company": (("paths", "Acme", "-k", "7", "--disjoint"), "/companies/Acme/paths?k=7&disjoint=true"),
    "paths to a person": (("paths", "gus", "--include-inferred"), "/people/gus/paths?include_inferred=true"),
    "verdict": (
        ("verdict", "Acme", "--posting", "public", "--contract", "--company-size", "9"),
        "/companies/Acme/verdict?posting=public&contract=true&company_size=9",
    ),
    "the list told of the job": (
        ("referrers", "Acme", "--company-size", "9", "--posting", "internal", "--hiring-manager", "bo"),
        "/companies/Acme/referrers?company_size=9&posting=internal&hiring_manager=bo",
    ),
    "central": (("central", "--by", "degree"), "/centrality?by=degree"),
    "communities": (("communities",), "/communities"),
    "the whole graph": (("graph", "export", "--to", "json"), "/graph"),
    "what only the user can say": (("questions",), "/questions"),
    "limits on asking": (("ask", "limits"), "/asks/limits"),
    "a plan": (("ask", "plan", "Acme"), "/companies/Acme/plan"),
    "a plan for somebody": (("ask", "plan", "Acme", "bo", "--role", "CTO"), "/companies/Acme/plan?person=bo&role=CTO"),
}
LISTS = {
    "asks": (("ask", "list"), "/asks"),
    "what is due": (("ask", "due", "--all"), "/asks/due?all=true"),
    "favours": (("ask", "favour"), "/favours"),
    "aliases": (("alias", "list"), "/aliases"),
    "sources": (("sources",), "/sources"),
}
"""Over HTTP a list comes a page at a time: its items are what the command line prints."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("pool"))


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with serving(path) as client:
        yield client


def printed(path: Path, *arguments: str) -> object:
    result = CliRunner().invoke(app, ["--workspace", str(path), *arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_surfaces_answer_alike(client: TestClient, path: Path, question: str) -> None:
    arguments, address = QUESTIONS[question]
    answer = client.get(API + address)
    assert answer.status_code == 200, answer.text
    assert printed(path, *arguments) == answer.json()


@pytest.mark.parametrize("question", LISTS)
def test_both_surfaces_list_alike(tmp_path: Path, question: str) -> None:
    arguments, address = LISTS[question]
    path = pool(tmp_path)
    for written in (
        ("ask", "log", "bo", "Acme", "--role", "CTO", "--state", "asked"),
        ("ask", "favour", "bo", "read my CV", "--they-helped"),
        ("alias", "add", "Plimsoft", "Acme"),
    ):
        assert CliRunner().invoke(app, ["--workspace", str(path), *written]).exit_code == 0
    with serving(path) as client:
        found = printed(path, *arguments)
        assert found
        assert found == client.get(API + address).json()["items"]


def test_both_surfaces_answer_what_is_posted_alike(client: TestClient, path: Path, tmp_path: Path) -> None:
    (tmp_path / "targets.csv").write_text("Acme\nNowhere\n", encoding="utf-8")
    (tmp_path / "draft.txt").write_text("Could we talk for 15 minutes?\n", encoding="utf-8")
    for arguments, address, body in (
        (
            ("targets", str(tmp_path / "targets.csv")),
            "/targets/batch",
            {"targets": [{"company": "Acme"}, {"company": "Nowhere"}]},
        ),
        (("ask", "draft", "request", "Acme", "bo"), "/drafts", {"kind": "request", "company": "Acme", "person": "bo"}),
        (("ask", "check", str(tmp_path / "draft.txt")), "/drafts/check", {"text": "Could we talk for 15 minutes?\n"}),
    ):
        assert printed(path, *arguments) == client.post(API + address, json=body).json()


@pytest.mark.parametrize("kind", ["people", "companies"])
def test_both_surfaces_look_up_alike(client: TestClient, path: Path, kind: str) -> None:
    found = printed(path, kind)
    assert isinstance(found, list)
    assert found
    assert found == client.get(f"{API}/{kind}").json()["items"]
    for one in found:
        assert one == client.get(f"{API}/{kind}/{one['id']}").json()


def test_the_command_line_loads_no_web_framework() -> None:
    code = "import sys, cli.answers, cli.lookup, cli.graphs; print(sorted({'fastapi', 'starlette'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_tie_names_its_ends_as_the_wire_does() -> None:
    out = PathsOut.of(PATHS).model_dump(mode="json")
    for path, told in zip(PATHS.paths, out["paths"], strict=True):
        assert [(t["from"], t["to"]) for t in told["ties"]] == [(t.source.id, t.target.id) for t in path.ties]
        assert told["weakest_link"] == path.weakest_link
        assert told["hops"] == len(path.ties)
    assert out["target"]["kind"] == "company"


def test_a_referrer_goes_out_with_all_that_was_found() -> None:
    out = ReferrersOut.of(REFERRERS).model_dump(mode="json")
    for found, told in zip(REFERRERS.referrers, out["referrers"], strict=True):
        assert told["person"]["company"] == found.person.company_name
        assert told["next_step"] == found.next_step.value
        assert [c["name"] for c in told["vouch"]["criteria"]] == [c.name.value for c in found.vouch.criteria]
        texts = [[e["text"] for e in c["evidence"]] for c in told["vouch"]["criteria"]]
        assert texts == [[e.text for e in c.evidence] for c in found.vouch.criteria]
