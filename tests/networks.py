"""Small networks by hand and at random, and brute force to compare with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from graph.columns import (
    NO_TIME,
    CompanyColumns,
    NetworkColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
    no_pairs,
)
from graph.network import Network

Tie = tuple[int, int, float]
STRENGTHS = (0.0, 0.25, 0.3, 0.5, 0.5, 0.7, 0.9, 1.0)


def person(number: int) -> str:
    return f"p{number:016x}"


def company(number: int) -> str:
    return f"c{number:016x}"


def tie_columns(ties: Iterable[Tie]) -> TieColumns:
    rows = sorted((min(a, b), max(a, b), p) for a, b, p in ties)
    count = len(rows)
    nothing = np.zeros(count, dtype=np.int32)
    return TieColumns(
        a=np.array([r[0] for r in rows], dtype=np.int32),
        b=np.array([r[1] for r in rows], dtype=np.int32),
        strength=np.array([r[2] for r in rows], dtype=np.float64),
        classes=np.full(count, 2, dtype=np.int8),
        messages_ab=nothing,
        messages_ba=nothing,
        last=np.full(count, NO_TIME),
        shown_at=np.zeros(count + 1, dtype=np.int64),
        shown_by=np.empty(0, dtype=np.int32),
    )


def columns(
    n: int, ties: Iterable[Tie], *, works: Iterable[tuple[int, int]] = (), owners: Sequence[int] = ()
) -> NetworkColumns:
    jobs = sorted(works)
    where = np.full(n, -1, dtype=np.int32)
    for who, at in jobs:
        where[who] = at
    m = max((at for _, at in jobs), default=-1) + 1
    return NetworkColumns(
        people=PeopleColumns(np.array([person(i) for i in range(n)], dtype="S17"), where),
        companies=CompanyColumns(np.array([company(i) for i in range(m)], dtype="S17")),
        owners=np.array(owners, dtype=np.int32),
        works=WorkColumns(
            np.array([w for w, _ in jobs], dtype=np.int32), np.array([c for _, c in jobs], dtype=np.int32)
        ),
        ties=tie_columns(ties),
    )


def network(
    n: int, ties: Iterable[Tie], *, works: Iterable[tuple[int, int]] = (), owners: Sequence[int] = ()
) -> Network:
    return Network.of(columns(n, ties, works=works, owners=owners), no_pairs())


def random_ties(rng: np.random.Generator, n: int, count: int) -> list[Tie]:
    a, b = rng.integers(0, n, count), rng.integers(0, n, count)
    pairs = sorted({(min(x, y), max(x, y)) for x, y in zip(a.tolist(), b.tolist(), strict=True) if x != y})
    strengths = np.where(rng.random(len(pairs)) < 0.5, 0.12, 0.02 + 0.97 * rng.random(len(pairs)))
    return [(x, y, p) for (x, y), p in zip(pairs, strengths.tolist(), strict=True)]


@dataclass(frozen=True)
class Question:
    """A small graph with self loops, zero and one strengths and many equal costs, and a question about it."""

    n: int
    ties: tuple[Tie, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    max_hops: int | None
    discount: float


@st.composite
def questions(draw: st.DrawFn, *, hops: Sequence[int | None] = (None, 1, 2, 3, 4, 5)) -> Question:
    n = draw(st.integers(1, 7))
    pairs = [(i, j) for i in range(n) for j in range(i, n)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    strengths = draw(st.lists(st.sampled_from(STRENGTHS), min_size=len(chosen), max_size=len(chosen)))
    people = st.lists(st.integers(0, n - 1), min_size=1, max_size=3, unique=True)
    return Question(
        n=n,
        ties=tuple((a, b, p) for (a, b), p in zip(chosen, strengths, strict=True)),
        sources=tuple(draw(people)),
        targets=tuple(draw(people)),
        max_hops=draw(st.sampled_from(list(hops))),
        discount=draw(st.sampled_from([0.5, 1.0])),
    )


def all_paths(question: Question) -> list[tuple[float, int, tuple[int, ...]]]:
    """Every allowed path as (cost, hops, people), best first."""
    strength = {(min(a, b), max(a, b)): p for a, b, p in question.ties if p > 0 and a != b}
    sources, targets = set(question.sources), set(question.targets) - set(question.sources)

    def extend(path: tuple[int, ...], cost: float) -> Iterator[tuple[float, int, tuple[int, ...]]]:
        if path[-1] in targets:
            yield round(cost - (len(path) - 2) * math.log(question.discount), 9) + 0.0, len(path) - 1, path
            return
        if question.max_hops is not None and len(path) > question.max_hops:
            return
        for v in range(question.n):
            p = strength.get((min(path[-1], v), max(path[-1], v)))
            if p and v not in path and v not in sources:
                yield from extend((*path, v), cost - math.log(p))

    return sorted(found for s in sources for found in extend((s,), 0.0))
