"""Everything the workspace holds between one person and others, put together: the raw material of the judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from graph.columns import Int32, Int64, PairColumns
from graph.model import Dossier, Employment, Exchange, Mark, Person, PersonId, Statement
from graph.network import Network
from graph.stores.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _WorkspaceRecord:
    """What the workspace says of the people asked for."""

    people: Mapping[PersonId, Person]
    connections: Mapping[PersonId, date | None]
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
    workspace: Workspace, network: Network, ego: PersonId, persons: Iterable[PersonId], as_of: date
) -> dict[PersonId, Dossier]:
    """What is known between `ego` and each of `persons` on the day `as_of`.

    Args:
        workspace: facts that are no numbers: names, statements, employments, marks.
        network: what passed between pairs, built with contacts up to `as_of`.
        ego: a person of the network, owner or not.
        persons: ids of the network.
        as_of: statements and connections dated later are left out, stays that begin later too.

    Returns:
        A dossier per person, in the order of `persons`. Six queries whatever their number.

    Raises:
        PersonNotFoundError: the network has no such ego.
        ChangedWhileReadError: one of the persons is not in the workspace any more.
    """
    wanted = list(dict.fromkeys(persons))
    said = _WorkspaceRecord(
        people=workspace.people_by_id(wanted),
        connections=workspace.connections(ego, wanted),
        statements=workspace.statements_between(ego, wanted),
        employments=workspace.employments(wanted),
        marks=workspace.marks(ego, wanted),
    )
    known = [person for person in wanted if person in said.people]
    me = network.index(ego)
    numbers = np.fromiter((network.index(p) for p in known), dtype=np.int32, count=len(known))
    rows, common = pair_rows(network, me), common_contacts(network, me, numbers)
    return {
        person: _dossier(
            said,
            person,
            as_of,
            NetworkRecord(exchange(network.pairs, rows.get(number, -1), me), shared, shown_by(network, me, number)),
        )
        for person, number, shared in zip(known, numbers.tolist(), common.tolist(), strict=True)
    }


def _dossier(said: _WorkspaceRecord, person: PersonId, as_of: date, seen: NetworkRecord) -> Dossier:
    since = said.connections.get(person)
    return Dossier(
        person=said.people[person],
        connected=person in said.connections and not (since and since > as_of),
        connected_on=since if since and since <= as_of else None,
        exchange=seen.exchange,
        statements=tuple(s for s in said.statements.get(person, ()) if not (s.at and s.at > as_of)),
        employments=tuple(e for e in said.employments.get(person, ()) if not (e.start and e.start > as_of)),
        mark=said.marks.get(person, Mark()),
        common_contacts=seen.common,
        shown_by=seen.shown_by,
    )


def pair_rows(network: Network, person: int) -> Mapping[int, int]:
    """The row of `pairs` for everybody that anything dated passed with. Kept: O(their pairs) once."""
    return network.tables.get(("pair rows", person), lambda: _pair_rows(network, person), lambda rows: 150 * len(rows))


def _pair_rows(network: Network, person: int) -> dict[int, int]:
    pairs, rows = network.pairs, network.pairs_of(person)
    others = np.where(pairs.a[rows] == person, pairs.b[rows], pairs.a[rows])
    return dict(zip(others.tolist(), rows.tolist(), strict=True))


def exchange(pairs: PairColumns, row: int, ego: int) -> Exchange:
    """One row of `pairs` as `ego` sees it; an empty exchange for row -1."""
    if row < 0:
        return Exchange()
    mine, theirs = ("ab", "ba") if int(pairs.a[row]) == ego else ("ba", "ab")
    unanswered = _count(pairs, "unanswered", mine, row)
    return Exchange(
        sent=_count(pairs, "messages", mine, row),
        received=_count(pairs, "messages", theirs, row),
        group=int(pairs.group[row]),
        meetings=int(pairs.meetings[row]),
        first=_day(pairs.first, row),
        last=_day(pairs.last, row),
        asked=_count(pairs, "asked", mine, row),
        answered=_count(pairs, "answered", mine, row),
        ignored=_count(pairs, "ignored", mine, row),
        personal_sent=_count(pairs, "personal", mine, row),
        personal_received=_count(pairs, "personal", theirs, row),
        opened_by_them=_count(pairs, "opened", theirs, row),
        taken_up=_count(pairs, "taken_up", theirs, row),
        unanswered=unanswered,
        unanswered_since=_day(pairs.unanswered_since, row) if unanswered else None,
        strength=float(pairs.strength[row]),
    )


def _count(pairs: PairColumns, what: str, way: str, row: int) -> int:
    column: Int32 = getattr(pairs, f"{what}_{way}")
    return int(column[row])


def _day(seconds: Int64, row: int) -> date:
    return datetime.fromtimestamp(int(seconds[row]), tz=UTC).date()


def common_contacts(network: Network, ego: int, persons: Int32) -> Int32:
    """How many people each of `persons` shares with `ego`. O(n + their ties)."""
    mine = np.zeros(len(network.graph), dtype=np.bool_)
    mine[network.graph.row(ego)] = True
    counts = (int(np.count_nonzero(mine[network.graph.row(person)])) for person in persons.tolist())
    return np.fromiter(counts, dtype=np.int32, count=len(persons))


def shown_by(network: Network, one: int, other: int) -> tuple[PersonId, ...]:
    """Whose archives show the tie of two people, ascending by id; empty without a tie."""
    tie = network.tie(one, other)
    if tie < 0:
        return ()
    ties = network.columns.ties
    owners = ties.shown_by[int(ties.shown_at[tie]) : int(ties.shown_at[tie + 1])]
    return tuple(network.person(owner) for owner in owners.tolist())
