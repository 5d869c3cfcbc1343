"""Reading the graph of all workspaces from the server: whole, or what changed since an earlier reading.

Adjacency lists, a slice of the ids at a time: each slice is a request of its own, repeated by the driver when the
server was away, and four times faster than ties as rows. What the server says of itself is read before and after; if a
push began or ended in between, what changed is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from neo4j import Record

from graph.columns import Bytes, NetworkColumns
from graph.neo4j import schema
from graph.neo4j.assembly import Piece, assembled, ids_of, joined, kept, piece
from graph.neo4j.client import Server, column
from graph.neo4j.errors import NewerSchemaError, NothingPushedError, UnstableGraphError
from graph.neo4j.progress import Progress, no_progress
from graph.neo4j.slices import slices
from graph.neo4j.workspace_rows import company_slices, count, person_slices

ATTEMPTS = 5
"""Readings that a push may overtake before the pull gives up."""
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the server says of its graph.

    `uuid`: which graph (dropping and pushing makes another); `generation`: its last whole change; `since`: the turn up
    to which everything is settled: a reader who was here now needs what was touched after it; `unfinished`: ids of
    workspaces whose push is under way or was broken off.
    """

    uuid: str
    generation: int
    since: int
    unfinished: tuple[str, ...]
    owners: tuple[str, ...]
    turns: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PulledGraph:
    """The graph and the moment it is of."""

    columns: NetworkColumns
    moment: Moment


def moment(server: Server) -> Moment:
    """What the server says of its graph now.

    Raises:
        NothingPushedError: there is none.
        NewerSchemaError: a newer Goodword wrote it.
    """
    rows = server.read(schema.META)
    if not rows:
        raise NothingPushedError
    found, known = rows[0], cast("int", rows[0]["schema"])
    if known > schema.SCHEMA:
        raise NewerSchemaError(known, schema.SCHEMA)
    workspaces = cast("list[tuple[str, str, int, list[str]]]", found["workspaces"])
    running = [(name, turn) for name, state, turn, _ in workspaces if state != "whole"]
    generation = cast("int", found["generation"])
    return Moment(
        uuid=cast("str", found["uuid"]),
        generation=generation,
        since=min([generation, *(turn - 1 for _, turn in running)]),
        unfinished=tuple(name for name, _ in running),
        owners=tuple(owner for *_, owners in workspaces for owner in owners or ()),
        turns=tuple((name, state, turn) for name, state, turn, _ in workspaces),
    )


def pull(server: Server, held: PulledGraph | None = None, *, progress: Progress = no_progress) -> PulledGraph:
    """The graph as it is on the server.

    Args:
        server: an open server.
        held: an earlier answer; then only what changed since is read, if it is of the same graph.
        progress: told after every slice.

    Raises:
        NothingPushedError: there is no graph.
        UnstableGraphError: pushes began or ended during every one of `ATTEMPTS` readings.
        EngineError: the server failed.

    O(graph) for a first reading, O(changes) requests and O(graph) memory traffic after.
    """
    before = moment(server)
    for _ in range(ATTEMPTS):
        usable = held is not None and held.moment.uuid == before.uuid and held.moment.generation <= before.generation
        columns = (
            _changed(server, held, before, progress) if held is not None and usable else _all(server, before, progress)
        )
        after = moment(server)
        if (after.uuid, after.turns) == (before.uuid, before.turns):
            return PulledGraph(columns, before)
        held, before = PulledGraph(columns, before), after
    raise UnstableGraphError(ATTEMPTS)


def _all(server: Server, now: Moment, progress: Progress) -> NetworkColumns:
    whole = count(server, schema.COUNT_PEOPLE, PEOPLE)
    pieces: list[Piece] = []
    for low, high in person_slices(server, whole):
        pieces.append(_piece(server.read(schema.PULL, low=low, high=high)))
        progress(PEOPLE, sum(len(p.id) for p in pieces), whole)
    return assembled(joined(pieces), _companies(server), now.owners)


def _changed(server: Server, held: PulledGraph, now: Moment, progress: Progress) -> NetworkColumns:
    since = held.moment.since
    if (held.moment.generation, held.moment.turns) == (now.generation, now.turns) and not now.unfinished:
        return held.columns
    whole = count(server, schema.COUNT_TOUCHED, PEOPLE, since=since)
    pieces: list[Piece] = []
    for low, high in slices("p", whole):
        pieces.append(_piece(server.read(schema.PULL_TOUCHED, low=low, high=high, since=since)))
        progress(PEOPLE, sum(len(p.id) for p in pieces), whole)
    gone = ids_of(column(server.read(schema.GONE, since=since), "id"))
    fresh = joined(pieces)
    old = kept(held.columns, np.concatenate([fresh.id, gone]))
    return assembled(joined([old, fresh]), _companies(server), now.owners)


def _piece(rows: list[Record]) -> Piece:
    records = cast("Sequence[tuple[str, str | None, list[str], list[list[object]]]]", rows)
    if not records:
        return piece([], [], [], [])
    ids, employers, works, ties = zip(*records, strict=True)
    return piece(ids, employers, works, ties)


def _companies(server: Server) -> Bytes:
    found = [
        column(server.read(schema.PULL_COMPANIES, low=low, high=high), "id") for low, high in company_slices(server, 0)
    ]
    return ids_of([i for page in found for i in page])
