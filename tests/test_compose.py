"""The compose file, without an engine: its schema, its variables, its confinement, and its settings on a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from containers import (
    COMPOSE,
    EXAMPLE,
    ROOT,
    SETTING,
    MissingError,
    project,
    resolve,
    server_settings,
    setting_name,
    settings_of,
    variables,
)
from neo4j_server import LTS, RealServer, ServerMissingError, make_server, missing
from test_docs import problem_with

from graph.neo4j.client import Server

PASSWORD = "correct horse battery"
OFFLINE = {**os.environ, "HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}


def schema_says(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, env=OFFLINE, capture_output=True, text=True, check=False)


def test_the_file_keeps_to_the_schema_of_compose_files() -> None:
    assert schema_says(COMPOSE).returncode == 0


def test_the_schema_refuses_a_misspelt_key(tmp_path: Path) -> None:
    broken = tmp_path / COMPOSE.name
    broken.write_text(COMPOSE.read_text().replace("read_only:", "readonly:"))
    told = schema_says(broken)
    assert told.returncode == 1
    assert "readonly" in told.stdout


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("a${X}b", {"X": "1"}, "a1b"),
        ("a${X}b", {}, "ab"),
        ("${X:-y z}", {}, "y z"),
        ("${X:-y}", {"X": ""}, "y"),
        ("${X:-y}", {"X": "1"}, "1"),
        ("${X:?why}", {"X": "1"}, "1"),
        ("$${X}$$", {"X": "1"}, "${X}$"),
    ],
)
def test_variables_are_read_as_compose_reads_them(text: str, values: dict[str, str], expected: str) -> None:
    assert resolve(text, values) == expected


def test_other_uses_of_a_dollar_are_refused() -> None:
    for text in ("$X", "${X:+y}", "${X:-${Y}}", "100 $"):
        with pytest.raises(AssertionError):
            resolve(text, {})


def test_without_an_env_file_the_app_starts_alone() -> None:
    alone = project({})
    assert set(alone.services) == {"app"}
    app = alone.services["app"]
    assert app.environment["GOODWORD_ENGINE"] == "local"
    assert app.depends_on["neo4j"].required is False
    assert not app.env_file


@pytest.mark.parametrize("values", [{}, {"GOODWORD_NEO4J_PASSWORD": ""}])
def test_the_server_does_not_start_without_a_password(values: dict[str, str]) -> None:
    with pytest.raises(MissingError, match=r"copy \.env\.example to \.env and choose a password"):
        project(values, "neo4j")


def test_the_example_asks_for_a_password_and_for_nothing_else() -> None:
    told = settings_of(EXAMPLE.read_text())
    with pytest.raises(MissingError, match="GOODWORD_NEO4J_PASSWORD"):
        project(told)
    whole = project(told | {"GOODWORD_NEO4J_PASSWORD": PASSWORD})
    assert set(whole.services) == {"app", "neo4j"}
    assert whole.services["neo4j"].environment["NEO4J_AUTH"] == f"neo4j/{PASSWORD}"
    assert whole.services["app"].environment["GOODWORD_NEO4J_PASSWORD"] == PASSWORD
    assert whole.services["app"].environment["GOODWORD_NEO4J_URI"] == "bolt://neo4j:7687"


def test_the_example_names_every_variable_and_its_default() -> None:
    shown = {m["name"]: m["value"] for m in SETTING.finditer(EXAMPLE.read_text())}
    read = variables(COMPOSE.read_text()) | variables((ROOT / "docker" / "neo4j.env").read_text())
    assert set(shown) == read | {"COMPOSE_PROFILES"}
    defaults = dict(re.findall(r"\$\{([A-Z0-9_]+):-([^}]*)\}", COMPOSE.read_text()))
    assert {name: shown[name] for name in defaults} == defaults


def test_the_secret_stays_out_of_the_repository() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", ".env", ".env.example"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ignored.stdout.split() == [".env"]
    assert "!.env" not in (ROOT / ".dockerignore").read_text()


def test_every_service_is_confined() -> None:
    whole = project({"GOODWORD_NEO4J_PASSWORD": PASSWORD}, "neo4j")
    for service in whole.services.values():
        assert [p for p in service.ports if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", p)] == []
        assert service.ports
        assert service.cap_drop == ["ALL"]
        assert service.security_opt == ["no-new-privileges:true"]
        assert service.restart == "unless-stopped"
    assert whole.services["app"].read_only
    assert whole.services["neo4j"].user == "7474:7474"


def test_every_volume_is_declared_and_used() -> None:
    whole = project({"GOODWORD_NEO4J_PASSWORD": PASSWORD}, "neo4j")
    used = {v.split(":")[0] for s in whole.services.values() for v in s.volumes}
    assert used == set(whole.volumes)


def test_the_server_is_the_release_that_the_tests_run() -> None:
    assert project({"GOODWORD_NEO4J_PASSWORD": PASSWORD}, "neo4j").services["neo4j"].image == (
        f"neo4j:{LTS.version}-community"
    )


def test_the_command_of_the_app_is_one_of_ours() -> None:
    app = project({"GOODWORD_PORT": "9000", "GOODWORD_HOSTNAME": "goodword.example"}).services["app"]
    assert app.ports == ["127.0.0.1:9000:8765"]
    assert problem_with("goodword " + " ".join(app.command)) == ""
    assert app.command[-2:] == ["--allow-host", "goodword.example"]
    assert app.command[:3] == ["serve", "--host", "0.0.0.0"]


def test_the_health_check_of_the_server_takes_the_password_from_its_own_variable(tmp_path: Path) -> None:
    check = project({"GOODWORD_NEO4J_PASSWORD": PASSWORD}, "neo4j").services["neo4j"].healthcheck
    assert check is not None
    assert check.test[0] == "CMD-SHELL"
    shell = tmp_path / "cypher-shell"
    shell.write_text('#!/bin/sh\necho "$NEO4J_USERNAME|$NEO4J_PASSWORD|$*"\n')
    shell.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "NEO4J_AUTH": 'neo4j/a "b" neo4j/c'}
    said = subprocess.run(
        ["/bin/sh", "-c", check.test[1]], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert said == 'neo4j|a "b" neo4j/c|RETURN gds.version()\n'


def test_names_of_settings_are_those_of_the_image() -> None:
    assert setting_name("NEO4J_db_tx__log_rotation_retention__policy") == "db.tx_log.rotation.retention_policy"


def composed_settings() -> dict[str, str]:
    """The server's settings in the compose file; memory for this machine, if it has little."""
    told = server_settings(project({"GOODWORD_NEO4J_PASSWORD": PASSWORD}, "neo4j").services["neo4j"])
    assert told["server.config.strict_validation.enabled"] == "true"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {k: "128m" if k.startswith("server.memory.") and memory < 4 << 30 else v for k, v in told.items()}


