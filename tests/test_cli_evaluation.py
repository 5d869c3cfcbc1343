"""`evaluate`, `score`, `selftest` as they are typed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from columns_by_hand import DAY, NOW, busy_table
from serving import pool

from cli.main import app
from cli.worlds import hit_rates
from graph.model import NewEntry, person_id
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from synthetic import make_pool


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("message_id", "sender", "recipient", "timestamp"))
        for number, c in enumerate(busy_table()):
            writer.writerow((number, c.sender, c.recipient, round(NOW - c.days_ago * DAY)))
    return path


def test_evaluate_prints_every_part_as_json_and_as_a_table(events: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("person,group\n1,x\n2,x\n3,y\n", encoding="utf-8")
    value = json.loads(run("evaluate", str(events), "--people", str(people), "--format", "json").stdout)
    assert value["cut"]["share"] == 0.6
    assert {row["part"] for row in value["measures"]} == {"ranking", "thin ties", "answers", "paths"}
    own = next(row for row in value["measures"] if row["order"] == "goodword")
    assert own["ahead"] is None
    assert own["low"] <= own["mean"] <= own["high"]
    assert len(value["calibration"]["bins"]) == 10
    shown = run("evaluate", str(events), "--cut", ".5")
    assert "NDCG@10" in shown.stdout
    assert "paired over egos" in shown.stderr
    assert run("evaluate", str(events), "--format", "csv").stdout.startswith("part,metric,order,mean")


def test_wrong_usage_and_bad_tables_are_told_apart(events: Path, tmp_path: Path) -> None:
    assert run("evaluate", str(events), "--cut", "1.5").exit_code == 2
    assert run("evaluate", str(tmp_path / "none.csv")).exit_code == 2
    people = tmp_path / "people.csv"
    people.write_text("a\n1\n", encoding="utf-8")
    bad = run("evaluate", str(people))
    assert (bad.exit_code, "lacks the column" in bad.stderr) == (1, True)
    assert run("score", str(events), "5").exit_code == 1


def test_score_prints_five_columns_for_every_ordered_pair(events: Path) -> None:
    result = run("score", str(events), str(NOW - 100 * DAY))
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == ["ego", "alter", "strength", "p", "answer"]
    assert len({(row["ego"], row["alter"]) for row in rows}) == len(rows)
    assert all(0 < float(row[name]) < 1 for row in rows for name in ("strength", "p", "answer"))
    assert run("score", str(events), str(NOW - 100 * DAY)).stdout == result.stdout


def test_a_tiny_table_is_evaluated_without_numbers(tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_text("message_id,sender,recipient,timestamp\n1,a,b,100\n", encoding="utf-8")
    result = run("evaluate", str(path), "--format", "json")
    assert json.loads(result.stdout)["measures"][0]["mean"] is None
    assert "none known" in result.stderr


def test_selftest_says_when_there_is_not_enough_data(tmp_path: Path) -> None:
    truth = make_pool(tmp_path / "pool", seed=1)
    place = tmp_path / "w.sqlite"
    with Workspace.open(place) as workspace:
        import_paths(workspace, [truth.archives[0]])
    result = run("selftest", "--workspace", str(place), "--worlds", "1", "--format", "json")
    value = json.loads(result.stdout)
    assert value["own"]["verdict"] in {"enough data", "not enough data"}
    assert (value["own"]["positives"] >= 30) is (value["own"]["verdict"] == "enough data")
    assert value["own"]["verdict"] in result.stderr
    assert {row["part"] for row in value["measures"]} >= {
        "synthetic worlds, closeness decides",
        "synthetic worlds, five signs decide",
    }
    assert run("selftest", "--workspace", str(tmp_path / "none.sqlite")).exit_code == 1
    assert value["asks"] == {"closed": 0, "checked": 0, "needed": 40}
    assert "your asks: 0 closed" in result.stderr


def test_selftest_checks_the_chances_kept_with_asks(tmp_path: Path) -> None:
    path = pool(tmp_path)
    with Workspace.open(path) as workspace, workspace.recording(person_id("in:ann")) as session:
        for n in range(60):
            about = {"person": person_id("in:bo"), "day": date(2020, 1, 1) + timedelta(days=n), "ask": f"a{n}"}
            session.append(NewEntry("asked", chance=0.9, **about))  # type: ignore[arg-type]
            session.append(NewEntry("agreed" if n % 2 else "no_answer", **about))  # type: ignore[arg-type]
    result = run("selftest", "--workspace", str(path), "--worlds", "0", "--format", "json")
    asks = json.loads(result.stdout)["asks"]
    assert (asks["closed"], asks["checked"], asks["answered"]["mean"]) == (60, 30, 0.5)
    assert asks["answered"]["low"] < asks["promised"] < asks["answered"]["high"]
    assert asks["squared_error"]["calibrated"] < asks["squared_error"]["order"]
    assert "the chances kept their word" in result.stderr


def test_the_ranking_finds_the_willing_in_made_up_worlds() -> None:
    means = {(line.part, line.metric, line.method): line.value.mean for line in hit_rates(2, 0)}
    for part in ("synthetic worlds, closeness decides", "synthetic worlds, five signs decide"):
        for other in ("random", "degree", "newest connection"):
            assert means[part, "hit-rate@3", "goodword"] > means[part, "hit-rate@3", other]
    assert hit_rates(0, 0) == ()
