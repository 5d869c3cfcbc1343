"""`ask draft` and `ask check` at the command line: what is shown, kept only where asked, refused how."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from serving import pool

from cli.main import app


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("drafts"))


def run(workspace: Path, *arguments: str, code: int = 0, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["--workspace", str(workspace), "ask", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


REQUEST = ("draft", "request", "Acme", "Bo Bell", "--role", "Software Engineer")


def test_a_draft_is_shown_and_not_kept(workspace: Path) -> None:
    shown = run(workspace, *REQUEST)
    assert shown.stdout.startswith("Hello Bo,\n")
    assert "[[" in shown.stdout
    assert "note: 3 to fill in" in shown.stderr
    kept = [p.name for p in workspace.parent.rglob("*") if p.is_file() and b"I would like to apply" in p.read_bytes()]
    assert kept == []


def test_a_draft_is_kept_where_asked_and_for_nobody_else(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "request.txt"
    kept = run(workspace, *REQUEST, "--language", "de", "--tone", "warm", "--out", str(out))
    assert (kept.stdout, stat.S_IMODE(out.stat().st_mode)) == ("", 0o600)
    assert out.read_text(encoding="utf-8").startswith("Hallo Bo,")
    assert "Written with 'du'" in kept.stderr
    again = run(workspace, *REQUEST, "--out", str(out), code=1)
    assert again.stderr == "Error: request.txt: this file is there already; name another one\n"
    missing = run(workspace, *REQUEST, "--out", str(tmp_path / "none" / "x.txt"), code=1)
    assert "cannot be written (No such file or directory)" in missing.stderr
    refused = run(workspace, "log", "bo", "Acme", "--state", "asked", "--draft", str(out), code=1)
    assert "still has 4 to fill in" in refused.stderr


def test_a_draft_as_json_names_its_evidence(workspace: Path) -> None:
    made = json.loads(run(workspace, *REQUEST, "--short", "--format", "json").stdout)
    assert len(made["text"].strip()) <= 300
    assert {f["name"] for f in made["facts"]} >= {"to", "company", "role"}
    assert all(f["evidence"]["source"] for f in made["facts"])
    assert (made["kind"], made["short"], made["language"]) == ("request", True, "en")


def test_own_templates_lie_beside_the_workspace(workspace: Path) -> None:
    folder = workspace.parent / "templates" / "nl"
    folder.mkdir(parents=True)
    (folder / "thanks.txt").write_text("Ha {{ to }}, top!", encoding="utf-8")
    try:
        assert run(workspace, "draft", "thanks", "Acme", "bo", "--language", "nl").stdout == "Ha Bo, top!\n"
    finally:
        (folder / "thanks.txt").unlink()


PUSHY = "Hey Sam,\n\nI need you to refer me by tomorrow!!!\n"


def test_a_draft_is_read_from_a_file_or_standard_input(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(PUSHY.replace("\n", "\r\n").encode())
    shown = run(workspace, "check", str(file)).stdout
    assert "  - an easy way out: not found" in shown
    assert "line 3: “I need you to" in shown
    assert "If you would rather not, that is quite all right" in shown
    value = json.loads(run(workspace, "check", "-", "--format", "json", stdin=PUSHY).stdout)
    assert [p["name"] for p in value["practices"]] == [
        "conversation_first", "gratitude", "context", "easy_out", "return_favour", "follow_up",
    ]  # fmt: skip
    assert {p["line"] for p in value["pressing"]} == {3}
    assert (value["language"], len(value["suggestions"])) == ("en", 6)
    assert "suggestion" in run(workspace, "check", "-", "--format", "csv", stdin=PUSHY).stdout


def test_a_draft_needs_no_workspace_and_a_good_one_no_advice(tmp_path: Path) -> None:
    good = "Danke dir! Ich erzähle dir, was daraus wird. Wenn ich etwas für dich tun kann, sag es mir."
    shown = run(tmp_path / "none.sqlite", "check", "-", "--kind", "thanks", stdin=good).stdout
    assert "Read it aloud once, and it is ready." in shown
    assert not (tmp_path / "none.sqlite").exists()


def test_what_is_no_draft_is_said(workspace: Path) -> None:
    assert run(workspace, "check", "-", stdin=b"\xff\xfe", code=1).stderr == "Error: -: this is no text in UTF-8\n"
    assert "longer than a million bytes" in run(workspace, "check", "-", stdin=b"a" * 1_000_001, code=1).stderr
    assert "There is nothing to read yet." in run(workspace, "check", "-", stdin="").stdout
