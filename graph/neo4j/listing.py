"""The rows that the server should hold for a workspace, slice by slice, in the order of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.columns import (
    NO_TIME,
    Bytes,
    NetworkColumns,
    no_network,
)
from graph.engine.csr import costs_of
from graph.model import Company, CompanyId, Person, PersonId
from graph.names import fold

Names = Callable[[Iterable[PersonId]], Mapping[PersonId, Person]]
CompanyNames = Callable[[Iterable[CompanyId]], Mapping[CompanyId, Company]]

Cell = str | int | float | list[str] | None
Row = tuple[Cell, ...]
Rows = dict[Row, Row]
"""Key and rest of each row."""
DOUBLED: Row = ("doubled",)
"""The rest of a row that the server holds twice."""


def texts(ids: Bytes) -> list[str]:
    """Ids as text."""
    return [i.decode() for i in ids.tolist()]


@dataclass(frozen=True, slots=True)
class Listing:
    """A network and the names of who is in it. `people_named`, `companies_named`: look names up for some ids."""

    columns: NetworkColumns
    people_named: Names
    companies_named: CompanyNames

    def owners(self) -> list[str]:
        """Ids of the owners, in their order."""
        return texts(self.columns.people.id[self.columns.owners])

    def companies(self, low: str, high: str) -> Rows:
        """(id) -> (name, folded name)."""
        first, last = _range(self.columns.companies.id, low, high)
        ids = texts(self.columns.companies.id[first:last])
        named = self.companies_named(ids)
        names = [named[i].name if i in named else "" for i in ids]
        return {(i,): (name, fold(name)) for i, name in zip(ids, names, strict=True)}

    def people(self, low: str, high: str) -> Rows:
        """(id) -> (name, folded name, slug, title, employer's id, employer's name)."""
        people, companies = self.columns.people, self.columns.companies
        first, last = _range(people.id, low, high)
        ids = texts(people.id[first:last])
        named = self.people_named(ids)
        rows: Rows = {}
        for person, at in zip(ids, people.company[first:last].tolist(), strict=True):
            known = named.get(person) or Person(person, "")
            employer = bytes(companies.id[at]).decode() if at >= 0 else None
            where = known.company_name if employer else ""
            rows[(person,)] = (known.name, fold(known.name), known.slug, known.title, employer, where)
        return rows

    def ties(self, low: str, high: str) -> Rows:
        """(id of a, id of b) -> (strength, cost, classes, messages there, messages back, last or None, shown by)."""
        ids, ties = self.columns.people.id, self.columns.ties
        start, end = _range(ids, low, high)
        rows = slice(*(int(x) for x in np.searchsorted(ties.a, [start, end])))
        owners = texts(ids[ties.shown_by[ties.shown_at[rows.start] : ties.shown_at[rows.stop]]])
        at = (ties.shown_at[rows.start : rows.stop + 1] - ties.shown_at[rows.start]).tolist()
        shown = [owners[i:j] for i, j in pairwise(at)]
        last = [None if t == int(NO_TIME) else t for t in ties.last[rows].tolist()]
        strength = ties.strength[rows]
        keys = zip(texts(ids[ties.a[rows]]), texts(ids[ties.b[rows]]), strict=True)
        values = zip(
            strength.tolist(),
            [c if c < float("inf") else None for c in (costs_of(strength) + 0.0).tolist()],
            ties.classes[rows].tolist(),
            ties.messages_ab[rows].tolist(),
            ties.messages_ba[rows].tolist(),
            last,
            shown,
            strict=True,
        )
        return dict(zip(keys, values, strict=True))

    def works(self, low: str, high: str) -> Rows:
        """(id of person, id of company) -> ()."""
        ids, works = self.columns.people.id, self.columns.works
        start, end = np.searchsorted(works.person, _range(ids, low, high)).tolist()
        who, where = texts(ids[works.person[start:end]]), texts(self.columns.companies.id[works.company[start:end]])
        return dict.fromkeys(zip(who, where, strict=True), ())


def _range(ids: Bytes, low: str, high: str) -> tuple[int, int]:
    first, last = np.searchsorted(ids, np.array([low, high], dtype="S17")).tolist()
    return first, last


def withdrawn() -> Listing:
    """The listing of nothing: pushing it withdraws all that a workspace showed."""
    return Listing(no_network(), lambda _: {}, lambda _: {})


def changes(mine: Rows, theirs: Rows) -> tuple[list[Row], list[Row]]:
    """Rows to put (key and rest), keys to take away before; both in the order of keys, so that writers lock alike."""
    put = [(*key, *rest) for key, rest in mine.items() if theirs.get(key) != rest]
    take = [key for key, rest in theirs.items() if key not in mine or rest == DOUBLED]
    return put, sorted(take, key=lambda key: (str(key[0]), str(key[-1])))


def batches(rows: Sequence[Row], size: int) -> Iterable[list[Row]]:
    """Rows in lists of at most `size`."""
    return (list(rows[i : i + size]) for i in range(0, len(rows), size))
