"""Bad input, end to end: one line that names what to do, exit 1 or 2, no traceback, nothing half done."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import bad_archives as bad
import pytest
from click.testing import CliRunner, Result

from cli.main import app
from synthetic import PoolTruth, make_archive, make_pool


def goodword(workspace: Path, *arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, ["--workspace", str(workspace), *map(str, arguments)])


def refused(result: Result, code: int, *words: str) -> str:
    """The one line of a clean refusal."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    lines = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    for word in words:
        assert re.search(word, lines[0], re.IGNORECASE), lines[0]
    return lines[0]


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> PoolTruth:
    return make_pool(tmp_path_factory.mktemp("pool"), seed=3)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, pool: PoolTruth) -> Path:
    workspace = tmp_path_factory.mktemp("filled") / "w.sqlite"
    result = goodword(workspace, "import", *pool.archives)
    assert result.exit_code == 0, result.output
    return workspace


def text_file(path: Path) -> Path:
    path.write_text("just some words\n")
    return path


def login_page(path: Path) -> Path:
    path.write_text("<!DOCTYPE html><html><title>Sign in</title></html>")
    return path


def empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


def without_connections(path: Path) -> Path:
    return bad.zipped(path, [("Skills.csv", "Name\nPatience\n")])


def yields_nothing(path: Path) -> Path:
    """Connections.csv as it would look after the next change of its columns."""
    return bad.zipped(
        path, [("Connections.csv", "Given,Surname,Since\nMara,Lindqvist,2026\n"), ("Profile.csv", bad.PROFILE)]
    )


REFUSED: list[tuple[str, Callable[[Path], Path], str]] = [
    ("text.zip", text_file, "zip"),
    ("login.zip", login_page, "zip|page"),
    ("encrypted.zip", bad.encrypted, "encrypted|password"),
    ("truncated.zip", bad.truncated, "truncated|damaged|incomplete|broken|again"),
    ("damaged.zip", bad.damaged, "damaged|broken|again"),
    ("boasting.zip", bad.boasting, "larger|unpack|big|damaged"),
    ("crowded.zip", lambda path: bad.crowded(path, 10_001), "entries|members|files"),
    ("folder", empty_folder, "empty|nothing|no .*csv"),
    ("lonely.zip", without_connections, "connections"),
    ("changed.zip", yields_nothing, "connections"),
    ("missing.zip", lambda path: path, "no such file|not exist|found"),
]


