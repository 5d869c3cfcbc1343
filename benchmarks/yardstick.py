"""What memory alone does: every answer about everybody reads a number for each end of each tie, and then works."""

from __future__ import annotations

from graph.columns import Int32, Int64
from graph.jit import kernel


@kernel
def summed(ends: Int32, numbers: Int64) -> int:
    """The sum of `numbers` at `ends`. O(ends)."""
    total = 0
    for end in ends:
        total += numbers[end]
    return total
