"""How sure the ranking is: the evidence drawn a thousand times with a fixed seed, and counted while it is drawn.

Nothing of a draw is kept but its `top` best: what is asked of it is who is among them, and which of two neighbours is
ahead. A is drawn from 512 equally likely values of its Beta, made once for each pair of its parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy  # its parts are loaded when first used

from graph.columns import Bool, Float64, Int64, UInt64
from graph.engine.kernels.draws import UNKNOWN_BITS, VALUES, counts
from graph.jit import read_only
from referral.criteria import FULL
from referral.reply_chance import MOST

DRAWS = 1_000
"""Draws: a share of them is within .016 of the truth, one standard error, which two digits do not show."""
WEIGHT_SD = 0.6
"""Nats; of every criterion's weight, the same for all candidates of a draw. Weights never turn negative."""
PRIOR_KNOWN, PRIOR_RATE = 4.0, 0.25
"""Candidates, and the share of them that hold a criterion, assumed before any is known. Not validated."""
BASE_NATS = -4.6
"""b0, the log-odds of vouching with nothing known: 1 in 100, as for none of five signs in Lazega's data."""
LEAST_ANSWER = 1e-12
"""Chance of an answer below which its logarithm is not taken."""
PART_NATS = 1_000.0
"""What sets a part of the list apart from the next in the draws: more than any evidence weighs."""


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """One row a candidate, in the order of the ranking. `values`, `known`: (n, 5) by criterion; the rest (n,).

    A value is nats over weight: below 0 where something counts against the person. `alpha`, `beta`, `factor`: see
    `reply_chance.Chance`. `part`: of the list, the lower the earlier. `stream`: whose chance it is; by id, so that the
    draws of one do not depend on their place.
    """

    values: Float64
    known: Bool
    alpha: Float64
    beta: Float64
    factor: Float64
    log_reach: Float64
    part: Int64
    stream: Int64


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """Of the draws, the share in which each is among the first (n,), and is ahead of the next one (n - 1,).

    Each within .016 of what endless draws would give, one standard error, or .05 for all but 1 in 1,000.
    """

    top: Float64
    ahead: Float64


def base_rates(inputs: Inputs) -> Float64:
    """How often each criterion holds where it is known, among these candidates, with 4 pseudo-cases at 1 in 4."""
    held = (np.maximum(inputs.values, 0.0) * inputs.known).sum(axis=0)
    rates: Float64 = (held + PRIOR_KNOWN * PRIOR_RATE) / (inputs.known.sum(axis=0) + PRIOR_KNOWN)
    return rates


def certainty(inputs: Inputs, top: int, *, seed: int, draws: int = DRAWS) -> Certainty:
    """Scores `logit V + ln A + ln C` under uncertainty, compared.

    A is drawn from its Beta; each weight from a Normal of sd .6 nats, cut at 0; an unknown criterion holds or not by
    its base rate. Nobody's place depends on draws between parts of the list, so each part of several people is drawn by
    itself, and a place among the first is counted only where the part holds more than are still missing.
    O(draws * n), some ten nanoseconds each, and no lock held.
    """
    part = inputs.part
    first, ahead = np.zeros(len(part)), (part[:-1] < part[1:]).astype(np.float64)
    drawn = _Drawn.of(inputs, seed, draws)
    for each in np.unique(part).tolist():
        there, missing = np.flatnonzero(part == each), top - int((part < each).sum())
        first[there] = missing >= len(there)
        if len(there) == 1:
            continue
        among, before = drawn.counts(there, min(max(missing, 1), len(there)))
        if 0 < missing < len(there):
            first[there] = among / draws
        beside = np.diff(there) == 1
        ahead[there[:-1][beside]] = before[beside] / draws
    return Certainty(first, ahead)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What the draws of a list are made from; see `kernels.draws.counts`."""

    inputs: Inputs
    values: Float64
    fixed: Float64
    which: Int64
    tables: Float64
    weights: Float64
    least: UInt64
    begin: int

    @classmethod
    def of(cls, inputs: Inputs, seed: int, draws: int) -> _Drawn:
        """For a whole list: how often criteria hold is told by everybody on it."""
        weights, begin = _weights(seed, draws)
        which, tables = _tables(zip(inputs.alpha.tolist(), inputs.beta.tolist(), inputs.factor.tolist(), strict=True))
        least = np.rint(np.clip(base_rates(inputs), 0.0, 1.0) * (1 << UNKNOWN_BITS)).astype(np.uint64)
        fixed: Float64 = BASE_NATS + inputs.log_reach - PART_NATS * inputs.part
        values: Float64 = inputs.values * inputs.known
        return cls(inputs, values, fixed, which, tables, weights, least, begin)

    def counts(self, some: Int64, top: int) -> tuple[Int64, Int64]:
        """In how many draws each of `some` is among the first `top` of them, and ahead of the next of them."""
        values, fixed = (read_only(each[some]) for each in (self.values, self.fixed))
        known = read_only(self.inputs.known[some])
        which, stream = (read_only(each[some]) for each in (self.which, self.inputs.stream))
        tables, least = read_only(self.tables), read_only(self.least)
        return counts(values, known, fixed, which, stream, tables, self.weights, least, self.begin, top)


@lru_cache(maxsize=4)
def _weights(seed: int, draws: int) -> tuple[Float64, int]:
    """The weights of every draw (draws, criteria), and where the chance of candidates begins: for every list alike."""
    full = np.array(list(FULL.values()))
    chance = np.random.default_rng(seed)
    weights = np.maximum(0.0, full + WEIGHT_SD * chance.standard_normal((draws, len(full))))
    return read_only(weights), int(chance.integers(1 << 62))


def _tables(chances: Iterable[tuple[float, float, float]]) -> tuple[Int64, Float64]:
    """The row of each chance, and ln A for the values of each distinct one."""
    rows: dict[tuple[float, float, float], int] = {}
    which = [rows.setdefault(each, len(rows)) for each in chances]
    made = np.concatenate([_values(*each) for each in rows]) if rows else np.empty(0)
    return np.array(which, dtype=np.int64), made.reshape(-1, VALUES)


def _values(alpha: float, beta: float, factor: float) -> Float64:
    """Ln A at the middles of `VALUES` equally likely parts of a Beta."""
    return np.log(np.clip(factor * _quantiles(alpha, beta), LEAST_ANSWER, MOST))


@lru_cache(maxsize=512)
def _quantiles(alpha: float, beta: float) -> Float64:
    """The middles of `VALUES` equally likely parts of a Beta; 2 MB for all that are kept."""
    return read_only(scipy.special.betaincinv(alpha, beta, (np.arange(VALUES) + 0.5) / VALUES))
