"""Whether two job titles name one job: what is written around the words of the job tells no two apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graph.names import fold
from referral.titles.context import read_beside
from referral.titles.reading import Reading, read_title
from referral.titles.tables import Phrase, tables
from referral.titles.translation import in_english
from referral.titles.words import segments

HOW = ("freelance", "remote", "hybrid", "contract", "permanent", "interim", "temporary", "part", "full", "time")
STEPS = ("i", "ii", "iii", "iv", "v")
AROUND = frozenset((*HOW, *STEPS, "vollzeit", "teilzeit"))
"""How a job is done, and its steps: words that name none."""


def same_job(one: str, other: str, *, level: bool = False) -> bool:
    """Whether both name one job: equal but for case, level ("Sr.", "Senior", "II"), gender notes, place and team.

    Of a title the first part that names a function counts: "Data Engineer (m/w/d) - Berlin" is "Senior Data Engineer".
    Who leads is not who is led, an intern no employee, and another word is another job: "Data Analyst" is not "Data
    Engineer"; "Ingeniero de datos" is. `level`: of one level, too. Never raises.
    """
    if fold(one) == fold(other):
        return True
    mine, theirs = read_title(one), read_title(other)
    if level and mine.level != theirs.level:
        return False
    if _kind(mine) != _kind(theirs):
        return False
    return any(names(one) and names(one) == names(other) for names in (_core, _meaning))


def may_be_one(one: str, other: str) -> bool:
    """Whether one title leaves open which engineering it is, and is the other's job then, of one level.

    "Staff Engineer" may be "Staff Software Engineer", as whoever asks reads it (`read_beside`). Never raises.
    """
    return read_title(one).level == read_title(other).level and (_leaves_open(one, other) or _leaves_open(other, one))


def _leaves_open(one: str, other: str) -> bool:
    """Whether `one` names engineering alone, and all of its words are in `other`, which says which."""
    mine, theirs = read_title(one), read_title(other)
    read = mine.function != theirs.function and _kind(read_beside(mine, [theirs])) == _kind(theirs)
    return read and set(_meaning(one)) <= set(_meaning(other))


def _kind(reading: Reading) -> tuple[str, bool, bool]:
    return reading.function, reading.leads, reading.level is not None and reading.level.name == "intern"


@lru_cache(maxsize=4_096)
def _core(title: str) -> str:
    """The words of the job itself, run together, since some write them in one: "front end"."""
    return "".join(_job(title))


@lru_cache(maxsize=4_096)
def _meaning(title: str) -> tuple[str, ...]:
    """The same in English, whatever the language and its order of words."""
    return in_english(_job(title))


def _job(title: str) -> tuple[str, ...]:
    named = next((words for words in segments(title) if read_title(" ".join(words)).function), [])
    return tuple(word for word in _plain(named) if word not in AROUND and not word.isdigit())


def _plain(words: list[str]) -> Iterator[str]:
    """`words` without those that only say how senior somebody is."""
    at, longest = 0, tables().longest
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((n for n in sizes if _level_only(tuple(words[at : at + n]))), 0)
        if not size:
            yield words[at]
        at += size or 1


def _level_only(phrase: Phrase) -> bool:
    """Whether a phrase names a level and no function: "sr", "senior staff", but not "product manager"."""
    level = tables().levels.get(phrase)
    return level is not None and not level.leads and level.name != "mid" and not read_title(" ".join(phrase)).function
