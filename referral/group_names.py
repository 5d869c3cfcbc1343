"""Names for groups of a network: the employers that set a group apart from the whole, no two groups named alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np

from graph.columns import Float64, Int64

CONSIDERED = 4
"""Employers of a group that its name is made of, at most."""
NAMED = 2
"""Employers in a name, where that is enough to tell the group from the others."""
MOST_OF_IT = 0.5
"""Share of a group's people from which one employer names it alone."""
LEAST_PEOPLE = 2
"""People of an employer who may name a group, unless it is the only one."""


def employers_apart(labels: Int64, company: Int64, numbers: Sequence[int]) -> list[list[tuple[int, float]]]:
    """For each of the groups `numbers`, the employers that set it apart, best first, each with its share of the group.

    By what an employer adds to the divergence of the group from the whole, share * log(share / share of all): what is
    common everywhere names nobody. Kullback & Leibler 1951 (doi:10.1214/aoms/1177729694). O(n log n).

    Args:
        labels: the group of everybody, below 0 in none.
        company: everybody's employer by index, below 0 for none; shape as `labels`.
        numbers: of the groups to be named.
    """
    if not numbers:
        return []
    known = company >= 0
    everywhere = np.bincount(company[known])
    position = np.full(max(int(labels.max(initial=-1)), *numbers) + 1, -1, dtype=np.int64)
    position[list(numbers)] = np.arange(len(numbers))
    rows = known & (labels >= 0)
    at, employer = position[labels[rows]], company[rows].astype(np.int64)
    keys, counts = np.unique((at * len(everywhere) + employer)[at >= 0], return_counts=True)
    of, employer = np.divmod(keys, max(1, len(everywhere)))
    share = counts / np.bincount(of, weights=counts, minlength=len(numbers))[of]
    apart: Float64 = share * np.log(share / (everywhere[employer] / int(known.sum())))
    found: list[list[tuple[int, float]]] = []
    bounds = np.searchsorted(of, np.arange(len(numbers) + 1))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        there = np.arange(first, last)
        several = there[counts[there] >= LEAST_PEOPLE]
        there = several if len(several) else there if len(there) == 1 else there[:0]
        best = there[np.lexsort((employer[there], -counts[there], -apart[there]))][:CONSIDERED]
        found.append(list(zip(employer[best].tolist(), share[best].tolist(), strict=True)))
    return found


def _choices(employers: Sequence[tuple[str, float]]) -> Iterator[tuple[str, ...]]:
    """Which names to join, the shortest that says enough first."""
    names = list(dict.fromkeys(name for name, _ in employers))
    if employers and (len(names) == 1 or employers[0][1] >= MOST_OF_IT):
        yield (names[0],)
    for size in range(NAMED, len(names) + 1):
        yield from combinations(names, size)


def distinct_names(groups: Sequence[Sequence[tuple[str, float]]], around: Callable[[int], str]) -> list[str]:
    """A name for each group from its employers, as `employers_apart` has them, by name: 'Ashford and Birchwood'.

    Where those would name two groups alike, or there are none: what `around` says of the group at that place, numbered
    if need be.
    """
    taken: set[frozenset[str]] = set()
    found: list[str] = []
    for place, employers in enumerate(groups):
        fresh = (choice for choice in _choices(employers) if frozenset(choice) not in taken)
        choice = next(fresh, ()) or _numbered(around(place), taken)
        taken.add(frozenset(choice))
        found.append(joined(choice))
    return found


def joined(names: Sequence[str]) -> str:
    """'Ashford', 'Ashford and Birchwood', 'Ashford, Birchwood and Calder'."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _numbered(name: str, taken: set[frozenset[str]]) -> tuple[str]:
    number = 1
    while frozenset([name if number == 1 else f"{name} ({number})"]) in taken:
        number += 1
    return (name if number == 1 else f"{name} ({number})",)
