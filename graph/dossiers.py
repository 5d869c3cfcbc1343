"""Everything the workspace holds between one person and others, put together: the raw material of the judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.columns import Bool, Int32, Int64, PairColumns
from graph.days import SECONDS_A_DAY, date_of
from graph.memo import bytes_of
from graph.model import Dossier, Employment, Exchange, Mark, Person, PersonId, Statement
from graph.network import Network
from graph.stores.fact_reader import FactReader

FEW = 10
"""People up to whom contacts in common are compared one by one."""
NONE = -1
"""No row."""


@dataclass(frozen=True, slots=True)
class _WorkspaceRecord:
    """What the workspace says of the people asked for."""

    people: Mapping[PersonId, Person]
    connections: Mapping[PersonId, date | None]
    noted: frozenset[PersonId]
    statements: Mapping[PersonId, tuple[Statement, ...]]
    employments: Mapping[PersonId, tuple[Employment, ...]]
    marks: Mapping[PersonId, Mark]


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """What the network tells of the ego and one person."""

    exchange: Exchange
    common: int
    shown_by: tuple[PersonId, ...]


def dossiers(
    workspace: FactReader, network: Network, ego: PersonId, persons: Iterable[PersonId], as_of: date
) -> dict[PersonId, Dossier]:
    """What is known between `ego` and each of `persons` on the day `as_of`.

    Args:
        workspace: facts that are no numbers: names, statements, employments, marks.
        network: what passed between pairs, built with contacts up to `as_of`.
        ego: a person of the network, owner or not.
        persons: ids of the network.
        as_of: statements and connections dated later are left out, stays that begin later too.

    Returns:
        A dossier per person, in the order of `persons`. Seven queries whatever their number.

    Raises:
        PersonNotFoundError: the network has no such ego.
        ChangedWhileReadError: one of the persons is not in the workspace any more.
    """
    wanted = list(dict.fromkeys(persons))
    said = _WorkspaceRecord(
        people=workspace.people_by_id(wanted),
        connections=workspace.connections(ego, wanted),
        noted=workspace.noted(ego, wanted),
        statements=workspace.statements_between(ego, wanted),
        employments=workspace.employments(wanted),
        marks=workspace.marks(ego, wanted),
    )
    known = [person for person in wanted if person in said.people]
    me = network.index(ego)
    numbers = network.indexes(known)
    rows, common = pair_rows(network, me), common_contacts(network, me, numbers)
    exchanges = exchanges_in(network.pairs, rows.of_each(numbers), me)
    seen = zip(exchanges, common.tolist(), shown_by(network, me, numbers), strict=True)
    return {
        person: _dossier(said, person, as_of, NetworkRecord(*each)) for person, each in zip(known, seen, strict=True)
    }


def _dossier(said: _WorkspaceRecord, person: PersonId, as_of: date, seen: NetworkRecord) -> Dossier:
    since = said.connections.get(person)
    return Dossier(
        person=said.people[person],
        connected=person in said.connections and person not in said.noted and not (since and since > as_of),
        noted=person in said.noted and not (since and since > as_of),
        connected_on=since if since and since <= as_of else None,
        exchange=seen.exchange,
        statements=tuple(s for s in said.statements.get(person, ()) if not (s.at and s.at > as_of)),
        employments=tuple(e for e in said.employments.get(person, ()) if not (e.start and e.start > as_of)),
        mark=said.marks.get(person, Mark()),
        common_contacts=seen.common,
        shown_by=seen.shown_by,
    )


@dataclass(frozen=True, slots=True, eq=False)
class PairRows:
    """Everybody that anything dated passed with one person: who, ascending, and the row of `pairs`."""

    who: Int32
    rows: Int64

    @classmethod
    def of(cls, network: Network, person: int) -> PairRows:
        """Those of a person by number. O(their pairs log their pairs)."""
        pairs, rows = network.pairs, network.pairs_of(person)
        who = np.where(pairs.a[rows] == person, pairs.b[rows], pairs.a[rows]).astype(np.int32)
        order = np.argsort(who)
        return cls(who[order], rows[order])

    def position(self, people: Int32) -> Int64:
        """Where each of `people` stands in `who`, `NONE` where nothing passed. O(k log n)."""
        at = np.searchsorted(self.who, people)
        inside = at < len(self.who)
        inside[inside] = self.who[at[inside]] == people[inside]
        return np.where(inside, at, NONE)

    def of_each(self, people: Int32) -> Int64:
        """The row of `pairs` of each of `people`, `NONE` where nothing passed."""
        at = self.position(people)
        return np.where(at == NONE, NONE, self.rows[at]) if len(self.rows) else at


def pair_rows(network: Network, person: int) -> PairRows:
    """Whom anything dated passed with; kept."""
    key = ("pair rows", person)
    return network.tables.get(key, lambda: PairRows.of(network, person), lambda held: bytes_of((held.who, held.rows)))


NOTHING = Exchange()
_PLAIN = ("group", "meetings", "first", "last", "unanswered_since", "strength")
_DIRECTED = ("messages", "asked", "answered", "ignored", "personal", "opened", "taken_up", "unanswered")


def exchange(pairs: PairColumns, row: int, ego: int) -> Exchange:
    """One row of `pairs` as `ego` sees it; an empty exchange for row -1."""
    return exchanges_in(pairs, np.array([row], dtype=np.int64), ego)[0]


def exchanges_in(pairs: PairColumns, rows: Int64, ego: int) -> list[Exchange]:
    """Rows of `pairs` as `ego` sees them; an empty exchange for row -1. Every column is read once."""
    some = rows[rows != NONE]
    first = pairs.a[some] == ego
    read: dict[str, list[int]] = {name: getattr(pairs, name)[some].tolist() for name in _PLAIN}
    for what in _DIRECTED:
        ab, ba = getattr(pairs, f"{what}_ab")[some], getattr(pairs, f"{what}_ba")[some]
        read[what], read[f"{what}_back"] = np.where(first, ab, ba).tolist(), np.where(first, ba, ab).tolist()
    found = map(_exchange, *(read[name] for name in _READ))
    return [NOTHING if row == NONE else next(found) for row in rows.tolist()]


_READ = (
    *("messages", "messages_back", "group", "meetings", "first", "last", "asked", "answered", "ignored", "personal"),
    *("personal_back", "opened_back", "taken_up_back", "unanswered", "unanswered_since", "strength"),
)


def _exchange(  # noqa: PLR0917  (a row of columns, in the order of `_READ`)
    sent: int, received: int, group: int, meetings: int, first: int, last: int, asked: int, answered: int,
    ignored: int, personal_sent: int, personal_received: int, opened: int, taken_up: int, unanswered: int,
    unanswered_since: int, strength: float,
) -> Exchange:  # fmt: skip
    return Exchange(
        sent=sent,
        received=received,
        group=group,
        meetings=meetings,
        first=_day(first),
        last=_day(last),
        asked=asked,
        answered=answered,
        ignored=ignored,
        personal_sent=personal_sent,
        personal_received=personal_received,
        opened_by_them=opened,
        taken_up=taken_up,
        unanswered=unanswered,
        unanswered_since=_day(unanswered_since) if unanswered else None,
        strength=strength,
    )


def _day(seconds: int) -> date:
    return date_of(seconds // SECONDS_A_DAY)


def common_contacts(network: Network, ego: int, persons: Int32) -> Int32:
    """How many people each of `persons` shares with `ego`. O(their ties log), or O(their ties) after O(n) once."""
    if len(persons) <= FEW:
        return _shared_by_few(network, ego, persons)
    mine = network.tables.get(("contacts", ego), lambda: _contacts(network, ego), lambda marked: marked.nbytes)
    return ties_into(network, persons, mine)


def _shared_by_few(network: Network, ego: int, persons: Int32) -> Int32:
    """The same without a mark on everybody's number, which whoever asks of a path's people would leave for each."""
    mine = network.tables.get(("sorted contacts", ego), lambda: np.sort(network.graph.row(ego)), lambda row: row.nbytes)
    if not len(mine):
        return np.zeros(len(persons), dtype=np.int32)
    rows = [network.graph.row(person) for person in persons.tolist()]
    found = [mine[np.minimum(np.searchsorted(mine, row), len(mine) - 1)] == row for row in rows]
    return np.array([np.count_nonzero(hits) for hits in found], dtype=np.int32)


def _contacts(network: Network, ego: int) -> Bool:
    mine = np.zeros(len(network.graph), dtype=np.bool_)
    mine[network.graph.row(ego)] = True
    return mine


def ties_into(network: Network, persons: Int32, some: Bool) -> Int32:
    """How many of the marked people each of `persons` is tied to. O(n + their ties)."""
    indptr = network.graph.indptr
    ends = np.cumsum(indptr[persons + 1] - indptr[persons])
    rows = [network.graph.row(person) for person in persons.tolist()]
    hits = np.concatenate([[0], np.cumsum(some[np.concatenate(rows)])]) if rows else np.zeros(1, dtype=np.int64)
    return np.diff(hits[ends], prepend=0).astype(np.int32)


def shown_by(network: Network, one: int, others: Int32) -> list[tuple[PersonId, ...]]:
    """Whose archives show the tie of one person and each of others, ascending by id; empty without a tie."""
    ties, names = network.columns.ties, dict[int, PersonId]()
    found = []
    for tie in network.ties(one, others).tolist():
        owners = ties.shown_by[int(ties.shown_at[tie]) : int(ties.shown_at[tie + 1])].tolist() if tie >= 0 else ()
        found.append(tuple([names.get(o) or names.setdefault(o, network.person(o)) for o in owners]))
    return found
