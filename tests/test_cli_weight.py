"""What a command loads: a name is looked up without the engine, and a question without what only others need."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.stores.rows import NewConnection, NewPerson
from graph.stores.workspace import Workspace

HEAVY = (
    *("numpy", "scipy", "numba", "networkx", "networkit", "pydantic", "rapidfuzz", "babel", "jinja2", "icalendar"),
    *("sqlalchemy", "alembic", "fastapi", "uvicorn", "neo4j", "pyvis", "weasyprint", "xlsxwriter"),
)
"""Packages that take a twentieth of a second or more to load."""
QUESTION = {"numpy", "scipy"}
"""What a question for referrers needs of them, over a graph that is on disk already."""
RUN = """
import sys
heavy = sys.argv.pop(1).split(",")
from cli.main import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("loaded:", *(name for name in heavy if name in sys.modules))
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One archive of one contact; its graph is on disk."""
    path = tmp_path_factory.mktemp("weight") / "w.sqlite"
    with Workspace.open(path) as opened, opened.importing() as session:
        source = session.add_source(kind="archive", name="a.zip", as_of=date(2026, 1, 1), sha256="a")
        acme = session.company_rows(source, [("acme", "Acme")])["acme"]
        rows = session.add_people(
            source, [NewPerson("in:zz-ann", "Ann Bell"), NewPerson("in:zz-bob", "Bob Ode", "Engineer", acme)]
        )
        ann, bob = rows.values()
        session.set_owner(source, ann)
        session.add_connections(source, [NewConnection(ann, bob, date(2020, 1, 1))])
    loaded(path, "referrers", "Acme")
    return path


def loaded(workspace: Path, *words: str) -> set[str]:
    """Which of the heavy packages a command loads, in a process of its own."""
    words = ("--workspace", str(workspace), *words)
    run = [sys.executable, "-c", RUN, ",".join(HEAVY), *words]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "COV_"))}
    done = subprocess.run(run, capture_output=True, text=True, check=False, env=quiet)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("loaded:", 1)[1].split())


@pytest.mark.parametrize("words", [("--version",), ("companies", "acme"), ("people", "bob"), ("sources",)])
def test_looking_up_loads_nothing_heavy(workspace: Path, words: tuple[str, ...]) -> None:
    assert loaded(workspace, *words) == set()


@pytest.mark.parametrize("command", ["referrers", "verdict", "paths"])
def test_a_question_over_a_graph_on_disk_compiles_and_draws_nothing(workspace: Path, command: str) -> None:
    assert loaded(workspace, command, "Acme") <= QUESTION


@pytest.mark.parametrize("words", [("ask", "due"), ("ask", "list"), ("questions",)])
def test_what_the_user_notes_needs_no_query_builder(workspace: Path, words: tuple[str, ...]) -> None:
    assert not loaded(workspace, *words) & {"sqlalchemy", "alembic", "numba"}


def test_json_alone_takes_the_models(workspace: Path) -> None:
    assert loaded(workspace, "--format", "json", "companies", "acme") == {"pydantic"}


def test_a_mark_loads_nothing_heavy_and_compiles_nothing_for_what_is_asked_next(workspace: Path) -> None:
    """The last test here: a mark is put onto the graph on disk."""
    assert loaded(workspace, "mark", "Bob Ode", "--close") == set()
    assert loaded(workspace, "referrers", "Acme") <= QUESTION
