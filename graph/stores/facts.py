"""Everything that bears on ties, read in one go into numpy columns (`graph.columns.FactColumns`).

Rows come in the order they were imported. People and companies are numbered by the rank of their ids; a row number of
the file is turned into that rank by one look-up table, so the cost is one pass over the facts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.columns import (
    NO_DAY,
    NO_TIME,
    CompanyColumns,
    ConfirmedColumns,
    ConnectionColumns,
    ContactColumns,
    EmploymentColumns,
    FactColumns,
    Int32,
    Int64,
    PeopleColumns,
    StatementColumns,
    WorkColumns,
)
from graph.model import PersonId
from graph.stores.directory_rows import works_at

_UNKNOWN = {"no_day": int(NO_DAY), "no_time": int(NO_TIME)}
"""What stands in the columns for a day and a time that nobody stated: parameters of every query here."""


def read_facts(connection: sqlite3.Connection) -> FactColumns:
    """All facts, as of one committed state. Time and memory linear in the number of rows."""
    people_ids, person_at = _ranks(connection, "person")
    company_ids, company_at = _ranks(connection, "company")
    shown_by = _lookup(_columns(connection, "SELECT row_id, coalesce(owner, 0) FROM source"), person_at)
    employer = _lookup(_columns(connection, "SELECT row_id, coalesce(company, 0) FROM person"), company_at)
    ((newest,),) = connection.execute("SELECT coalesce(max(as_of), :no_day) FROM source", _UNKNOWN)
    (owners,) = _columns(
        connection, "SELECT owner FROM source WHERE owner IS NOT NULL GROUP BY owner ORDER BY min(row_id)"
    )
    return FactColumns(
        people=PeopleColumns(id=people_ids, company=_by_rank(employer, person_at, len(people_ids))),
        companies=CompanyColumns(id=company_ids),
        owners=person_at[owners],
        contacts=_contacts(connection, person_at, shown_by),
        connections=_connections(connection, person_at, shown_by),
        statements=_statements(connection, person_at, shown_by),
        employments=_employments(connection, person_at, company_at),
        works=_works(connection, person_at, company_at),
        confirmed=_confirmed(connection, person_at),
        as_of_day=int(newest),
    )


def _columns(connection: sqlite3.Connection, query: str) -> Sequence[Int64]:
    """The columns of a query of whole numbers, through the driver's own cursor: no row objects in between."""
    cursor = connection.execute(query, _UNKNOWN)
    names = [f"f{n}" for n in range(len(cursor.description))]
    table = np.fromiter(cursor, dtype=np.dtype([(name, np.int64) for name in names]))
    return [table[name] for name in names]


def _ranks(connection: sqlite3.Connection, table: str) -> tuple[npt.NDArray[np.bytes_], Int32]:
    """The ids in ascending order, and the rank of each row number (-1 for none; row 0 is nobody)."""
    rows = connection.execute(f"SELECT id, row_id FROM {table} ORDER BY id")  # noqa: S608  (a name of ours)
    found = np.fromiter(rows, dtype=np.dtype([("id", "S17"), ("row", np.int64)]))
    rank = np.full(int(found["row"].max(initial=0)) + 1, -1, dtype=np.int32)
    rank[found["row"]] = np.arange(len(found), dtype=np.int32)
    return np.ascontiguousarray(found["id"]), rank


def _lookup(pairs: Sequence[Int64], rank: Int32) -> Int32:
    """From row number to the rank of what that row names."""
    numbers, named = pairs
    table = np.full(int(numbers.max(initial=0)) + 1, -1, dtype=np.int32)
    table[numbers] = rank[named]
    return table


def _by_rank(values: Int32, rank: Int32, count: int) -> Int32:
    ordered = np.full(count, -1, dtype=np.int32)
    known = np.flatnonzero(rank >= 0)
    ordered[rank[known]] = values[known]
    return ordered


def _contacts(connection: sqlite3.Connection, person_at: Int32, shown_by: Int32) -> ContactColumns:
    sender, recipient, at, group, channel, thread, source = _columns(
        connection,
        "SELECT sender, recipient, coalesce(at, :no_time), group_size, channel, thread, source FROM contact",
    )
    return ContactColumns(
        sender=person_at[sender],
        recipient=person_at[recipient],
        at=np.ascontiguousarray(at),
        group=group.astype(np.int32),
        channel=channel.astype(np.int8),
        thread=np.ascontiguousarray(thread),
        shown_by=shown_by[source],
    )


def _connections(connection: sqlite3.Connection, person_at: Int32, shown_by: Int32) -> ConnectionColumns:
    a, b, day, source, tenths = _columns(
        connection, "SELECT a, b, coalesce(day, :no_day), source, coalesce(tenths, 0) FROM connection"
    )
    return ConnectionColumns(
        a=person_at[a],
        b=person_at[b],
        day=day.astype(np.int32),
        owner=shown_by[source],
        tenths=tenths.astype(np.int8) if tenths.any() else None,
    )


def _statements(connection: sqlite3.Connection, person_at: Int32, shown_by: Int32) -> StatementColumns:
    kind, author, subject, day, source = _columns(
        connection, "SELECT kind, author, subject, coalesce(day, :no_day), source FROM statement"
    )
    return StatementColumns(
        kind=kind.astype(np.int8),
        author=person_at[author],
        subject=person_at[subject],
        day=day.astype(np.int32),
        shown_by=shown_by[source],
    )


def _employments(connection: sqlite3.Connection, person_at: Int32, company_at: Int32) -> EmploymentColumns:
    person, company, start, end, current, as_of = _columns(
        connection,
        'SELECT person, company, coalesce(start, :no_day), coalesce("end", :no_day), current, as_of FROM employment',
    )
    return EmploymentColumns(
        person=person_at[person],
        company=company_at[company],
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        current=current.astype(np.bool_),
        as_of=as_of.astype(np.int32),
    )


def _works(connection: sqlite3.Connection, person_at: Int32, company_at: Int32) -> WorkColumns:
    pair = np.dtype([("person", np.int64), ("company", np.int64)])
    rows = np.fromiter(connection.execute(works_at()), dtype=pair)
    person, company = person_at[rows["person"]], company_at[rows["company"]]
    order = np.lexsort((company, person))
    return WorkColumns(person=person[order], company=company[order])


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
