"""The settings of a run: options, then environment, then defaults. The only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import platformdirs

from graph.errors import UsageError
from referral.viewpoint import Viewpoint

FORMATS = ("table", "json", "csv", "md")
ENGINES = ("local", "neo4j")


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Where the shared graph lives. The password is never shown in `repr`."""

    uri: str = "bolt://127.0.0.1:7687"
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's choices. `ego` and `as_of` are None for the defaults (first owner, newest export date)."""

    workspace: Path
    ego: str | None = None
    as_of: date | None = None
    format: str = "table"
    engine: str = "local"
    neo4j: Neo4jSettings = field(default_factory=Neo4jSettings)
    workspace_named: bool = False
    """Whether `--workspace` stood in the command line."""

    @property
    def viewpoint(self) -> Viewpoint:
        """Whose question it is, for which day."""
        return Viewpoint(self.ego, self.as_of)


def is_text(words: str) -> bool:
    """Whether what the system gave us was UTF-8: Python keeps other bytes as halves of characters."""
    return words.isprintable() or not any("\udc80" <= c <= "\udcff" for c in words)


def default_workspace() -> Path:
    """The workspace in the user's data directory."""
    return Path(platformdirs.user_data_dir("goodword", appauthor=False)) / "workspace.sqlite"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings before any option is read.

    Raises:
        UsageError: GOODWORD_ENGINE names no engine, or a variable of ours is no text.
    """
    for name, value in environ.items():
        if name.startswith("GOODWORD_") and not is_text(value):
            raise UsageError(f"{name} is no UTF-8 text; set it again")
    plain = Neo4jSettings()
    engine = environ.get("GOODWORD_ENGINE") or "local"
    if engine not in ENGINES:
        raise UsageError(f"GOODWORD_ENGINE is {engine!r}; set it to {' or '.join(ENGINES)}")
    return Settings(
        workspace=Path(environ.get("GOODWORD_WORKSPACE") or default_workspace()),
        ego=environ.get("GOODWORD_AS") or None,
        engine=engine,
        neo4j=Neo4jSettings(
            uri=environ.get("GOODWORD_NEO4J_URI") or plain.uri,
            user=environ.get("GOODWORD_NEO4J_USER") or plain.user,
            password=environ.get("GOODWORD_NEO4J_PASSWORD") or plain.password,
            database=environ.get("GOODWORD_NEO4J_DATABASE") or plain.database,
        ),
    )
