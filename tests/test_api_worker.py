"""What is kept beside a workspace is made by a process of its own, the same as by the server itself."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from serving import pool, serving

import graph.network as network_room
from api import worker_process
from api.app import Options
from api.held_graphs import ClosingError, HeldGraphs
from api.worker import GONE, Order, Part, carry_out
from api.worker_process import WorkerProcess
from graph import kept_titles
from graph.array_file import read
from graph.columns import TieColumns
from graph.days import until
from graph.engine.snapshot import MAGIC
from graph.kept_files import drop_snapshots, snapshot_path
from graph.kept_tables import SUFFIX as TABLES
from graph.network import is_made
from referral.context import network_on, open_home
from referral.viewpoint import ANYONE, Viewpoint


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return pool(tmp_path)


@pytest.fixture
def worker(path: Path) -> Iterator[WorkerProcess]:
    with closing(WorkerProcess(path)) as made:
        yield made


def _day(path: Path) -> date:
    with closing(open_home(path)) as home:
        return Viewpoint().day(home.workspace)


def test_an_order_is_read_as_it_was_written() -> None:
    order = Order(Part.TABLES, "/tmp/a\nb.sqlite", "p0123456789abcdef", "2026-02-28")
    assert Order.of(order.line()) == order
    assert order.line().count(b"\n") == 1
    assert Order.of(Order(Part.GRAPH, "w", None, None).line()).as_of is None


def test_the_graph_of_a_worker_is_that_of_this_process(path: Path, worker: WorkerProcess) -> None:
    day, file = _day(path), snapshot_path(path)
    with closing(open_home(path)) as home:
        assert not is_made(home.workspace, until=until(day))
        network_on(home, day)
        ours = read(file, MAGIC, lambda _: True)
        drop_snapshots(path)
        assert worker.make(Part.GRAPH, None, day)
        assert is_made(home.workspace, until=until(day))
        assert not is_made(home.workspace, until=until(day) + 1)
        theirs = read(file, MAGIC, lambda _: True)
    assert ours
    assert theirs
    assert ours[0] == theirs[0]
    assert ours[1].keys() == theirs[1].keys()
    assert all(np.array_equal(array, theirs[1][name]) for name, array in ours[1].items())
    assert file.stat().st_mode & 0o077 == 0


def test_tables_and_titles_of_a_worker_are_those_of_this_process(
    path: Path, worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_titles, "WORTH", 1)
    day = _day(path)
    files = [path.with_name(path.name + TABLES), kept_titles.path_of(path)]
    for part in (Part.TABLES, Part.TITLES):
        carry_out(Order(part, str(path), ANYONE, day.isoformat()))
    ours = [file.read_bytes() for file in files]
    files[0].unlink()
    assert worker.make(Part.TABLES, ANYONE, day)
    assert files[0].read_bytes() == ours[0]
    assert worker.make(Part.TITLES, ANYONE, day)
    assert files[1].read_bytes() == ours[1]


def test_a_worker_that_is_not_wanted_any_more_ends_undone(path: Path, worker: WorkerProcess) -> None:
    assert not worker.make(Part.GRAPH, None, _day(path), wanted=lambda: False)
    assert not snapshot_path(path).exists()
    assert not worker._running


def test_nothing_begins_once_it_is_closed_and_what_runs_ends(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process stands still, as one that has much to do."""
    plain = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **how: plain([sys.executable, "-c", "input(); input()"], **how))
    worker, made = WorkerProcess(path), list[bool]()
    asking = threading.Thread(target=lambda: made.append(worker.make(Part.GRAPH, None, None)))
    asking.start()
    while not worker._running:
        time.sleep(0.01)
    worker.close()
    asking.join()
    assert made == [False]
    assert not worker.make(Part.GRAPH, None, None)


def test_a_process_at_hand_takes_the_first_order_and_ends_with_the_block(
    path: Path, worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with worker.at_hand():
        assert not worker._running  # so small a graph needs none
    monkeypatch.setattr(worker_process, "WORTH", 1)
    with worker.at_hand():
        [waiting] = worker._running
        with worker.at_hand():
            assert worker._running == [waiting]
        assert waiting.poll() is not None
    with worker.at_hand():
        [waiting] = worker._running
        assert worker.make(Part.GRAPH, None, _day(path))
        assert waiting.returncode == 0
        drop_snapshots(path)
        assert worker.make(Part.GRAPH, None, _day(path))
    assert not worker._running
    with worker.at_hand():
        worker._running[0].kill()
        assert not worker.make(Part.TABLES, ANYONE, _day(path))


def test_it_ends_where_nobody_waits_for_it(path: Path) -> None:
    command = [sys.executable, "-P", "-m", "api.worker"]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == GONE
    part = Order(Part.GRAPH, str(path), None, None).line()[:-1]
    assert subprocess.run(command, input=part, check=False).returncode == GONE
    assert not snapshot_path(path).exists()


def test_a_folder_that_has_a_module_of_this_name_is_not_read(
    path: Path, worker: WorkerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "worker.py").write_text("import sys; sys.exit(9)", encoding="utf-8")
    (tmp_path / "json.py").write_text("import sys; sys.exit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert worker.make(Part.GRAPH, None, _day(path))


def test_an_empty_workspace_is_no_work(tmp_path: Path) -> None:
    with closing(WorkerProcess(tmp_path / "none.sqlite")) as worker:
        assert not worker.pays
        assert not worker.make(Part.GRAPH, None, None)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_server_makes_no_large_graph_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "WORTH", 1)
    monkeypatch.setattr(network_room, "network_columns", lambda *_, **__: pytest.fail("made here"))
    with serving(path, Options(warm=True)) as client:
        assert client.get("/api/v1/centrality").json()["people"]
    assert snapshot_path(path).exists()


@pytest.mark.parametrize("program", ["", "/bin/false", "/nowhere/python"])
def test_where_no_process_can_be_had_the_server_makes_it(
    path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "WORTH", 1)
    monkeypatch.setattr(sys, "executable", program)
    with serving(path, Options(warm=True)) as client:
        assert client.get("/api/v1/centrality").json()["people"]


def test_a_graph_that_is_there_needs_no_worker(path: Path, worker: WorkerProcess) -> None:
    day, calls = _day(path), list[TieColumns]()
    with closing(open_home(path)) as home:
        network_on(home, day)
        graphs = HeldGraphs(home, worker, lambda network: calls.append(network.columns.ties))
        worker.close()  # one that were asked would end the question
        assert graphs.holds(graphs.on(day))
        assert graphs.on(day) is graphs.on(day)
    assert len(calls) == 1


def test_a_server_that_ends_makes_nothing_any_more(
    path: Path, worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "WORTH", 1)
    worker.close()
    with closing(open_home(path)) as home, pytest.raises(ClosingError, match="being closed"):
        HeldGraphs(home, worker, lambda _: None).on(_day(path))
    assert not snapshot_path(path).exists()
