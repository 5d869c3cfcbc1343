"""Names of people, folded for matching."""

from __future__ import annotations

import unicodedata

from anyascii import anyascii


def fold(name: str) -> str:
    """`name` as it is matched: one Unicode form, marks out, letters of every script in ASCII, lower case, one space."""
    kept = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) not in {"Cf", "Cc"})
    return " ".join(anyascii(kept).casefold().split())
