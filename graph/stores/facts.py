"""Everything that bears on ties as numpy columns (`graph.columns.FactColumns`), from the rows of the file.

Rows come in the order they were imported. People and companies are numbered by the rank of their ids; a row number of
the file is turned into that rank by one look-up table, so the cost is one pass over the facts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from graph.columns import (
    CompanyColumns,
    ConfirmedColumns,
    ConnectionColumns,
    ContactColumns,
    EmploymentColumns,
    FactColumns,
    Int8,
    Int32,
    Int64,
    PeopleColumns,
    StatementColumns,
    WorkColumns,
)
from graph.model import PersonId
from graph.stores.directory_rows import owners_stays
from graph.stores.fact_rows import UNKNOWN, FactRows, Rows, number_table, read_rows


def read_facts(connection: sqlite3.Connection, rows: FactRows | None = None) -> FactColumns:
    """All facts, as of one committed state. Time and memory linear in the number of rows.

    `rows`: read in the same consistent read; None: they are read here.
    """
    tables = (rows or read_rows(connection)).tables
    people, ids = _ints(tables["person"]), cast("npt.NDArray[np.bytes_]", tables["person"]["id"])
    person_at = number_table(people["row_id"], np.arange(len(ids)))
    company_ids, company_at = _company_ranks(connection)
    number, owner, as_of = _columns(connection, "SELECT row_id, coalesce(owner, 0), as_of FROM source ORDER BY row_id")
    shown_by = number_table(number.astype(np.int32), person_at[owner])
    employer = company_at[people["company"]]
    _, first = np.unique(owner[owner > 0], return_index=True)
    return FactColumns(
        people=PeopleColumns(id=ids, company=employer),
        companies=CompanyColumns(id=company_ids),
        owners=person_at[owner[owner > 0][np.sort(first)]],
        contacts=_contacts(tables["contact"], person_at, shown_by),
        connections=_connections(tables["connection"], person_at, shown_by),
        statements=_statements(tables["statement"], person_at, shown_by),
        employments=_employments(tables["employment"], person_at, company_at),
        works=_works(connection, employer, person_at, company_at),
        confirmed=_confirmed(connection, person_at),
        as_of_day=int(as_of.max(initial=UNKNOWN["no_day"])),
    )


def _ints(rows: Rows) -> dict[str, Int32]:
    """The columns of a table that hold whole numbers of 32 bits."""
    return {name: cast("Int32", column) for name, column in rows.items() if column.dtype == np.int32}


def _columns(connection: sqlite3.Connection, query: str) -> Sequence[Int64]:
    """The columns of a query of whole numbers, through the driver's own cursor: no row objects in between."""
    cursor = connection.execute(query, UNKNOWN)
    names = [f"f{n}" for n in range(len(cursor.description))]
    table = np.fromiter(cursor, dtype=np.dtype([(name, np.int64) for name in names]))
    return [table[name] for name in names]


def _company_ranks(connection: sqlite3.Connection) -> tuple[npt.NDArray[np.bytes_], Int32]:
    """The ids in ascending order, and the rank of each row number (-1 for none; row 0 is nobody)."""
    rows = connection.execute("SELECT id, row_id FROM company ORDER BY id")
    found = np.fromiter(rows, dtype=np.dtype([("id", "S17"), ("row", np.int32)]))
    return np.ascontiguousarray(found["id"]), number_table(found["row"], np.arange(len(found)))


def _contacts(rows: Rows, person_at: Int32, shown_by: Int32) -> ContactColumns:
    ints = _ints(rows)
    return ContactColumns(
        sender=person_at[ints["sender"]],
        recipient=person_at[ints["recipient"]],
        at=cast("Int64", rows["at"]),
        group=ints["group"],
        channel=cast("Int8", rows["channel"]),
        thread=cast("Int64", rows["thread"]),
        shown_by=shown_by[ints["source"]],
    )


def _connections(rows: Rows, person_at: Int32, shown_by: Int32) -> ConnectionColumns:
    ints, tenths = _ints(rows), cast("Int8", rows["tenths"])
    return ConnectionColumns(
        a=person_at[ints["a"]],
        b=person_at[ints["b"]],
        day=ints["day"],
        owner=shown_by[ints["source"]],
        tenths=tenths if tenths.any() else None,
    )


def _statements(rows: Rows, person_at: Int32, shown_by: Int32) -> StatementColumns:
    ints = _ints(rows)
    return StatementColumns(
        kind=cast("Int8", rows["kind"]),
        author=person_at[ints["author"]],
        subject=person_at[ints["subject"]],
        day=ints["day"],
        shown_by=shown_by[ints["source"]],
    )


def _employments(rows: Rows, person_at: Int32, company_at: Int32) -> EmploymentColumns:
    ints = _ints(rows)
    return EmploymentColumns(
        person=person_at[ints["person"]],
        company=company_at[ints["company"]],
        start=ints["start"],
        end=ints["end"],
        current=cast("npt.NDArray[np.bool_]", rows["current"]),
        as_of=ints["as_of"],
    )


def _works(connection: sqlite3.Connection, employer: Int32, person_at: Int32, company_at: Int32) -> WorkColumns:
    """By the rule of `directory_rows.works_at`: newest headlines, and the current stays of owners."""
    owner, at = _columns(connection, owners_stays())
    known = np.flatnonzero(employer >= 0)
    by_headline = known << 32 | employer[known]
    stays = np.unique(person_at[owner].astype(np.int64) << 32 | company_at[at])
    place = np.searchsorted(by_headline, stays)
    fresh = by_headline[np.minimum(place, len(known) - 1)] != stays if len(known) else np.ones(len(stays), np.bool_)
    both = np.insert(by_headline, place[fresh], stays[fresh])
    return WorkColumns(person=(both >> 32).astype(np.int32), company=(both & 0xFFFFFFFF).astype(np.int32))


_CONFIRMED = """
SELECT {columns} FROM mark JOIN person AS me ON me.id = mark.owner JOIN person AS other ON other.id = mark.person
WHERE close = 1 OR managed_me = 1 OR worked_with = 1 OR helped_me = 1 OR i_helped = 1
ORDER BY me.id, other.id
"""


def confirmed_pairs(connection: sqlite3.Connection) -> list[tuple[PersonId, PersonId]]:
    """Who said of whom that they know them closely, by id; only people who are in the workspace."""
    return connection.execute(_CONFIRMED.format(columns="me.id, other.id")).fetchall()


def _confirmed(connection: sqlite3.Connection, person_at: Int32) -> ConfirmedColumns:
    owner, person = _columns(connection, _CONFIRMED.format(columns="me.row_id, other.row_id"))
    return ConfirmedColumns(owner=person_at[owner], person=person_at[person])
