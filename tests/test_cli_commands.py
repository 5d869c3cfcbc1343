"""Every command on the demo's pool, in every format: what is printed where, and what it says."""

from __future__ import annotations

import csv
import io
import json
import math
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from cli.demo import called_as
from cli.main import app
from synthetic import PoolTruth, make_pool

SEED = 7
ASKING = [["referrers", "{direct}"], ["paths", "{direct}"], ["verdict", "{direct}"], ["paths", "{indirect}"]]
LISTING = [["people", "a"], ["companies", "no"], ["sources"], ["central"], ["central", "--by", "betweenness"]]
FORMATS = ["table", "json", "csv", "md"]


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> PoolTruth:
    return make_pool(tmp_path_factory.mktemp("archives"), seed=SEED)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, pool: PoolTruth) -> Path:
    path = tmp_path_factory.mktemp("w") / "w.sqlite"
    result = CliRunner().invoke(app, ["--workspace", str(path), "import", *map(str, pool.archives)])
    assert result.exit_code == 0, result.output
    return path


def run(workspace: Path, *arguments: str, ok: bool = True) -> Result:
    result = CliRunner().invoke(app, ["--workspace", str(workspace), *arguments])
    if ok:
        assert result.exit_code == 0, result.output
    return result


def answer(workspace: Path, *arguments: str) -> Any:  # JSON is whatever it is
    return json.loads(run(workspace, *arguments, "--format", "json").stdout)


def filled(arguments: list[str], pool: PoolTruth) -> list[str]:
    return [a.format(direct=pool.direct_company, indirect=pool.indirect_company) for a in arguments]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("arguments", ASKING + LISTING, ids=" ".join)
def test_every_answer_in_every_format(workspace: Path, pool: PoolTruth, arguments: list[str], fmt: str) -> None:
    out = run(workspace, *filled(arguments, pool), "--format", fmt).stdout
    assert out.endswith("\n")
    if fmt == "json":
        assert json.loads(out)
    if fmt == "csv":
        rows = list(csv.reader(io.StringIO(out)))
        assert len(rows) > 1
        assert len({len(r) for r in rows}) == 1
    if fmt == "md":
        assert out.splitlines()[1].startswith("| ---")


def test_the_import_report_accounts_for_every_row(tmp_path: Path, pool: PoolTruth) -> None:
    report = answer(tmp_path / "w.sqlite", "import", *map(str, pool.archives))
    assert set(report) == {"sources", "people", "companies", "ties", "kept_out", "seconds"}
    assert [s["owner"] for s in report["sources"]] == [m.owner for m in pool.members]
    for source in report["sources"]:
        assert {"id", "kind", "owner", "as_of", "files", "unread", "unknown"} <= set(source)
        for file in source["files"]:
            assert file["seen"] == file["kept"] + sum(file["skipped"].values())


def test_referrers_say_what_product_says(workspace: Path, pool: PoolTruth) -> None:
    found = answer(workspace, "referrers", pool.direct_company, "--role", pool.role, "--top", "3")
    assert found["ego"]["name"] == pool.ego
    assert [r["rank"] for r in found["referrers"]] == [1, 2, 3]
    names = [c["name"] for c in found["referrers"][0]["vouch"]["criteria"]]
    assert names == [
        "familiar_with_your_work",
        "strong_connection",
        "well_networked",
        "relevant_expertise",
        "enthusiastic_supporter",
    ]
    assert {r["person"]["slug"] for r in found["referrers"]} <= set(pool.direct_people)
    assert all(r["reach"]["value"] == 1.0 for r in found["referrers"])


def test_paths_through_others(workspace: Path, pool: PoolTruth) -> None:
    found = answer(workspace, "paths", pool.indirect_company, "-k", "4")
    assert found["paths"]
    for path in found["paths"]:
        assert path["hops"] == len(path["ties"]) == len(path["people"]) - 1
        assert 2 <= path["hops"] <= 3
        assert path["people"][0]["name"] == pool.ego
        assert path["people"][-1]["slug"] in pool.indirect_people
        weakest = min(t["strength"] for t in path["ties"])
        assert path["ties"][path["weakest_link"]]["strength"] == weakest
        ends = [(a["id"], b["id"]) for a, b in zip(path["people"], path["people"][1:], strict=False)]
        assert [(t["from"], t["to"]) for t in path["ties"]] == ends
    assert [p["strength"] for p in found["paths"]] == sorted((p["strength"] for p in found["paths"]), reverse=True)


