"""Which code page a table is in that is neither UTF-8 nor Windows-1252, where but one of them makes sense of it.

Single bytes: every word with letters beyond ASCII has to be one of a language of that page (its letters, a capital at
the beginning or throughout, vowels where the script writes them), and no other page may read more of the words. Pairs
of bytes: nearly all signs have to be of the common level of their standard, and lie where the others' do not. Where
two pages read a text alike, or neither does, it is not guessed: the file is refused with a sentence that says what to
do.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ingest.code_pages import WESTERN, is_western

_ENOUGH_SIGNS = 24
"""So many signs of two bytes tell which standard they are of."""
_ENOUGH_WORDS = 3
_EXPLAINED = 0.97
"""So large a part of the words has to be of a language of the page."""
_LEAD = 0.15
"""So large a part of the words must be told by this page and not by another that reads them otherwise."""
_CENTRAL = "áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž ąćęłńóśźż áéíóöőúüű čćđšž ăâîşţ äöüß"
_BALTIC = "ąčęėįšųūž āčēģīķļņšūž äöõüšž"
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяієїґјљњћђџ"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐ"
_HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی"
_WEST = " ".join(WESTERN)
_PAGES: tuple[tuple[str, str], ...] = (
    ("cp1252", _WEST),
    ("mac_roman", _WEST),
    ("cp850", _WEST),
    ("cp437", _WEST),
    ("cp1250", _CENTRAL),
    ("iso8859_2", _CENTRAL),
    ("mac_latin2", _CENTRAL),
    ("cp852", _CENTRAL),
    ("cp1254", "çğıöşüâîû"),
    ("cp1257", _BALTIC),
    ("cp1251", _CYRILLIC),
    ("koi8_r", _CYRILLIC),
    ("iso8859_5", _CYRILLIC),
    ("cp866", _CYRILLIC),
    ("mac_cyrillic", _CYRILLIC),
    ("cp1253", _GREEK),
    ("iso8859_7", _GREEK),
    ("cp1255", _HEBREW),
    ("cp1256", _ARABIC),
    ("iso8859_6", _ARABIC),
)
_SCRIPTS = frozenset({_CYRILLIC, _GREEK, _HEBREW, _ARABIC})
"""What Latin letters do not stand in one word with."""
_VOWELS = {_CYRILLIC: frozenset("аеёиоуыэюяієї"), _GREEK: frozenset("αεηιουωάέήίόύώϊϋΐ")}
_WORD = re.compile(rb"[^\s\x00-\x40\[-`{-\x7f]+")
_HIGH = re.compile(rb"[\x80-\xff]")
JAPANESE_ESCAPE = b"\x1b$B"
"""How ISO-2022-JP, which mail programs write, begins its signs: all its bytes are ASCII."""
_TOLD = {
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "cp932": "Shift JIS",
    "cp949": "EUC-KR",
    "cp950": "Big5",
    "gb18030": "GB 18030",
    "mac_roman": "Mac OS Roman",
}


def page_note(page: str) -> str:
    """What a report says of a file that was read in a code page."""
    return (
        f"not UTF-8; read as {_TOLD.get(page, page.upper().replace('_', '-'))}, which alone makes sense of its letters"
    )


@lru_cache(maxsize=32)
def page_of(head: bytes) -> str | None:
    """The code page of a text that begins with `head`, by Python's name; None where it is not sure. Linear."""
    if JAPANESE_ESCAPE in head:
        return "iso2022_jp" if head.isascii() else None
    return _double(head) or _single([word for word in _WORD.findall(head) if _HIGH.search(word)])


# -- single bytes --------------------------------------------------------------------------------------------------


def _single(words: Sequence[bytes]) -> str | None:
    different = list(dict.fromkeys(words))[:2_000]
    if len(different) < _ENOUGH_WORDS:
        return None
    read = {page: [_read(word, page, letters) for word in different] for page, letters in _PAGES}
    read = {page: texts for page, texts in read.items() if _has_vowels(page, texts)}
    ranked = sorted(read, key=lambda page: -sum(text is not None for text in read[page]))
    if not ranked or sum(text is not None for text in read[ranked[0]]) < _EXPLAINED * len(different):
        return None
    best = read[ranked[0]]
    for page in ranked[1:]:
        pairs = list(zip(best, read[page], strict=True))
        otherwise = sum(one is not None and other is not None and one != other for one, other in pairs)
        only = sum(one is not None and other is None for one, other in pairs)
        if otherwise and only < max(2, _LEAD * len(different)):
            return None
    return None if ranked[0] == "cp1252" else ranked[0]


