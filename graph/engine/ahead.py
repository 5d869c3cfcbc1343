"""Loading the compiler while a graph's facts are still being read: it takes a second, and the rows wait for nothing."""

from __future__ import annotations

from threading import Thread

import numpy as np

from graph.engine.kernels.build import rows_filled
from graph.jit import compiled_pays, compiling, read_only
from graph.strength.shared import rows_counted, shared_sums
from graph.strength.threads import thread_gaps


def load_ahead(facts: int) -> None:
    """Begin to load the kernels that make a graph of so many facts, in a thread; none where they will not be called."""
    if compiled_pays(facts) and not compiling():
        Thread(target=_load, name="goodword-compiler", daemon=True).start()


def _load() -> None:
    """Call each kernel once, over one tie."""
    a, b = (read_only(np.array([n], dtype=np.int32)) for n in (0, 1))
    rows_filled(2, a, b, read_only(np.zeros(1, dtype=np.int64)))
    start, other, slot = (read_only(column) for column in rows_counted(a, b, 2))
    rare, tie = read_only(np.ones(2)), read_only(np.ones(1))
    shared_sums(start, other, slot, read_only(a.astype(np.int64)), read_only(b.astype(np.int64)), rare, tie)
    thread_gaps(read_only(slot[:1]), read_only(slot[:1]))