def test_no_path_is_a_detour_unless_all_are_asked_for(workspace: Path) -> None:
    """By the strengths that are printed: a tie between two people of a path, not next to each other, is weaker."""
    base = ["--workspace", str(workspace), "--format", "json"]
    exported = json.loads(CliRunner().invoke(app, [*base, "graph", "export", "--to", "json"]).stdout)
    ties = {
        frozenset((edge["source"], edge["target"])): edge["strength"]
        for edge in exported["edges"]
        if edge["kind"] == "tie"
    }

    def detour(path: dict[str, list[dict[str, str]]]) -> bool:
        people = [person["id"] for person in path["people"]]
        part = [ties[frozenset(hop)] for hop in pairwise(people)]
        return any(
            ties.get(frozenset((people[i], people[j])), 0) >= math.prod(part[i:j]) * 0.5 ** (j - i - 1) - 1e-9
            for i, j in combinations(range(len(people)), 2)
            if j > i + 1
        )

    companies = json.loads(CliRunner().invoke(app, [*base, "companies"]).stdout)[:25]
    found = {False: 0, True: 0}
    for every in (False, True):
        for company in companies:
            asked = [*base, "paths", company["name"], "-k", "8", *(["--all"] if every else [])]
            paths = json.loads(CliRunner().invoke(app, asked).stdout)["paths"]
            found[every] += sum(map(detour, paths))
            pairs = [(path["people"][1]["id"], path["people"][-1]["id"]) for path in paths]
            assert every or len(set(pairs)) == len(pairs)
    assert found[False] == 0
    assert found[True] > 20


def test_no_path_is_said_and_not_invented(workspace: Path, pool: PoolTruth) -> None:
    found = answer(workspace, "paths", pool.unreachable_company)
    assert found["paths"] == []
    assert "nobody in these archives" in found["reason"]
    assert answer(workspace, "verdict", pool.unreachable_company)["decision"] == "apply_directly"


def test_as_names_the_ego(workspace: Path, pool: PoolTruth) -> None:
    second = pool.members[1]
    found = answer(workspace, "--as", second.owner_slug, "referrers", pool.indirect_company)
    assert found["ego"]["name"] == second.owner
    anyone = answer(workspace, "--as", "anyone", "referrers", pool.indirect_company)
    assert anyone["ego"] is None
    assert second.owner in {r["ego"]["name"] for r in anyone["referrers"]}
    refused = run(workspace, "--as", pool.direct_people[0], "referrers", pool.direct_company, ok=False)
    assert refused.exit_code == 1
    assert all(m.owner in refused.stderr for m in pool.members)


def test_as_of_takes_later_contacts_away(workspace: Path, pool: PoolTruth) -> None:
    now = answer(workspace, "paths", pool.direct_company)
    then = answer(workspace, "--as-of", "2015-01-01", "paths", pool.direct_company)
    assert then["as_of"] == "2015-01-01"
    assert max((p["strength"] for p in then["paths"]), default=0) < now["paths"][0]["strength"]


def test_a_mark_changes_the_ranking_and_can_be_seen(tmp_path: Path, pool: PoolTruth) -> None:
    path = tmp_path / "w.sqlite"
    run(path, "import", *map(str, pool.archives))
    last = answer(path, "referrers", pool.direct_company)["referrers"][-1]["person"]
    run(path, "mark", last["id"], "--close", "--managed-me")
    marked = {r["person"]["id"]: r for r in answer(path, "referrers", pool.direct_company)["referrers"]}
    strong = {c["name"]: c for c in marked[last["id"]]["vouch"]["criteria"]}
    assert strong["strong_connection"]["value"] == 1.0
    assert "confirmed" in {e["kind"] for e in strong["strong_connection"]["evidence"]}
    run(path, "mark", last["id"], "--do-not-ask")
    found = answer(path, "referrers", pool.direct_company, "--top", "50")["referrers"]
    steps = {r["person"]["id"]: r["next_step"] for r in found}
    assert steps.get(last["id"], "leave") == "leave"


