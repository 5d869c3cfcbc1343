"""Rows of whole numbers that are written one after another, in an array that grows."""

from __future__ import annotations

import numpy as np

from graph.columns import Int64
from graph.jit import kernel


@kernel
def lengthened(rows: Int64, used: int) -> Int64:
    """The rows, or a copy twice as long where they are full."""
    if used < len(rows):
        return rows
    larger = np.empty((2 * used, rows.shape[1]), dtype=np.int64)
    larger[:used] = rows
    return larger
