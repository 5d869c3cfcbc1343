"""What the number on a card says, and how wide a strand is: one rule for the picture, its list and its file."""

from __future__ import annotations

from datetime import date

from referral.wording import day

HIGHEST = 100


def strand_width(place: int) -> float:
    """Pixels for a tie stronger than `place` of 100 of the ego's own, 1.6 to 9.6; the square sets strong ones apart."""
    return 1.6 + 8.0 * (min(100, max(0, place)) / 100) ** 2


def stronger_than(place: int, *, you: bool) -> str:
    """The number in words; `you`: the reader is the ego."""
    whose = "your" if you else "their own"
    if place <= 0:
        return f"among {whose} weakest ties"
    return (
        f"as strong as {whose} strongest tie" if place >= HIGHEST else f"stronger than {place} of 100 of {whose} ties"
    )


def numbers_mean(as_of: date, *, you: bool) -> str:
    """Two sentences on the day, and on widths and numbers, for the saved picture."""
    whose = "your" if you else "their"
    return f"As of {day(as_of)}. Wider is stronger; a number says how many of 100 of {whose} own ties are weaker."
