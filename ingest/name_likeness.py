"""Whether two spellings may be one person's name: credentials, titles, emoji, hyphens, middle names, scripts.

Likeness alone never makes one person of two; it is asked where the role in a file already says that they should be one:
the name in the profile and the name on the owner's messages.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations

from rapidfuzz.fuzz import ratio

from graph.name_words import words_of

SAME_WORD = 75
"""Of 100: two romanisations of one word agree in so much of their letters ("ionesku", "ionescu": 86)."""
_MOST_ORDERS = 4
"""Words whose order is tried out: Wei Wang, Wang Wei."""


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike but for credentials, titles, emoji, case and accents."""
    words = words_of(one)
    return bool(words) and words == words_of(other)


def alike(one: str, other: str) -> bool:
    """Whether one person may write their name in these two ways. Symmetric. O(1) for names of human length."""
    a, b = sorted((words_of(one)[:8], words_of(other)[:8]), key=lambda words: (len(words), words))
    if not a or not b:
        return False
    if _covers(a, b) or _joined(a, b):
        return True
    return script_of(one) != script_of(other) and _romanised(a, b)


def script_of(name: str) -> str:
    """The script most letters of a name are in, by the first word of their Unicode names; '' without letters."""
    found = [unicodedata.name(c, "").partition(" ")[0] for c in unicodedata.normalize("NFC", name) if c.isalpha()]
    return max(sorted(set(found)), key=found.count, default="")


def _covers(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether every word of the shorter name stands in the longer one, an initial for its word; two words at least."""
    left, whole = list(many), 0
    for word in sorted(few, key=len, reverse=True):
        found = next((w for w in left if _plain(w) == _plain(word)), None)
        initial = next((w for w in left if (len(word) == 1 and w[0] == word) or (len(w) == 1 and word[0] == w)), None)
        if found is None and initial is None:
            return False
        whole += found is not None
        left.remove(found if found is not None else initial or "")
    return whole >= 1 and (len(few) >= 2 or few == many)


def _plain(word: str) -> str:
    """Umlauts written out or not."""
    return re.sub(r"(?<=[aou])e", "", word)


def _joined(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the letters are the same, whatever the words and their order: Li-Na Zhao, Zhao Lina."""
    if sorted("".join(a)) != sorted("".join(b)):
        return False
    if max(len(a), len(b)) > _MOST_ORDERS:
        return "".join(a) == "".join(b)
    return any("".join(order) == "".join(b) for order in permutations(a)) or any(
        "".join(order) == "".join(a) for order in permutations(b)
    )


def _romanised(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    left = list(many)
    for word in few:
        best = max(left, key=lambda w: ratio(word, w), default="")
        if ratio(word, best) < SAME_WORD and _bones(word) != _bones(best):
            return False
        left.remove(best)
    return len(few) >= 2


def _bones(word: str) -> str:
    """The consonants: some scripts write no others."""
    return re.sub(r"[aeiouy]+", "", word)
