"""How senior a title is: the level words of its parts, read by what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from referral.titles.beside import beside
from referral.titles.tables import Level, Phrase, tables
from referral.titles.words import heads

T = TypeVar("T")

LOWERED = {"director": "senior_manager", "senior_manager": "manager", "manager": "lead", "lead": "senior"}
"""The step of a deputy or an associate of somebody; whoever else is named with one keeps theirs."""


@dataclass(frozen=True, slots=True)
class Seniority:
    """What the level words of a title come to; `level` is None where it says nothing at all."""

    level: Level | None
    leads: bool
    founded: bool


@dataclass(frozen=True, slots=True)
class _Word:
    phrase: Phrase
    level: Level


def read_seniority(parts: Sequence[list[str]], named: Collection[int]) -> Seniority:
    """The highest level of the parts of a title; an intern is one whatever else is named.

    `named`: the parts that name a function; a title that names one and no level is "mid". O(words). Never raises.
    """
    found = [_level_words(words) for words in parts]
    if not any(found):
        found = [_level_words(heads(words)) for words in parts]
    every = [word for part in found for word in part]
    if intern := next((word.level for word in every if word.level.name == "intern"), None):
        return Seniority(intern, leads=False, founded=_founded(every))
    levels = [level for part in _joined(found, named) if (level := _of_part(part))]
    default = tables().by_name["mid"] if named else None
    level = max(levels, key=lambda level: level.rank, default=default)
    return Seniority(level, leads=any(word.level.leads for word in every), founded=_founded(every))


def matches(words: Sequence[str], table: Mapping[Phrase, T]) -> Iterator[tuple[int, Phrase, T]]:
    """Longest matches from left to right, none overlapping, each with its place."""
    at = 0
    while at < len(words):
        for size in range(min(tables().longest, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + size])
            if phrase in table:
                yield at, phrase, table[phrase]
                at += size - 1
                break
        at += 1


def _founded(words: Sequence[_Word]) -> bool:
    return any(word.phrase in tables().founders for word in words)


def _level_words(words: Sequence[str]) -> list[_Word]:
    """The level words of a part, without those that speak of somebody or something else."""
    mid, found, serves = tables().by_name["mid"], list[_Word](), False
    for at, phrase, level in matches(words, tables().levels):
        if beside().is_anothers(words, at):
            serves = True
        elif len(phrase) > 1:
            found.append(_Word(phrase, level))
        elif beside().is_other_job(words, at):
            found.append(_Word(phrase, mid))
        elif not beside().is_modifier(words, at) and not beside().is_mere_count(words, at):
            found.append(_Word(phrase, level))
    return (
        [_Word(word.phrase, mid if word.level.name == "junior" else word.level) for word in found] if serves else found
    )


def _joined(found: list[list[_Word]], named: Collection[int]) -> Iterator[list[_Word]]:
    """The parts, those that only say "senior" or "junior" and name no job together with the one before them."""
    whole: list[_Word] = []
    for at, part in enumerate(found):
        if at and (at in named or any(not word.level.changes for word in part)):
            yield whole
            whole = []
        whole = [*whole, *part]
    yield whole


def _of_part(words: Sequence[_Word]) -> Level | None:
    by_name = tables().by_name
    deputies = [word for word in words if beside().is_one(word.phrase, "deputies")]
    others = [word for word in words if word not in deputies]
    base = max((w.level for w in others if not w.level.changes), key=lambda level: level.rank, default=None)
    changes = {word.level.name for word in others if word.level.changes}
    if base is None or base.name == "mid":
        changed = next((name for name in ("senior", "junior") if name in changes), "")
        return by_name[changed] if changed else _deputy_of_one(deputies, base)
    if deputies:
        return by_name[LOWERED.get(base.name, base.name)]
    if base.name == "manager":
        return by_name["senior_manager" if "senior" in changes else "junior" if "junior" in changes else "manager"]
    return base


def _deputy_of_one(deputies: Sequence[_Word], base: Level | None) -> Level | None:
    """An associate or assistant of an occupation begins in it; another deputy of one is what they deputise for."""
    if not deputies:
        return base
    level = deputies[0].level
    return level if base is None or level.name == "junior" else base
