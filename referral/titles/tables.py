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

GUESSES = (("innen", "e"), ("in", "e"), ("onne", "on"), ("elle", "el"), ("a", "o"), ("iste", "ist"), ("ster", "er"))
"""Likewise, for words that the tables do not have as they are: German "biologin", French "maconne", Spanish, Portuguese
and Italian "podologa", Dutch "receptioniste", "medewerkster"."""


_ENDINGS = tuple(ending for ending, _ in FEMININES)


def masculine(word: str, known: Collection[str]) -> str:
    """A feminine ("leiterin", "directrice") as its masculine, where that is a known word; else as it is."""
    feminines: tuple[tuple[str, str], ...] = FEMININES if word.endswith(_ENDINGS) else ()
    for ending, other in feminines if word in known else (*feminines, *GUESSES):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST and stem + other in known:
            return stem + other
    return word


CONJUNCTIONS = frozenset(("and", "und", "et", "y", "e", "en"))
"""They part a title, but not what the tables have as one thing: "learning and development"."""


def _written(text: object) -> list[Phrase]:
    return [words for phrase in str(text).replace("\n", "|").split("|") if (words := tuple(phrase.split()))]


def _phrases(written: Iterable[Phrase]) -> list[Phrase]:
    """The phrases of a cell, without the conjunctions inside them."""
    return [phrase if CONJUNCTIONS.isdisjoint(phrase) else _without_joints(phrase) for phrase in written]


def _without_joints(phrase: Phrase) -> Phrase:
    return tuple(w for at, w in enumerate(phrase) if w not in CONJUNCTIONS or at in {0, len(phrase) - 1})


def _pairs(written: Iterable[Phrase]) -> Iterator[Phrase]:
    """The two words about each conjunction inside a phrase."""
    for phrase in (phrase for phrase in written if not CONJUNCTIONS.isdisjoint(phrase)):
        yield from (
            (a, b) for a, joint, b in zip(phrase, phrase[1:], phrase[2:], strict=False) if joint in CONJUNCTIONS
        )


def _read(name: str) -> dict[str, dict[str, str | float | bool]]:
    return tomllib.loads(files("referral.titles").joinpath(name).read_text(encoding="utf-8"))


def _by_phrase(phrases: Iterable[tuple[str, Phrase]]) -> dict[Phrase, tuple[str, ...]]:
    """The names of the functions that each phrase names, in order, each once."""
    found: dict[Phrase, tuple[str, ...]] = {}
    for name, phrase in phrases:
        names = found.get(phrase, ())
        if name not in names:
            found[phrase] = (*names, name)
    return found


def _level(name: str, rank: int, row: Row) -> Level:
    return Level(name, rank, float(row["years"]), bool(row.get("changes")), bool(row.get("leads")))


def _function(name: str, row: Row) -> Function:
    return Function(name, str(row["said"]), str(row.get("within", "")), str(row.get("near", "")))


COLUMNS = {Kind.JOB: "jobs", Kind.FIELD: "fields", Kind.WEAK: "weak"}


@cache
def tables() -> Tables:
    """The tables, parsed at first use."""
    functions, steps = _read("functions.toml"), _read("levels.toml")
    written = {(name, c): _written(row.get(c, "")) for name, row in functions.items() for c in COLUMNS.values()}
    written |= {(name, "words"): _written(row["words"]) for name, row in steps.items()}
    cells = {at: _phrases(cell) for at, cell in written.items()}
    phrases = [phrase for cell in cells.values() for phrase in cell]
    words = frozenset(word for phrase in phrases for word in phrase)
    plain = {word: plain for word in words if (plain := masculine(word, words)) != word}

    def read(name: str, column: str) -> list[Phrase]:
        return [
            phrase if plain.keys().isdisjoint(phrase) else tuple(plain.get(word, word) for word in phrase)
            for phrase in cells[name, column]
        ]

    by_name = {name: _level(name, rank, row) for rank, (name, row) in enumerate(steps.items())}
    return Tables(
        named={kind: _by_phrase((n, p) for n in functions for p in read(n, c)) for kind, c in COLUMNS.items()},
        levels={phrase: by_name[name] for name in steps for phrase in read(name, "words")},
        by_name=by_name,
        functions={name: _function(name, row) for name, row in functions.items()},
        engineers=frozenset(phrase for phrase in cells["engineering", COLUMNS[Kind.JOB]] if len(phrase) == 1),
        founders=frozenset(
            tuple(masculine(w, words) for w in p) for p in _phrases(_written(steps["founder"]["founded"]))
        ),
        words=words,
        alone=frozenset(phrase[0] for phrase in phrases if len(phrase) == 1),
        pairs=frozenset(pair for cell in written.values() for pair in _pairs(cell)),
        longest=max(map(len, phrases)),
    )
