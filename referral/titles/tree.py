"""Functions form a tree: families with members. What two titles have to do with each other follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from referral.titles.tables import tables


class Kinship(StrEnum):
    """What one function is to another. FAMILY: one is the other's family ("engineering" and "software")."""

    SAME = "same"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


def said(function: str) -> str:
    """A function as a sentence names it ("IT and infrastructure")."""
    return tables().functions[function].said


def families(function: str) -> Iterator[str]:
    """What a function lies within, the nearest first."""
    while parent := tables().functions[function].within:
        yield parent
        if parent not in tables().functions:
            return
        function = parent


def lies_within(function: str, family: str) -> bool:
    """Whether `function` is a member of `family`, at whatever depth; nothing is a member of itself."""
    return family in families(function)


def is_family(function: str) -> bool:
    """Whether other functions lie within it: a title that names it leaves open which."""
    return any(node.within == function for node in tables().functions.values())


def kinship(one: str, other: str) -> Kinship:
    """What two functions are to each other; symmetrical. Members of one nearest family are neighbours."""
    if one == other:
        return Kinship.SAME
    if lies_within(one, other) or lies_within(other, one):
        return Kinship.FAMILY
    a, b = tables().functions[one], tables().functions[other]
    if (a.within and a.within == b.within) or other == a.near or one == b.near:
        return Kinship.NEIGHBOUR
    return Kinship.OTHER


def nearest(ones: Iterable[str], other: str) -> Kinship:
    """The closest kinship of any of `ones` with `other`."""
    order = list(Kinship)
    return min((kinship(one, other) for one in ones), key=order.index, default=Kinship.OTHER)
