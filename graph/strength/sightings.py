"""Who was seen where from when to when, in one compiled pass over sightings in order of person and employer."""

from __future__ import annotations

import numpy as np

from graph.columns import Int32, Int64
from graph.jit import kernel


@kernel
def placed_by(order: Int32, keys: Int32, most: int) -> Int32:
    """`order` sorted by the keys of what it names, equal ones as they stand. O(n + most)."""
    begin = np.zeros(most + 1, dtype=np.int64)
    for i in range(len(order)):
        begin[keys[i] + 1] += 1
    for key in range(most):
        begin[key + 1] += begin[key]
    placed = np.empty(len(order), dtype=np.int32)
    for i in order:
        placed[begin[keys[i]]] = i
        begin[keys[i]] += 1
    return placed


@kernel
def seen_from_to(person: Int32, company: Int32, day: Int32, people: int, companies: int) -> Int64:
    """(stays, 4) person, company, first and last day of all sightings of one person at one employer. O(n + people).

    Args:
        person: below `people`.
        company: below `companies`.
        day: of each sighting.
        people: how many people there are.
        companies: how many employers there are.
    """
    order = np.arange(len(person)).astype(np.int32)
    order = placed_by(placed_by(order, company, companies), person, people)
    stays, count = np.empty((len(person), 4), dtype=np.int64), 0
    for i in order:
        if count and stays[count - 1, 0] == person[i] and stays[count - 1, 1] == company[i]:
            stays[count - 1, 2] = min(stays[count - 1, 2], day[i])
            stays[count - 1, 3] = max(stays[count - 1, 3], day[i])
        else:
            stays[count] = person[i], company[i], day[i], day[i]
            count += 1
    return stays[:count].copy()
