"""Whether words read as Windows-1252 are really another code page's: Czech, Polish, Hungarian, Turkish, Baltic ones.

These share most bytes with Windows-1252, and differ in a few letters: the Czech "Dvořák" comes out as "Dvoøák". So a
word is asked which languages could have written it. One whose accented letters stand together in no language of
Western Europe, and in one of Eastern Europe once it is read by that code page, speaks for that; one that only the West
can have written speaks against it. Which code page it is, is not guessed: Hungarian and Turkish bytes are all letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

WESTERN = (
    "äöüßé",  # German
    "àâçéèêëîïôùûüœæ",  # French
    "áéíñóúüçª",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü",  # Catalan
    "âäèéêëïóôöûü",  # Dutch
    "åäöéüà",  # Swedish, Finnish
    "æøåéèêòóôäöü",  # Danish, Norwegian
    "áæéíóöúý",  # Icelandic; its ð and þ below
    "âêîôûëïá",  # Welsh
    "áéíóú",  # Irish
    "àèìòù",  # Gaelic
)
_EASTERN = (
    ("cp1250", "áčďéěíňóřšťúůýž"),  # Czech
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "čćđšž"),  # Croatian, Bosnian, Slovene
    ("cp1250", "ăâîşţ"),  # Romanian
    ("iso8859-2", "áčďéěíňóřšťúůýž"),
    ("iso8859-2", "ąćęłńóśźż"),
    ("iso8859-2", "áéíóöőúüű"),
    ("cp1254", "çğıöşüâîû"),  # Turkish; a capital İ folds to i
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
    ("cp1257", "äöõüšž"),  # Estonian
)
_CARONS = frozenset("šž")
_BESIDE_CARONS = frozenset("šžáéíóúýäöüô")
"""Windows-1252 has š and ž: names with these letters alone may be Czech or Slovene and in it all the same."""
_SPOKEN = re.compile(r"[^\W\d_]+")
_PORTUGUESE = re.compile(r"[ãõ](?![oes]|$)|õ(?!e)")
"""ã and õ where Portuguese has none: it knows ão, ãe, ãs, ã at the end, õe."""
_ICELANDIC = re.compile(r"(?!.*(?:^ð|þ(?![aáeéiíoóuúyýöærjvl])|(?<=[a-záðéíóúýöæ])þ(?!ó|o|r)|yý|ýy|ý.*ý|ý[lz]))")
_DANISH = re.compile(r"(?!.*iæ$)")
_FRENCH = re.compile(r"(?!.*(?:[aeiou]œ|è$|œ(?![uicptldbmr])))")
_ENOUGH = 20
"""One word in so many that only the East can have written is not a slip."""


def looks_eastern(words: Sequence[str]) -> bool:
    """Whether words, read as Windows-1252, are rather those of another code page. Linear in their letters."""
    parts = [part for word in words for part in _SPOKEN.findall(word) if not part.isascii()]
    western = [is_western(part) for part in parts]
    eastern = [_is_eastern(part) for part in parts]
    only_east = sum(east and not west for west, east in zip(western, eastern, strict=True))
    only_west = sum(west and not east for west, east in zip(western, eastern, strict=True))
    return only_east > only_west and only_east * _ENOUGH >= len(parts)


@lru_cache(maxsize=16_384)
def is_western(word: str) -> bool:
    """Whether one Western language has all accented letters of a word, where they stand."""
    low = word.lower()
    accented = {c for c in low if not c.isascii()}
    if not _CARONS.isdisjoint(accented) or low.count("è") > 1:
        return accented <= _BESIDE_CARONS
    if accented & {"ð", "þ"} or (accented >= {"ý"} and "y" in low):
        return accented <= set("áæéíóöúýðþ") and bool(_ICELANDIC.match(low)) and not word.startswith("Ð")
    if accented & {"ã", "õ"} and _PORTUGUESE.search(low):
        return False
    return any(accented <= set(letters) and _may_be(letters, low) for letters in WESTERN)


def _may_be(letters: str, low: str) -> bool:
    if "œ" in letters:
        return bool(_FRENCH.match(low))
    return bool(_DANISH.match(low)) if "ø" in letters else True


@lru_cache(maxsize=16_384)
def _is_eastern(word: str) -> bool:
    raw = word.encode("cp1252", "replace")
    for page, letters in _EASTERN:
        read = raw.decode(page, "replace").lower()
        if {c for c in read if not c.isascii()} - {"\u0307"} <= set(letters):
            return True
    return False
