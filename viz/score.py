"""The number on a card: one rule for the picture, its list and its file."""

from __future__ import annotations

from referral.results import IntroPath, PathTie


def score(found: IntroPath | PathTie) -> int:
    """How strong a tie or a whole path is, 0 to 100."""
    return round(100 * min(1.0, max(0.0, found.strength)))


def strand_width(value: int) -> float:
    """Pixels for a tie of this score, 1.6 to 9.6; the square makes the strong ones stand out."""
    return 1.6 + 8.0 * (min(100, max(0, value)) / 100) ** 2
