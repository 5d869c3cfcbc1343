"""What passed each way between two people: how much, when, on how many days, who began, who answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.jit import compiled_pays, read_only
from graph.strength.contact_log import ContactLog
from graph.strength.decay import Days
from graph.strength.exchanged import ANSWERED, ASKED, DAYS, FIRST, LAST, OPENED, TURNS, days_by_row, sums_of
from graph.strength.one_way import heard
from graph.strength.ordered_pairs import OrderedPairs, ordered_pairs
from graph.strength.ordering import firsts
from graph.strength.pair_log import PairLog
from graph.strength.runs import run_ends, runs_answered, runs_asked


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """What the ego of each of `rows` sent the alter.

    `days`: with contact, meetings for both; `sent`: S; `first`, `last`: UTC seconds, inf and -inf where nothing went;
    `on_days`: how many days they wrote; `turns`: how often the alter went on where they ended; `opened`: 1 where the
    first contact is theirs; `asked`, `answered`: their runs of messages (`graph.strength.runs`).
    """

    rows: OrderedPairs
    days: Days
    sent: Float64
    first: Float64
    last: Float64
    on_days: Float64
    turns: Float64
    opened: Float64
    asked: Float64
    answered: Float64


def heard_exchange(log: ContactLog, by: PairLog) -> Exchange:
    """What passed each way in what is `heard` of a log. O(n log n)."""
    return exchange_of(ordered_pairs(*heard(log, by)))


def exchange_of(rows: OrderedPairs) -> Exchange:
    """What passed each way, up to the log's end. O(n)."""
    days = days_of(rows)
    sums = (_sums_compiled if compiled_pays(len(rows.log)) else sums_in_arrays)(rows)
    return Exchange(
        rows=rows,
        days=days,
        sent=days.total(len(rows)),
        first=sums[FIRST],
        last=sums[LAST],
        on_days=sums[DAYS],
        turns=sums[TURNS],
        opened=sums[OPENED],
        asked=sums[ASKED],
        answered=sums[ANSWERED],
    )


def _both(rows: OrderedPairs) -> Int64:
    """(2, pairs) the row of what went down, and of what went up."""
    up = rows.upward()
    return np.stack([rows.reverse[up], up])


def _sums_compiled(rows: OrderedPairs) -> Float64:
    log, by = rows.log, rows.by
    at, met = read_only(log.at[by.order]), read_only(log.meeting[by.order])
    return sums_of(read_only(by.start), read_only(by.upward), at, met, read_only(_both(rows)), log.until)


def sums_in_arrays(rows: OrderedPairs) -> Float64:
    """What `sums_of` has."""
    log, by, sums = rows.log, rows.by, np.zeros((OPENED + 1, len(rows)))
    at, slot = log.at.astype(np.float64), rows.slot[by.order]
    sums[LAST], sums[FIRST] = -np.inf, np.inf
    np.maximum.at(sums[LAST], rows.slot, at)
    np.minimum.at(sums[FIRST], rows.slot, at)
    sums[DAYS] = _distinct_days(rows)
    sums[OPENED][slot[by.start[:-1]]] = 1.0
    closes, wait = ends = run_ends(log, by)
    marked = {TURNS: closes & (wait >= 0), ASKED: runs_asked(log, by, ends), ANSWERED: runs_answered(ends)}
    for kind, marks in marked.items():
        sums[kind] = np.bincount(slot[marks], minlength=len(rows))
    return sums


def _distinct_days(rows: OrderedPairs) -> Float64:
    by, days = rows.by, (rows.log.at // SECONDS_A_DAY)[rows.by.order]
    slot, count = rows.slot[by.order], np.zeros(len(rows))
    for upward in (True, False):
        use = np.flatnonzero(by.upward == upward)
        mine = slot[use]
        count += np.bincount(mine[firsts(mine, days[use])], minlength=len(rows))
    return count


def days_of(rows: OrderedPairs) -> Days:
    """The days on which each row had contact; a meeting counts for both sides."""
    log, by = rows.log, rows.by
    at, weight, met = log.at[by.order], log.weight[by.order], log.meeting[by.order]
    if compiled_pays(len(at)):
        slot, last, heaviest = days_by_row(
            *(read_only(by.start), read_only(by.upward), read_only(at)),
            *(read_only(weight), read_only(met), read_only(_both(rows))),
        )
        return Days(slot, (log.until - last) / SECONDS_A_DAY, heaviest)
    row = _both(rows)[:, by.pair]
    sides = [np.flatnonzero((by.upward == upward) | met) for upward in (False, True)]
    slot = np.concatenate([row[side][use] for side, use in enumerate(sides)])
    use = np.concatenate(sides)
    return Days.grouped(slot, at[use], weight[use], until=log.until)
