"""Runs: one side's messages until the other writes. They tell how two people talk, not who asked whom for what."""

from __future__ import annotations

import numpy as np

from graph.columns import Bool, Int64
from graph.days import SECONDS_A_DAY
from graph.strength.contact_log import ContactLog
from graph.strength.conversations import ANSWER_DAYS
from graph.strength.pair_log import PairLog

RunEnds = tuple[Bool, Int64]


def runs_asked(log: ContactLog, by: PairLog, ends: RunEnds) -> Bool:
    """Marks the last message of each run of one side's messages, unless the run is still open.

    A run is open while nothing came back and its last message is younger than `ANSWER_DAYS`. Meetings are no messages.
    `ends`: as `run_ends` gives them.
    """
    closes, wait = ends
    age = log.until - log.at[by.order]
    return closes & ((wait >= 0) | (age >= ANSWER_DAYS * SECONDS_A_DAY))


def runs_answered(ends: RunEnds) -> Bool:
    """Marks those of `runs_asked` that the other side answered within `ANSWER_DAYS`."""
    closes, wait = ends
    return closes & (wait >= 0) & (wait <= ANSWER_DAYS * SECONDS_A_DAY)


def run_ends(log: ContactLog, by: PairLog) -> RunEnds:
    """The last message of every run, and after how many seconds the other side's next came (-1: never)."""
    words = np.flatnonzero(~log.meeting[by.order])
    at, pair, upward = log.at[by.order][words], by.pair[words], by.upward[words]
    closes = np.zeros(len(by.order), dtype=np.bool_)
    wait = np.full(len(by.order), -1, dtype=np.int64)
    if len(words) == 0:
        return closes, wait
    same_pair = np.append(np.diff(pair) == 0, np.False_)
    turn = same_pair & np.append(np.diff(upward.astype(np.int8)) != 0, np.False_)
    closes[words] = turn | ~same_pair
    wait[words[turn]] = np.diff(at)[turn[:-1]]
    return closes, wait
