"""Everything that bears on ties, read in one go into numpy columns (`graph.columns.FactColumns`).

Rows come in the order they were imported. People and companies are numbered by the rank of their ids; a row number of
the file is turned into that rank by one look-up table, so the cost is one pass over the facts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, Table, func, literal, or_, select
from sqlalchemy.sql.functions import coalesce

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
from graph.stores import schema
from graph.stores.directory_rows import works_at
from graph.stores.records import driver

_UNKNOWN_DAY, _UNKNOWN_TIME = literal(int(NO_DAY)), literal(int(NO_TIME))


def read_facts(connection: Connection) -> FactColumns:
    """All facts, as of one committed state. Time and memory linear in the number of rows."""
    people_ids, person_at = _ranks(connection, schema.person)
    company_ids, company_at = _ranks(connection, schema.company)
    source, person = schema.source, schema.person
    shown_by = _lookup(_columns(connection, select(source.c.row_id, coalesce(source.c.owner, 0))), person_at)
    employer = _lookup(_columns(connection, select(person.c.row_id, coalesce(person.c.company, 0))), company_at)
    newest = connection.execute(select(coalesce(func.max(source.c.as_of), _UNKNOWN_DAY))).scalar_one()
    return FactColumns(
        people=PeopleColumns(id=people_ids, company=_by_rank(employer, person_at, len(people_ids))),
        companies=CompanyColumns(id=company_ids),
        owners=person_at[_owners(connection)],
        contacts=_contacts(connection, person_at, shown_by),
        connections=_connections(connection, person_at, shown_by),
        statements=_statements(connection, person_at, shown_by),
        employments=_employments(connection, person_at, company_at),
        works=_works(connection, person_at, company_at),
        confirmed=_confirmed(connection, person_at),
        as_of_day=int(newest),
    )


def _owners(connection: Connection) -> Int64:
    owner = schema.source.c.owner
    query = select(owner).where(owner.is_not(None)).group_by(owner).order_by(func.min(schema.source.c.row_id))
    return _columns(connection, query)[0]


def _columns(connection: Connection, query: Select[tuple[int, ...]]) -> Sequence[Int64]:
    table = _table(connection, query, np.dtype([(f"f{n}", np.int64) for n in range(len(query.selected_columns))]))
    return [table[name] for name in table.dtype.names or ()]


def _table(connection: Connection, query: Select[tuple[object, ...]], kind: np.dtype[np.void]) -> npt.NDArray[np.void]:
    """The rows of a query, through the driver's own cursor: no row objects in between."""
    sql = str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    return np.fromiter(driver(connection).execute(sql), dtype=kind)


def _ranks(connection: Connection, table: Table) -> tuple[npt.NDArray[np.bytes_], Int32]:
    """The ids in ascending order, and the rank of each row number (-1 for none; row 0 is nobody)."""
    query = select(table.c.id, table.c.row_id).order_by(table.c.id)
    found = _table(connection, query, np.dtype([("id", "S17"), ("row", np.int64)]))
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


def _contacts(connection: Connection, person_at: Int32, shown_by: Int32) -> ContactColumns:
    table = schema.contact.c
    when = coalesce(table.at, _UNKNOWN_TIME)
    sender, recipient, at, group, channel, thread, source = _columns(
        connection,
        select(table.sender, table.recipient, when, table.group_size, table.channel, table.thread, table.source),
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


def _connections(connection: Connection, person_at: Int32, shown_by: Int32) -> ConnectionColumns:
    table = schema.connection.c
    a, b, day, source, tenths = _columns(
        connection,
        select(table.a, table.b, coalesce(table.day, _UNKNOWN_DAY), table.source, coalesce(table.tenths, 0)),
    )
    return ConnectionColumns(
        a=person_at[a],
        b=person_at[b],
        day=day.astype(np.int32),
        owner=shown_by[source],
        tenths=tenths.astype(np.int8) if tenths.any() else None,
    )


def _statements(connection: Connection, person_at: Int32, shown_by: Int32) -> StatementColumns:
    table = schema.statement.c
    kind, author, subject, day, source = _columns(
        connection,
        select(table.kind, table.author, table.subject, coalesce(table.day, _UNKNOWN_DAY), table.source),
    )
    return StatementColumns(
        kind=kind.astype(np.int8),
        author=person_at[author],
        subject=person_at[subject],
        day=day.astype(np.int32),
        shown_by=shown_by[source],
    )


def _employments(connection: Connection, person_at: Int32, company_at: Int32) -> EmploymentColumns:
    table = schema.employment.c
    person, company, start, end, current, as_of = _columns(
        connection,
        select(
            *(table.person, table.company, coalesce(table.start, _UNKNOWN_DAY), coalesce(table.end, _UNKNOWN_DAY)),
            *(table.current, table.as_of),
        ),
    )
    return EmploymentColumns(
        person=person_at[person],
        company=company_at[company],
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        current=current.astype(np.bool_),
        as_of=as_of.astype(np.int32),
    )


def _works(connection: Connection, person_at: Int32, company_at: Int32) -> WorkColumns:
    pair = np.dtype([("person", np.int64), ("company", np.int64)])
    rows = np.fromiter(driver(connection).execute(works_at()), dtype=pair)
    person, company = person_at[rows["person"]], company_at[rows["company"]]
    order = np.lexsort((company, person))
    return WorkColumns(person=person[order], company=company[order])


def confirmed_pairs(connection: Connection) -> list[tuple[PersonId, PersonId]]:
    """Who said of whom that they know them closely, by id; only people who are in the workspace."""
    return [(row.one, row.other) for row in connection.execute(_confirming("id"))]


def _confirming(column: str) -> Select[tuple[int, ...]]:
    mark, me, other = schema.mark, schema.person.alias("me"), schema.person.alias("other")
    known = (mark.c.close, mark.c.managed_me, mark.c.worked_with, mark.c.helped_me, mark.c.i_helped)
    return (
        select(me.c[column].label("one"), other.c[column].label("other"))
        .select_from(mark.join(me, me.c.id == mark.c.owner).join(other, other.c.id == mark.c.person))
        .where(or_(*(field == 1 for field in known)))
        .order_by(me.c.id, other.c.id)
    )


def _confirmed(connection: Connection, person_at: Int32) -> ConfirmedColumns:
    owner, person = _columns(connection, _confirming("row_id"))
    return ConfirmedColumns(owner=person_at[owner], person=person_at[person])
