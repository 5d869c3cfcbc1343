"""How long each message of a thread comes after the one before, in one compiled pass over a log in order of time."""

from __future__ import annotations

import numpy as np

from graph.columns import Int64
from graph.jit import kernel


@kernel
def thread_gaps(at: Int64, thread: Int64) -> Int64:
    """Seconds since the earlier moment before in the same thread (-1: the thread's first, or no thread, 0). O(n).

    Args:
        at: ascending.
        thread: of each; a table of open addresses finds its last message (Knuth, The Art of Computer Programming 6.4).
    """
    gap = np.full(len(at), -1, dtype=np.int64)
    room = 16
    while room < 2 * len(at):
        room *= 2
    last = np.full(room, -1, dtype=np.int32)
    for i in range(len(at)):
        if thread[i] == 0:
            continue
        place = (thread[i] ^ (thread[i] >> 32)) & (room - 1)
        while last[place] >= 0 and thread[last[place]] != thread[i]:
            place = (place + 1) & (room - 1)
        before = last[place]
        if before >= 0:
            gap[i] = gap[before] if at[before] == at[i] else at[i] - at[before]
        last[place] = i
    return gap