@pytest.mark.parametrize(("name", "make", "words"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_bad_archive_is_refused_and_leaves_the_workspace_as_it_was(
    tmp_path: Path, filled: Path, name: str, make: Callable[[Path], Path], words: str
) -> None:
    workspace = tmp_path / "w.sqlite"
    shutil.copy(filled, workspace)
    before = goodword(workspace, "--format", "json", "sources").stdout
    line = refused(goodword(workspace, "import", make(tmp_path / name)), 1, words)
    assert name in line
    assert goodword(workspace, "--format", "json", "sources").stdout == before


def test_one_bad_archive_among_good_ones_leaves_nothing_half_done(tmp_path: Path) -> None:
    workspace = tmp_path / "w.sqlite"
    good = bad.good(tmp_path / "good.zip")
    refused(goodword(workspace, "import", good, text_file(tmp_path / "bad.zip")), 1, "bad.zip")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.zip", "good.zip"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    refused(goodword(tmp_path / "w.sqlite", "import", bad.bomb(tmp_path / "bomb.zip", 300)), 1, "bomb.zip")


def test_members_that_climb_are_left_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    before = {p for p in tmp_path.rglob("*") if "climbed" in p.name}
    result = goodword(inner / "w.sqlite", "import", bad.climbing(inner / "climbing.zip"))
    assert result.exit_code == 0, result.output
    assert {p for p in tmp_path.rglob("*") if "climbed" in p.name} == before
    assert not Path("/tmp/climbed.csv").exists()


def test_questions_before_any_import_say_what_to_do_first(tmp_path: Path) -> None:
    for command in (["referrers", "Tarnova Systems"], ["paths", "Tarnova Systems"], ["verdict", "X"], ["central"]):
        refused(goodword(tmp_path / "w.sqlite", *command), 1, "import")


def test_an_unknown_company_is_answered_with_similar_names(filled: Path, pool: PoolTruth) -> None:
    misspelt = pool.direct_company.replace("o", "oo", 1)
    for command in ("referrers", "paths", "verdict"):
        answer = goodword(filled, command, misspelt)
        assert answer.exit_code == 0
        assert pool.direct_company in answer.output


def test_an_unknown_person_and_a_stranger_as_ego(filled: Path) -> None:
    refused(goodword(filled, "mark", "Nobody At All", "--close"), 1, "no person matches")
    refused(goodword(filled, "--as", "Nobody At All", "referrers", "X"), 1, "owns no archive|no person")


def test_a_contact_who_is_no_owner_is_told_who_is(filled: Path, pool: PoolTruth) -> None:
    contact = pool.members[0].people[0]
    line = refused(goodword(filled, "--as", contact.slug, "referrers", pool.direct_company), 1, "owns no archive")
    assert pool.ego in line


def test_an_ambiguous_person_is_listed_never_guessed(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "n.zip", connections=5, nasty=True)
    workspace = tmp_path / "w.sqlite"
    assert goodword(workspace, "import", archive.path).exit_code == 0
    refused(goodword(workspace, "mark", "Twin Namesake", "--close"), 1, "fits 2")


WRONG_USAGE = [
    ["paths", "X", "-k", "0"],
    ["paths", "X", "-k", "-1"],
    ["paths", "X", "--max-hops", "0"],
    ["referrers", "X", "--top", "0"],
    ["referrers"],
    ["no-such-command"],
    ["--as-of", "yesterday", "central"],
    ["--format", "xml", "central"],
    ["verdict", "X", "--company-size", "0"],
    ["mark", "X"],
    ["import"],
    ["serve", "--port", "70000"],
]


@pytest.mark.parametrize("command", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_exit_2(filled: Path, command: list[str]) -> None:
    result = goodword(filled, *command)
    assert result.exit_code == 2, result.output
    assert "Error: " in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("content", [b"just some words", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_workspace_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    workspace = tmp_path / "w.sqlite"
    workspace.write_bytes(content)
    for command in (["sources"], ["import", str(bad.good(tmp_path / "good.zip"))], ["referrers", "X"]):
        refused(goodword(workspace, *command), 1, "w.sqlite")
    assert workspace.read_bytes() == content


@pytest.mark.parametrize("place", ["file/w.sqlite", "file/deeper/w.sqlite", "/proc/w.sqlite", "/dev/null/w.sqlite"])
def test_a_workspace_that_cannot_be_made_is_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    workspace = tmp_path / place
    refused(goodword(workspace, "import", bad.good(tmp_path / "good.zip")), 1, re.escape(workspace.name))


def test_a_folder_as_workspace_is_wrong_usage(tmp_path: Path) -> None:
    assert goodword(tmp_path, "sources").exit_code == 2


@pytest.mark.parametrize("place", ["file/page.html", "/proc/page.html", "missing/page.html"])
def test_a_page_that_cannot_be_written_is_one_line(tmp_path: Path, filled: Path, pool: PoolTruth, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    result = goodword(filled, "paths", pool.direct_company, "--html", tmp_path / place)
    assert result.exit_code == 1, result.output
    assert "page.html" in result.stderr
    assert "Traceback" not in result.output


def test_a_port_in_use_is_one_line(filled: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(goodword(filled, "serve", "--port", str(port)), 1, f":{port}", "--port")


def test_forgetting_what_is_not_there_is_one_line(filled: Path) -> None:
    refused(goodword(filled, "forget", "999"), 1, "no source 999")
