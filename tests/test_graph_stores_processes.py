"""Real processes on one file: an import that is killed, a reader beside a writer, two writers, two makers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from workspaces import ANN, put, view

from graph.errors import WorkspaceError
from graph.model import Mark, person_id
from graph.stores.workspace import Workspace

ANN_ID, BO = person_id("in:ann-archer"), person_id("in:bo-bell")

IMPORT = """
import sys
from datetime import date
from pathlib import Path
from graph.model import Channel
from graph.stores.importing import NewConnection, NewContact, NewPerson
from graph.stores.workspace import Workspace

def say_and_wait(word):
    print(word, flush=True)
    sys.stdin.readline()

with Workspace.open(Path(sys.argv[1])) as workspace, workspace.importing() as session:
    source = session.add_source(kind="archive", name="big.zip", as_of=date(2025, 9, 1), sha256="big")
    rows = session.add_people(source, (NewPerson(f"in:p{n}", f"Pat {n}") for n in range(5000)))
    rows |= session.add_people(source, [NewPerson("in:bo-bell", "Bo Newname", "Chief", None)])
    people = list(rows.values())
    session.set_owner(source, people[0])
    session.add_connections(source, (NewConnection(people[0], row, None) for row in people[1:]))
    contacts = (NewContact(people[0], people[1 + n % 5000], n, 1, Channel.LINKEDIN, n) for n in range(40000))
    def halted():
        for n, contact in enumerate(contacts):
            if n == 30000:
                say_and_wait("half")
            yield contact
    session.add_contacts(source, halted())
    say_and_wait("whole")
print("done", flush=True)
"""

OPEN = (
    "import sys; from pathlib import Path; from graph.stores.workspace import Workspace as W; W.open(Path(sys.argv[1]))"
)


@contextmanager
def importer(path: Path) -> Iterator[tuple[subprocess.Popen[str], IO[str], IO[str]]]:
    """A process that imports, and stops half way and before the end until it gets a line."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", IMPORT, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            yield process, process.stdin, process.stdout
        finally:
            process.kill()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "goodword.db", busy_seconds=0.2) as opened:
        put(opened, ANN)
        yield opened


@pytest.mark.parametrize("moment", ["half", "whole"])
@pytest.mark.parametrize("kept_open", [True, False])
def test_a_killed_import_leaves_the_workspace_as_it_was(workspace: Workspace, moment: str, kept_open: bool) -> None:
    before, generation = view(workspace), workspace.generation()
    if not kept_open:
        workspace.close()
    with importer(workspace.path) as (process, stdin, stdout):
        assert stdout.readline() == "half\n"
        if moment == "whole":
            print(file=stdin, flush=True)
            assert stdout.readline() == "whole\n"
        process.kill()
        process.wait()
    with Workspace.open(workspace.path) as after:
        assert after.generation() == generation
        assert view(after) == before
        put(after, ANN)
        assert after.integrity() == []


def test_a_reader_sees_the_old_state_until_the_import_is_whole(workspace: Workspace) -> None:
    before, generation = view(workspace), workspace.generation()
    with importer(workspace.path) as (process, stdin, stdout):
        assert stdout.readline() == "half\n"
        assert view(workspace) == before
        with Workspace.open(workspace.path, busy_seconds=0.1) as late:  # opening does not wait for the import
            assert view(late) == before
        print(file=stdin, flush=True)
        assert stdout.readline() == "whole\n"
        assert workspace.generation() == generation
        print(file=stdin, flush=True)
        assert stdout.readline() == "done\n"
        assert process.wait() == 0
    assert workspace.generation() > generation
    assert workspace.person("p4999").name == "Pat 4999"
    assert workspace.person("bo-bell").name == "Bo Newname"
    assert len(workspace.facts().contacts.at) == 40_002
    assert workspace.integrity() == []


def test_one_read_is_one_state(workspace: Workspace) -> None:
    with importer(workspace.path) as (process, stdin, stdout):
        assert stdout.readline() == "half\n"
        with workspace._database.reading() as connection:
            count = "SELECT count(*) FROM contact"
            first = connection.exec_driver_sql(count).scalar_one()
            print("\n", file=stdin, flush=True)
            assert stdout.readline() == "whole\n"
            assert stdout.readline() == "done\n"
            assert process.wait() == 0
            assert connection.exec_driver_sql(count).scalar_one() == first
    assert len(workspace.facts().contacts.at) > first


def test_a_second_writer_waits_then_says_so(workspace: Workspace) -> None:
    with importer(workspace.path) as (process, stdin, stdout):
        assert stdout.readline() == "half\n"
        with pytest.raises(WorkspaceError, match="another program is writing to it; try again when that is done"):
            workspace.set_mark(ANN_ID, BO, Mark(close=True))
        with pytest.raises(WorkspaceError, match="another program is writing"), workspace.importing():
            pass
        with Workspace.open(workspace.path, busy_seconds=30) as patient:
            print("\n", file=stdin, flush=True)
            patient.set_mark(ANN_ID, BO, Mark(close=True))
        assert process.wait() == 0
        assert workspace.marks(ANN_ID) == {BO: Mark(close=True)}


def test_several_processes_make_the_same_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "goodword.db"
    makers = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", OPEN, str(path)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [(maker.communicate()[1], maker.returncode) for maker in makers]
    assert said == [("", 0)] * 4
    with Workspace.open(path, create=False) as workspace:
        assert workspace.integrity() == []
