"""How large a module and a function may be, and which are larger for a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("api", "benchmarks", "cli", "graph", "ingest", "referral", "reports", "schemas", "synthetic", "viz")
LINES, BODY = 300, 50
"""Lines of a module; lines of a function without its docstring."""

LARGER_MODULES = {
    "graph/neo4j/schema.py": "every Cypher text side by side, so that reading and writing are seen to agree; no logic",
    "graph/stores/importing.py": "the one class through which an import writes: a method for each kind of row",
    "graph/stores/schema.py": "every table side by side; a list, no logic",
}
LARGER_FUNCTIONS = {
    "graph/engine/kernels/detour_free.py:detour_free": "the loop of a compiled search: its state is in local variables",
    "graph/engine/kernels/pairs.py:best_pairs": "the same; it hands its searches on for many steps at a time",
}


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def functions(module: Path) -> Iterator[tuple[str, int]]:
    """Every function of a module by name, and how many lines it has besides its docstring."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = node.body[0] if ast.get_docstring(node) is not None else None
            yield node.name, _lines(node) - (_lines(said) if said else 0)


def _lines(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_no_module_is_larger_than_agreed_without_a_reason() -> None:
    sizes = {str(m.relative_to(ROOT)): len(m.read_text(encoding="utf-8").splitlines()) for m in modules()}
    assert {name for name, size in sizes.items() if size > LINES} == set(LARGER_MODULES)


def test_no_function_is_larger_than_agreed_without_a_reason() -> None:
    large = {
        f"{module.relative_to(ROOT)}:{name}" for module in modules() for name, size in functions(module) if size > BODY
    }
    assert large == set(LARGER_FUNCTIONS)
