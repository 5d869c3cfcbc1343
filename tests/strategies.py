"""Random values for tests: networks as columns, with names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from graph.columns import (
    NO_TIME,
    CompanyColumns,
    NetworkColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
)
from graph.model import Company, CompanyId, Person, PersonId, company_id, person_id


def _ids(texts: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    return np.array(sorted(texts), dtype="S17")


def random_network(
    rng: np.random.Generator, people: int, ties: int, *, companies: int | None = None, owners: int = 2, first: int = 0
) -> NetworkColumns:
    """A network of `people` with about `ties` ties; person k is `in:person-<first + k>`, so two may share people."""
    count = max(1, people // 10) if companies is None else companies
    ids = _ids(person_id(f"in:person-{first + k}") for k in range(people))
    employers = _ids(company_id(f"company {k}") for k in range(count))
    work = rng.integers(-1, count, people).astype(np.int32)
    second = rng.integers(0, max(count, 1), people)
    extra = (rng.random(people) < 0.1) & (work >= 0) if count else np.zeros(people, dtype=bool)
    works = sorted(
        {(i, int(c)) for i, c in enumerate(work) if c >= 0} | {(int(i), int(second[i])) for i in np.flatnonzero(extra)}
    )
    chosen = np.sort(rng.choice(people, size=min(owners, people), replace=False)).astype(np.int32)
    return NetworkColumns(
        people=PeopleColumns(ids, work),
        companies=CompanyColumns(employers),
        owners=rng.permutation(chosen),
        works=WorkColumns(
            np.array([w for w, _ in works], dtype=np.int32), np.array([c for _, c in works], dtype=np.int32)
        ),
        ties=random_ties(rng, people, ties, chosen),
    )


def random_ties(
    rng: np.random.Generator, people: int, ties: int, owners: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> TieColumns:
    """Ties between two of `people`, each shown by one or more of `owners`; one end drawn towards low numbers."""
    a = (people * rng.random(ties) ** 3).astype(np.int64)
    b = rng.integers(0, max(people, 1), ties)
    keys = np.unique(np.minimum(a, b)[a != b] * max(people, 1) + np.maximum(a, b)[a != b])
    count = len(keys)
    shows = rng.random((count, len(owners))) < 0.6
    last = np.where(rng.random(count) < 0.5, NO_TIME, rng.integers(1_500_000_000, 1_760_000_000, count))
    return TieColumns(
        a=(keys // max(people, 1)).astype(np.int32),
        b=(keys % max(people, 1)).astype(np.int32),
        strength=0.001 + 0.999 * rng.random(count),
        classes=rng.choice(np.array([1, 2, 3, 8, 11], dtype=np.int8), count),
        messages_ab=rng.integers(0, 50, count, dtype=np.int32),
        messages_ba=rng.integers(0, 50, count, dtype=np.int32),
        last=last.astype(np.int64),
        shown_at=np.concatenate([[0], np.cumsum(shows.sum(axis=1))]).astype(np.int64),
        shown_by=owners[np.nonzero(shows)[1]].astype(np.int32),
    )


def without_ties(columns: NetworkColumns, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> NetworkColumns:
    """The network with only some of its ties."""
    ties = columns.ties
    lengths = np.diff(ties.shown_at)
    return replace(
        columns,
        ties=TieColumns(
            a=ties.a[keep],
            b=ties.b[keep],
            strength=ties.strength[keep],
            classes=ties.classes[keep],
            messages_ab=ties.messages_ab[keep],
            messages_ba=ties.messages_ba[keep],
            last=ties.last[keep],
            shown_at=np.concatenate([[0], np.cumsum(lengths[keep])]).astype(np.int64),
            shown_by=ties.shown_by[np.repeat(keep, lengths)],
        ),
    )


def named(ids: Iterable[PersonId]) -> dict[PersonId, Person]:
    """Invented people; names need not differ."""
    return {i: Person(i, f"Person Ünï {i[1:5]}", f"slug-{i[1:]}", "Engineer", None, "Some Company") for i in ids}


def companies_named(ids: Iterable[CompanyId]) -> dict[CompanyId, Company]:
    """Invented companies."""
    return {i: Company(i, i, f"Company {i[1:5]}") for i in ids}


@st.composite
def networks(draw: st.DrawFn, *, people: int = 30) -> NetworkColumns:
    """Small random networks, empty ones too."""
    seed = draw(st.integers(0, 2**32 - 1))
    count = draw(st.integers(1, people))
    rng = np.random.default_rng(seed)
    return random_network(rng, count, draw(st.integers(0, 3 * count)), owners=draw(st.integers(0, 3)), first=seed % 7)
