"""Seeded random numbers: each use has a generator of its own, so that one more use changes no other result."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(seed: int, *topic: str | int) -> Random:
    """A generator for one topic; equal arguments give equal draws in every process."""
    return Random(":".join((str(seed), *map(str, topic))))  # noqa: S311 - a simulation, not a secret


def weighted(chance: Random, options: Sequence[tuple[T, float]]) -> T:
    """One of the options, by weight."""
    values, weights = zip(*options, strict=True)
    picked: T = chance.choices(values, weights)[0]
    return picked


def lognormal(chance: Random, spread: float) -> float:
    """A positive factor with mean 1; `spread` is the standard deviation of its logarithm."""
    return chance.lognormvariate(-spread * spread / 2, spread)
