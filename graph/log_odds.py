"""Between a share (0 to 1) and its log-odds (nats): the logistic function and its inverse, of numbers and of arrays."""

from __future__ import annotations

from typing import overload

import numpy as np

from graph.columns import Float64

LARGEST = 30.0
"""Nats of log-odds beyond which a share counts as 1 - 1e-13: a little more, and its double would be 1 itself."""


@overload
def logistic(log_odds: float) -> float: ...
@overload
def logistic(log_odds: Float64) -> Float64: ...
def logistic(log_odds: float | Float64) -> float | Float64:
    """The share with these log-odds, 1 / (1 + e^-x): strictly between 0 and 1, and ordered as they are."""
    share: float | Float64 = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -LARGEST, LARGEST)))
    return share


@overload
def log_odds(share: float) -> float: ...
@overload
def log_odds(share: Float64) -> Float64: ...
def log_odds(share: float | Float64) -> float | Float64:
    """ln(p / (1 - p)) of shares strictly between 0 and 1."""
    odds: float | Float64 = np.log(share / (1.0 - share))
    return odds
