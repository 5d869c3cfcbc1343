"""A process killed in the middle of an import leaves the workspace as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.stores.workspace import Workspace
from ingest.load import import_paths
from synthetic import ArchiveTruth, make_archive

IMPORT = """
import os, signal, sys
from pathlib import Path
from graph.stores.workspace import Workspace
from ingest.load import import_paths

left = int(sys.argv[3])

def count(event):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

with Workspace.open(Path(sys.argv[1])) as workspace:
    print("open", flush=True)
    import_paths(workspace, [Path(sys.argv[2])], progress=count)
    print("done", flush=True)
"""
NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be asked of a workspace without an engine."""

    sources: tuple[str, ...]
    owners: tuple[str, ...]
    people: int
    contacts: int
    connections: int
    problems: tuple[str, ...]


def look(path: Path) -> Seen:
    with Workspace.open(path, create=False) as workspace:
        facts = workspace.facts()
        return Seen(
            sources=tuple(s.sha256 for s in workspace.sources()),
            owners=tuple(p.name for p in workspace.owners()),
            people=len(facts.people.id),
            contacts=len(facts.contacts.at),
            connections=len(facts.connections.a),
            problems=tuple(workspace.integrity()),
        )


def start(workspace: Path, archive: Path, *, events: int = NEVER) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", IMPORT, str(workspace), str(archive), str(events)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[ArchiveTruth, ArchiveTruth]:
    folder = tmp_path_factory.mktemp("archives")
    first = make_archive(folder / "first.zip", seed=1, connections=50)
    return first, make_archive(folder / "second.zip", seed=2, connections=1500, messages_per_tie=8)


@pytest.fixture
def workspace(tmp_path: Path, archives: tuple[ArchiveTruth, ArchiveTruth]) -> Path:
    path = tmp_path / "w.sqlite"
    with Workspace.open(path) as opened:
        import_paths(opened, [archives[0].path])
    return path


@pytest.mark.parametrize("events", [0, 1, 2, 5, 9])
def test_killed_at_a_step_of_the_import(
    workspace: Path, archives: tuple[ArchiveTruth, ArchiveTruth], events: int
) -> None:
    before = look(workspace)
    killed = start(workspace, archives[1].path, events=events)
    out, _ = killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert "done" not in out
    assert look(workspace) == before
    assert before.problems == ()


def test_killed_at_any_moment_and_done_afterwards(
    tmp_path: Path, workspace: Path, archives: tuple[ArchiveTruth, ArchiveTruth]
) -> None:
    before, span = look(workspace), seconds_of_an_import(tmp_path / "other.sqlite", archives[1].path)
    killed = 0
    for share in (0.05, 0.35, 0.6, 0.8, 0.92):
        began = start(workspace, archives[1].path)
        assert began.stdout is not None
        assert began.stdout.readline() == "open\n"
        time.sleep(share * span)
        began.kill()
        rest, _ = began.communicate(timeout=60)
        found = look(workspace)
        assert found.problems == ()
        if "done" in rest or found != before:  # it was quicker this time
            assert len(found.sources) == 2
            break
        killed += 1
    assert killed
    with Workspace.open(workspace) as opened:
        import_paths(opened, [archives[1].path])
    assert len(look(workspace).owners) == 2
    assert look(workspace).people > before.people + 1400


def seconds_of_an_import(workspace: Path, archive: Path) -> float:
    """From the opening of the workspace to the end, in a process of its own as those that are killed."""
    with start(workspace, archive) as whole:
        assert whole.stdout is not None
        assert whole.stdout.readline() == "open\n"
        began = time.monotonic()
        assert whole.stdout.readline() == "done\n"
        return time.monotonic() - began
