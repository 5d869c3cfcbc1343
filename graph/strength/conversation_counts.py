"""What passed between each pair, counted in one compiled pass: `conversations` of each contact, summed up."""

from __future__ import annotations

import numpy as np

from graph.columns import NO_TIME, Bool, Int32, Int64
from graph.days import SECONDS_A_DAY
from graph.jit import kernel
from graph.strength.conversations import ANSWER_DAYS, RECIPIENTS_MOST, SILENCE_DAYS

KINDS = ("messages", "personal", "asked", "answered", "ignored", "opened", "taken_up", "unanswered")
"""What is counted in each direction, in the order of the rows: each upwards, then downwards."""
MESSAGES, PERSONAL, ASKED, ANSWERED, IGNORED, OPENED, TAKEN_UP, UNANSWERED = range(0, 2 * len(KINDS), 2)
GROUP, MEETINGS = 2 * len(KINDS), 2 * len(KINDS) + 1
"""Rows of contacts with more than one recipient, and of meetings."""
ANSWER, SILENCE = ANSWER_DAYS * SECONDS_A_DAY, SILENCE_DAYS * SECONDS_A_DAY
"""Seconds."""
NONE = int(NO_TIME)


@kernel
def openings(start: Int64, at: Int64, group: Int32, said: Int64, thread: Int64) -> Bool:
    """Which contacts, by pair and time, open a conversation, whoever is addressed: `conversations._openings`. O(n)."""
    opens = np.zeros(len(at), dtype=np.bool_)
    for pair in range(len(start) - 1):
        heard = NONE
        for i in range(start[pair], start[pair + 1]):
            few = group[i] <= RECIPIENTS_MOST
            silent = not few or heard == NONE or at[i] - heard >= SILENCE
            opens[i] = (silent and not 0 <= said[i] < SILENCE) or (thread[i] != 0 and said[i] < 0)
            if few:
                heard = at[i]
    return opens


@kernel
def counts_of(
    start: Int64, upward: Bool, at: Int64, group: Int32, met: Bool, opens: Bool, until: int
) -> tuple[Int32, Int64]:
    """(MEETINGS + 1, pairs) counts, and when the first message was sent that nothing came back to (NO_TIME). O(n).

    Args:
        start: where each pair begins in the columns that follow, and their end.
        upward: whether a contact went from the lower to the higher number.
        at: seconds, ascending within a pair.
        group: how many received it.
        met: whether it was a meeting.
        opens: as `openings` tells.
        until: seconds, from which to look back.
    """
    counts = np.zeros((MEETINGS + 1, len(start) - 1), dtype=np.int32)
    since = np.full(len(start) - 1, NONE, dtype=np.int64)
    for pair in range(len(start) - 1):
        to_up, to_down = NONE, NONE  # the next that answers what went up, and down
        for i in range(start[pair + 1] - 1, start[pair] - 1, -1):
            up, few, reply = upward[i], group[i] <= RECIPIENTS_MOST, to_up if upward[i] else to_down
            side, waits, wait = 0 if up else 1, reply != NONE, reply - at[i]
            counts[MESSAGES + side, pair] += 1
            counts[GROUP, pair] += group[i] > 1
            counts[MEETINGS, pair] += met[i]
            if few and (met[i] or not up):
                to_up = at[i]
            if few and (met[i] or up):
                to_down = at[i]
            if not few or met[i]:
                continue
            counts[PERSONAL + side, pair] += 1
            if not waits:
                counts[UNANSWERED + side, pair] += 1
                since[pair] = at[i]
            if not opens[i]:
                continue
            asked = waits or until - at[i] >= ANSWER
            counts[ASKED + side, pair] += asked
            counts[ANSWERED + side, pair] += waits and wait <= ANSWER
            counts[IGNORED + side, pair] += asked and not waits
            counts[OPENED + side, pair] += group[i] == 1
            counts[TAKEN_UP + side, pair] += waits and wait < SILENCE and group[i] == 1
    return counts, since
