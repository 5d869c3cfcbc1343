"""`doctor`: is everything in order, and what to do where it is not."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from cli.base import pass_settings
from cli.output import Table, emit
from cli.settings import Settings
from graph.errors import WorkspaceError
from graph.stores.workspace import Workspace

PACKAGES = ("networkx", "numba", "scipy", "networkit", "sqlalchemy", "fastapi", "pyvis", "neo4j")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `state`: ok, missing (optional), or wrong; `hint`: what to do."""

    what: str
    state: str
    found: str
    hint: str = ""


def _environment() -> Iterator[Check]:
    yield Check("python", "ok", ".".join(map(str, sys.version_info[:3])))
    for name in PACKAGES:
        try:
            yield Check(name, "ok", importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Check(name, "wrong", "not installed", "install Goodword again: make demo")
    for program, use in (("chromium", "browser tests"), ("java", "tests against a real Neo4j server")):
        path = shutil.which(program)
        yield Check(program, "ok" if path else "missing", path or "not found", "" if path else f"only for {use}")


def _workspace(settings: Settings) -> Iterator[Check]:
    path: Path = settings.workspace
    if not path.exists():
        yield Check("workspace", "missing", str(path), "made by the first 'goodword import'")
        return
    try:
        with Workspace.open(settings.workspace, create=False) as workspace:
            problems = workspace.integrity()
            size = path.stat().st_size / 1e6
            yield Check("workspace", "ok", f"{path} ({size:.1f} MB, {len(workspace.sources())} sources)")
            for problem in problems:
                yield Check("integrity", "wrong", problem, "restore a copy, or import the archives again")
            if not problems:
                yield Check("integrity", "ok", "no problem found")
    except WorkspaceError as error:
        yield Check("workspace", "wrong", str(error), "name another file with --workspace")


@click.command()
@pass_settings
@click.pass_context
def doctor(ctx: click.Context, settings: Settings) -> None:
    """Look at the environment and the workspace; exit 1 where something is wrong."""
    checks = [*_environment(), *_workspace(settings)]
    columns = ("what", "state", "found", "hint")
    rows = tuple((c.what, c.state, c.found, c.hint) for c in checks)
    emit(settings.format, table=Table(columns, rows), value=lambda: [dict(zip(columns, r, strict=True)) for r in rows])
    ctx.exit(1 if any(c.state == "wrong" for c in checks) else 0)
