"""A seeded pool of invented members at any size: only numbers, no names.

Ties come from three sources, as in a pool of archives: the connections of its members (one person in some 300 is one;
half of them have more than 500 connections, a few have thousands, LinkedIn's most is 30,000), one employer, and closed
triangles. Everybody else is known from a few archives only: half the people have at most 5 ties. Three in five ties are
declared only and share one strength, so equal costs are the rule, not the exception.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import (
    NO_TIME,
    CompanyColumns,
    Float64,
    Int32,
    Int64,
    NetworkColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
)

DECLARED = 0.12
EMPLOYED = 0.85
PEOPLE_A_COMPANY = 12
CONNECTIONS, CONNECTIONS_MOST = 500, 30_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many people and about how many ties."""

    people: int
    ties: int


def _ids(letter: str, n: int) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    return np.char.add(letter, np.char.zfill(np.arange(n).astype("U16"), 16)).astype("S17")


def _companies(rng: np.random.Generator, n: int) -> tuple[Int32, int]:
    m = max(1, n // PEOPLE_A_COMPANY)
    size = 1.0 / np.arange(1, m + 1) ** 0.9
    company = rng.choice(m, size=n, p=size / size.sum()).astype(np.int32)
    company[rng.random(n) >= EMPLOYED] = -1
    return company, m


def _archives(rng: np.random.Generator, n: int, count: int) -> tuple[Int64, Int64]:
    """Each member's connections: the famous are known to many members."""
    sizes = rng.lognormal(np.log(CONNECTIONS), 1.0, 2 * count // CONNECTIONS + 1)
    sizes = np.minimum(sizes, min(CONNECTIONS_MOST, n // 4)).astype(np.int64)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), count)) + 1]
    member = np.repeat(rng.choice(n, len(sizes), replace=False), sizes)
    fame = rng.lognormal(0.0, 1.1, n)
    return member, rng.choice(n, len(member), p=fame / fame.sum())


def _colleagues(rng: np.random.Generator, company: Int32, count: int) -> tuple[Int64, Int64]:
    order = np.argsort(company, kind="stable")
    order = order[company[order] >= 0]
    one = rng.integers(0, len(order), count)
    other = np.clip(one + rng.integers(1, 30, count), 0, len(order) - 1)
    same = company[order[one]] == company[order[other]]
    return order[one[same]], order[other[same]]


def _triangles(rng: np.random.Generator, a: Int64, b: Int64, count: int) -> tuple[Int64, Int64]:
    order = np.argsort(a, kind="stable")
    one = rng.integers(0, len(order) - 1, count)
    same = a[order[one]] == a[order[one + 1]]
    return b[order[one[same]]], b[order[one[same] + 1]]


def _ties(n: int, a: Int64, b: Int64, rng: np.random.Generator, count: int) -> tuple[Int32, Int32]:
    low, high = np.minimum(a, b), np.maximum(a, b)
    key = np.unique((low * n + high)[low != high])
    key = np.sort(rng.permutation(key)[:count])
    return (key // n).astype(np.int32), (key % n).astype(np.int32)


def strengths(rng: np.random.Generator, count: int) -> Float64:
    """Calibrated probabilities: three in five at the value of a declared tie."""
    p: Float64 = np.where(rng.random(count) < 0.6, DECLARED, 0.02 + 0.96 * rng.beta(1.2, 3.0, count))
    return p


def world(size: Size, *, seed: int = 4) -> NetworkColumns:
    """A network of the size asked for."""
    rng, n = np.random.default_rng(seed), size.people
    company, m = _companies(rng, n)
    known, with_them = _archives(rng, n, int(0.7 * size.ties))
    mates, with_mates = _colleagues(rng, company, int(0.3 * size.ties))
    third, fourth = _triangles(rng, known, with_them, int(0.25 * size.ties))
    a, b = _ties(
        n, np.concatenate([known, mates, third]), np.concatenate([with_them, with_mates, fourth]), rng, size.ties
    )
    count = len(a)
    nothing = np.zeros(count, dtype=np.int32)
    shown_by = np.minimum(a, b)
    ties = TieColumns(
        a=a, b=b, strength=strengths(rng, count), classes=np.full(count, 2, dtype=np.int8), messages_ab=nothing,
        messages_ba=nothing, last=np.full(count, NO_TIME), shown_at=np.arange(count + 1), shown_by=shown_by,
    )  # fmt: skip
    work = np.flatnonzero(company >= 0).astype(np.int32)
    return NetworkColumns(
        people=PeopleColumns(_ids("p", n), company),
        companies=CompanyColumns(_ids("c", m)),
        owners=np.arange(min(n, 5), dtype=np.int32),
        works=WorkColumns(work, company[work]),
        ties=ties,
    )
