"""Pieces of a graph, by id, put together into columns: pulled pages, and what an earlier pull left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import cast

import numpy as np
import numpy.typing as npt

from graph.columns import (
    NO_TIME,
    Bool,
    Bytes,
    CompanyColumns,
    Float64,
    Int8,
    Int32,
    Int64,
    NetworkColumns,
    PeopleColumns,
    TieColumns,
    WorkColumns,
)

PulledTie = Sequence[object]
"""id of b, strength, classes, messages there, messages back, last or None, ids of owners."""
TIE_CELLS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Some people with their employers, employments and ties to higher ids, all by id; unsorted, ties perhaps doubled.

    `shown_at` (ties + 1) cuts `shown_by` as in `TieColumns`.
    """

    id: Bytes
    employer: Bytes
    work_person: Bytes
    work_company: Bytes
    a: Bytes
    b: Bytes
    strength: Float64
    classes: Int8
    messages_ab: Int32
    messages_ba: Int32
    last: Int64
    shown_at: Int64
    shown_by: Bytes


def ids_of(texts: Sequence[object]) -> Bytes:
    """Ids as an array."""
    return np.array(texts, dtype="S17") if len(texts) else np.empty(0, dtype="S17")


def piece(
    ids: Sequence[str],
    employers: Sequence[str | None],
    works: Sequence[Sequence[str]],
    ties: Sequence[Sequence[PulledTie]],
) -> Piece:
    """A page of a pull: per person the id, the employer's, those of all employers, and the ties. O(rows)."""
    rows = list(chain.from_iterable(ties))
    cells = cast("list[list[object]]", [list(c) for c in zip(*rows, strict=True)] or [[] for _ in range(TIE_CELLS)])
    person = ids_of(ids)
    shown = cast("list[list[str]]", cells[6])
    return Piece(
        id=person,
        employer=ids_of([e or "" for e in employers]),
        work_person=np.repeat(person, [len(w) for w in works]),
        work_company=ids_of(list(chain.from_iterable(works))),
        a=np.repeat(person, [len(t) for t in ties]),
        b=ids_of(cells[0]),
        strength=np.array(cells[1], dtype=np.float64),
        classes=np.array(cells[2], dtype=np.int8),
        messages_ab=np.array(cells[3], dtype=np.int32),
        messages_ba=np.array(cells[4], dtype=np.int32),
        last=np.array([int(NO_TIME) if t is None else t for t in cells[5]], dtype=np.int64),
        shown_at=np.cumsum([0, *map(len, shown)], dtype=np.int64),
        shown_by=ids_of(list(chain.from_iterable(shown))),
    )


def kept(columns: NetworkColumns, without: Bytes) -> Piece:
    """What remains of a graph without some people's own rows. O(graph)."""
    people, works, ties = columns.people, columns.works, columns.ties
    stays = ~np.isin(people.id, without)
    companies = np.append(columns.companies.id, np.array([b""], dtype="S17"))
    works_stay, ties_stay = stays[works.person], stays[ties.a]
    at, by = _cut(ties.shown_at, ties.shown_by, ties_stay)
    return Piece(
        id=people.id[stays],
        employer=companies[people.company[stays]],
        work_person=people.id[works.person[works_stay]],
        work_company=companies[works.company[works_stay]],
        a=people.id[ties.a[ties_stay]],
        b=people.id[ties.b[ties_stay]],
        strength=ties.strength[ties_stay],
        classes=ties.classes[ties_stay],
        messages_ab=ties.messages_ab[ties_stay],
        messages_ba=ties.messages_ba[ties_stay],
        last=ties.last[ties_stay],
        shown_at=at,
        shown_by=people.id[by],
    )


def _cut(at: Int64, values: Int32, keep: Bool) -> tuple[Int64, Int32]:
    """Those lists of a list of lists that are kept."""
    lengths = np.diff(at)
    return np.concatenate([[0], np.cumsum(lengths[keep])]).astype(np.int64), values[np.repeat(keep, lengths)]


