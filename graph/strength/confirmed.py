"""The user's own word put onto ties that are there already: what a mark changes of a graph, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.columns import FactColumns, Int32, Int64, TieColumns
from graph.log_odds import log_odds
from graph.model import CLASS_BIT, FactClass
from graph.strength.calibration import P_LEAST, probability
from graph.strength.ties import CONFIRMED

BIT = CLASS_BIT[FactClass.CONFIRMED]


def with_confirmed(ties: TieColumns, owner: Int32, person: Int32) -> TieColumns | None:
    """Ties with the marks of now: those of before and some more.

    Args:
        ties: a graph's, with the marks of some earlier moment.
        owner: (marks,) who said that they know somebody closely, by number.
        person: (marks,) whom.

    Returns:
        The very same object where nothing is new. None where that cannot be: a mark was taken back, or is of two who
        have no tie that the owner's own archive shows, or of one whose strength is at its floor.
        O(ties).
    """
    rows = _rows(ties, np.minimum(owner, person), np.maximum(owner, person))
    known = rows >= 0
    if not known.all():
        return None
    before, now = np.flatnonzero(ties.classes & BIT), np.unique(rows)
    fresh = np.setdiff1d(now, before)
    if len(np.setdiff1d(before, now)):
        return None
    if not len(fresh):
        return ties
    new = np.isin(rows, fresh)
    if not _shown(ties, rows[new], owner[new]) or (ties.strength[fresh] <= P_LEAST).any():
        return None
    classes, strength = ties.classes.copy(), ties.strength.copy()
    classes[fresh] |= BIT
    strength[fresh] = probability(log_odds(strength[fresh]) + CONFIRMED)
    return replace(ties, classes=classes, strength=strength)


def all_listed(facts: FactColumns) -> bool:
    """Whether everybody whom a mark calls close is on the list of whoever said so. O(connections log marks)."""
    marks, lists, people = facts.confirmed, facts.connections, np.int64(len(facts.people.id))
    wanted, listed = np.unique(marks.owner * people + marks.person), lists.a * people + lists.b
    if not len(wanted):
        return True
    at = np.minimum(np.searchsorted(wanted, listed), len(wanted) - 1)
    return len(np.unique(at[wanted[at] == listed])) == len(wanted)


def _rows(ties: TieColumns, a: Int32, b: Int32) -> Int64:
    """The row of each pair a < b, -1 where it is no tie; ties are in the order of their pairs."""
    width = np.int64(max(int(ties.b.max(initial=0)), int(b.max(initial=0))) + 1)
    keys, wanted = ties.a * width + ties.b, a * width + b
    at = np.searchsorted(keys, wanted)
    found = at < len(keys)
    found[found] = keys[at[found]] == wanted[found]
    return np.where(found, at, -1)


def _shown(ties: TieColumns, rows: Int64, owners: Int32) -> bool:
    """Whether each tie is shown by the archive of the owner named beside it."""
    spans = zip(rows.tolist(), owners.tolist(), strict=True)
    return all(owner in ties.shown_by[int(ties.shown_at[row]) : int(ties.shown_at[row + 1])] for row, owner in spans)