def _read(word: bytes, page: str, letters: str) -> str | None:
    """A word as the page has it, if it is one of a language of that page; None if not."""
    try:
        text = word.decode(page)
    except UnicodeDecodeError:
        return None
    low = text.lower().replace("\u0307", "")
    accented = {c for c in low if not c.isascii()}
    if letters is _WEST and not is_western(text):
        return None
    if not any(accented <= set(one) for one in letters.split()):
        return None
    spelled = text == low or text == text.upper() or (text[0] == text[0].upper() and text[1:] == low[1:])
    mixed = letters in _SCRIPTS and any(c.isascii() and c.isalpha() for c in low)
    return text if spelled and not mixed else None


def _has_vowels(page: str, texts: Sequence[str | None]) -> bool:
    """Whether a script that writes vowels, and names with capitals, has them in these words."""
    vowels = _VOWELS.get(dict(_PAGES)[page])
    whole = [text for text in texts if text is not None]
    if vowels is None or not whole:
        return bool(whole)
    letters = "".join(whole).lower()
    capital = sum(text[0] != text[0].lower() and text != text.upper() for text in whole)
    return sum(c in vowels for c in letters) >= 0.3 * len(letters) and capital * 4 >= len(whole)


# -- pairs of bytes ------------------------------------------------------------------------------------------------

Pair = tuple[int, int]


def _is_japanese(pairs: Sequence[Pair]) -> bool:
    """Shift JIS: kana, and signs of its first level."""
    kana = sum((a, 0x9F <= b <= 0xF1) == (0x82, True) or (a, 0x40 <= b <= 0x96) == (0x83, True) for a, b in pairs)
    common = sum(a in (0x81, 0x82, 0x83) or 0x88 <= a <= 0x97 for a, _ in pairs)
    return kana >= 0.05 * len(pairs) and common >= 0.9 * len(pairs)


def _is_euc_japanese(pairs: Sequence[Pair]) -> bool:
    kana = sum(a in (0xA4, 0xA5) for a, _ in pairs)
    return kana >= 0.1 * len(pairs) and _share(pairs, 0xA1, 0xCF, 0xA1) >= 0.95


def _is_korean(pairs: Sequence[Pair]) -> bool:
    """Syllables only: the rows of Chinese and Japanese signs go further."""
    return _share(pairs, 0xB0, 0xC8, 0xA1) >= 0.97


def _is_simplified(pairs: Sequence[Pair]) -> bool:
    """GB 2312's first level, up to rows that the Japanese and Korean standards leave to rare signs."""
    further = sum(0xD0 <= a <= 0xD7 for a, _ in pairs)
    return _share(pairs, 0xB0, 0xD7, 0xA1) >= 0.9 and further >= 0.05 * len(pairs)


def _is_traditional(pairs: Sequence[Pair]) -> bool:
    """Big5's first level; alone of all it has second bytes of ASCII."""
    ascii_ = sum(0x40 <= b <= 0x7E for _, b in pairs)
    return _share(pairs, 0xA4, 0xC6, 0x40) >= 0.9 and ascii_ >= 0.15 * len(pairs)


def _share(pairs: Sequence[Pair], first: int, last: int, trail: int) -> float:
    return sum(first <= a <= last and b >= trail for a, b in pairs) / len(pairs)


_STANDARDS: tuple[tuple[str, Callable[[Sequence[Pair]], bool]], ...] = (
    ("cp932", _is_japanese),
    ("euc_jp", _is_euc_japanese),
    ("cp949", _is_korean),
    ("gb18030", _is_simplified),
    ("cp950", _is_traditional),
)


def _double(head: bytes) -> str | None:
    """The one standard of pairs of bytes that `head` decodes by, and whose common signs it is made of."""
    found = []
    for page, fits in _STANDARDS:
        pairs = _pairs(head, page)
        if len(pairs) >= _ENOUGH_SIGNS and fits(pairs):
            found.append(page)
    return found[0] if len(found) == 1 else None


def _pairs(head: bytes, page: str) -> list[Pair]:
    """The signs of two bytes in `head`; none where it is not of that page."""
    try:
        text = codecs.getincrementaldecoder(page)("strict").decode(head)
        signs = [sign.encode(page) for sign in text if not sign.isascii()]
    except (UnicodeDecodeError, UnicodeEncodeError):
        return []
    pairs = [(sign[0], sign[1]) for sign in signs if len(sign) == 2]
    return pairs if len(pairs) >= 0.9 * len(signs) else []