def test_forget_takes_out_only_that_archive(tmp_path: Path, pool: PoolTruth) -> None:
    path = tmp_path / "w.sqlite"
    run(path, "import", *map(str, pool.archives))
    before = answer(path, "paths", pool.indirect_company)["paths"]
    ids = {s["owner"]: s["id"] for s in answer(path, "sources")}
    for member in pool.members[1:]:
        run(path, "forget", str(ids[member.owner]))
    assert before
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".graph")] == []
    gone = run(path, "paths", pool.indirect_company, "--format", "json", ok=False)
    assert gone.exit_code == 1 or json.loads(gone.stdout)["paths"] == []
    assert answer(path, "paths", pool.direct_company)["paths"]
    assert run(path, "forget", "99", ok=False).exit_code == 1


def test_one_archive_says_that_centrality_cannot_be_told(tmp_path: Path, pool: PoolTruth) -> None:
    path = tmp_path / "w.sqlite"
    run(path, "import", str(pool.archives[0]))
    found = answer(path, "central", "--by", "betweenness")
    assert found["people"] == []
    assert "star" in found["notes"][0]


def test_graph_export_can_be_read_by_networkx(workspace: Path, tmp_path: Path) -> None:
    for form in ("json", "graphml", "gexf", "csv"):
        run(workspace, "graph", "export", "--to", form, "--out", str(tmp_path / f"g.{form}"))
    data = json.loads((tmp_path / "g.json").read_text())
    graph = nx.node_link_graph(data, edges="edges")
    assert {n["kind"] for n in data["nodes"]} == {"person", "company"}
    assert set(data["nodes"][0]) == {"id", "kind", "name", "slug", "company", "owner"}
    ties = [e for e in data["edges"] if e["kind"] == "tie"]
    assert set(ties[0]) == {"source", "target", "kind", "strength", "cost", "classes", "shown_by", "messages"}
    assert all(0 < e["strength"] <= 1 and e["classes"] and e["shown_by"] for e in ties)
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        ET.parse(tmp_path / f"g.{form}")
        assert set(read(tmp_path / f"g.{form}")) == set(graph)
    with (tmp_path / "g.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == graph.number_of_edges()


def test_paths_html_is_one_file(workspace: Path, pool: PoolTruth, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    run(workspace, "paths", pool.direct_company, "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert pool.direct_company in text
    assert 'src="http' not in text
    assert run(workspace, "paths", pool.direct_company, "--html", "-").stdout.lstrip().startswith("<!doctype html>")


def test_report_writes_what_was_asked(workspace: Path, pool: PoolTruth, tmp_path: Path) -> None:
    targets = tmp_path / "targets.txt"
    targets.write_text(f"{pool.direct_company}\n{pool.unreachable_company}\n", encoding="utf-8")
    run(workspace, "report", "--targets", str(targets), "--out", str(tmp_path / "r"))
    value = json.loads((tmp_path / "r" / "report.json").read_text())
    reached = {t["firm"]["name"]: t for t in value["targets"]}
    assert reached[pool.direct_company]["direct"] >= 5
    assert reached[pool.unreachable_company]["direct"] == 0
    assert reached[pool.unreachable_company]["no_path"]
    written = {p.name for p in (tmp_path / "r").iterdir() if not p.name.startswith(".")}
    assert written == {f"report.{x}" for x in ("html", "json", "csv", "md")}
    assert run(workspace, "report", "--to", "docx", ok=False).exit_code == 2
    assert json.loads(run(workspace, "report", "--out", "-", "--to", "json").stdout)["targets"]
    assert run(workspace, "report", "--out", "-", ok=False).exit_code == 2


def test_the_demo_does_the_main_job(tmp_path: Path, pool: PoolTruth) -> None:
    result = CliRunner().invoke(app, ["demo", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert "no path: nobody in these archives" in result.stdout
    assert "goodword import" in result.stdout
    wanted = {"paths.html", "paths-through-others.html", "report.html", "report.json", "demo.sqlite", "archives"}
    assert wanted <= {p.name for p in (tmp_path / "out").iterdir()}
    again = CliRunner().invoke(app, ["demo", "--out", str(tmp_path / "out")])
    assert again.exit_code == 0, again.output


def test_the_demo_says_what_to_type_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "goodword"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert called_as(str(program)) == str(program)
    assert called_as(".venv/bin/goodword") == ".venv/bin/goodword"
    assert called_as("/somewhere/cli/main.py") == "goodword"
    monkeypatch.setenv("PATH", str(program.parent))
    assert called_as(str(program)) == "goodword"


def test_the_demo_leaves_a_strange_workspace_alone(tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite").write_text("mine")
    result = CliRunner().invoke(app, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert (tmp_path / "demo.sqlite").read_text() == "mine"


def test_doctor_finds_health_and_damage(workspace: Path, tmp_path: Path) -> None:
    assert "no problem found" in run(workspace, "doctor").stdout
    assert run(tmp_path / "none.sqlite", "doctor").exit_code == 0
    broken = tmp_path / "broken.sqlite"
    broken.write_text("this is no database at all, just text")
    assert run(broken, "doctor", ok=False).exit_code == 1


def test_an_archive_can_come_from_stdin(tmp_path: Path, pool: PoolTruth) -> None:
    runner = CliRunner()
    data = pool.archives[0].read_bytes() if pool.archives[0].is_file() else None
    if data is None:
        data = b"not a zip"
    result = runner.invoke(app, ["--workspace", str(tmp_path / "w.sqlite"), "import", "-"], input=data)
    assert result.exit_code == (0 if pool.archives[0].is_file() else 1), result.output
    assert runner.invoke(app, ["import", "-", "-"]).exit_code == 2


def test_every_number_of_a_candidate_can_be_opened(workspace: Path, pool: PoolTruth) -> None:
    for person in pool.direct_people[:3]:
        out = run(workspace, "referrers", pool.direct_company, "--explain", person).stdout
        told = json.loads(
            run(workspace, "--format", "json", "referrers", pool.direct_company, "--explain", person).stdout
        )
        assert "\n".join(told["account"]) + "\n" == out
        assert pool.direct_company in out.splitlines()[0]
        assert "logit V + ln A + ln C" in out
        assert "The rows it rests on:" in out


def test_a_measure_that_was_drawn_shows_how_far_off_it_can_be(
    tmp_path: Path, pool: PoolTruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.sqlite"
    run(path, "import", *map(str, pool.archives))
    assert answer(path, "central", "--by", "harmonic", "--top", "1")["people"][0]["margin"] is None
    for limit in ("SOURCES", "SOURCE_WORK"):
        monkeypatch.setattr(f"graph.measures.{limit}", 30)
    found = answer(path, "central", "--by", "harmonic", "--top", "3")
    assert all(0 < p["margin"] <= found["error"] for p in found["people"])
    assert "drawn at random" in found["notes"][0]


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["referrers", "paths", "verdict"])
def test_every_day_there_is_can_be_asked_about(workspace: Path, pool: PoolTruth, command: str, day: str) -> None:
    assert answer(workspace, "--as-of", day, command, pool.direct_company)


def test_an_empty_path_is_not_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path / "w.sqlite", "import", "", ok=False)
    assert result.exit_code == 2
    assert "empty path" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_archive_that_is_in_already_is_said_to_be(tmp_path: Path, pool: PoolTruth) -> None:
    first, second = (run(tmp_path / "w.sqlite", "import", str(pool.archives[0])) for _ in range(2))
    assert "is in already: nothing was added" not in first.stderr
    assert "is in already: nothing was added" in second.stderr


@pytest.mark.parametrize("what", ["people", "companies"])
def test_a_query_longer_than_any_name_is_answered(workspace: Path, what: str) -> None:
    answer = run(workspace, what, "word " * 3_000, ok=False)
    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)
    assert "matches 'word word" in answer.stderr
