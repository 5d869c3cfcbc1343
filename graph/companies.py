"""Names of companies, normalised for matching: exactly equal afterwards, or another company. Never similar letters.

What is taken away: legal forms ("GmbH & Co. KG", "Inc.", "株式会社"), remarks in brackets ("(formerly X)"), slogans
after a bar, case, accents of Latin letters, punctuation. What is not: anything that could tell two companies apart
(places, lines of business), letters of other scripts (romanised they would run together), and the last word that is
left.

An accent stays where it is half the word: "Ü-Labs" and "U Labs" are two companies. In a word of three letters or more
people leave accents out, and it is still the same word ("Société", "Societe"). The rule looks at the name alone, so
that no order of import changes who is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from html import unescape
from importlib.resources import files

from anyascii import anyascii
from cleanco import termdata

from graph.names import visible

LONGEST = 200
"""Characters of a name that count; what is longer is no name but a text pasted into the field."""

SHORT = 2
"""Letters of a word in which an accent tells it from another."""
_SMALL = "à á è é ê ì í ò ó ô ú là où né dé él tú sí dà lá só nó pé"
_ACCENTED_SMALL_WORDS = frozenset(_SMALL.split())
"""Words that join others in a name, and are typed without their accent as often as with it."""

_PLUS, _SHARP = re.compile(r"(?<=\w)\+\+"), re.compile(r"(?<=\w)#(?!\w)")
"""Signs that are half a name: "C++ Works" is not "C Works"."""
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|（[^（）]*）")
_ONCE = (
    r"formerly(?: known as| called)?|previously(?: known as| called)?|f/?k/?a|ehemals|vormals|früher|frueher"
    r"|anciennement|antes(?: llamad[ao]| chamad[ao])?|anteriormente|antiguamente|antigamente|precedentemente|voorheen"
)
_ONCE_IN_BRACKETS = rf"{_ONCE}|ex|già|gia|antigua|antiga|ehemalige|ancienne|now|jetzt|heute|ahora|agora|ora|nu"
_REMARK = re.compile(rf"(?<=\S)[\s,;:–—-]+(?:{_ONCE})\b.*$", re.IGNORECASE)
_FORMER = re.compile(
    rf"(?:(?<=\S)[\s,;:–—-]+(?:{_ONCE})|[(\[（]\s*(?:{_ONCE_IN_BRACKETS}))(?![^\W_])[\s:.-]*([^()\[\]（），,;|]+)",
    re.IGNORECASE,
)
_SLOGAN = re.compile(r"\s+[|•·]\s+|\s*\|\s*|\s+-\s+(?=we['’]?re\b|hiring\b)", re.IGNORECASE)
_SPA = re.compile(r"\bS\.?p\.?A\b\.?")
_WORD_BREAK = re.compile(r"[^\w.&]+|_+")

_FORMS_OF_OTHER_SCRIPTS = re.compile(
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|股份有限公司|有限责任公司|有限責任公司|有限公司|"
    r"주식회사|유한회사|\b(?:ооо|оао|зао|пао|ао|нао|ип|тов)\b",
    re.IGNORECASE,
)
_PREFIXES = frozenset({"pt", "ooo", "oao", "zao", "pao", "uab", "sia", "the"})
# cleanco lists these as legal forms; as last words of a name they are far more often something else.
_ORDINARY_WORDS = (
    "ad at ba bl coop cpt da dat ec ee ei ent ep et etat ev fa gp ij ik mb nl ok pp private ps rt sc sd sem sep sf sp "
    "spa stg teo ud uk unlimited vat"
)
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_MORE_FORMS = (
    "se",
    "sàrl",
    "sa/nv",
    "pty",
    "pvt",
    "pvt ltd",
    "private limited",
    "pte",
    "ug",
    "mbh",
    "gmbh & co kg",
    "s.à r.l.",
    "s.a r.l.",
)

_SEEKING = re.compile(
    r"(?:actively |currently )?(?:looking|searching|seeking|hunting)(?: for)?\b.*"
    r"\b(?:opportunit\w*|roles?|jobs?|challenges?|positions?|work|employment)\b.*"
)
_STEALTH = re.compile(r"(?:in |a )?stealth(?: mode)?(?: [\w-]+){0,2} (?:startup|start up|company|venture|mode)")
_FREELANCE = re.compile(
    r"(?:freelance|freelancer|freelancing|self employed|independent|freiberufliche?r?|selbstandige?r?|freie?r?"
    r"|zelfstandige?|libero|libera|trabajador|profissional)(?: [\w-]+){0,3} "
    r"(?:consultant|contractor|designer|developer|engineer|writer|editor|journalist|translator|photographer|artist"
    r"|programmer|copywriter|illustrator|recruiter|coach|trainer|marketer|producer|berater|entwickler|journalist"
    r"|ubersetzer|fotograf|texter|grafiker|adviseur|ontwerper|tekstschrijver|vormgever|professionista)(?:in)?"
)


@cache
def _nobodies() -> frozenset[str]:
    """The phrases of `no_company.txt`, without the spaces: apostrophes and hyphens are one or none."""
    lines = files("graph").joinpath("no_company.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.replace(" ", "") for line in lines if not line.startswith("#"))


def _nobody(spoken: str) -> bool:
    """Whether a name says that there is no employer: "self-employed", "stealth startup", "looking for a new role"."""
    patterns = (_SEEKING, _STEALTH, _FREELANCE)
    return spoken.replace(" ", "") in _nobodies() or any(pattern.fullmatch(spoken) for pattern in patterns)


def normalise(name: str) -> str:
    """The key of the company called `name`; '' where the words name no company ("N/A", "Self-employed", "-").

    Two names belong to one company if and only if their keys are equal. Results are cached.
    """
    return _normalise(name[:LONGEST].strip())


@lru_cache(maxsize=65_536)
def _normalise(name: str) -> str:
    plain = visible(unicodedata.normalize("NFKC", unescape(name)))
    words = _words(_without_remarks(plain))
    spoken = " ".join(words).replace(".", "")
    if not any(c.isalnum() for c in spoken) or _nobody(spoken):
        return ""
    return " ".join(_spoken(_without_forms(words)))


def former_names(name: str) -> list[str]:
    """What `name` says the company was called before: "X (formerly Twitter)" says "Twitter"."""
    return [former for found in _FORMER.finditer(unescape(name[:LONGEST])) if normalise(former := found[1].strip())]


def _without_remarks(text: str) -> str:
    """The name proper: no brackets, nothing after "formerly", no slogan. Whatever would leave nothing is not done."""
    for attempt in (
        _BRACKETS.sub(" ", text),
        _REMARK.sub("", _BRACKETS.sub(" ", text)),
    ):
        text = attempt if any(c.isalnum() for c in attempt) else text
    first = _SLOGAN.split(text.strip(), maxsplit=1)[0]
    text = first if any(c.isalnum() for c in first) else text
    without = _FORMS_OF_OTHER_SCRIPTS.sub(" ", text)
    return _SPA.sub("s.p.a.", without if any(c.isalnum() for c in without) else text)


def _words(text: str) -> list[str]:
    """Lower-case words, accents of Latin letters folded; dots stay, they tell "S.p.A." from a spa."""
    plain = _APOSTROPHES.sub("", text.casefold())
    plain = _SHARP.sub("sharp", _PLUS.sub("plusplus", plain))
    parts = _WORD_BREAK.sub(" ", plain.replace("&", " & ")).split()
    words = (_folded(part) for part in parts)
    return [word for word in words if word == "&" or any(c.isalnum() for c in word)]


def _folded(word: str) -> str:
    """Without accents, unless the word is so short that they are half of it."""
    if word.isascii():
        return word
    if sum(c.isalnum() for c in word) <= SHORT and word not in _ACCENTED_SMALL_WORDS:
        return word
    return "".join(anyascii(c) if _is_latin(c) else c for c in word).casefold()


def _is_latin(c: str) -> bool:
    return c <= "\u024f" or "\u1e00" <= c <= "\u1eff" or "\u2000" <= c <= "\u206f"


def _spoken(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield "and" if word == "&" else word.replace(".", "")


def _without_forms(words: list[str]) -> list[str]:
    """`words` without legal forms at either end, as long as a word is left."""
    while len(words) > 1:
        if length := _form_length(words):
            words = words[:-length]
        elif words[0].replace(".", "") in _PREFIXES:
            words = words[1:]
        elif words[-1] == "&":
            words = words[:-1]
        else:
            break
    return words


def _form_length(words: Sequence[str]) -> int:
    """How many words at the end are one legal form; less than all of them."""
    forms = _forms()
    for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        tail = words[-length:]
        written = " ".join(tail)
        if tuple(w.replace(".", "") for w in tail) in forms and (written not in _ORDINARY):
            return length
    return 0


_LONGEST_FORM = 5


@lru_cache(maxsize=1)
def _forms() -> frozenset[tuple[str, ...]]:
    """Every legal form cleanco and this module know, as words without dots."""
    by_country = (term for terms in termdata.terms_by_country.values() for term in terms)
    by_type = (term for terms in termdata.terms_by_type.values() for term in terms)
    split = (tuple(w.replace(".", "") for w in _words(term)) for term in (*by_country, *by_type, *_MORE_FORMS))
    return frozenset(words for words in split if words and all(words))
