"""The project as a whole: its names, its licences, its two commands."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {".ci", "benchmarks", "docker", "docs", "examples", "fuzz", "tests"}
FILES = {
    ".dockerignore",
    ".env.example",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "THIRD_PARTY.md",
    "docker-compose.yml",
    "pyproject.toml",
    "requirements.lock",
}
KINDS_IN_ROOMS = {".css", ".csv", ".html", ".js", ".py", ".toml", ".txt"}
PACKAGES = {"graph", "ingest", "synthetic", "referral", "viz", "reports", "schemas", "api", "cli"}
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime_distributions() -> set[str]:
    found: set[str] = set()
    waiting = ["goodword"]
    while waiting:
        name = normal(waiting.pop())
        if name in found:
            continue
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        wanted = [Requirement(r) for r in requires]
        waiting += [r.name for r in wanted if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found - {"goodword"}


def test_no_other_distribution_claims_our_package_names() -> None:
    owners = importlib.metadata.packages_distributions()
    assert {p: set(owners.get(p, [])) - {"goodword"} for p in PACKAGES} == {p: set() for p in PACKAGES}


def test_every_runtime_distribution_is_named_with_its_licence() -> None:
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \| \S", (ROOT / "THIRD_PARTY.md").read_text(), re.MULTILINE))
    assert runtime_distributions() - listed == set()


def test_no_runtime_distribution_is_under_the_gpl() -> None:
    table = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", (ROOT / "THIRD_PARTY.md").read_text(), re.MULTILINE)
    assert [row for row in table if COPYLEFT.search(row[1])] == []
    for name in runtime_distributions():
        meta = importlib.metadata.metadata(name)
        said = " ".join([*(meta.get_all("License-Expression") or []), *(meta.get_all("Classifier") or [])])
        assert not COPYLEFT.search(said), name


def test_the_lock_pins_every_runtime_distribution() -> None:
    pinned = {
        normal(n) for n in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    }
    assert runtime_distributions() - pinned == set()


def test_it_cannot_be_uploaded_by_accident() -> None:
    assert "Private :: Do Not Upload" in (ROOT / "pyproject.toml").read_text()


def test_ci_calls_the_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("target", ["demo", "test"])
def test_make_knows_the_two_commands(target: str) -> None:
    dry = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "goodword demo" in dry.stdout or "pytest" in dry.stdout


def test_nothing_in_the_tree_names_a_machine_or_a_registry() -> None:
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    forbidden = re.compile(r"/work/|/tmp/scratch|pythonhosted|registry\.npmjs|repo\d?\.maven|deb\.debian")
    found = [
        f"{name}:{number}"
        for name in filter(None, files)
        if name != "tests/test_project.py" and (ROOT / name).suffix not in {".png", ".svg", ".zip"}
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_nothing_that_the_program_wrote_is_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = [Path(name) for name in listed.stdout.split("\0") if name]
    assert {path.parts[0] for path in tracked} - FILES - FOLDERS - PACKAGES == set()
    rooms = [path for path in tracked if path.parts[0] in PACKAGES]
    assert {path.suffix for path in rooms} - KINDS_IN_ROOMS == set()


def test_what_the_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(
        re.findall(r"`((?:graph|ingest|synthetic|referral|schemas|viz|reports|api|cli|docs|tests)/[\w./-]*)`", text)
    )
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_picture_of_graph_is_its_contract() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    picture = text.split("### Inside `graph/`")[1].split("```")[1]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(c["layers"] for c in contracts if c.get("containers") == ["graph"])
    parts = [{part.strip() for part in layer.split("|")} for layer in layers]
    lines = [set(re.findall(r"[a-z][a-z_0-9]+", line)) for line in picture.splitlines()]
    found = [next(i for i, line in enumerate(lines) if part <= line) for part in parts]
    assert found == sorted(set(found))
