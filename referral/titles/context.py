"""A title that names a family only ("Staff Engineer"), read by the titles that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from referral.titles.reading import Reading
from referral.titles.tree import lies_within

FAMILY = "engineering"
"""The one family that titles name: "Engineer", "Engineering Manager"."""
ENGINEERS = frozenset({"software", "infrastructure", "mechanical", "electronics", "construction"})
"""Members whose people are called engineers without more. Who works with data is, where the title says so."""


def read_beside(reading: Reading, beside: Iterable[Reading]) -> Reading:
    """`reading` with its family replaced by the member that the first of `beside` which names one is in.

    Whoever is a software engineer reads "Staff Engineer" as software, a civil engineer as construction. A reading that
    names a member already, or no family, stays as it is.
    """
    if reading.function != FAMILY:
        return reading
    member = next((found for other in beside if (found := _member(other))), "")
    if not member:
        return reading
    others = (name for name in reading.functions if name not in {FAMILY, member})
    return replace(reading, function=member, functions=(member, *others))


def _member(other: Reading) -> str:
    function = other.function
    inside = bool(function) and lies_within(function, FAMILY)
    return function if inside and (function in ENGINEERS or other.engineer) else ""
