"""Real processes on one ledger: killed at any moment, and several at once."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

from serving import pool

from graph.model import person_id
from graph.stores.workspace import Workspace
from referral.asking.ledger import read_ledger

KILLS = int(os.environ.get("GOODWORD_TEST_KILLS", "10"))
"""200 in the long form: `GOODWORD_TEST_KILLS=200 pytest tests/test_asking_processes.py`."""
ANN = person_id("in:ann")

WRITER = """
import sys
from pathlib import Path
from graph.errors import GoodwordError
from graph.stores.workspace import Workspace
from referral.asking.circumstances import company_meant, knowing
from referral.asking.recording import record, undo
from referral.asking.states import AskState
from referral.asking.steps import Step
from referral.asking.traps import Proposal
from datetime import date

path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
today, way = date(2026, 11, 20), [AskState.PLANNED, AskState.ASKED, AskState.AGREED, AskState.REFERRED, AskState.OFFER]
with Workspace.open(path) as workspace:
    ann, bo = workspace.owner("ann"), workspace.person(sys.argv[4] if len(sys.argv) > 4 else "bo")
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(rounds):
        for state in way:
            proposal = Proposal(bo, company_meant(workspace, "Acme"), f"{name} {n}")
            step = Step(proposal, state, today, overrides=("a test",))
            try:
                done = record(workspace, ann.id, step, knowing(workspace, ann.id, proposal, today=today))
            except GoodwordError as error:
                print(f"refused {error}", flush=True)
                break
            print(f"wrote {done.ask.id} {state.value}", flush=True)
"""


def writer(path: Path, name: str, rounds: int, person: str = "bo") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", WRITER, str(path), name, str(rounds), person],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def written(output: str) -> list[tuple[str, str]]:
    return re.findall(r"^wrote (\S+) (\S+)\n", output, re.MULTILINE)


def test_a_kill_at_any_moment_loses_no_acknowledged_step(tmp_path: Path) -> None:
    path, dice = pool(tmp_path), random.Random(4)
    acknowledged: list[tuple[str, str]] = []
    for n in range(KILLS):
        process = writer(path, f"Run {n}", 1_000)
        go(process)
        time.sleep(dice.uniform(0.0, 0.12))
        process.kill()
        output, _ = process.communicate()
        acknowledged += written(output)
        with Workspace.open(path) as workspace:
            assert workspace.integrity() == []
            entries = workspace.ledger(ANN)
        kept = [(e.line.ask, e.line.kind) for e in entries]
        assert [step for step in kept if step in set(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + n + 1  # at most one a kill was written and not yet acknowledged
        for ask in read_ledger(entries).asks:
            assert ask.steps[0].kind == "planned"
    assert acknowledged


def test_two_programs_at_once_both_keep_their_word(tmp_path: Path) -> None:
    path = pool(tmp_path)
    both = [writer(path, name, 12) for name in ("One", "Two")]
    for process in both:
        go(process)
    outputs = [process.communicate(timeout=60)[0] for process in both]
    steps = [step for output in outputs for step in written(output)]
    with Workspace.open(path) as workspace:
        kept = [(e.line.ask, e.line.kind) for e in workspace.ledger(ANN)]
    assert "refused" not in "".join(outputs)
    assert len(steps) == 2 * 12 * 5
    assert sorted(kept) == sorted(steps)


LAST_PLACE = """
import sys
from datetime import date
from pathlib import Path
from graph.errors import AskRefusedError
from graph.stores.workspace import Workspace
from referral.asking.circumstances import company_meant, knowing
from referral.asking.recording import record
from referral.asking.states import AskState
from referral.asking.steps import Step
from referral.asking.traps import Proposal

with Workspace.open(Path(sys.argv[1])) as workspace:
    ann, who = workspace.owner("ann"), workspace.person(sys.argv[2])
    proposal = Proposal(who, company_meant(workspace, "Acme"), sys.argv[2])
    known = knowing(workspace, ann.id, proposal, today=date(2026, 11, 20))
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        record(workspace, ann.id, Step(proposal, AskState.ASKED, date(2026, 11, 20)), known)
        print("wrote")
    except AskRefusedError:
        print("refused")
"""


def test_the_last_place_goes_to_one_alone(tmp_path: Path) -> None:
    path = pool(tmp_path)
    with Workspace.open(path) as workspace:
        workspace.set_ask_rules({"open_per_company": 1})
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", LAST_PLACE, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("bo", "cy", "di", "eve")
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        go(process)
    said = sorted(process.communicate(timeout=60)[0] for process in processes)
    assert said == ["refused\n", "refused\n", "refused\n", "wrote\n"]
