"""Measures of an order and of a probability, and how sure one can be of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy  # its parts are loaded when first used

from graph.columns import Bool, Float64

DEPTH = 10
"""NDCG looks this far down."""
FEW = 5
"""P@5."""
BINS = 10
"""Bins of equally many pairs."""
RESAMPLES = 1_000
LEVEL = 0.95
"""Resamplings of the egos, and the share of them that an interval holds."""


def ndcg(gain: Float64, score: Float64, tie_break: Float64, *, depth: int = DEPTH) -> float:
    """Discounted cumulative gain of the first `depth` by `score` over the best possible (Jarvelin & Kekalainen 2002).

    Ties in `score` are broken by `tie_break`, a random key, so that no order gains from the order of rows. NaN where
    no gain is above 0.
    """
    discount = 1.0 / np.log2(np.arange(2, min(depth, len(gain)) + 2))
    best = float(np.sort(gain)[::-1][: len(discount)] @ discount)
    order = np.lexsort((tie_break, -score))[: len(discount)]
    return float(gain[order] @ discount) / best if best > 0 else float("nan")


def auc(hit: Bool, score: Float64) -> float:
    """Chance that a hit ranks above a miss, ties one half. NaN without both."""
    hits, misses = int(hit.sum()), int((~hit).sum())
    if hits == 0 or misses == 0:
        return float("nan")
    ranks = scipy.stats.rankdata(score)
    return float((ranks[hit].sum() - hits * (hits + 1) / 2.0) / (hits * misses))


def precision(hit: Bool, score: Float64, tie_break: Float64, *, depth: int = FEW) -> float:
    """Share of hits among the first `depth` by `score` (of as many as there are, if fewer)."""
    first = np.lexsort((tie_break, -score))[:depth]
    return float(hit[first].mean()) if len(first) else float("nan")


@dataclass(frozen=True, slots=True)
class Bin:
    """Equally many pairs of neighbouring p: their mean p, and the share that came true."""

    pairs: int
    promised: float
    kept: float


def calibration(p: Float64, hit: Bool, *, bins: int = BINS) -> tuple[Bin, ...]:
    """Equal-count bins by `p`, ascending."""
    order = np.argsort(p, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return tuple(Bin(len(part), float(p[part].mean()), float(hit[part].mean())) for part in parts)


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Expected calibration error: |promised - kept|, weighted by pairs. NaN without any."""
    pairs = sum(b.pairs for b in bins)
    return sum(b.pairs * abs(b.promised - b.kept) for b in bins) / pairs if pairs else float("nan")


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over egos with its 95 % bootstrap interval; `egos`: over how many."""

    mean: float
    low: float
    high: float
    egos: int


def interval(values: Float64, seed: int) -> Interval:
    """Mean of the values that are numbers, resampled over egos `RESAMPLES` times. Deterministic by seed."""
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return Interval(float("nan"), float("nan"), float("nan"), 0)
    draws = np.random.default_rng(seed).integers(0, len(known), size=(RESAMPLES, len(known)))
    means = known[draws].mean(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(known.mean()), float(low), float(high), len(known))
