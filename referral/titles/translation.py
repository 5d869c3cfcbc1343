"""What a job is called in English: words of seven languages by one meaning, in no order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from referral.titles.tables import SHORTEST, masculine

LINKS = ("s", "n", "en", "")
"""Letters between the parts of German and Dutch compounds."""


@dataclass(frozen=True, slots=True)
class Translations:
    """`words`: English by the word of any language, itself for English; `ignored`: what tells no two jobs apart.

    `managed`: what a manager and a head of it are one job; `one`: what some write as one word and some as two.
    """

    words: Mapping[str, str]
    ignored: frozenset[str]
    managed: frozenset[str]
    one: frozenset[str]


@cache
def translations() -> Translations:
    """The table, parsed at first use."""
    read = tomllib.loads(files("referral.titles").joinpath("translations.toml").read_text(encoding="utf-8"))
    words = {english: english for english in read["words"]}
    words |= {_joined(word): english for english, text in read["words"].items() for word in _listed(text)}
    return Translations(words, *(frozenset(_listed(read[name])) for name in ("ignored", "managed", "one")))


def in_english(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a title in English and in alphabetical order; those not in the table stay as they are.

    Compounds are parted where both parts are in the table: "datenanalyst" is data and analyst. Never raises.
    """
    known = translations()
    english = [said for word in _whole(words) if word not in known.ignored for said in _english(word)]
    managed = known.managed.intersection(english)
    return tuple(sorted("manager" if managed and word == "head" else word for word in english))


def _whole(words: Iterable[str]) -> list[str]:
    """`words` with what was written in two ("back end") as one."""
    found: list[str] = []
    for word in words:
        if found and found[-1] + word in translations().one:
            found[-1] += word
        else:
            found.append(word)
    return found


def _english(word: str) -> Iterator[str]:
    known = translations().words
    plain = masculine(word, known)
    if plain in known:
        yield known[plain]
        return
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        head = known.get(masculine(word[at:], known))
        first = next((known[word[:at].removesuffix(x)] for x in LINKS if word[:at].removesuffix(x) in known), None)
        if head and first:
            yield from (first, head)
            return
    yield plain


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", "|").split("|") if word.strip()]


def _joined(phrase: str) -> str:
    return phrase.replace(" ", "")
