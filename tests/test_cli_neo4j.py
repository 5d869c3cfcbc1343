"""`goodword neo4j push|status|drop` against a real server: what is compared, what is spared, what is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result
from neo4j_server import RealServer
from scenes import ANN, EVE, IVO, put

from cli.main import app
from graph.model import Mark
from graph.neo4j.client import Server
from graph.neo4j.drop import drop
from graph.neo4j.identity import SUFFIX, Memory, identity, recall, remember
from graph.stores.workspace import Workspace

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Line:
    """The command line on one workspace, with a server in its environment."""

    path: Path
    environment: dict[str, str]
    server: Server

    def run(self, *arguments: str, code: int = 0, command: str = "neo4j") -> Result:
        told = ["--workspace", str(self.path), "--format", "json", command, *arguments]
        result = CliRunner().invoke(app, told, env=self.environment)
        assert result.exit_code == code, result.output
        return result

    def told(self, *arguments: str, code: int = 0) -> dict[str, object]:
        return cast("dict[str, object]", json.loads(self.run(*arguments, code=code).stdout))

    def written(self, *arguments: str) -> int:
        """How many rows a push wrote and removed."""
        told = self.told("push", *arguments)
        return sum(sum(cast("dict[str, int]", told[kind]).values()) for kind in ("written", "removed"))


@pytest.fixture
def line(neo4j_real: RealServer, tmp_path: Path) -> Iterator[Line]:
    path = tmp_path / "ann.sqlite"
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        put(workspace, IVO)
    at = neo4j_real.address
    told = {"URI": at.uri, "USER": at.user, "PASSWORD": at.password, "DATABASE": at.database}
    with Server(at) as server:
        drop(server)
        yield Line(path, {f"GOODWORD_NEO4J_{name}": value for name, value in told.items()}, server)
        drop(server)


SPOIL = "MATCH ()-[t:GOODWORD_TIE]->() WITH t LIMIT 1 SET t.strength = 0.5 RETURN count(*) AS done"


def spoil(server: Server) -> None:
    """Change a row there behind everybody's back."""
    assert server.write((SPOIL, {}))[0][0]["done"] == 1


def test_a_push_of_nothing_new_reads_no_row_back(line: Line) -> None:
    assert line.written() > 0
    assert line.told("status")["same"] is True
    spoil(line.server)  # so that whoever reads rows would find something to write
    generation = line.told("push")["generation"]
    assert line.written() == 0
    assert line.told("push")["generation"] == generation


def test_what_differs_is_said_and_mended_by_a_push_that_verifies(line: Line) -> None:
    line.run("push")
    spoil(line.server)
    differs = line.run("status", code=1)
    assert "the two sides differ; 'goodword neo4j push --verify' brings what is here" in differs.stderr
    assert line.written("--verify") == 1
    assert line.told("status")["same"] is True
    assert line.written() == 0


def test_every_change_of_the_workspace_or_the_day_is_pushed(line: Line) -> None:
    line.run("push")
    with Workspace.open(line.path) as workspace:
        ego, _ = workspace.owners()
        workspace.set_mark(ego.id, workspace.person("bo").id, Mark(close=True))
    assert line.written() > 0
    with Workspace.open(line.path) as workspace:
        put(workspace, EVE)
    assert line.written() > 0
    assert line.told("status")["same"] is True
    told = ["--workspace", str(line.path), "--as-of", "2020-01-01", "--format", "json", "neo4j", "push"]
    earlier = json.loads(CliRunner().invoke(app, told, env=line.environment).stdout)
    assert sum(earlier["written"].values()) > 0
    assert line.written() > 0


def test_what_is_remembered_is_worth_nothing_where_the_server_says_otherwise(line: Line) -> None:
    whole = line.written()
    drop(line.server)
    assert line.written() == whole
    line.run("drop", "--here")
    assert line.written() == whole
    copy = line.path.with_name("copy.sqlite")
    for name in (line.path.name, line.path.name + SUFFIX):
        shutil.copy(line.path.with_name(name), copy.with_name(name.replace("ann", "copy")))
    with Workspace.open(copy) as workspace:
        put(workspace, EVE)
    other = Line(copy, line.environment, line.server)
    assert other.written() > 0
    assert line.written() > 0  # the copy pushed under the same id meanwhile
    assert line.told("status")["same"] is True


def test_an_unfinished_push_is_gone_on_with(line: Line) -> None:
    line.run("push")
    text = "MATCH (w:GoodwordWorkspace) SET w.state = 'unfinished' RETURN count(*) AS done"
    assert line.server.write((text, {}))[0][0]["done"] == 1
    spoil(line.server)
    assert line.written() == 1
    assert line.told("status")["state"] == "whole"


def test_every_answer_says_that_a_push_is_unfinished(line: Line) -> None:
    line.run("push")
    text = "MATCH (w:GoodwordWorkspace) SET w.state = 'unfinished' RETURN w.id AS id"
    name = line.server.write((text, {}))[0][0]["id"]
    said = f"the push of workspace {name} is not finished: the answer rests on what has arrived of it"
    for question in (("referrers", "Acme"), ("paths", "Acme"), ("central",), ("communities",)):
        answer = line.run(*question[1:], "--engine", "neo4j", command=question[0])
        assert answer.stderr.count(said) == 1
        assert said in json.loads(answer.stdout)["notes"]
    for question in (("verdict", "Acme"), ("graph", "export")):
        assert line.run(*question[1:], "--engine", "neo4j", command=question[0]).stderr.count(said) == 1


def test_memory_that_is_lost_or_damaged_costs_one_comparison(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    assert recall(path) is None
    name = identity(path)
    remember(path, Memory("t", "s"))
    assert (identity(path), recall(path)) == (name, Memory("t", "s"))
    beside = path.with_name(path.name + SUFFIX)
    assert beside.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [beside.name]
    for pushed in ("null", "[]", '{"token": "t"}'):
        beside.write_text(f'{{"workspace": "{name}", "pushed": {pushed}}}', encoding="utf-8")
        assert (identity(path), recall(path)) == (name, None)


def test_everything_is_dropped_and_the_second_time_there_is_nothing(line: Line) -> None:
    line.run("push")
    assert "shows nothing there" not in line.run("drop", "--here").stderr
    assert "shows nothing there" in line.run("drop", "--here").stderr
    line.run("push")
    everything = CliRunner().invoke(app, ["neo4j", "drop"], env=line.environment)  # no workspace named: all of them
    assert (everything.exit_code, "everything that Goodword wrote is removed" in everything.stderr) == (0, True)
    assert line.told("status", code=1)["same"] is False
