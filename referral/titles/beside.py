"""What stands beside a word of seniority and changes what it says: `beside.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from referral.titles.tables import Phrase

LINKS = frozenset({"of", "de", "di", "do", "da", "du", "des", "d"})
"""Between a manager and the thing managed: "chef de projet"."""
MASTERS = frozenset({"to", "der", "des", "dem", "della", "dello", "vom", "al"})
"""After one of these, not at the start, whom somebody works for is named: "Advisor to the CEO"."""


@dataclass(frozen=True, slots=True)
class Company:
    """The words that stand beside a level word, and what they make of it: see `beside.toml`."""

    before: frozenset[str]
    behind: frozenset[str]
    modified: frozenset[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """`beside.toml`: the lists of its head, and by level word what may stand beside it."""

    lists: Mapping[str, frozenset[Phrase]]
    company: Mapping[str, Company]

    def is_one(self, phrase: Sequence[str], kind: str) -> bool:
        """Whether a phrase is in the list `kind`."""
        return tuple(phrase) in self.lists[kind]

    def is_other_job(self, words: Sequence[str], at: int) -> bool:
        """Whether the level word at `at` is part of a job that has no such level: "product manager"."""
        company = self.company.get(words[at])
        if company is None:
            return False
        behind = next((word for word in words[at + 1 :] if word not in LINKS), "")
        return (at > 0 and words[at - 1] in company.before) or behind in company.behind

    def is_modifier(self, words: Sequence[str], at: int) -> bool:
        """Whether the level word at `at` only says of what kind the next word is: "student services"."""
        company = self.company.get(words[at])
        return company is not None and at + 1 < len(words) and words[at + 1] in company.modified

    def is_anothers(self, words: Sequence[str], at: int) -> bool:
        """Whether the level word at `at` is that of somebody whom the title's own person works for."""
        before = words[:at]
        if any(self.is_one((word,), "members") for word in before):
            return False
        if self.is_one((words[at],), "bodies") and at:
            return True
        return any(self.is_one((word,), "serving") for word in before) or any(word in MASTERS for word in before[1:])

    def is_mere_count(self, words: Sequence[str], at: int) -> bool:
        """Whether a numeral at `at` counts something else than steps of seniority: "I+D", "Tier 2"."""
        if not self.is_one((words[at],), "counted"):
            return False
        return at == 0 or at < len(words) - 1 or self.is_one((words[at - 1],), "counting")


@cache
def beside() -> Beside:
    """The table, parsed at first use."""
    read = tomllib.loads(files("referral.titles").joinpath("beside.toml").read_text(encoding="utf-8"))
    lists = {kind: frozenset(tuple(phrase.split()) for phrase in _listed(text)) for kind, text in read["words"].items()}
    company = {
        word: Company(*(frozenset(_listed(row.get(key, ""))) for key in ("before", "behind", "modified")))
        for name, row in read.items()
        if name != "words"
        for word in _listed(row["words"])
    }
    return Beside(lists, company)


def _listed(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip()]
