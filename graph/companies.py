"""Names of companies, normalised for matching: exactly equal afterwards, or another company. Never similar letters.

What is taken away: legal forms ("GmbH & Co. KG", "Inc.", "株式会社"), remarks in brackets ("(formerly X)"), slogans
after a bar, case, accents of Latin letters, punctuation. What is not: anything that could tell two companies apart
(places, lines of business), letters of other scripts (romanised they would run together), and the last word that is
left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from anyascii import anyascii
from cleanco import termdata

from graph.names import visible

LONGEST = 200
"""Characters of a name that count; what is longer is no name but a text pasted into the field."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|（[^（）]*）")
_REMARK = re.compile(r"\b(?:formerly|previously|f/?k/?a|ehemals|vormals|anciennement|antes)\b.*$", re.IGNORECASE)
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
_MORE_FORMS = ("se", "sàrl", "sa/nv", "pty", "pvt", "pvt ltd", "private limited", "pte", "ug", "mbh", "gmbh & co kg")

_NOBODY = frozenset(
    """
    n a|na|none|null|nil|nan|no|not applicable|not available|unknown|undisclosed|confidential|private|various|several|
    self|self employed|selfemployed|self employment|self employee|independent|independent consultant|freelance|
    independent contractor|independent professional|freelancer|freelancing|freelance consultant|sole trader|
    own business|my own business|consultant|contractor|stealth|stealth mode|stealth startup|stealth start up|
    stealth company|stealth mode startup|stealth mode start up|stealth mode company|stealth ai startup|in stealth|
    startup|retired|retiree|semi retired|happily retired|enjoying retirement|unemployed|not employed|
    currently unemployed|not currently employed|not working|between jobs|between roles|in between jobs|in transition|
    career break|career transition|sabbatical|on sabbatical|parental leave|maternity leave|family leave|gap year|
    open to work|opentowork|open to opportunities|available|job seeker|job seeking|student|homemaker|
    stay at home parent|personal|home|
    keine|keine angabe|k a|selbstandig|selbststandig|selbstandige|freiberuflich|freiberufler|freiberuflerin|arbeitslos|
    arbeitssuchend|rentner|rentnerin|im ruhestand|ruhestand|pensioniert|vertraulich|elternzeit|freischaffend|
    aucun|aucune|neant|independant|independante|travailleur independant|auto entrepreneur|autoentrepreneur|
    micro entrepreneur|a mon compte|profession liberale|en recherche d emploi|a la recherche d un emploi|sans emploi|
    retraite|retraitee|a la retraite|confidentiel|
    ninguno|ninguna|autonomo|autonoma|trabajador autonomo|trabajo por cuenta propia|por cuenta propia|independiente|
    trabajador independiente|desempleado|desempleada|en busqueda activa|en busca de empleo|jubilado|jubilada|
    confidencial|
    nenhum|nenhuma|trabalhador autonomo|profissional autonomo|profissional liberal|conta propria|por conta propria|
    desempregado|desempregada|em busca de recolocacao|em transicao de carreira|aposentado|aposentada|reformado|
    nessuno|nessuna|libero professionista|libera professionista|lavoratore autonomo|in proprio|disoccupato|
    in cerca di occupazione|pensionato|pensionata|riservato|
    geen|zelfstandig|zelfstandige|zelfstandig ondernemer|zzp|zzper|zzp er|werkloos|werkzoekend|gepensioneerd|
    vertrouwelijk|egenforetagare|selvstendig naeringsdrivende|selvstaendig|pensionerad|
    フリーランス|自営業|個人事業主|無職|求職中|定年退職|非公開|自由职业|自由职业者|个体经营|无|退休|프리랜서|자영업
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_NO_COMPANY = re.compile(
    r"(?:actively |currently )?(?:looking|searching|seeking|hunting)(?: for)?\b.*"
    r"\b(?:opportunit\w*|roles?|jobs?|challenges?|positions?|work|employment)\b.*"
)


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
    if not any(c.isalnum() for c in spoken) or spoken in _NOBODY or _NO_COMPANY.fullmatch(spoken):
        return ""
    return " ".join(_spoken(_without_forms(words)))


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
    folded = "".join(anyascii(c) if _is_latin(c) else c for c in text).casefold().replace("'", "")
    parts = _WORD_BREAK.sub(" ", folded.replace("&", " & ")).split()
    return [word for word in parts if word == "&" or any(c.isalnum() for c in word)]


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