def joined(pieces: Iterable[Piece]) -> Piece:
    """Several pieces as one."""
    parts = list(pieces) or [piece([], [], [], [])]
    arrays = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Piece)}
    lengths = np.concatenate([np.diff(p.shown_at) for p in parts])
    arrays["shown_at"] = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Piece(**arrays)


def assembled(whole: Piece, companies: Bytes, owners: Sequence[str]) -> NetworkColumns:
    """Columns of a piece that holds everybody: sorted by id, each tie once. O(n log n + t log t).

    A tie that several workspaces show has the greatest strength, every class, the most messages each way, the newest
    contact, and all who show it: their archives tell of the same exchange, so nothing is added up.
    """
    people, order = np.unique(whole.id, return_index=True)
    company = np.unique(companies)
    work_person, here = _found(people, whole.work_person)
    work_company, there = _found(company, whole.work_company)
    works = np.unique(np.stack([work_person, work_company], axis=1)[here & there], axis=0)
    employer, known = _found(company, whole.employer[order])
    owner, present = _found(people, ids_of(list(dict.fromkeys(owners))))
    return NetworkColumns(
        people=PeopleColumns(people, np.where(known, employer, -1).astype(np.int32)),
        companies=CompanyColumns(company),
        owners=owner[present],
        works=WorkColumns(works[:, 0].copy(), works[:, 1].copy()),
        ties=_merged(whole, people),
    )


def _found(ids: Bytes, wanted: Bytes) -> tuple[Int32, Bool]:
    """Where each wanted id is, and whether it is there at all."""
    if not len(ids):
        return np.zeros(len(wanted), dtype=np.int32), np.zeros(len(wanted), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return at.astype(np.int32), np.asarray(ids[at] == wanted)


def _merged(whole: Piece, people: Bytes) -> TieColumns:
    a, known = _found(people, whole.a)
    b, present = _found(people, whole.b)
    use = np.flatnonzero(known & present)  # an end that went while we read: its tie goes too
    key = a[use].astype(np.int64) * max(len(people), 1) + b[use]
    pairs, first, group = np.unique(key, return_index=True, return_inverse=True)
    shown_at, shown_by = _shown(whole, people, use, group, len(pairs))
    ties = TieColumns(
        a=a[use][first],
        b=b[use][first],
        strength=whole.strength[use][first],
        classes=whole.classes[use][first],
        messages_ab=whole.messages_ab[use][first],
        messages_ba=whole.messages_ba[use][first],
        last=whole.last[use][first],
        shown_at=shown_at,
        shown_by=shown_by,
    )
    if len(pairs) == len(key):
        return ties
    strongest, classes = ties.strength.copy(), ties.classes.copy()
    there, back, last = ties.messages_ab.copy(), ties.messages_ba.copy(), ties.last.copy()
    np.maximum.at(strongest, group, whole.strength[use])
    np.bitwise_or.at(classes, group, whole.classes[use])
    np.maximum.at(there, group, whole.messages_ab[use])
    np.maximum.at(back, group, whole.messages_ba[use])
    np.maximum.at(last, group, whole.last[use])
    return replace(ties, strength=strongest, classes=classes, messages_ab=there, messages_ba=back, last=last)


def _shown(
    whole: Piece, people: Bytes, use: npt.NDArray[np.intp], group: npt.NDArray[np.intp], count: int
) -> tuple[Int64, Int32]:
    """All who show each tie, each once, ascending."""
    group_of = np.full(len(whole.a), -1, dtype=np.int64)
    group_of[use] = group
    tie = np.repeat(group_of, np.diff(whole.shown_at))
    owner, known = _found(people, whole.shown_by)
    width = max(len(people), 1)
    keys = np.unique((tie * width + owner)[known & (tie >= 0)])
    at = np.concatenate([[0], np.cumsum(np.bincount(keys // width, minlength=count))]).astype(np.int64)
    return at, (keys % width).astype(np.int32)
