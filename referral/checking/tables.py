"""The language tables: how people say it, one readable file a language, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from referral.checking.result import PracticeName, Weight
from referral.checking.text import fold_text
from referral.drafts.kinds import Language

HERE = Path(__file__).parent
CONTEXT_PARTS = ("role", "interest", "fit")
"""What context is made of; two of them are context."""
_SPACE = r"[,;:]?(?:[\t\x20]+|[\t\x20]*\n[\t\x20]*)"
_GAP = rf"(?:{_SPACE}[^\s.!?]{{1,40}}){{0,6}}?{_SPACE}"
_KEPT = re.compile(r"(\[[^\]]*\]|\(\?<[!=][^)]*\))")
"""What of a phrase is left alone: sets of characters, and conditions on what stands before."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases that show one thing, and phrases that, where they overlap one, take it back."""

    shows: tuple[re.Pattern[str], ...]
    voids: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """How people say it in one language.

    `context`: by part; `proposals`: a sentence for each practice, for context one that names the job and one that says
    why, by `role` and `why`.
    """

    function_words: frozenset[str]
    practices: Mapping[PracticeName, Cues]
    context: Mapping[str, Cues]
    pressing: Mapping[Weight, Cues]
    proposals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said to the user about each practice that is missing, and about each kind of weight."""

    practices: Mapping[PracticeName, str]
    pressing: Mapping[Weight, str]


@cache
def advice() -> Advice:
    """The sentences of `advice.toml`."""
    read = tomllib.loads((HERE / "advice.toml").read_text(encoding="utf-8"))
    return Advice({name: read["practices"][name] for name in PracticeName}, {w: read["pressing"][w] for w in Weight})


@cache
def function_words() -> Mapping[Language, frozenset[str]]:
    """The words that tell languages apart."""
    return {language: frozenset(fold_text(str(_read(language)["function_words"])).split()) for language in Language}


@cache
def table(language: Language) -> Table:
    """The table of one language, its phrases compiled."""
    read = _read(language)
    parts = {name: fold_text(value) for name, value in _section(read, "parts").items()}

    def cues(section: Mapping[str, str], name: str = "cues") -> Cues:
        return Cues(tuple(_phrases(section.get(name, ""), parts)), tuple(_phrases(section.get("except", ""), parts)))

    context = _section(read, "context")
    plain = {name: _section(read, name) for name in PracticeName if name is not PracticeName.CONTEXT}
    return Table(
        function_words=function_words()[language],
        practices={name: cues(section) for name, section in plain.items()},
        context={part: cues(context, part) for part in CONTEXT_PARTS},
        pressing={weight: cues(_section(read, "pressing", weight)) for weight in Weight},
        proposals={
            **{name.value: section["propose"] for name, section in plain.items()},
            "role": context["propose_role"],
            "why": context["propose_why"],
        },
    )


def _read(language: Language) -> Mapping[str, object]:
    return tomllib.loads((HERE / "tables" / f"{language.value}.toml").read_text(encoding="utf-8"))


def _section(read: Mapping[str, object], *names: str) -> Mapping[str, str]:
    """A section of a table, by the names that lead to it: its texts."""
    found: object = read
    for name in names:
        found = found[name] if isinstance(found, Mapping) else {}
    return {str(k): v for k, v in found.items() if isinstance(v, str)} if isinstance(found, Mapping) else {}


def _phrases(lines: str, parts: Mapping[str, str]) -> Iterator[re.Pattern[str]]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        yield re.compile(pattern(line, parts), re.MULTILINE)


def pattern(phrase: str, parts: Mapping[str, str]) -> str:
    """A phrase of a table as a regular expression: whole words, any white space, ` .. ` up to six words."""
    for name, value in parts.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    pieces: Sequence[str] = _KEPT.split(_folded(phrase))
    spaced = "".join(p if n % 2 else _spaced(p) for n, p in enumerate(pieces))
    before = r"(?<!\w)" if phrase[0].isalnum() or (phrase[0] == "(" and not phrase.startswith(("(^", "(?<"))) else ""
    closed = phrase[-1].isalnum() or (phrase[-1] in ")*+?" and not phrase.endswith("|$)"))
    after = r"(?!\w)" if closed else ""
    return f"{before}(?:{spaced}){after}"


def _folded(phrase: str) -> str:
    """Folded, but for what a backslash stands before: one letter more or less would mean another thing."""
    return re.sub(r"(\\.)|[^\\]+", lambda found: found[0] if found[1] else fold_text(found[0]), phrase)


def _spaced(piece: str) -> str:
    return piece.replace(" .. ", _GAP).replace(" ", _SPACE)
