"""How far off a mean can be that was taken over people drawn at random, for everybody at once."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import scipy  # its parts are loaded when first used

from graph.columns import Float64

CONFIDENCE = 0.05
"""In one draw of twenty, somebody's value may be farther off."""
GRID = 2_000
HALVINGS = 60
"""Points on which a bound is looked for, and steps of halving between two: beyond the precision of a float."""


def hoeffding(n: int, drawn: npt.ArrayLike) -> Float64:
    """How far the mean of `drawn` values in 0..1 is off at most, for n people at once, whatever the mean.

    sqrt(ln(2 n / 0.05) / (2 k)): Hoeffding 1963, doi:10.1080/01621459.1963.10500830, and the union over people.
    """
    return np.asarray(np.sqrt(_evidence(n) / (2 * np.asarray(drawn))))


def margins(means: Float64, n: int, drawn: int) -> Float64:
    """How far each mean of `drawn` values in 0..1 is off at most, for n people at once; small means much less.

    Hoeffding's bound before its simplification: a true mean p is ruled out where k KL(mean, p) > ln(2 n / 0.05)
    (theorem 1 there; it holds for people drawn without putting back, section 6). O(n).
    """
    grid = np.linspace(0.0, 1.0, GRID + 1) ** 2
    room = _evidence(n) / max(drawn, 1)
    high, low = _end(grid, np.ones_like(grid), room), _end(grid, np.zeros_like(grid), room)
    above = np.clip(np.searchsorted(grid, means), 0, GRID)
    below = np.maximum(above - 1, 0)
    return np.asarray(np.maximum(high[above] - means, means - low[below]))


def _evidence(n: int) -> float:
    return math.log(2 * max(n, 1) / CONFIDENCE)


def _end(means: Float64, far: Float64, room: float) -> Float64:
    """The mean farthest towards `far` that is not ruled out, a little farther rather than nearer; by halving."""
    inside, outside = means.copy(), far
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        with np.errstate(invalid="ignore"):
            apart = scipy.special.rel_entr(means, middle) + scipy.special.rel_entr(1 - means, 1 - middle)
        near = apart <= room
        inside, outside = np.where(near, middle, inside), np.where(near, outside, middle)
    return outside
