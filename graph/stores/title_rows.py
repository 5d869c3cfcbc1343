"""What everybody was called where and when, of the whole file at once and in numbers: for the table of titles."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from graph.columns import NO_DAY, Bool, Int32, Int64
from graph.stores.fact_rows import UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class TitleRows:
    """`texts`: each title once, as numbered in the columns; `headline`: (n,) of everybody, in the order of ids.

    A row for each title of somebody in their stays, current and newest first, each once with the same `here` and
    `start`: `person`, ascending by place in that order; `title`; `here`: the stay is one of today at the company of
    their headline; `start`: the day it began, `NO_DAY` where nobody says.
    """

    texts: list[str]
    headline: Int32
    person: Int32
    title: Int32
    here: Bool
    start: Int32


_PEOPLE = "SELECT row_id, coalesce(company, 0), title FROM person ORDER BY id"
_STAYS = """
SELECT person, company, title, coalesce(start, :no_day), coalesce("end", as_of), as_of, current
FROM employment WHERE title <> '' ORDER BY row_id
"""
_Row = tuple[int, int, str, int, int, int, int]


def title_rows(connection: sqlite3.Connection) -> TitleRows:
    """Read in one pass over people and stays. O(rows log rows)."""
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    told = ((number, company, codes[title]) for number, company, title in connection.execute(_PEOPLE))
    people = np.fromiter(told, dtype=np.dtype([(name, np.int32) for name in ("number", "company", "title")]))
    columns = [(name, np.int32) for name in ("number", "company", "title", "start", "last", "as_of")]
    stays = np.fromiter(
        _coded(connection.execute(_STAYS, UNKNOWN), codes), dtype=np.dtype([*columns, ("current", np.bool_)])
    )
    place = np.zeros(int(people["number"].max(initial=0)) + 1, dtype=np.int32)
    place[people["number"]] = np.arange(len(people))
    person = place[stays["number"]]
    newest = (-stays[name].astype(np.int64) for name in ("as_of", "start", "last"))
    order = np.lexsort((*newest, ~stays["current"], person))
    stays, person = stays[order], person[order]
    here = stays["current"] & (stays["company"] == people["company"][person])
    kept = _first_of_each(person, stay_keys(stays["title"], here, stays["start"]))
    return TitleRows(
        list(codes), people["title"].copy(), person[kept], stays["title"][kept], here[kept], stays["start"][kept]
    )


def _coded(rows: Iterator[_Row], codes: defaultdict[str, int]) -> Iterator[tuple[int, int, int, int, int, int, int]]:
    return ((who, at, codes[title], start, last, as_of, now) for who, at, title, start, last, as_of, now in rows)


def stay_keys(title: Int32, here: Bool, start: Int32) -> Int64:
    """Title, place and start of each stay as one number: equal where all three are."""
    return ((title.astype(np.int64) * 2 + here) << 32) + (start.astype(np.int64) - int(NO_DAY))


def _first_of_each(person: Int32, told: Int64) -> Bool:
    """Which rows say of a person what none before it does; rows by person. O(rows log rows)."""
    order = np.lexsort((told, person))
    fresh = np.ones(len(person), dtype=np.bool_)
    fresh[1:] = (np.diff(person[order]) != 0) | (np.diff(told[order]) != 0)
    found = np.empty(len(person), dtype=np.bool_)
    found[order] = fresh
    return found
