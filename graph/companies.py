"""Names of companies, normalised for matching."""

from __future__ import annotations

from graph.names import fold

_NONE = frozenset({"", "-", "n/a", "na", "none", "null", "self-employed", "freelance", "confidential", "stealth"})


def normalise(name: str) -> str:
    """The key of the company called `name`; '' where the words name no company."""
    folded = fold(name)
    return "" if folded in _NONE else folded
