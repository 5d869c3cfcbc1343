"""What comes out of the example archive: golden texts, so that a change of an answer is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import app

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
COMPANY = "Corvanta Systems"
Golden = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("example") / "w.sqlite"


@pytest.fixture(scope="module")
def imported(workspace: Path) -> str:
    line = ["--workspace", str(workspace), "import", str(EXAMPLES / "archive")]
    result = CliRunner().invoke(app, line)
    assert result.exit_code == 0, result.output
    return re.sub(r"\d+\.\d s$", "# s", result.stdout.rstrip(), flags=re.MULTILINE) + "\n"


def test_the_import_report(imported: str, golden: Golden) -> None:
    golden(EXAMPLES / "import.txt", imported)


@pytest.mark.parametrize("command", ["referrers", "paths", "verdict"])
def test_the_answers(workspace: Path, imported: str, golden: Golden, command: str) -> None:
    result = CliRunner().invoke(app, ["--workspace", str(workspace), command, COMPANY])
    assert result.exit_code == 0, result.output
    golden(EXAMPLES / f"{command}.txt", result.stdout)
