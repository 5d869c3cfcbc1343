"""Arguments, input and output as a shell gives them: pipes, closed ends, full disks, bytes that are no text."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from serving import pool

from graph.private_files import write_private

GOODWORD = [sys.executable, "-c", "from cli.main import main; main()"]
ROOT = Path(__file__).parent.parent
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bo,Bell,https://www.linkedin.com/in/zz-bo,,Acme,Engineer,02 Mar 2024\n"
)


def run(*words: str | bytes, shell: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    if shell:
        line = shlex.join([*GOODWORD, *map(str, words)])
        return subprocess.run(
            ["bash", "-c", shell.replace("GW", line)], capture_output=True, text=True, cwd=cwd, check=False
        )
    return subprocess.run([*GOODWORD, *words], capture_output=True, text=True, cwd=cwd, check=False)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("streams"))


def test_a_word_that_is_no_text_is_an_error_of_ours(tmp_path: Path) -> None:
    told = run("--workspace", str(tmp_path / "w"), "companies", b"\xff\xfe")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "argument 4" in told.stderr
    assert "no UTF-8 text" in told.stderr
    assert not (tmp_path / "w").exists()


def test_a_full_disk_or_a_closed_end_is_no_traceback(path: Path) -> None:
    full = run("--workspace", str(path), "companies", shell="GW > /dev/full")
    assert (full.returncode, "No space left" in full.stderr) == (1, True)
    for shell in ("GW >&-", "GW | true", "GW 2>&- >&-"):
        assert "Traceback" not in run("--workspace", str(path), "companies", shell=shell).stderr


@pytest.mark.parametrize("words", [["import", "-"], ["targets", "-"], ["ask", "check", "-"], ["evaluate", "-"]])
def test_a_closed_standard_input_is_an_empty_one(tmp_path: Path, words: list[str]) -> None:
    told = run("--workspace", str(tmp_path / "w"), *words, shell="GW <&-")
    assert told.returncode in {0, 1}
    assert "Traceback" not in told.stderr


def test_no_pipe_is_opened_that_may_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for special in (tmp_path / "pipe", Path("/dev/zero")):
        told = run("--workspace", str(tmp_path / "w"), "import", str(special))
        assert (told.returncode, "pipe, a device or a socket" in told.stderr) == (1, True)
    assert not (tmp_path / "w").exists()


def test_a_pipe_of_the_shell_and_standard_input_are_read_and_leave_nothing(tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")
    for number, shell in enumerate((f"GW - < {file}", f"GW <(cat {file})", f"GW /dev/fd/3 3< {file}")):
        told = run("--workspace", str(tmp_path / f"w{number}"), "import", "--owner", "Ann Archer", shell=shell)
        assert told.returncode == 0, told.stderr
        assert "1 " in told.stdout
        assert [p.name for p in tmp_path.glob(f"w{number}.uploads*")] == []


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    for filler in (",", "x"):
        file.write_text(CONNECTIONS + filler * (5 * 2**20), encoding="utf-8")
        told = run("--workspace", str(tmp_path / "w"), "import", str(file), "--owner", "Ann Archer")
        assert told.returncode == 1
        assert told.stderr.startswith("Error: Connections.csv: a line of more than"), told.stderr


def test_files_written_for_the_user_are_theirs_alone(tmp_path: Path, path: Path) -> None:
    for words in (["graph", "export", "--to", "json", "--out", "g.json"], ["paths", "Acme", "--html", "p.html"]):
        assert run("--workspace", str(path), *words[:-1], str(tmp_path / words[-1])).returncode == 0
        assert stat.S_IMODE((tmp_path / words[-1]).stat().st_mode) == 0o600
    shared = tmp_path / "shared"
    shared.touch(mode=0o644)
    shared.chmod(0o644)
    write_private(shared, "text")
    assert (shared.read_text(), stat.S_IMODE(shared.stat().st_mode)) == ("text", 0o644)


@pytest.mark.parametrize(
    "words", [["forget", "9" * 30], ["serve", "--host", ""], ["verdict", "Acme", "--company-size", "9" * 309]]
)
def test_impossible_values_are_wrong_usage(path: Path, words: list[str]) -> None:
    told = run("--workspace", str(path), *words)
    assert (told.returncode, "Traceback" in told.stderr) == (2, False)
