"""Putting many whole numbers in order by their digits, the last first (Knuth, Art of Computer Programming 5.2.5)."""

from __future__ import annotations

import numpy as np

from graph.columns import Int64
from graph.jit import kernel

DIGIT_BITS = 8
"""A digit has so few values that the places where each is written stay in the nearest cache."""
DIGITS = 1 << DIGIT_BITS


@kernel
def digits_order(keys: Int64, least: int, width: int) -> Int64:
    """What puts `keys` in ascending order, equal ones as they come. O(n * width).

    Args:
        keys: not below `least`.
        least: subtracted from each.
        width: bits that what is left takes, to 64.
    """
    passes = (width + DIGIT_BITS - 1) // DIGIT_BITS
    begin = np.zeros((passes, DIGITS), dtype=np.int64)
    word, order = np.empty(len(keys), dtype=np.uint64), np.arange(len(keys)).astype(np.int32)
    for i in range(len(keys)):
        word[i] = np.uint64(keys[i]) - np.uint64(least)
        for digit in range(passes):
            begin[digit, word[i] >> np.uint64(digit * DIGIT_BITS) & np.uint64(DIGITS - 1)] += 1
    next_word, next_order = np.empty_like(word), np.empty_like(order)
    for digit in range(passes):
        free, shift = 0, np.uint64(digit * DIGIT_BITS)
        for value in range(DIGITS):
            free, begin[digit, value] = free + begin[digit, value], free
        for i in range(len(keys)):
            value = word[i] >> shift & np.uint64(DIGITS - 1)
            place = begin[digit, value]
            next_word[place], next_order[place] = word[i], order[i]
            begin[digit, value] += 1
        word, next_word, order, next_order = next_word, word, next_order, order
    return order.astype(np.int64)
