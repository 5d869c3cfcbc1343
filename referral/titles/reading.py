"""What a job title says: which function, how senior, and whether it leads others. Whole words only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from referral.titles.beside import beside
from referral.titles.joined import PhraseMatch, heads_last
from referral.titles.seniority import matches, read_seniority
from referral.titles.tables import Kind, Level, tables
from referral.titles.tree import lies_within
from referral.titles.words import segments

GENERAL = "leadership"
"""The function that gives way to any other: a founder who is CTO is in software."""
RECRUITING = "recruiting"
TOP = frozenset({"partner", "founder", "chief"})
"""Levels of those who decide for a whole company."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A title understood. `function`: the main one, '' when none is named; `functions`: all named, main first.

    `level`: None when the title says nothing at all; a title that names a function and no level is "mid".
    `leads`: a manager, head, lead or above, of whatever its function is; a staff engineer or a product manager is none.
    `founded`: founder or co-founder. `occupations`: those of `functions` that are named by a job ("recruiter"), not by
    a field alone ("recruiting tools"). `engineer`: whether the title has the word, as in "data engineer".
    """

    function: str
    functions: tuple[str, ...]
    level: Level | None
    leads: bool = False
    founded: bool = False
    occupations: frozenset[str] = frozenset()
    engineer: bool = False

    @property
    def recruits(self) -> bool:
        """Whether it is the hiring channel: a recruiter, sourcer or head of talent; human resources alone is not."""
        return self.function == RECRUITING or RECRUITING in self.occupations

    @property
    def executive(self) -> bool:
        """Whether it decides for a whole company: a founder, an owner, a partner or somebody of the C-level."""
        return self.level is not None and self.level.name in TOP

    @property
    def runs_company(self) -> bool:
        """Whether it runs the company itself rather than one function of it: CEO, founder without another function."""
        return self.executive and self.function in {"", GENERAL}


@lru_cache(maxsize=65_536)
def read_title(title: str) -> Reading:
    """Read a title in English, German, French, Spanish, Portuguese, Italian or Dutch.

    An occupation ("recruiter") decides over a field ("design"), a field over a word that takes any ("technician"), of
    two that stand together the head (`joined`), more words over fewer, earlier parts over later ones; a family gives
    way to a member of it. O(words). Never raises.
    """
    parts = _main_posts(segments(title))
    found = sorted(heads_last(list(_found(parts)), parts))
    functions = _functions(found)
    seniority = read_seniority(parts, {f.part for f in found})
    return Reading(
        function=functions[0] if functions else "",
        functions=functions,
        level=seniority.level,
        leads=seniority.leads,
        founded=seniority.founded,
        occupations=frozenset(name for f in found if f.kind is Kind.JOB for name in f.names),
        engineer=any((word,) in tables().engineers for words in parts for word in words),
    )


def _main_posts(parts: list[list[str]]) -> list[list[str]]:
    """`parts` without posts held beside a job ("Angel Investor"), where another part says anything."""
    main = [words for words in parts if not beside().is_one(words, "side")]
    says = [*_found(main), *(level for words in main for level in matches(words, tables().levels))]
    return main if says else parts


def _found(parts: list[list[str]]) -> Iterator[PhraseMatch]:
    for position, words in enumerate(parts):
        for kind, table in tables().named.items():
            for at, phrase, names in matches(words, table):
                yield PhraseMatch(kind, 0, -len(phrase), position, at, names)


def _functions(found: list[PhraseMatch]) -> tuple[str, ...]:
    names = [name for f in found for name in f.names]
    if found and (member := _member(found)):
        names = [member, *(name for name in names if not lies_within(member, name))]
    unique = dict.fromkeys(names)
    return (*(name for name in unique if name != GENERAL), *(name for name in unique if name == GENERAL))


def _member(found: list[PhraseMatch]) -> str:
    """The member of the family named first that stands beside it, '' if none: "Engineer, Machine Learning" is in data.

    A family named by its field alone ("Engineering & Data") keeps its place before what stands in another part.
    """
    head, *others = found
    beside = (f for f in others if head.kind is Kind.JOB or f.part == head.part)
    return next((name for f in beside for name in f.names if lies_within(name, head.names[0])), "")
