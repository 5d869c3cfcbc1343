"""Commands and options stand in what the command line says, and in no error itself: pages and HTTP say the sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cli.hints import HINTS, with_hint
from graph.errors import CompanyNotFoundError, EmptyWorkspaceError, GoodwordError, MissingExtraError, NoWorkspaceError

ROOT = Path(__file__).parent.parent
TYPED = re.compile(r"'goodword [a-z]|(?<![\w-])--[a-z]|pip install|apt install")
"""What one can only type: a command, an option."""
ROOMS = ("graph", "ingest", "referral", "reports", "schemas", "viz", "api")


def _raised(path: Path) -> list[str]:
    """Every text in a statement that raises, or that an error hands to its base."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"
        if isinstance(node, ast.Raise) or call:
            found += [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return found


def test_no_error_below_the_command_line_speaks_of_commands_or_options() -> None:
    files = [p for room in ROOMS for p in (ROOT / room).rglob("*.py") if p.name != "columns.py"]
    texts = {path: _raised(path) for path in files}
    assert sum(map(len, texts.values())) > 100
    assert {(p.name, text) for p, found in texts.items() for text in found if TYPED.search(text)} == set()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            EmptyWorkspaceError(),
            "nothing is imported yet: bring your archive first; 'goodword import ARCHIVE.zip' brings one in",
        ),
        (NoWorkspaceError("w"), "workspace w: there is no such file; 'goodword import ARCHIVE.zip' brings one in"),
        (CompanyNotFoundError("X"), "no company matches 'X'; 'goodword companies' lists those that are known"),
        (CompanyNotFoundError("X", ["Y"]), "no company matches 'X'; did you mean 'Y'?"),
        (MissingExtraError("no PDF here", "pip install 'goodword[pdf]'"), "no PDF here; pip install 'goodword[pdf]'"),
        (GoodwordError("so it is"), "so it is"),
    ],
)
def test_the_command_line_says_what_to_type(error: GoodwordError, said: str) -> None:
    assert with_hint(error) == said


def test_every_hint_is_something_one_can_type() -> None:
    assert all(TYPED.search(hint) or "folder" in hint for hint in HINTS.values())
