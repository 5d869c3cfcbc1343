"""`ask` at the command line: what is written down, listed, due, taken back; whose it is; what is refused how."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from serving import pool

from cli.main import app
from graph.model import Mark, person_id
from graph.stores.workspace import Workspace

ANN, BO = person_id("in:ann"), person_id("in:bo")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return pool(tmp_path)


def run(workspace: Path, *arguments: str, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, ["--workspace", str(workspace), "ask", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


def value(workspace: Path, *arguments: str) -> Any:  # JSON is whatever it is
    return json.loads(run(workspace, *arguments, "--format", "json").stdout)


def asked(workspace: Path, *more: str, code: int = 0) -> Result:
    return run(
        workspace, "log", "bo", "Acme", "--role", "Engineer", "--state", "asked", "--on", "2026-11-03", *more, code=code
    )


def test_an_ask_from_the_first_word_to_the_last(workspace: Path) -> None:
    asked(workspace)
    for state in ("agreed", "thanked", "referred", "interviewing", "offer", "told_outcome"):
        run(workspace, "log", "Bo Bell", "acme", "--state", state)
    [ask] = value(workspace, "list")
    assert (ask["state"], ask["asked_on"], ask["answered"], ask["open"]) == ("offer", "2026-11-03", True, False)
    assert [s["kind"] for s in ask["steps"]][:3] == ["asked", "agreed", "thanked"]
    assert ask["person"] == {"id": BO, "name": "Bo Bell"}
    run(workspace, "undo")
    assert value(workspace, "undo")["kind"] == "offer"
    assert value(workspace, "list")[0]["state"] == "interviewing"


def test_what_is_refused_says_why_in_one_line(workspace: Path) -> None:
    asked(workspace)
    assert asked(workspace, code=1).stderr == (
        "Error: the ask (Engineer at Acme, asked on 3 Nov 2026) cannot become 'asked' now: "
        "it can become agreed or declined or no answer or withdrawn\n"
    )
    refused = run(workspace, "log", "cy", "Acme", "--role", "Engineer", "--state", "asked", code=1)
    assert "You asked Bo Bell for the same role" in refused.stderr
    run(workspace, "log", "cy", "Acme", "--role", "Engineer", "--state", "asked", "--override", "Bo is ill")
    [_, second] = value(workspace, "list")
    assert second["steps"][0]["overrides"] == [{"trap": "asked_another", "reason": "Bo is ill"}]
    assert run(workspace, "undo", "a0", code=1).stderr == "Error: no ask a0 is written down\n"
    assert run(workspace, "log", "bo", "N/A", "--state", "planned", code=1).stderr.startswith(
        "Error: no company matches 'N/A'"
    )
    assert run(workspace, "log", "bo", "Acme", "--state", "asked", "--on", "2999-01-01", code=2).stderr.startswith(
        "Error: 1 Jan 2999 is still to come"
    )


def test_a_company_no_archive_knows_is_one_all_the_same(workspace: Path) -> None:
    run(workspace, "log", "bo", "Brand New Ltd", "--state", "planned")
    assert [a["company"]["name"] for a in value(workspace, "list", "--company", "brand new")] == ["Brand New Ltd"]
    assert value(workspace, "list", "--company", "Acme") == []


def test_lists_can_be_narrowed(workspace: Path) -> None:
    asked(workspace)
    run(workspace, "log", "cy", "Elm", "--state", "planned")
    assert [a["person"]["name"] for a in value(workspace, "list", "--open")] == ["Bo Bell"]
    assert [a["person"]["name"] for a in value(workspace, "list", "--state", "planned")] == ["Cy Cook"]
    assert [a["state"] for a in value(workspace, "list", "--person", "cy")] == ["planned"]
    assert value(workspace, "list", "--as-of", "2026-11-01") == []
    assert "no ask is written down" in run(workspace, "list", "--as", "eve").stderr


def test_what_is_due_and_its_calendar(workspace: Path, tmp_path: Path) -> None:
    asked(workspace)
    [due] = value(workspace, "due", "--as-of", "2026-11-10")
    assert (due["kind"], due["day"], due["person"]["name"]) == ("follow_up", "2026-11-10", "Bo Bell")
    assert value(workspace, "due", "--as-of", "2026-11-09") == []
    file = tmp_path / "asks.ics"
    run(workspace, "due", "--ics", str(file))
    once = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    run(workspace, "log", "bo", "Acme", "--state", "declined")
    again = Calendar.from_ical(run(workspace, "due", "--ics", "-").stdout_bytes).walk("VEVENT")
    states = {str(e["UID"]): str(e["STATUS"]) for e in again}
    assert [states[str(e["UID"])] for e in once] == ["CANCELLED"]
    assert len(states) == 2


def test_favours_both_ways(workspace: Path) -> None:
    run(workspace, "favour", "bo", "read my CV", "--they-helped", "--on", "2025-02-03")
    run(workspace, "favour", "bo", "fixed their bike", "--i-helped", "--on", "2026-02-03")
    found = value(workspace, "favour", "bo")
    assert [(f["kind"], f["day"], f["note"]) for f in found] == [
        ("they_helped", "2025-02-03", "read my CV"),
        ("i_helped", "2026-02-03", "fixed their bike"),
    ]
    assert value(workspace, "favour", "cy") == []
    assert run(workspace, "favour", "bo", "x", code=2).stderr == "Error: say who helped: --they-helped or --i-helped\n"
    assert "what the favour was" in run(workspace, "favour", "bo", " ", "--i-helped", code=2).stderr
    run(workspace, "undo")
    assert len(value(workspace, "favour")) == 1


def test_limits_of_ones_own(workspace: Path) -> None:
    asked(workspace)
    run(workspace, "log", "bo", "Acme", "--state", "no_answer")
    assert "until" in run(workspace, "log", "bo", "Elm", "--state", "asked", code=1).stderr
    assert value(workspace, "limits", "cooling_days=0", "open_per_company=5")["cooling_days"] == 0
    run(workspace, "log", "bo", "Elm", "--state", "asked")
    for wrong in ("cooling_days", "cooling_days=-1", "x=1", "cooling_days=99999"):
        run(workspace, "limits", wrong, code=2)


def test_a_draft_with_blanks_is_not_sent(workspace: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Hi Bo,\n[[why you want the job]]\n")
    refused = asked(workspace, "--draft", str(draft), code=1)
    assert refused.stderr == "Error: the draft still has 1 to fill in (line 2: why you want the job)\n"
    draft.write_text("Hi Bo, I like clocks.")
    asked(workspace, "--draft", str(draft))
    draft.write_bytes(b"\xff\xfe\x00")
    assert (
        "no text in UTF-8"
        in run(workspace, "log", "bo", "Acme", "--state", "agreed", "--draft", str(draft), code=1).stderr
    )
    assert b"clocks" not in workspace.read_bytes()


def test_a_posting_and_a_mark_are_heeded(workspace: Path) -> None:
    posting = "Colleagues: https://acme.example/referrals"
    warned = run(workspace, "log", "bo", "Acme", "--state", "asked", "--posting", "-", stdin=posting)
    assert "The posting names a page for referrals (https://acme.example/referrals)" in warned.stderr
    with Workspace.open(workspace) as held:
        held.set_mark(ANN, person_id("in:cy"), Mark(do_not_ask=True))
    refused = run(workspace, "log", "cy", "Acme", "--role", "Nurse", "--state", "asked", code=1)
    assert refused.stderr.startswith("Error: You marked Cy Cook as not to be asked.")


def test_the_ledger_is_one_owners(workspace: Path) -> None:
    asked(workspace)
    assert "one person's" in run(workspace, "list", "--as", "anyone", code=2).stderr
    assert value(workspace, "list", "--as", "Eve Ek") == []
    run(workspace, "undo", "--as", "eve", code=1)
    assert len(value(workspace, "list")) == 1


@pytest.mark.parametrize("fmt", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("command", [["list"], ["due", "--all"], ["favour"], ["limits"]], ids=" ".join)
def test_every_list_in_every_format(workspace: Path, command: list[str], fmt: str) -> None:
    asked(workspace)
    run(workspace, "favour", "bo", "read |my| <b>CV</b>\x1b[2J", "--they-helped")
    out = run(workspace, *command, "--format", fmt).stdout
    assert out.endswith("\n")
    assert "\x1b" not in out
    if fmt == "json":
        json.loads(out)
    else:
        assert re.search(r"Bo Bell|open\\?_per\\?_company", out)
