"""Loading the compiler while a graph's facts are still being read: it takes a second, and the rows wait for nothing."""

from __future__ import annotations

from threading import Thread

import numpy as np

from graph.engine.kernels.build import rows_filled
from graph.engine.unused_memory import nothing_collected
from graph.jit import compiled_pays, compiling, read_only
from graph.strength.claim_keys import by_pair, keys_of
from graph.strength.conversation_counts import counts_of, openings
from graph.strength.exchanged import days_by_row, sums_of
from graph.strength.radix import digits_order
from graph.strength.shared import rows_counted, shared_sums
from graph.strength.sightings import seen_from_to
from graph.strength.threads import thread_gaps


def load_ahead(facts: int) -> None:
    """Begin to load the kernels that make a graph of so many facts, in a thread; none where they will not be called."""
    if compiled_pays(facts) and not compiling():
        Thread(target=_load, name="goodword-compiler", daemon=True).start()


def _load() -> None:
    with nothing_collected():
        _call_each()


def _call_each() -> None:
    """Call each kernel once, over one tie and one contact."""
    a, b = (read_only(np.array([n], dtype=np.int32)) for n in (0, 1))
    rows_filled(2, a, b, read_only(np.zeros(1, dtype=np.int64)))
    start, other, slot = (read_only(column) for column in rows_counted(a, b, 2))
    rare, tie = read_only(np.ones(2)), read_only(np.ones(1))
    shared_sums(start, other, slot, read_only(a.astype(np.int64)), read_only(b.astype(np.int64)), rare, tie)
    thread_gaps(read_only(slot[:1]), read_only(slot[:1]))
    seen_from_to(a, a, a, 1, 1)
    start, none, row = read_only(np.arange(2)), read_only(np.zeros(1, np.int64)), read_only(np.array([[0], [1]]))
    no, one = read_only(np.zeros(1, dtype=np.bool_)), read_only(np.ones(1))
    counts_of(start, no, none, b, no, read_only(openings(start, none, b, none, none)), 0)
    sums_of(start, no, none, no, row, 0)
    days_by_row(start, no, none, one, no, row)
    by_pair(read_only(np.sort(keys_of(a, b, a, read_only(np.ones(1, dtype=np.bool_)), start, 1, 1))), none, 1)
    digits_order(start, 0, 1)
