"""The words by which names of people are compared: without titles, credentials, pronouns, emoji and slogans."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graph.names import fold, visible

FORM = "1"
"""Another where `words_of` finds other words: what was kept by them is made again then."""
_CREDENTIAL_WORDS = """
    acca aia aws ba beng bs bsc ccie ceng cfa cfp cissp cma cpa csm cspo dame dba dds dipl diplom dr dvm edd
    emba esq frcs ii iii ing iv jd jr llb llm ma mag mba mbe md meng mfa miss mpa mph mr mrics mrs ms msc pe
    pgmp pharmd phd phdc phr pmi pmp prof professor psyd rn rph shrm sir sphr sr
"""
_CREDENTIALS = frozenset(_CREDENTIAL_WORDS.split())
_LONGEST_CREDENTIAL = 8
"""Letters: "SHRM-SCP" is one, "MCALLISTER" is a name."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|\"[^\"]*\"")
_CUT = re.compile(r"\s+[-–—]\s+|\s*[|•·/]\s*|\s@\s")


@lru_cache(maxsize=16_384)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: no credentials, titles, pronouns, emoji or slogans; folded.

    Where that would leave nothing, all words stay.
    """
    plain = _CUT.split(_ASIDE.sub(" ", unicodedata.normalize("NFKC", name)).strip(), maxsplit=1)[0]
    first, *after = plain.split(",")
    after = [part for part in after if not all(map(_is_credential, _letters(part).split()))]
    words = _split(fold(_letters(" ".join((first, *after)))))
    return tuple(word for word in words if word not in _CREDENTIALS) or tuple(_split(fold(name)))


def _is_credential(word: str) -> bool:
    """Whether a word after a comma stands for a degree or membership: known, or capitals as no name has them."""
    capitals = sum(c.isupper() for c in word)
    return _plain_letters(word) in _CREDENTIALS or (capitals >= 2 and len(word) <= _LONGEST_CREDENTIAL)


def _plain_letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", fold(word))


def _letters(text: str) -> str:
    """`text` without symbols: emoji, stars, trade marks."""
    return "".join(c for c in visible(text) if unicodedata.category(c)[0] != "S" and unicodedata.category(c) != "Mn")


def _split(folded: str) -> list[str]:
    return [word for word in re.split(r"[^\w]+", folded.replace("'", "")) if word]
