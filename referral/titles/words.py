"""A title as segments of plain words: folded, without gendered endings, employers and former posts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.names import fold
from referral.titles.tables import SHORTEST, masculine, tables

_GENDER_NOTE = re.compile(
    r"\(\s*(?:[mwfhdxg]\s*[/|,]\s*)+(?:[mwfhdxg]|divers|gn)\s*\)|\b[mwfhdx]/[mwfhdx](?:/[mwfhdx])?\b"
    r"|\b(?:all|any|alle) gend(?:er|re)s?\b"
)
_GENDER_ENDING = re.compile(
    r"(?<=[a-z])(?:\((?:e|in|a|ne|se|fe|es|rice|trice|innen)\)|[:*_]in(?:nen)?\b|/-?(?:in|a|e|o|ne|fe|se|ice|rice|trice|euse|frau)\b"
    r"|[.·•](?:e|ne|fe|se|rice|trice|euse|ere)\b)"
)
_EMPLOYER = re.compile(r"\s(?:@|at|bei|chez|presso|bij)\s.*$|@.*$")
_SERVED = re.compile(
    r"\b(assistan\w*|assisten\w*|secretar\w*|sekretar\w*|ea|pa|advisor|office)\s+"
    r"(?:to|of|an|du|de la|del|della|van de)\s+(?:the\s+)?.*$"
)
_FOR_CHIEF = re.compile(
    r"\s(?:to|of) (?:the )?(?:ceo|cfo|coo|cto|cmo|cpo|chro|president|board|chairman|managing director)\b.*$"
)
"""Whom somebody works for says nothing of their own level."""
_AND = re.compile(r"(?<=[a-z])\s(?:&|and|und|et|y|e|en)\s(?=[a-z])")
_FORMER = re.compile(
    r"\b(?:ex|former|formerly|retired|ehemaliger?|ancien(?:ne)?|aspiring|future|seeking|looking for|open to"
    r"|in search of|auf der suche|en recherche|a la recherche|en busqueda|en busca"
    r"|in cerca di|op zoek naar|em busca)\b[\s-].*$"
)
_SEGMENT = re.compile(
    r"\s[-–—]+\s|[–—|¦•·,;/()\[\]:~»→►\u2300-\u27bf\U0001f000-\U0001faff]|\s(?:&|and|und|et|y|e|en)\s"
)
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


ABBREVIATED = {
    "stellv": "stellvertretender",
    "stv": "stellvertretender",
    "mgr": "manager",
    "mngr": "manager",
    "asst": "assistant",
    "coord": "coordinator",
    "eng": "engineer",
    "engr": "engineer",
    "ing": "ingenieur",
    "resp": "responsable",
    "dir": "director",
    "tec": "tecnico",
    "aux": "auxiliar",
    "abt": "abteilung",
    "mitarb": "mitarbeiter",
    "spec": "specialist",
    "rep": "representative",
    "exec": "executive",
    "acct": "accountant",
    "medew": "medewerker",
    "wiss": "wissenschaftlicher",
}
"""What is written short in titles."""
LONG = 5
"""Letters of each half of a compound that no list of endings knows."""


_SHARED_HEAD = re.compile(rf"\b([a-z]+)- ?(?:&|\+|/|,|und|en|et) ?([a-z]+?)((?:{'|'.join(_HEADS.split())})(?:in|e)?)\b")
"""Two compounds with one head: "Marketing- & Kommunikationsleiter"."""


def segments(title: str) -> list[list[str]]:
    """The parts of a title in their order, each as words; employers, former posts and gender notes left out."""
    text = _GENDER_ENDING.sub("", _GENDER_NOTE.sub(" ", fold(title)))
    text = _with_pairs(_SHARED_HEAD.sub(r"\1\3, \2\3", _EMPLOYER.sub("", text)))
    parts = [
        _FORMER.sub("", _SERVED.sub(r"\1", _FOR_CHIEF.sub("", part.strip()) + " ")) for part in _SEGMENT.split(text)
    ]
    return [found for part in parts if (found := [w for word in _WORD.findall(part) for w in known_form(word)])]


def _with_pairs(text: str) -> str:
    """`text` with "learning & development" as the one thing that it is, where a table has the two words together."""
    pairs = tables().pairs

    def joined(found: re.Match[str]) -> str:
        before, after = re.findall(r"[a-z]+", text[: found.start()]), re.match(r"[a-z]+", text[found.end() :])
        return " " if before and after and (before[-1], after[0]) in pairs else found[0]

    return _AND.sub(joined, text)


def known_form(word: str) -> tuple[str, ...]:
    """`word` as the tables have it, where a plain rule of German or Dutch leads there; else as it is."""
    known, word = tables().words, ABBREVIATED.get(word, word)
    for form in (word, _without_umlaut(word)):
        if (plain := masculine(form, known)) in known:
            return (plain,)
    return _parted(word) or _halves(word) or _known_half(word)


def _halves(word: str) -> tuple[str, ...]:
    """`elektronikentwicklung` as `elektronik`, `entwicklung`: two known words, the second as long as it can be."""
    known = tables().words
    for at in range(LONG, len(word) - LONG + 1):
        first = next((word[:at].removesuffix(link) for link in ("", "s", "n", "en")), "")
        if word[at:] in known and first in known:
            return first, word[at:]
    return ()


def _known_half(word: str) -> tuple[str, ...]:
    """`antriebstechnik` as `technik`, `designburos` as `design`: what a long word ends or begins in that says a job."""
    known = tables().alone
    ends = (word[at:] for at in range(LONG, len(word) - LONG))
    starts = (word[:at] for at in range(len(word) - SHORTEST, LONG, -1))
    return (next((part for part in (*ends, *starts) if part in known), word),)


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
