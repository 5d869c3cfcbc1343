"""A title as segments of plain words: folded, without gendered endings, employers and former posts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.names import fold
from referral.titles.tables import SHORTEST, masculine, tables

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
_HEADS = """
leiter leitung leider manager berater adviseur entwickler ingenieur chef referent assistent mitarbeiter
medewerker direktor directeur spezialist specialist experte koordinator coordinator analyst planer techniker
technicus hoofd lehrer leraar docent pfleger verpleegkundige arzt therapeut psychologe psycholoog monteur
mechaniker elektroniker anwalt jurist buchhalter verkaufer verkoper einkaufer inkoper redakteur schrijver
designer ontwerper architekt tester programmierer ontwikkelaar beheerder marketeer fahrer chauffeur
werkstudent praktikant stagiair
"""
"""What compounds of German and Dutch end in that says what somebody is."""
_COMPOUND = re.compile(rf"(.+?)((?:{'|'.join(_HEADS.split())})(?:in|e)?)")


def segments(title: str) -> list[list[str]]:
    """The parts of a title in their order, each as words; employers, former posts and gender notes left out."""
    text = _GENDER_ENDING.sub("", _GENDER_NOTE.sub(" ", fold(title)))
    text = _EMPLOYER.sub("", text)
    parts = [_FORMER.sub("", _SERVED.sub(r"\1", part.strip() + " ")) for part in _SEGMENT.split(text)]
    return [found for part in parts if (found := [w for word in _WORD.findall(part) for w in known_form(word)])]


def known_form(word: str) -> tuple[str, ...]:
    """`word` as the tables have it, where a plain rule of German or Dutch leads there; else as it is."""
    known = tables().words
    for form in (word, _without_umlaut(word)):
        if (plain := masculine(form, known)) in known:
            return (plain,)
    return _parted(word) or (word,)


def _without_umlaut(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _parted(word: str) -> tuple[str, ...]:
    """`vertriebsassistent` as `vertrieb`, `assistent`; the head alone where the first part is no known word."""
    compound = _COMPOUND.fullmatch(word)
    if compound is None:
        return ()
    first, head = compound.groups()
    forms = (first, first.removesuffix("s"), first.removesuffix("en"))
    known = next(((form,) for form in forms if len(form) >= SHORTEST and form in tables().words), ())
    return (*known, *known_form(head)) if known else _known_end(word) or known_form(head)


def _known_end(word: str) -> tuple[str, ...]:
    """The longest known word that `word` ends in: "kundenberater" of "fachkundenberater"."""
    ends = (known_form(word[at:]) for at in range(1, len(word) - SHORTEST) if word[at:] in tables().words)
    return next(ends, ())


def heads(words: Iterable[str]) -> list[str]:
    """What compounds among `words` end in: "gebietsverkaufsleiter" is a "leiter" of something."""
    return [known_form(found[2])[0] for word in words if (found := _COMPOUND.fullmatch(word))]
