"""What passed each way between two people, in one compiled pass over contacts by pair and time."""

from __future__ import annotations

import numpy as np

from graph.columns import NO_TIME, Bool, Float64, Int64
from graph.days import SECONDS_A_DAY
from graph.jit import kernel
from graph.strength.conversations import ANSWER_DAYS

LAST, FIRST, DAYS, TURNS, ASKED, ANSWERED, OPENED = range(7)
"""Rows of `sums_of`, see `exchange.Exchange`."""
ANSWER = ANSWER_DAYS * SECONDS_A_DAY
"""Seconds."""


@kernel
def sums_of(start: Int64, upward: Bool, at: Int64, met: Bool, row: Int64, until: int) -> Float64:
    """(OPENED + 1, rows) what each row's ego did. O(n).

    Args:
        start: where each pair begins in the columns that follow, and their end.
        upward: whether a contact went from the lower to the higher number.
        at: seconds, ascending within a pair.
        met: whether it was a meeting.
        row: (2, pairs) the row of what went down, and up.
        until: seconds, from which to look back.
    """
    sums = np.zeros((OPENED + 1, 2 * row.shape[1]))
    sums[LAST], sums[FIRST] = -np.inf, np.inf
    seen_on = np.empty(2, dtype=np.int64)
    for pair in range(row.shape[1]):
        seen_on[:], word = NO_TIME, -1  # the latest day each way, the latest message
        for i in range(start[pair], start[pair + 1]):
            side, day = int(upward[i]), at[i] // SECONDS_A_DAY
            mine = row[side, pair]
            sums[FIRST, mine] = min(sums[FIRST, mine], at[i])
            sums[LAST, mine] = at[i]
            sums[DAYS, mine] += seen_on[side] != day
            seen_on[side] = day
            sums[OPENED, mine] += i == start[pair]
            if met[i]:
                continue
            if word >= 0 and upward[word] != upward[i]:
                sums[TURNS, row[int(upward[word]), pair]] += 1
                sums[ASKED, row[int(upward[word]), pair]] += 1
                sums[ANSWERED, row[int(upward[word]), pair]] += at[i] - at[word] <= ANSWER
            word = i
        if word >= 0:
            sums[ASKED, row[int(upward[word]), pair]] += until - at[word] >= ANSWER
    return sums


@kernel
def days_by_row(
    start: Int64, upward: Bool, at: Int64, weight: Float64, met: Bool, row: Int64
) -> tuple[Int64, Int64, Float64]:
    """The days with contact of each row: the row, the last moment of the day, the greatest weight. O(n).

    A meeting counts for both rows of a pair; those of one row come in order. Arguments: as for `sums_of`, and `weight`.
    """
    most = len(at) + met.sum()
    slot, last, heaviest = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64), np.empty(most)
    count, open_day = 0, np.empty(2, dtype=np.int64)
    for pair in range(row.shape[1]):
        open_day[:] = -1
        for i in range(start[pair], start[pair + 1]):
            for side in range(2):
                if side != upward[i] and not met[i]:
                    continue
                place = open_day[side]
                if place < 0 or last[place] // SECONDS_A_DAY != at[i] // SECONDS_A_DAY:
                    open_day[side] = place = count
                    slot[place], heaviest[place] = row[side, pair], weight[i]
                    count += 1
                last[place], heaviest[place] = at[i], max(heaviest[place], weight[i])
    return slot[:count], last[:count], heaviest[:count]
