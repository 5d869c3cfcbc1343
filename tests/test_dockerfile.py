"""The image, without an engine: its linter, its commands, and the wheel it is made of, built as it is built there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from containers import DOCKERFILE, ROOT, context_files, instructions, one, project
from serving import listening, pool
from test_docs import problem_with

HADOLINT = Path(sys.executable).with_name("hadolint")
PACKAGES = ("api", "cli", "graph", "ingest", "referral", "reports", "synthetic", "viz")
VISIT = """
import sys
from pathlib import Path
import api, viz
from fastapi.testclient import TestClient
from api.app import create_app
home, path = sys.argv[1:]
assert all(Path(m.__file__).is_relative_to(home) for m in (api, viz)), api.__file__
with TestClient(create_app(Path(path)), base_url="http://127.0.0.1:8765") as client:
    for address in ("/readyz", "/", "/api/v1/companies"):
        assert client.get(address).status_code == 200, address
"""


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HADOLINT, "--no-color", path], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_linter_has_nothing_to_say() -> None:
    told = lint(DOCKERFILE)
    assert (told.stdout, told.returncode) == ("", 0)


def test_the_linter_finds_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "Dockerfile"
    broken.write_text("FROM python\nRUN cd /x && pip install numpy && echo $y\n")
    told = lint(broken)
    assert told.returncode == 1
    assert {"DL3006", "DL3013", "SC2086"} <= set(told.stdout.replace(":", " ").split())


def test_both_stages_stand_on_one_exact_python() -> None:
    bases = {i.text.split()[0] for i in instructions() if i.name == "FROM"}
    (base,) = bases
    assert base.startswith("python:3.11.")
    assert "-slim-" in base


def test_it_does_not_run_as_root() -> None:
    names = [i.name for i in instructions()]
    assert one("USER").text == "10001:10001"
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "RUN" not in names[names.index("USER") :]


def test_every_goodword_command_is_one_of_ours() -> None:
    lines = [shlex.join(["goodword", *one("CMD").words()])]
    lines += [
        step.strip()
        for i in instructions()
        if i.name == "RUN"
        for step in i.text.split("&&")
        if "/bin/goodword " in step
    ]
    assert len(lines) == 2
    assert [(line, problem_with(line)) for line in lines if problem_with(line)] == []


def test_every_command_that_the_readme_gives_the_container_is_one_of_ours() -> None:
    text = (ROOT / "README.md").read_text()
    found = re.findall(r"^docker compose run .*? app (.+?)(?: {2,}#.*)?$", text, re.MULTILINE)
    assert len(found) >= 3
    assert [(line, problem_with(f"goodword {line}")) for line in found if problem_with(f"goodword {line}")] == []


def test_what_is_copied_is_there_and_let_in() -> None:
    sources = [i.text.split()[0] for i in instructions() if i.name == "COPY" and "--from" not in i.text]
    assert sources == [".", "docker/entrypoint.sh"]
    assert "docker/entrypoint.sh" in context_files()


def test_the_entry_point_brings_the_kernels_and_hands_over(tmp_path: Path) -> None:
    home = tmp_path / "a home"
    (home / "kernels" / "k_1").mkdir(parents=True)
    (home / "kernels" / "k_1" / "x.nbi").write_text("machine code")
    (home / "bin").mkdir()
    program = home / "bin" / "goodword"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\nexit 3\n')
    program.chmod(0o755)
    shutil.copy(ROOT / "docker" / "entrypoint.sh", home)
    command = ["sh", str(home / "entrypoint.sh"), "referrers", "Northwind Robotics"]
    for _ in range(2):
        done = subprocess.run(
            command,
            env={"PATH": os.environ["PATH"], "NUMBA_CACHE_DIR": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.returncode) == ("referrers|Northwind Robotics|", 3)
    assert (tmp_path / "cache" / "k_1" / "x.nbi").read_text() == "machine code"
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["k_1"]


def test_the_health_check_asks_the_app(tmp_path: Path) -> None:
    _, *words = one("HEALTHCHECK").words()
    port = one("EXPOSE").text
    assert f"127.0.0.1:{port}/readyz" in words[-1]
    assert [one("CMD").words()[-2], project({}).services["app"].command[4]] == [port, port]

    def healthy(address: str) -> bool:
        code = words[-1].replace(f"http://127.0.0.1:{port}", address)
        environment = {**os.environ, "http_proxy": "http://127.0.0.1:9"}
        done = subprocess.run([sys.executable, *words[:-1], code], env=environment, capture_output=True, check=False)
        return done.returncode == 0

    with listening(pool(tmp_path)) as address:
        assert healthy(address)
    assert not healthy(address)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what a checkout sends to the build, made by the build backend that pip calls there."""
    folder = tmp_path_factory.mktemp("image")
    for name in context_files():
        (folder / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "src" / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "out")]
    subprocess.run(command, cwd=folder / "src", check=True, capture_output=True)
    (made,) = (folder / "out").iterdir()
    return made


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    ours = {name for name in context_files() if name.startswith(tuple(f"{p}/" for p in PACKAGES))}
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert inside == ours
    for part in ("viz/templates/", "viz/static/", "graph/stores/migrations/versions/"):
        assert any(name.startswith(part) for name in inside), part


def test_the_app_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    plain = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    subprocess.run(
        [sys.executable, "-P", "-c", VISIT, str(home), str(tmp_path / "w.sqlite")],
        env={**plain, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        timeout=120,
    )
