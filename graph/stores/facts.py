"""Everything that bears on ties, read in one go into numpy columns (`graph.columns.FactColumns`).

Rows come in the order they were imported. People and companies are numbered by the rank of their ids; a row number of
the file is turned into that rank by one look-up table, so the cost is one pass over the facts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

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
)

_NO_DAY, _NO_TIME = int(NO_DAY), int(NO_TIME)

_CONTACTS = f"SELECT sender, recipient, coalesce(at, {_NO_TIME}), group_size, channel, thread, source FROM contact"
_CONNECTIONS = f"SELECT a, b, coalesce(day, {_NO_DAY}), source FROM connection"
_STATEMENTS = f"SELECT kind, author, subject, coalesce(day, {_NO_DAY}), source FROM statement"
_EMPLOYMENTS = f"""
SELECT person, company, coalesce(start, {_NO_DAY}), coalesce("end", {_NO_DAY}), current, as_of FROM employment
"""
_CONFIRMED = """
SELECT o.row_id, p.row_id FROM mark m JOIN person o ON o.id = m.owner JOIN person p ON p.id = m.person
WHERE m.close = 1 OR m.managed_me = 1 ORDER BY o.id, p.id
"""


def read_facts(connection: Connection) -> FactColumns:
    """All facts, as of one committed state. Time and memory linear in the number of rows."""
    people_ids, person_at = _ranks(connection, "person")
    company_ids, company_at = _ranks(connection, "company")
    shown_by = _lookup(_columns(connection, "SELECT row_id, coalesce(owner, 0) FROM source", 2), person_at)
    employer = _lookup(_columns(connection, "SELECT row_id, coalesce(company, 0) FROM person", 2), company_at)
    owners = _columns(connection, _OWNERS, 1)
    newest = connection.exec_driver_sql(f"SELECT coalesce(max(as_of), {_NO_DAY}) FROM source").scalar_one()
    return FactColumns(
        people=PeopleColumns(id=people_ids, company=_by_rank(employer, person_at, len(people_ids))),
        companies=CompanyColumns(id=company_ids),
        owners=person_at[owners[0]],
        contacts=_contacts(connection, person_at, shown_by),
        connections=_connections(connection, person_at, shown_by),
        statements=_statements(connection, person_at, shown_by),
        employments=_employments(connection, person_at, company_at),
        confirmed=_confirmed(connection, person_at),
        as_of_day=int(newest),
    )


_OWNERS = "SELECT owner FROM source WHERE owner IS NOT NULL GROUP BY owner ORDER BY min(row_id)"


def _columns(connection: Connection, sql: str, count: int) -> Sequence[Int64]:
    """The columns of a query of whole numbers, through the driver's own cursor: no row objects in between."""
    raw = connection.connection.driver_connection
    assert raw is not None
    kind = np.dtype([(f"f{n}", np.int64) for n in range(count)])
    table: npt.NDArray[np.void] = np.fromiter(raw.execute(sql), dtype=kind)
    return [table[f"f{n}"] for n in range(count)]


def _ranks(connection: Connection, table: str) -> tuple[npt.NDArray[np.bytes_], Int32]:
    """The ids in ascending order, and the rank of each row number (-1 for none; row 0 is nobody)."""
    found = connection.exec_driver_sql(f"SELECT id, row_id FROM {table} ORDER BY id").all()  # noqa: S608
    numbers = np.fromiter((row for _, row in found), dtype=np.int64, count=len(found))
    rank = np.full(int(numbers.max(initial=0)) + 1, -1, dtype=np.int32)
    rank[numbers] = np.arange(len(found), dtype=np.int32)
    return np.array([id_ for id_, _ in found], dtype="S17"), rank


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


def _contacts(connection: Connection, person_at: Int32, shown_by: Int32) -> ContactColumns:
    sender, recipient, at, group, channel, thread, source = _columns(connection, _CONTACTS, 7)
    return ContactColumns(
        sender=person_at[sender],
        recipient=person_at[recipient],
        at=np.ascontiguousarray(at),
        group=group.astype(np.int32),
        channel=channel.astype(np.int8),
        thread=np.ascontiguousarray(thread),
        shown_by=shown_by[source],
    )


def _connections(connection: Connection, person_at: Int32, shown_by: Int32) -> ConnectionColumns:
    a, b, day, source = _columns(connection, _CONNECTIONS, 4)
    return ConnectionColumns(a=person_at[a], b=person_at[b], day=day.astype(np.int32), owner=shown_by[source])


def _statements(connection: Connection, person_at: Int32, shown_by: Int32) -> StatementColumns:
    kind, author, subject, day, source = _columns(connection, _STATEMENTS, 5)
    return StatementColumns(
        kind=kind.astype(np.int8),
        author=person_at[author],
        subject=person_at[subject],
        day=day.astype(np.int32),
        shown_by=shown_by[source],
    )


def _employments(connection: Connection, person_at: Int32, company_at: Int32) -> EmploymentColumns:
    person, company, start, end, current, as_of = _columns(connection, _EMPLOYMENTS, 6)
    return EmploymentColumns(
        person=person_at[person],
        company=company_at[company],
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        current=current.astype(np.bool_),
        as_of=as_of.astype(np.int32),
    )


def _confirmed(connection: Connection, person_at: Int32) -> ConfirmedColumns:
    owner, person = _columns(connection, _CONFIRMED, 2)
    return ConfirmedColumns(owner=person_at[owner], person=person_at[person])
