"""Facts and ties as plain columns (numpy arrays): what stores give, what the engine and Neo4j take.

People are numbered 0..n-1 in the order of their ids, companies 0..m-1 likewise, so equal workspaces give equal arrays.
Days are whole days since 1970-01-01, times are UTC seconds; `NO_DAY`/`NO_TIME` stands for an unknown date.
Every array is read-only by convention and may be memory-mapped.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Int8 = npt.NDArray[np.int8]
UInt8 = npt.NDArray[np.uint8]
UInt64 = npt.NDArray[np.uint64]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.bytes_]

NO_DAY = np.int32(-(2**31))
NO_TIME = np.int64(-(2**63))


@dataclass(frozen=True, slots=True, eq=False)
class PeopleColumns:
    """`id`: (n,) 'S17', ascending. `company`: (n,) index of the current employer, -1 unknown."""

    id: Bytes
    company: Int32


@dataclass(frozen=True, slots=True, eq=False)
class CompanyColumns:
    """`id`: (m,) 'S17', ascending."""

    id: Bytes


@dataclass(frozen=True, slots=True, eq=False)
class ContactColumns:
    """One row per message (or meeting), recipient and archive that shows it; not deduplicated across archives.

    `sender`, `recipient`: people indexes; `at`: UTC seconds or NO_TIME; `group`: number of recipients, >= 1;
    `channel`: `graph.model.Channel`; `thread`: 64-bit digest of the conversation, 0 unknown; `shown_by`: people index
    of the owner whose archive shows the row, -1 for files without an owner.
    """

    sender: Int32
    recipient: Int32
    at: Int64
    group: Int32
    channel: Int8
    thread: Int64
    shown_by: Int32


@dataclass(frozen=True, slots=True, eq=False)
class ConnectionColumns:
    """Declared ties. `owner`: whose list or file shows it (-1: an edge list without owner); `a`, `b`: the two ends.

    `tenths`: how strong the owner of a reduced archive says it is, 1 to 10; 0 where nobody says. None: nobody anywhere.
    """

    a: Int32
    b: Int32
    day: Int32
    owner: Int32
    tenths: Int8 | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StatementColumns:
    """`kind`: StatementKind; `author` said it of `subject` on `day`; `shown_by` as for contacts."""

    kind: Int8
    author: Int32
    subject: Int32
    day: Int32
    shown_by: Int32


@dataclass(frozen=True, slots=True, eq=False)
class EmploymentColumns:
    """`start`, `end`: days or NO_DAY; `current`: no end known at `as_of`."""

    person: Int32
    company: Int32
    start: Int32
    end: Int32
    current: Bool
    as_of: Int32


@dataclass(frozen=True, slots=True, eq=False)
class ConfirmedColumns:
    """Ties the user confirmed: `owner` said that they know `person` closely (mark --close, --managed-me)."""

    owner: Int32
    person: Int32


@dataclass(frozen=True, slots=True, eq=False)
class WorkColumns:
    """Who works where now: `person`, `company` indexes, sorted, unique."""

    person: Int32
    company: Int32


@dataclass(frozen=True, slots=True, eq=False)
class FactColumns:
    """Everything a workspace knows that bears on ties. `owners`: people indexes in the order first imported."""

    people: PeopleColumns
    companies: CompanyColumns
    owners: Int32
    contacts: ContactColumns
    connections: ConnectionColumns
    statements: StatementColumns
    employments: EmploymentColumns
    works: WorkColumns
    confirmed: ConfirmedColumns
    as_of_day: int


@dataclass(frozen=True, slots=True, eq=False)
class TieColumns:
    """Undirected ties, one row a pair, a < b, sorted by (a, b).

    `strength`: calibrated probability p, 0 < p <= 1 (cost is -ln p, computed in one place: `graph.strength.cost`);
    `classes`: sum of `graph.model.CLASS_BIT`; `messages_ab`, `messages_ba`: dated contacts each way;
    `last`: newest dated contact in UTC seconds or NO_TIME; `shown_by[shown_at[i]:shown_at[i+1]]`: people indexes of the
    owners whose archives show tie i, ascending.
    """

    a: Int32
    b: Int32
    strength: Float64
    classes: Int8
    messages_ab: Int32
    messages_ba: Int32
    last: Int64
    shown_at: Int64
    shown_by: Int32


@dataclass(frozen=True, slots=True, eq=False)
class NetworkColumns:
    """The graph: what the engine is built from, what is pushed to and pulled from Neo4j, what is exported."""

    people: PeopleColumns
    companies: CompanyColumns
    owners: Int32
    works: WorkColumns
    ties: TieColumns


@dataclass(frozen=True, slots=True, eq=False)
class PairColumns:
    """What passed between each pair with any dated contact, deduplicated, up to a moment. a < b, sorted by (a, b).

    `..._ab` is what a did towards b. `messages`: contacts; `personal`: messages to few; `weight`: S of `graph.strength`
    (days decayed, group contacts counted 1/n, one-way contact counted once); `asked`: asks whose outcome is known (see
    `graph.strength.conversations`), `answered`: those answered within 14 days, `ignored`: those nothing came back to;
    `opened`: conversations opened with the other alone, `taken_up`: those the other went into; `unanswered`: personal
    messages after which nothing came back, `unanswered_since`: when the first of them was sent (`NO_TIME`: none);
    `group`: contacts with more than one recipient; `meetings`: of channel MEETING; `first`, `last`: UTC seconds;
    `strength`: T, the geometric mean of both weights with a floor, or from 500 pairs on the order learned on the own
    past in its place (`graph.strength.network_columns`): only its order means anything.
    """

    a: Int32
    b: Int32
    messages_ab: Int32
    messages_ba: Int32
    personal_ab: Int32
    personal_ba: Int32
    weight_ab: Float64
    weight_ba: Float64
    asked_ab: Int32
    asked_ba: Int32
    answered_ab: Int32
    answered_ba: Int32
    ignored_ab: Int32
    ignored_ba: Int32
    opened_ab: Int32
    opened_ba: Int32
    taken_up_ab: Int32
    taken_up_ba: Int32
    unanswered_ab: Int32
    unanswered_ba: Int32
    unanswered_since: Int64
    group: Int32
    meetings: Int32
    first: Int64
    last: Int64
    strength: Float64


Columns = TypeVar(
    "Columns",
    PeopleColumns,
    CompanyColumns,
    ContactColumns,
    ConnectionColumns,
    StatementColumns,
    EmploymentColumns,
    ConfirmedColumns,
    TieColumns,
    WorkColumns,
    PairColumns,
)


def numbers_of(ids: Bytes, held: Bytes) -> Int32:
    """The number of each of `ids` among `held` (ascending), -1 for those that are not there. O(ids log held).

    The graph of a server holds others than a workspace does, so numbers in the facts of one are not those of the other.
    """
    if not len(held):
        return np.full(len(ids), -1, dtype=np.int32)
    at = np.searchsorted(held, ids)
    found = held[np.minimum(at, len(held) - 1)] == ids
    return np.where(found, at, -1).astype(np.int32)


_TYPES: dict[str, npt.DTypeLike] = {
    "Int8": np.int8,
    "Int32": np.int32,
    "Int64": np.int64,
    "Float64": np.float64,
    "Bool": np.bool_,
    "Bytes": "S17",
}


def without_rows(kind: type[Columns]) -> Columns:
    """A table of this kind that holds nothing; of ties, `no_ties`."""
    return kind(**{f.name: np.empty(0, dtype=_TYPES[str(f.type)]) for f in fields(kind)})


def no_ties() -> TieColumns:
    """Nobody is tied to anybody."""
    return replace(without_rows(TieColumns), shown_at=np.zeros(1, dtype=np.int64))


def no_pairs() -> PairColumns:
    """Nothing dated passed between anybody."""
    return without_rows(PairColumns)


def no_network() -> NetworkColumns:
    """A network of nobody."""
    return NetworkColumns(
        people=without_rows(PeopleColumns),
        companies=without_rows(CompanyColumns),
        owners=np.empty(0, dtype=np.int32),
        works=without_rows(WorkColumns),
        ties=no_ties(),
    )
