"""A title that names a family only ("Staff Engineer"), read by the titles that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from referral.titles.reading import Reading
from referral.titles.tree import is_family, lies_within

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
    return replace(reading, function=member, functions=tuple(dict.fromkeys((member, *reading.functions))))


def _member(other: Reading) -> str:
    if is_family(other.function) or not lies_within_family(other.function):
        return ""
    return other.function if other.function in ENGINEERS or other.engineer else ""


def lies_within_family(function: str) -> bool:
    """Whether a function lies within engineering."""
    return bool(function) and lies_within(function, FAMILY)
