"""The files for the bulk importer make the same graph as a push, and are read by Neo4j's own importer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from neo4j_helpers import ask, differences
from neo4j_server import LTS, RealServer, admin, make_server
from scenes import ANN, EVE, put
from strategies import companies_named, named, random_network

from cli.main import app
from graph.model import Company, Person
from graph.neo4j.bulk import HEADERS, arguments, write_bulk
from graph.neo4j.client import Server
from graph.neo4j.drop import drop
from graph.neo4j.listing import Listing
from graph.neo4j.pull import pull
from graph.neo4j.push import push
from graph.neo4j.status import status
from graph.stores.workspace import Workspace

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]
MINE = random_network(np.random.default_rng(8), 500, 2000)
OTHER = random_network(np.random.default_rng(9), 500, 2000, first=250)
HOSTILE = (
    '"',
    '""',
    "a,b",
    "a;b",
    "two\nlines",
    "\\",
    "'",
    " padded ",
    "\t",
    "",
    "=1+1",
    "Zoë 🦉",
    "null",
    "\u202ename",
)
APART = {"token", "uuid", "begun", "ended", "beat"}
"""What differs between any two pushes."""


def people_named(ids: Iterable[str]) -> dict[str, Person]:
    """Invented people with names and titles that a careless writer breaks."""
    found = named(ids)
    hostile = {i: HOSTILE[n % len(HOSTILE)] for n, i in enumerate(sorted(found))}
    return {i: replace(p, name=hostile[i], title=hostile[i], company_name=hostile[i]) for i, p in found.items()}


def hostile_companies(ids: Iterable[str]) -> dict[str, Company]:
    found = companies_named(ids)
    return {i: replace(c, name=HOSTILE[n % len(HOSTILE)]) for n, (i, c) in enumerate(sorted(found.items()))}


LISTING = Listing(MINE, people_named, hostile_companies)


@pytest.fixture(scope="module")
def real(neo4j_real: RealServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A second server, which the importer filled before it was started."""
    if not neo4j_real.owned:
        pytest.skip("the server named by GOODWORD_TEST_NEO4J_URI is not ours to fill")
    folder = tmp_path_factory.mktemp("bulk")
    server = make_server(folder / "server", replace(LTS, gds=None))
    server.heap = "512m"
    counts = write_bulk(folder / "files", "bulk", LISTING)
    assert counts == {"companies": 50, "people": 500, "works": len(MINE.works.person), "ties": len(MINE.ties.a)}
    imported(server, folder / "files", folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def imported(server: RealServer, files: Path, report: Path) -> None:
    command = ["database", "import", "full", "neo4j", "--overwrite-destination", f"--report-file={report / 'report'}"]
    done = admin(server, *command, *arguments(files))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "IMPORT DONE" in done.stdout


def rows(server: Server) -> list[str]:
    """Every node and relationship with all that is said of it, but for what differs between any two pushes."""
    nodes = ask(server, "MATCH (n) RETURN labels(n), properties(n)")
    between = ask(server, "MATCH (a)-[r]->(b) RETURN type(r), [a.id, b.id], properties(r)")
    return sorted(
        repr([*rest, sorted((k, v) for k, v in said.items() if k not in APART)])  # type: ignore[attr-defined]
        for *rest, said in (*nodes, *between)
    )


def test_the_graph_is_that_of_a_push(real: RealServer, neo4j_real: RealServer) -> None:
    with Server(real.address) as filled, Server(neo4j_real.address) as pushed:
        drop(pushed)
        push(pushed, "bulk", LISTING)
        there, wanted = rows(filled), rows(pushed)
        drop(pushed)
        assert differences(pull(filled).columns, MINE) == []
    unlisted = [row.replace(", ('shown_by', [])", "") for row in wanted]  # an empty list cannot be imported
    assert there == sorted(unlisted)


def test_what_follows_is_as_after_a_push(real: RealServer) -> None:
    with Server(real.address) as server:
        assert status(server, "bulk", LISTING).same
        done = push(server, "bulk", LISTING)
        assert not done.changed
        assert done.generation == 2
        made = {str(row[0]) for row in ask(server, "SHOW CONSTRAINTS YIELD name RETURN name")}
        assert made >= {"goodword_person_id", "goodword_meta_id"}
        push(server, "other", Listing(OTHER, named, companies_named))
        assert status(server, "bulk", LISTING).same
        less = random_network(np.random.default_rng(10), 400, 900)
        assert push(server, "bulk", Listing(less, people_named, hostile_companies)).changed
        assert status(server, "other", Listing(OTHER, named, companies_named)).same


def test_the_command_writes_the_files_and_says_what_to_run(tmp_path: Path) -> None:
    file, folder = tmp_path / "w.sqlite", tmp_path / "files"
    with Workspace.open(file) as workspace:
        put(workspace, ANN)
        put(workspace, EVE)
    command = ["--workspace", str(file), "neo4j", "bulk", str(folder), "--format", "json"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["written"]["people"] == 8
    assert {p.name for p in folder.iterdir()} == {f"{name}.csv" for name in HEADERS} | {"arguments"}
    assert f"neo4j-admin database import full neo4j --overwrite-destination @{folder / 'arguments'}" in done.stderr
    again = CliRunner().invoke(app, command)
    assert again.exit_code == 2
    assert "is not empty" in again.stderr


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    with Workspace.open(file) as workspace:
        put(workspace, ANN)
    done = CliRunner().invoke(app, ["--workspace", str(file), "neo4j", "bulk", str(file / "files")])
    assert done.exit_code in {1, 2}
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "files" in done.stderr
    assert file.is_file()


def test_neo4j_s_own_argument_file(real: RealServer, tmp_path: Path) -> None:
    """The file of arguments that the command writes is one the importer reads."""
    counts = write_bulk(tmp_path, "again", Listing(OTHER, named, companies_named))
    (tmp_path / "arguments").write_text("\n".join(arguments(tmp_path)) + "\n")
    report = f"--report-file={tmp_path / 'report'}"
    done = admin(real, "database", "import", "full", "other", report, f"@{tmp_path / 'arguments'}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{counts['people'] + counts['companies'] + 2} nodes" in done.stdout
    assert subprocess.list2cmdline(arguments(tmp_path)).count("--nodes") == 4
