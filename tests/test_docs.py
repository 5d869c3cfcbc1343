"""What the documents say can be done: every command line parses, every link leads somewhere, references are current."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from api.reference import reference as api_reference
from cli.main import app
from cli.reference import reference

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
BLOCK = re.compile(r"```(?:sh|bash|console)\n(.*?)```", re.DOTALL)
NAMED = re.compile(
    r"`([\w./-]*\w\.(?:py|toml)|(?:api|cli|graph|ingest|referral|reports|schemas|synthetic|viz)/[\w/]*)`"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def command_lines() -> list[tuple[str, str]]:
    found = []
    for document in DOCUMENTS:
        for block in BLOCK.findall(document.read_text(encoding="utf-8")):
            lines = re.sub(r"\\\n\s*", "", block).splitlines()
            found += [(document.name, line.strip()) for line in lines if "goodword " in line.split("#")[0]]
    return found


def words_of(line: str) -> list[str]:
    """The arguments after `goodword`, without what the shell would take."""
    words = shlex.split(
        line.split("|", maxsplit=1)[0].split(" > ", maxsplit=1)[0].split(" < ", maxsplit=1)[0], comments=True
    )
    return words[1 + next(i for i, word in enumerate(words) if word.rpartition("/")[2] == "goodword") :]


def problem_with(line: str) -> str:
    """What click says of a command line it parses without running it; files need not exist."""
    command: click.Command = app
    rest, context = words_of(line), None
    while True:
        try:
            context = command.make_context(command.name, list(rest), parent=context)
        except click.BadParameter as error:
            return "" if "does not exist" in error.format_message() else error.format_message()
        except click.UsageError as error:
            return error.format_message()
        except click.exceptions.Exit as end:
            return "" if end.exit_code == 0 else f"exit {end.exit_code}"
        if not isinstance(command, click.Group):
            return ""
        _, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        command = found


@pytest.mark.parametrize(("document", "line"), command_lines())
def test_every_command_line_in_the_documents_parses(document: str, line: str) -> None:
    assert problem_with(line) == ""


def test_the_documents_hold_command_lines() -> None:
    assert len(command_lines()) >= 5


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    missing = [
        target
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / target).resolve().exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_module_and_room_that_is_named_is_there(document: Path) -> None:
    folders = [path for path in ROOT.iterdir() if not path.name.startswith(".") and path.name != "out"]
    files = [file.relative_to(ROOT).as_posix() for path in folders for file in (path, *path.rglob("*"))]
    missing = [
        named
        for named in NAMED.findall(document.read_text(encoding="utf-8"))
        if not any(f"/{file}".endswith((f"/{named.rstrip('/')}", f"/{named}.py")) for file in files)
    ]
    assert missing == []


def test_the_picture_of_the_rooms_inside_graph_is_the_rule() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("### Inside `graph/`")[1].split("```")[1]
    lines = [set(re.findall(r"[a-z0-9_]+", line)) for line in told.splitlines()]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    at = 0
    for layer in next(contract["layers"] for contract in contracts if contract.get("containers") == ["graph"]):
        modules = set(layer.split(" | "))
        at = next((n for n, words in enumerate(lines) if n >= at and modules <= words), len(lines))
        assert at < len(lines), layer


def test_the_reference_of_the_command_line_is_current() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference()


def test_the_description_of_the_api_is_current() -> None:
    assert (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8") == api_reference()
