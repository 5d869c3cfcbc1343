"""The check of a draft: which practices it holds, what weighs on the reader, and what could be said instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from referral.asking.blanks import open_blanks
from referral.checking.result import CALLED_FOR, CheckResult, Practice, PracticeName, PressingPhrase, Weight
from referral.checking.tables import CONTEXT_PARTS, Cues, Table, advice, function_words, table
from referral.checking.text import Text, read_text
from referral.drafts.kinds import DraftKind, Language

MOST_PRESSING = 50
"""Lines of pressing wording shown: more help nobody."""
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BLANK = re.compile(r"\[\[.*?(?:\]\]|\Z)", re.DOTALL)


def check(raw: str, *, language: Language | None = None, kind: DraftKind = DraftKind.REQUEST) -> CheckResult:
    """Read a draft. Nothing is kept. O(length), at most `LONGEST` characters. Never raises.

    Args:
        raw: the draft as written or pasted; markup and quoted lines are passed over.
        language: None: told by its words.
        kind: what it is for; suggestions are made for practices that such a draft should hold.
    """
    text = read_text(raw)
    spoken = language or language_of(text)
    said = table(spoken)
    practices = tuple(_practices(text, said))
    return CheckResult(
        language=spoken,
        practices=practices,
        pressing=tuple(sorted(_pressing(text, said), key=lambda p: p.line))[:MOST_PRESSING],
        suggestions=tuple(_suggestions(text, said, practices, kind)),
        blanks=open_blanks(text.shown),
        cut=text.cut,
    )


def language_of(text: Text) -> Language:
    """The language with most of its function words in the text; English where none has any. O(length)."""
    words = _WORDS.findall(_BLANK.sub(" ", text.folded))
    hits = {language: sum(word in common for word in words) for language, common in function_words().items()}
    return max(hits, key=lambda language: hits[language])


def _practices(text: Text, said: Table) -> Iterator[Practice]:
    for name in PracticeName:
        if name is PracticeName.CONTEXT:
            found = [first for part in CONTEXT_PARTS if (first := _first(text, said.context[part]))]
            at = min(found, key=lambda span: span.start()) if len(found) > 1 else None
        else:
            at = _first(text, said.practices[name])
        yield Practice(name, found=at is not None, line=_line(text, at), text=_shown(text, at))


def _first(text: Text, cues: Cues) -> re.Match[str] | None:
    """The first cue that no exception takes back."""
    return min(_all(text, cues), key=lambda span: span.start(), default=None)


def _all(text: Text, cues: Cues) -> Iterator[re.Match[str]]:
    found = [span for cue in cues.shows for span in cue.finditer(text.folded) if span[0].strip()]
    voids = [span for void in cues.voids for span in void.finditer(text.folded)] if found else []
    return (f for f in found if not any(v.start() < f.end() and f.start() < v.end() for v in voids))


def _line(text: Text, span: re.Match[str] | None) -> int | None:
    return text.line_at(_start(span)) if span else None


def _start(span: re.Match[str]) -> int:
    """Where the words of a match begin; a sentence's end may stand before them."""
    words = span[0].lstrip(" \t\n.,;:!?")
    return span.end() - len(words) if words else span.start()


def _shown(text: Text, span: re.Match[str] | None) -> str:
    return " ".join(text.shown[_start(span) : span.end()].split()) if span else ""


def _pressing(text: Text, said: Table) -> Iterator[PressingPhrase]:
    """The first of each kind in each line."""
    for weight in Weight:
        seen: set[int] = set()
        for span in sorted(_all(text, said.pressing[weight]), key=lambda found: found.start()):
            line = text.line_at(_start(span))
            if line not in seen:
                seen.add(line)
                yield PressingPhrase(line, _shown(text, span), weight, advice().pressing[weight])


def _suggestions(text: Text, said: Table, practices: tuple[Practice, ...], kind: DraftKind) -> Iterator[str]:
    """For each practice that is missing: why, and a sentence that could be said."""
    if not text.shown.strip():
        yield "There is nothing to read yet."
        return
    for practice in practices:
        if not practice.found and practice.name in CALLED_FOR[kind]:
            yield f"{advice().practices[practice.name]} {_sentence(text, said, practice.name)}"


def _sentence(text: Text, said: Table, name: PracticeName) -> str:
    if name is not PracticeName.CONTEXT:
        return f"For instance: {said.proposals[name.value]}"
    has_role = _first(text, said.context["role"]) is not None
    wanted = ["why"] if has_role else ["role", "why"]
    return f"For instance: {' '.join(said.proposals[part] for part in wanted)}"
