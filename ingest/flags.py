"""Cells that say yes or no, in the languages that files come in."""

from __future__ import annotations

from functools import lru_cache

from graph.names import fold

_YES_WORDS = """
    yes y true t 1 x on ja j oui o si s sim igen ano tak evet да так ναι はい 是 예 نعم כן
"""
_NO_WORDS = """
    no n false f 0 off nein non nao nee nem ne nie hayir нет ні όχι いいえ 否 아니요 لا לא
"""
_YES, _NO = (frozenset(map(fold, words.split())) for words in (_YES_WORDS, _NO_WORDS))


@lru_cache(maxsize=1024)
def yes_or_no(cell: str) -> bool | None:
    """What a cell says; None where it is neither."""
    word = cell.strip().casefold()
    if word in ("✓", "✔", "✗", "✘"):
        return word in ("✓", "✔")
    folded = fold(word)
    return True if folded in _YES else False if folded in _NO else None
