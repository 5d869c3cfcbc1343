"""Options in any position, errors as one line with the right exit code."""

from __future__ import annotations

import os
import socket
import time
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.base import Group, common_options, pass_settings, reported, settings_of, share_options
from cli.main import COMMANDS, app
from cli.settings import Settings, from_environment
from graph.errors import CompanyNotFoundError, UsageError
from graph.stores.workspace import Workspace

ERRORS = {
    "ours": CompanyNotFoundError("Acme", ["Acme Labs"]),
    "usage": UsageError("that makes no sense"),
    "file": PermissionError(13, "Permission denied", "/somewhere"),
}


def make_app() -> click.Group:
    @click.group(cls=Group, params=list(common_options()))
    @click.pass_context
    def root(ctx: click.Context) -> None:
        ctx.obj = settings_of(ctx)

    @root.command()
    @pass_settings
    def show(settings: Settings) -> None:
        click.echo(f"{settings.format} {settings.ego} {settings.as_of} {settings.workspace}")

    @root.command()
    @click.argument("kind")
    def fail(kind: str) -> None:
        raise ERRORS[kind]

    share_options(root)
    return root


@pytest.mark.parametrize(
    "line",
    [
        ["--format", "json", "--as", "ana", "--as-of", "2026-09-12", "--workspace", "w", "show"],
        ["show", "--format", "json", "--as", "ana", "--as-of", "2026-09-12", "--workspace", "w"],
        ["--format", "csv", "--as", "ana", "show", "--format", "json", "--as-of", "2026-09-12", "--workspace", "w"],
    ],
)
def test_common_options_work_before_and_after_the_command(line: list[str]) -> None:
    result = CliRunner().invoke(make_app(), line)
    assert result.output == "json ana 2026-09-12 w\n"


def test_the_environment_comes_after_the_options() -> None:
    env = {"GOODWORD_WORKSPACE": "e.sqlite", "GOODWORD_AS": "bo"}
    assert CliRunner(env=env).invoke(make_app(), ["show"]).output == "table bo None e.sqlite\n"
    assert CliRunner(env=env).invoke(make_app(), ["show", "--as", "cy"]).output == "table cy None e.sqlite\n"


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("ours", 1, "no company matches 'Acme'; did you mean 'Acme Labs'?"),
        ("usage", 2, "that makes no sense"),
        ("file", 1, "Permission denied: /somewhere"),
    ],
)
def test_an_error_is_one_line_on_stderr_and_an_exit_code(kind: str, code: int, said: str) -> None:
    result = CliRunner().invoke(make_app(), ["fail", kind])
    assert result.exit_code == code
    assert result.stderr == f"Error: {said}\n"
    assert result.stdout == ""


@pytest.mark.parametrize("value", ["yesterday", "2026-13-01", "2026-02-30", "20260228", "2026-W48-1"])
def test_a_bad_date_is_wrong_usage(value: str) -> None:
    result = CliRunner().invoke(make_app(), ["--as-of", value, "show"])
    assert result.exit_code == 2
    assert "is no day like 2026-11-23" in result.stderr


def test_settings_hold_what_the_environment_says_and_hide_the_password() -> None:
    settings = from_environment({"GOODWORD_NEO4J_PASSWORD": "secret-word", "GOODWORD_ENGINE": "neo4j"})
    assert settings.engine == "neo4j"
    assert settings.neo4j.password == "secret-word"
    assert "secret-word" not in repr(settings)
    assert isinstance(settings.workspace, Path)
    assert settings.as_of is None or isinstance(settings.as_of, date)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [("GOODWORD_ENGINE", "abacus", "set it to local or neo4j"), ("GOODWORD_AS", "\udcff", "no UTF-8 text")],
)
@pytest.mark.parametrize("options", [[], ["--workspace", "w.sqlite"]], ids=["alone", "before an option"])
def test_a_variable_that_makes_no_sense_is_wrong_usage(
    variable: str, value: str, said: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, variable, value)
    result = CliRunner().invoke(app, [*options, "people"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {variable} ")
    assert said in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("selftest", "--seed", "-1"),
        ("central", "--seed", "9" * 30),
        ("communities", "--seed", "-1"),
        ("evaluate", "-", "--seed", "-1"),
        ("score", "-", "9" * 309),
        ("forget", "9" * 30),
        ("diff", "1", "9" * 30),
    ],
)
def test_a_number_that_no_program_can_hold_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not in the range" in result.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "--workspace" in result.output


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["guess"]).exit_code == 2


@pytest.mark.parametrize("name", ["a\nb", "a\u202eb\x1b[31m", "x" * 100_000])
def test_a_hostile_name_leaves_an_error_one_short_clean_line(name: str) -> None:
    said = reported(CompanyNotFoundError(name, ["Acme"])).format_message()
    assert said.isprintable()
    assert len(said) < 1_100
    assert said.endswith("did you mean 'Acme'?")


def test_an_engine_that_is_none_is_said_not_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODWORD_ENGINE", "neo5j")
    result = CliRunner().invoke(app, ["people"])
    assert result.exit_code == 2
    assert "GOODWORD_ENGINE is 'neo5j'; set it to local or neo4j" in result.stderr


def test_a_server_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    Workspace.open(path).close()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    began = time.monotonic()
    for words in (["neo4j", "status"], ["neo4j", "drop"], ["--engine", "neo4j", "paths", "Acme"]):
        told = CliRunner().invoke(
            app, ["--workspace", str(path), *words], env={"GOODWORD_NEO4J_URI": f"bolt://127.0.0.1:{port}"}
        )
        assert (told.exit_code, "no Neo4j server answers" in told.stderr) == (1, True)
    assert time.monotonic() - began < 15