@pytest.mark.neo4j
@pytest.mark.timeout(600)
def test_the_real_server_knows_every_setting(neo4j_real: RealServer) -> None:
    """Under strict validation, with the query of the health check; the server of the other tests is restarted for it."""
    if not neo4j_real.owned:
        pytest.skip("the server named by GOODWORD_TEST_NEO4J_URI is not ours to set up")
    told = composed_settings()
    assert len(told) >= 7
    with neo4j_real.set_up_with(told), Server(neo4j_real.address) as server:
        rows = server.read("SHOW SETTINGS YIELD name, isExplicitlySet WHERE isExplicitlySet RETURN name")
        assert set(told) - {str(row["name"]) for row in rows} == set()
        assert server.read("RETURN gds.version() AS version")[0]["version"] == LTS.gds


@pytest.mark.neo4j
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("name", "value"), [("server.memory.heap.max__size", "1G"), ("server.memory.pagecache.size", "lots")]
)
def test_the_real_server_refuses_a_setting_it_does_not_know(tmp_path: Path, name: str, value: str) -> None:
    """It ends before it opens a port, so it may be tried beside another one."""
    if "GOODWORD_TEST_NEO4J_URI" in os.environ:
        pytest.skip("the server named by GOODWORD_TEST_NEO4J_URI is not ours to set up")
    try:
        server = make_server(tmp_path, LTS)
    except ServerMissingError as error:
        missing(error)
        return
    server.configure(composed_settings() | {name: value})
    try:
        with pytest.raises(ServerMissingError) as refused:
            server.start()
    finally:
        server.stop()
    assert name in str(refused.value)
