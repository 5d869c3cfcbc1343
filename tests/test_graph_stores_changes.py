"""What changed between two exports of one owner."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_ingest_order import IN, export

from cli.main import app
from graph.errors import SourceNotFoundError, UsageError
from graph.stores.workspace import Workspace
from ingest.load import import_paths

OLD = (
    f"Ann,Archer,{IN}zz-ann,,Startworks,Engineer,06 May 2020",
    f"Bo,Bell,{IN}zz-bo,,Startworks,Engineer,07 May 2020",
    f"Cy,Cook,{IN}zz-cy,,Startworks,Engineer,08 May 2020",
    f"Dee,Dunn,{IN}zz-dee,,Startworks,Engineer,09 May 2020",
    f"Eve,Ek,{IN}zz-eve,,Facebook,Engineer,10 May 2020",
)
NEW = (
    f"Ann,Archer,{IN}zz-ann,,Birch Tools,Lead,06 May 2020",
    f"Bo,Bell,{IN}zz-bo,,Startworks Ltd,Lead,07 May 2020",
    f"Cy,Cook,{IN}zz-cy,,,,08 May 2020",
    f"Eve,Ek,{IN}zz-eve,,Meta,Engineer,10 May 2020",
    f"Fay,Fox,{IN}zz-fay,,Birch Tools,Chief,11 May 2025",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "goodword.db"
    with Workspace.open(path) as opened:
        import_paths(opened, [export(tmp_path, "Ada", *NEW, day="09-09-2026")])
        import_paths(opened, [export(tmp_path, "Ada", *OLD, day="05-06-2022")])
        import_paths(opened, [export(tmp_path, "Bob", *OLD)])
        import_paths(opened, [export(tmp_path, "Bob", day="09-09-2026")])
    return path


def names(shown: Sequence[dict[str, object]]) -> list[object]:
    return [one["name"] for one in shown]


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_who_joined_left_and_moved(workspace: Path, order: tuple[str, str]) -> None:
    done = CliRunner().invoke(app, ["--workspace", str(workspace), "--format", "json", "diff", *order])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["from"]["source"], told["to"]["source"], told["from"]["owner"]) == (2, 1, "Ada Own")
    assert names(told["joined"]) == ["Fay Fox"]
    assert told["joined"][0]["since"] == "2025-05-11"
    assert names(told["left"]) == ["Dee Dunn"]
    assert names(told["moved"]) == ["Ann Archer"]  # not Cy, of whom the new export says nothing; not Eve, renamed
    assert told["moved"][0]["before"]["company"] == "Startworks"
    assert told["moved"][0]["after"]["company"] == "Birch Tools"
    assert names(told["retitled"]) == ["Bo Bell"]


def test_the_table_says_the_same(workspace: Path) -> None:
    done = CliRunner().invoke(app, ["--workspace", str(workspace), "diff", "1", "2"])
    assert "2022-05-06 to 2026-09-09: 1 joined, 1 left, 1 changed employer, 1 changed title" in done.output
    assert "Engineer at Startworks" in done.output


@pytest.mark.parametrize(
    ("one", "other", "why"), [(1, 1, "same export twice"), (1, 3, "different owners"), (3, 4, "holds no connections")]
)
def test_what_cannot_be_compared_is_said(workspace: Path, one: int, other: int, why: str) -> None:
    with Workspace.open(workspace) as opened, pytest.raises(UsageError, match=why):
        opened.changes(one, other)


def test_a_source_that_is_not_there(workspace: Path) -> None:
    with Workspace.open(workspace) as opened, pytest.raises(SourceNotFoundError, match="no source 9"):
        opened.changes(1, 9)
