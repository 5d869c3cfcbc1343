"""The word tables of titles: `functions.toml` and `levels.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of seniority. `rank`: 0 is the lowest; `years`: experience typical of it; `changes`: see `levels.toml`."""

    name: str
    rank: int
    years: float
    changes: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """`jobs`, `fields`: functions by phrase (usually one); `levels`: by phrase; `families`: of functions, by name.

    `words`: every word of every phrase; `longest`: words in the longest phrase.
    """

    jobs: Mapping[Phrase, tuple[str, ...]]
    fields: Mapping[Phrase, tuple[str, ...]]
    levels: Mapping[Phrase, Level]
    by_name: Mapping[str, Level]
    families: Mapping[str, str]
    words: frozenset[str]
    longest: int


def _phrases(text: str) -> list[Phrase]:
    return [tuple(phrase.split()) for phrase in text.replace("\n", "|").split("|") if phrase.strip()]


def _read(name: str) -> dict[str, dict[str, str | float | bool]]:
    return tomllib.loads(files("referral.titles").joinpath(name).read_text(encoding="utf-8"))


def _by_phrase(functions: Mapping[str, Mapping[str, str | float | bool]], column: str) -> dict[Phrase, tuple[str, ...]]:
    found: dict[Phrase, tuple[str, ...]] = {}
    for name, row in functions.items():
        for phrase in _phrases(str(row[column])):
            found[phrase] = (*dict.fromkeys((*found.get(phrase, ()), name)),)
    return found


@cache
def tables() -> Tables:
    """The tables, parsed at first use."""
    functions, steps = _read("functions.toml"), _read("levels.toml")
    by_name = {
        name: Level(name, rank, float(row["years"]), bool(row.get("changes", False)))
        for rank, (name, row) in enumerate(steps.items())
    }
    levels = {phrase: by_name[name] for name, row in steps.items() for phrase in _phrases(str(row["words"]))}
    jobs, fields = _by_phrase(functions, "jobs"), _by_phrase(functions, "fields")
    return Tables(
        jobs=jobs,
        fields=fields,
        levels=levels,
        by_name=by_name,
        families={name: str(row["family"]) for name, row in functions.items()},
        words=frozenset(word for phrase in (*jobs, *fields, *levels) for word in phrase),
        longest=max(len(phrase) for phrase in (*jobs, *fields, *levels)),
    )
