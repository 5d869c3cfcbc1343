"""Names of people: cleaned for display, folded for matching."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from html import unescape

from anyascii import anyascii


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """`name` as it is matched: one Unicode form, marks out, letters of every script in ASCII, lower case, one space."""
    if name.isascii() and name.isprintable():
        return " ".join(name.casefold().split())
    return " ".join(anyascii(visible(unicodedata.normalize("NFKC", name))).casefold().split())


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe"})


def spelled_out(name: str) -> str:
    """`name` as it is typed where there are no umlauts: "Mueller" for "Müller"."""
    return unicodedata.normalize("NFC", name).translate(_UMLAUTS)


def without_umlauts(name: str) -> str:
    """`name` with "ae", "oe" and "ue" as the plain vowels that a folded umlaut leaves: "muller" for "mueller"."""
    return name.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def visible(text: str) -> str:
    """`text` without control characters, zero-width characters and direction marks; white space becomes spaces.

    The joiners (U+200C, U+200D) go as well: they steer how letters are drawn, and tell no two names apart.
    """
    if text.isascii() and text.isprintable():  # most are, and every name of a company is looked at
        return text
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return "".join(kept)


@lru_cache(maxsize=65_536)
def clean_name(name: str) -> str:
    """`name` as it is shown: as written, but composed (NFC), with entities resolved and nothing invisible in it.

    Titles, pronouns, emoji and capitals stay: they are how the person writes the name.
    """
    if name.isascii() and name.isprintable() and "&" not in name:
        return " ".join(name.split())
    return " ".join(visible(unicodedata.normalize("NFC", unescape(name))).split())


def name_key(owner_key: str, folded: str, day: date | None = None, company: str | None = None) -> str:
    """The identity key of somebody whom only a name tells, in the archive of the owner with `owner_key`.

    `day`: of connecting; `company`: the key of the employer, among namesakes of one archive ('' for none).
    """
    dated = f":{day}" if day else ""
    told = "" if company is None else f":{company}"
    return f"name:{owner_key}:{folded}{dated}{told}"


def without_company(key: str) -> str:
    """A key as `name_key` makes it without the employer, another by the next export; others as they are."""
    return _DATED.sub(r"\1", key)


_DATED = re.compile(r"(?s)^(name:.*:\d{4}-\d\d-\d\d):[^:]*$")
