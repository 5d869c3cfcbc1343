"""Real processes on one ledger: killed at any moment, and several at once."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from serving import pool

from graph.model import person_id
from graph.stores.workspace import Workspace
from referral.asking.ledger import read_ledger

KILLS = int(os.environ.get("GOODWORD_TEST_KILLS", "10"))
"""200 in the long form: `GOODWORD_TEST_KILLS=200 pytest tests/test_asking_processes.py`."""
ANN = person_id("in:ann")
WAY = ("planned", "asked", "agreed", "referred", "offer")

NURSERY = """
import json, os, signal, sys, time
from datetime import date
from pathlib import Path
from graph.errors import GoodwordError
from graph.stores.workspace import Workspace
from referral.asking.circumstances import knowing
from referral.asking.recording import record
from referral.asking.states import AskState
from referral.asking.steps import Step
from referral.asking.traps import Proposal
from referral.viewpoint import company_meant

today = date(2026, 11, 20)

def work(task):
    out = os.open(task["out"], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with Workspace.open(Path(task["workspace"])) as workspace:
        ann, who = workspace.owner("ann"), workspace.person(task["person"])
        time.sleep(max(0.0, task["at"] - time.time()))
        for n in range(task["rounds"]):
            for state in task["way"]:
                proposal = Proposal(who, company_meant(workspace, "Acme"), f"{task['name']} {n}")
                step = Step(proposal, AskState(state), today, overrides=tuple(map(tuple, task["reasons"])))
                try:
                    done = record(workspace, ann.id, step, knowing(workspace, ann.id, proposal, today=today))
                except GoodwordError as error:
                    os.write(out, f"refused {error}\\n".encode())
                    break
                os.write(out, f"wrote {done.ask.id} {state}\\n".encode())

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            work(json.loads(line))
        finally:
            os._exit(0)
    print(child, flush=True)
    if not json.loads(line)["beside"]:
        os.waitpid(child, 0)
        print("gone", flush=True)
"""
"""Imports once and forks a process for each task: what is killed is a process, what is tested is not its start."""


class Nursery:
    """Processes that write to one workspace."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self._out = pool(folder), folder
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, name: str, rounds: int, *, beside: bool = False, **task: object) -> int:
        """The number of a process that writes; `beside` others, or alone."""
        said: dict[str, object] = {"person": "bo", "way": WAY, "reasons": [["", "a test"]], "at": 0.0} | task
        said |= {"name": name, "rounds": rounds, "beside": beside}
        said |= {"workspace": str(self.workspace), "out": str(self._out / name)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def gone(self) -> None:
        """Wait until the process that wrote alone is gone."""
        assert self._line() == "gone"

    def said(self, name: str) -> str:
        """What a process acknowledged, as far as it came."""
        out = self._out / name
        return out.read_text(encoding="utf-8") if out.exists() else ""

    def written(self, name: str) -> list[tuple[str, str]]:
        """The steps a process acknowledged."""
        return re.findall(r"^wrote (\S+) (\S+)$", self.said(name), re.MULTILINE)

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path)
    yield made
    made.close()


def until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_kill_at_any_moment_loses_no_acknowledged_step(nursery: Nursery) -> None:
    dice = random.Random(4)
    acknowledged: list[tuple[str, str]] = []
    for n in range(KILLS):
        name, steps = f"Run {n}", dice.randrange(8)
        child = nursery.start(name, 1_000)
        until(lambda name=name, steps=steps: len(nursery.written(name)) >= steps)  # type: ignore[misc]
        time.sleep(dice.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)
        nursery.gone()
        acknowledged += nursery.written(name)
        with Workspace.open(nursery.workspace) as workspace:
            assert workspace.integrity() == []
            entries = workspace.ledger(ANN)
        kept = [(e.line.ask, e.line.kind) for e in entries]
        assert [step for step in kept if step in set(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + n + 1  # at most one a kill was written and not yet acknowledged
        assert all(ask.steps[0].kind == "planned" for ask in read_ledger(entries).asks)
    assert acknowledged


def test_two_programs_at_once_both_keep_their_word(nursery: Nursery) -> None:
    names = ("One", "Two")
    for name in names:
        nursery.start(name, 12, beside=True)
    until(lambda: all(len(nursery.written(name)) == 12 * len(WAY) for name in names))
    with Workspace.open(nursery.workspace) as workspace:
        kept = [(e.line.ask, e.line.kind) for e in workspace.ledger(ANN)]
    assert sorted(kept) == sorted(nursery.written("One") + nursery.written("Two"))


def test_the_last_place_goes_to_one_alone(nursery: Nursery) -> None:
    with Workspace.open(nursery.workspace) as workspace:
        workspace.set_ask_rules({"open_per_company": 1})
    names, at = ("bo", "cy", "di", "eve"), time.time() + 0.3
    for name in names:
        nursery.start(name, 1, beside=True, person=name, way=("asked",), reasons=(), at=at)
    until(lambda: all(nursery.said(name) for name in names))
    assert sorted(nursery.said(name).split()[0] for name in names) == ["refused", "refused", "refused", "wrote"]
