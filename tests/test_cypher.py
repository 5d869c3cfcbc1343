"""Every Cypher text of ours before Neo4j's own analyser, for Cypher 5 and Cypher 25; and none that is put together."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from neo4j_server import missing

import graph.neo4j as store
from graph.neo4j import client

HERE = Path(__file__).parent
GATE = HERE / "cypher"
CACHE = HERE.parent / ".cache" / "cypher"
PAGE = HERE.parent / "docs" / "neo4j.md"
WORDS = re.compile(r"\b(MATCH|RETURN|CALL|CREATE|DROP|UNWIND|SHOW)\b")
ASKS = {"read", "write", "alone"}
WARNING = 2
APART = "If a part of a query contains multiple disconnected patterns"

Text = Mapping[str, str]


def modules() -> Iterator[tuple[str, Path]]:
    for found in pkgutil.iter_modules(store.__path__, f"{store.__name__}."):
        yield found.name, Path(store.__path__[0]) / f"{found.name.rpartition('.')[2]}.py"


def texts_of(name: str, value: object) -> Iterator[Text]:
    """Every text in a constant: alone, in a tuple or in a table."""
    if isinstance(value, str) and WORDS.search(value):
        yield {"name": name, "text": value}
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from texts_of(f"{name}[{n}]", item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_of(f"{name}[{key}]", item)


def constants() -> list[Text]:
    return [
        text
        for module, _ in modules()
        for name, value in vars(importlib.import_module(module)).items()
        if name.isupper()
        for text in texts_of(f"{module}.{name}", value)
    ]


def documented() -> list[Text]:
    blocks = re.findall(r"```cypher\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [{"name": f"docs/neo4j.md, question {n}", "text": block} for n, block in enumerate(blocks, start=1)]


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the analyser, fetched once."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        missing("no Node or npm", what="Neo4j's analyser of Cypher", how="install Node 20 and npm (Debian: nodejs npm)")
    wanted = (GATE / "package-lock.json").read_bytes()
    held = CACHE / "package-lock.json"
    if not (CACHE / "node_modules").exists() or not held.exists() or held.read_bytes() != wanted:
        CACHE.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(GATE / name, CACHE / name)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=CACHE, check=True, capture_output=True)
    shutil.copy(GATE / "check.mjs", CACHE / "check.mjs")
    return CACHE


def said_of(gate: Path, texts: Sequence[Text]) -> list[dict[str, object]]:
    joined = " ".join(text["text"] for text in constants())
    names = {
        "labels": sorted(set(re.findall(r":(Goodword\w+)", joined))),
        "relationshipTypes": sorted(set(re.findall(r":(GOODWORD_\w+)", joined))),
    }
    told = subprocess.run(
        ["node", "check.mjs"],
        cwd=gate,
        input=json.dumps({"texts": list(texts), **names}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={"PATH": os.environ["PATH"]},
    )
    said: list[dict[str, object]] = json.loads(told.stdout)
    return said


def complaints(said: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Errors and warnings, but not that two patterns are not connected: two ends of a way need not be."""
    return [s for s in said if int(str(s["severity"])) <= WARNING and not str(s["message"]).startswith(APART)]


def test_every_text_passes_for_both_languages(gate: Path) -> None:
    texts = [*constants(), *documented()]
    assert len(texts) >= 60
    assert complaints(said_of(gate, texts)) == []


WRONG = {
    "MATCH (p:GoodwordPerson RETURN p": "Invalid input",
    "MATCH (p:GoodwordPerson) RETURN q": "q",
    "MATCH (p:GoodwordPersn) RETURN p": "GoodwordPersn",
    "MATCH ()-[t:GOODWORD_TIES]->() RETURN t": "GOODWORD_TIES",
    "MATCH (p) WHERE id(p) = 1 RETURN p": "deprecated",
    "MATCH (p) CALL { WITH p RETURN 1 AS one } RETURN one": "deprecated",
}


def test_the_gate_bites(gate: Path) -> None:
    said = complaints(said_of(gate, [{"name": text, "text": text} for text in WRONG]))
    for text, says in WRONG.items():
        heard = [str(s["message"]).casefold() for s in said if s["name"] == text]
        assert any(says.casefold() in message for message in heard), text


def test_the_texts_of_every_module_are_found() -> None:
    found = {text["name"].rpartition(".")[0].rpartition(".")[2] for text in constants()}
    assert found >= {"schema", "gds"}
    named = {text["text"] for text in constants()}
    for _, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_cypher(node.value):
                assert node.value in named, f"{path.name}:{node.lineno} is no constant of its module"


def _is_cypher(text: str) -> bool:
    return bool(re.match(r"\s*(MATCH|UNWIND|CALL|CREATE|DROP|SHOW|RETURN|MERGE) ", text))


def test_no_text_is_put_together() -> None:
    """What is sent is a name or an attribute or an entry of a table: never a literal, a sum or a formatted text."""
    asked = 0
    for _, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS):
                continue
            for sent in node.args:
                first = sent.elts[0] if isinstance(sent, ast.Tuple) else sent
                if isinstance(first, ast.Starred):
                    continue
                asked += 1
                assert isinstance(first, ast.Name | ast.Attribute | ast.Subscript), f"{path.name}:{node.lineno}"
    assert asked >= 30
    assert client.Server.read.__annotations__["text"] == "LiteralString"
