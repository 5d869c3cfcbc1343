"""What a job title says: which function, how senior. Whole words only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from referral.titles.tables import Level, Phrase, tables
from referral.titles.words import segments

T = TypeVar("T")

GENERAL = "leadership"
"""The function that gives way to any other: a founder who is CTO is in software."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A title understood. `function`: the main one, '' when none is named; `functions`: all named, main first.

    `level`: None when the title says nothing at all; a title that names a function and no level is "mid".
    """

    function: str
    functions: tuple[str, ...]
    level: Level | None

    @property
    def families(self) -> frozenset[str]:
        """The wider fields of its functions."""
        return frozenset(tables().families[name] for name in self.functions)


@lru_cache(maxsize=65_536)
def read_title(title: str) -> Reading:
    """Read a title in English, German, French, Spanish, Portuguese, Italian or Dutch.

    An occupation ("recruiter") decides over a field ("design"), more words over fewer, earlier parts over later ones.
    O(words). Never raises.
    """
    parts = segments(title)
    functions = _functions(parts)
    return Reading(functions[0] if functions else "", functions, _level(parts, named=bool(functions)))


def _matches(words: list[str], table: Mapping[Phrase, T]) -> Iterator[tuple[Phrase, T]]:
    """Longest matches from left to right, none overlapping."""
    at = 0
    while at < len(words):
        for size in range(min(tables().longest, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + size])
            if phrase in table:
                yield phrase, table[phrase]
                at += size - 1
                break
        at += 1


def _functions(parts: list[list[str]]) -> tuple[str, ...]:
    ranked: list[tuple[bool, int, int, tuple[str, ...]]] = []
    for place, words in enumerate(parts):
        ranked += [(False, -len(p), place, names) for p, names in _matches(words, tables().jobs)]
        ranked += [(True, -len(p), place, names) for p, names in _matches(words, tables().fields)]
    names = dict.fromkeys(name for *_, found in sorted(ranked) for name in found)
    return (*(name for name in names if name != GENERAL), *(name for name in names if name == GENERAL))


def _level(parts: list[list[str]], *, named: bool) -> Level | None:
    by_name = tables().by_name
    found = [level for words in parts for _, level in _matches(words, tables().levels)]
    if by_name["intern"] in found:
        return by_name["intern"]
    plain = [level for level in found if not level.changes]
    base = max(plain, key=lambda level: level.rank, default=None)
    changes = {level.name for level in found if level.changes}
    if base is None and not changes:
        return by_name["mid"] if named else None
    if base is None or base.name == "mid":
        change = "senior" if "senior" in changes else "junior" if "junior" in changes else "mid"
        return by_name[change]
    raised = (
        {"manager": "senior_manager", "lead": "lead"}.get(base.name, base.name) if "senior" in changes else base.name
    )
    return by_name[raised]
