"""A title as segments of plain words: folded, without gendered endings, employers and former posts."""

from __future__ import annotations

import re

from graph.names import fold
from referral.titles.tables import tables

_GENDER_NOTE = re.compile(
    r"\(\s*(?:[mwfhdxg]\s*[/|,]\s*)+(?:[mwfhdxg]|divers|gn)\s*\)|\b[mwfhdx]/[mwfhdx](?:/[mwfhdx])?\b"
)
_GENDER_ENDING = re.compile(
    r"(?<=[a-z])(?:\((?:e|in|a|ne|es|innen)\)|[:*_]in(?:nen)?\b|/-?(?:in|a|e|o|ne|ice|trice|euse|frau)\b)"
)
_EMPLOYER = re.compile(r"\s(?:@|at|bei|chez|presso|bij)\s.*$|@.*$")
_SERVED = re.compile(
    r"\b(assistan\w*|assisten\w*|secretar\w*|sekretar\w*|ea|pa|advisor|office)\s+"
    r"(?:to|of|an|du|de la|del|della|van de)\s+(?:the\s+)?.*$"
)
_FORMER = re.compile(r"\b(?:ex|former|formerly|retired|ehemaliger?|ancien(?:ne)?|aspiring|future)\b[\s-].*$")
_SEGMENT = re.compile(r"\s[-–—]\s|[|•·,;/()\[\]:]|\s(?:&|and|und|et|y|e|en)\s")
_WORD = re.compile(r"[a-z0-9]+")
_COMPOUND = re.compile(
    r"""(.+?)(
    leit(?:erin|er|ung) | leider | manager(?:in)? | berater(?:in)? | adviseur | entwickler | ingenieur | chef
    | referent(?:in)? | assistent(?:in)? | mitarbeiter(?:in)? | medewerker | direktor | directeur | spezialist
    | specialist | experte | koordinator | analyst | planer | techniker )""",
    re.VERBOSE,
)


def segments(title: str) -> list[list[str]]:
    """The parts of a title in their order, each as words; employers, former posts and gender notes left out."""
    text = _GENDER_ENDING.sub("", _GENDER_NOTE.sub(" ", fold(title)))
    text = _EMPLOYER.sub("", text)
    parts = [_FORMER.sub("", _SERVED.sub(r"\1", part.strip() + " ")) for part in _SEGMENT.split(text)]
    return [found for part in parts if (found := [w for word in _WORD.findall(part) for w in known_form(word)])]


def known_form(word: str) -> tuple[str, ...]:
    """`word` as the tables have it, where a plain rule of German or Dutch leads there; else as it is."""
    known = tables().words
    if word in known:
        return (word,)
    plain = _without_umlaut(word)
    for form in (*_masculine(word), plain, *_masculine(plain)):
        if form in known:
            return (form,)
    return _parted(word) or (word,)


def _without_umlaut(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _masculine(word: str) -> tuple[str, ...]:
    return tuple(word.removesuffix(end) for end in ("innen", "in") if word.endswith(end))


def _parted(word: str) -> tuple[str, ...]:
    """`vertriebsassistent` as `vertrieb`, `assistent`: only where the first part is itself a known word."""
    compound = _COMPOUND.fullmatch(word)
    if compound is None:
        return ()
    first, head = compound.groups()
    forms = (first, first.removesuffix("s"))
    return next(((form, *known_form(head)) for form in forms if len(form) > 3 and form in tables().words), ())
