"""The word tables of titles: `functions.toml` and `levels.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

Phrase = tuple[str, ...]
Row = Mapping[str, str | float | bool]
SHORTEST = 4
"""Letters of a word that an ending is taken from, at least: shorter ones ("main") are other words."""


class Kind(IntEnum):
    """What a phrase names; the lower decides over the higher."""

    JOB = 0
    FIELD = 1
    WEAK = 2


@dataclass(frozen=True, slots=True)
class Level:
    """A step of seniority.

    `rank`: 0 is the lowest; `years`: experience typical of it; `changes`, `leads`: see `levels.toml`.
    """

    name: str
    rank: int
    years: float
    changes: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A node of the tree of functions. `said`: in a sentence; `within`: its parent, '' if none; `near`: a neighbour."""

    name: str
    said: str
    within: str
    near: str


@dataclass(frozen=True, slots=True)
class Tables:
    """`named`: functions by phrase (usually one), a table a kind; `levels`, `functions`: by phrase, by name.

    `founders`: phrases that say who founded; `engineers`: words for an engineer of any kind; `words`: every word of
    every phrase; `alone`: those that say something by themselves; `pairs`: words that a conjunction joins in a phrase;
    `longest`: words in the longest.
    """

    named: Mapping[Kind, Mapping[Phrase, tuple[str, ...]]]
    levels: Mapping[Phrase, Level]
    by_name: Mapping[str, Level]
    functions: Mapping[str, Function]
    founders: frozenset[Phrase]
    engineers: frozenset[Phrase]
    words: frozenset[str]
    alone: frozenset[str]
    pairs: frozenset[Phrase]
    longest: int


FEMININES = (
    *(("innen", ""), ("in", ""), ("te", "ter")),
    *(
        ("trice", "teur"),
        ("trice", "tore"),
        ("euse", "eur"),
        ("eure", "eur"),
        ("iere", "ier"),
        ("ienne", "ien"),
        ("ee", "e"),
    ),
    *(("ora", "or"), ("essa", "e"), ("era", "ero"), ("eira", "eiro")),
)
"""Endings of women's titles and of the men's that the tables have: German; French and Italian; Spanish, Portuguese."""


def masculine(word: str, known: Collection[str]) -> str:
    """A feminine ("leiterin", "directrice") as its masculine, where that is a known word; else as it is."""
    for ending, other in FEMININES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST and stem + other in known:
            return stem + other
    return word


CONJUNCTIONS = frozenset(("and", "und", "et", "y", "e", "en"))
"""They part a title, but not what the tables have as one thing: "learning and development"."""


def _written(text: object) -> list[Phrase]:
    return [tuple(phrase.split()) for phrase in str(text).replace("\n", "|").split("|") if phrase.strip()]


def _phrases(text: object) -> list[Phrase]:
    """The phrases of a cell, without the conjunctions inside them."""
    found = [
        tuple(w for at, w in enumerate(phrase) if w not in CONJUNCTIONS or at in {0, len(phrase) - 1})
        for phrase in _written(text)
    ]
    return [phrase for phrase in found if phrase]


def _pairs(text: object) -> Iterator[Phrase]:
    """The two words about each conjunction inside a phrase."""
    for phrase in _written(text):
        yield from (
            (a, b) for a, joint, b in zip(phrase, phrase[1:], phrase[2:], strict=False) if joint in CONJUNCTIONS
        )


def _read(name: str) -> dict[str, dict[str, str | float | bool]]:
    return tomllib.loads(files("referral.titles").joinpath(name).read_text(encoding="utf-8"))


def _by_phrase(functions: Mapping[str, Row], column: str, known: Collection[str]) -> dict[Phrase, tuple[str, ...]]:
    found: dict[Phrase, tuple[str, ...]] = {}
    for name, row in functions.items():
        for phrase in _plain(_phrases(row.get(column, "")), known):
            found[phrase] = (*dict.fromkeys((*found.get(phrase, ()), name)),)
    return found


def _plain(phrases: Iterable[Phrase], known: Collection[str]) -> list[Phrase]:
    return [tuple(masculine(word, known) for word in phrase) for phrase in phrases]


def _level(name: str, rank: int, row: Row) -> Level:
    return Level(name, rank, float(row["years"]), bool(row.get("changes")), bool(row.get("leads")))


def _function(name: str, row: Row) -> Function:
    return Function(name, str(row["said"]), str(row.get("within", "")), str(row.get("near", "")))


COLUMNS = {Kind.JOB: "jobs", Kind.FIELD: "fields", Kind.WEAK: "weak"}


@cache
def tables() -> Tables:
    """The tables, parsed at first use."""
    functions, steps = _read("functions.toml"), _read("levels.toml")
    texts = [row.get(c, "") for row in functions.values() for c in COLUMNS.values()] + [
        r["words"] for r in steps.values()
    ]
    words = frozenset(word for text in texts for phrase in _phrases(text) for word in phrase)
    by_name = {name: _level(name, rank, row) for rank, (name, row) in enumerate(steps.items())}
    return Tables(
        named={kind: _by_phrase(functions, column, words) for kind, column in COLUMNS.items()},
        levels={p: by_name[name] for name, row in steps.items() for p in _plain(_phrases(row["words"]), words)},
        by_name=by_name,
        functions={name: _function(name, row) for name, row in functions.items()},
        engineers=frozenset(p for p in _phrases(functions["engineering"]["jobs"]) if len(p) == 1),
        founders=frozenset(_plain(_phrases(steps["founder"]["founded"]), words)),
        words=words,
        alone=frozenset(phrase[0] for text in texts for phrase in _phrases(text) if len(phrase) == 1),
        pairs=frozenset(pair for text in texts for pair in _pairs(text)),
        longest=max(len(phrase) for text in texts for phrase in _phrases(text)),
    )
