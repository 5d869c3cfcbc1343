"""Bringing a workspace's graph to the server: only what differs, in batches that may be repeated.

What the server already holds of this workspace is read back slice by slice and compared row by row, so a push after a
kill goes on where it stopped, and one after a change writes the change. The workspace is marked unfinished before the
first row is written and whole in the transaction that writes its counts, so a half push is never taken for a whole one.
Every batch first takes the lock of its workspace and checks its token: of two pushes of one workspace, the later goes
on and the earlier stops.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import LiteralString, cast

from neo4j import Record

from graph.neo4j import schema
from graph.neo4j.client import Parameters, Server
from graph.neo4j.errors import NewerSchemaError, QueryRefusedError, TakenOverError
from graph.neo4j.listing import Listing, Row, Rows, batches, changes
from graph.neo4j.progress import Progress, no_progress
from graph.neo4j.workspace_rows import KINDS, ShownRows, Tally, company_slices, count, person_slices

Step = tuple[LiteralString, Parameters]


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push did. `written`, `removed`: rows by kind; `generation`: of the graph on the server after it.

    `token`: the server holds it until another push or drop of this workspace begins.
    """

    written: dict[str, int]
    removed: dict[str, int]
    generation: int
    token: str

    @property
    def changed(self) -> bool:
        """Whether anything differed."""
        return any(self.written.values()) or any(self.removed.values())


def push(server: Server, workspace: str, listing: Listing, *, progress: Progress = no_progress) -> PushResult:
    """Make the server show of `workspace` exactly what `listing` says.

    Args:
        server: an open server.
        workspace: the id under which this workspace's facts are kept apart from others'.
        listing: the graph and its names.
        progress: told after every batch.

    Raises:
        NewerSchemaError: a newer Goodword wrote there; nothing was changed.
        TakenOverError: another push or drop of this workspace began meanwhile.
        EngineError: the server failed; what was written stays and the next push goes on from there.

    Reading back is O(graph on the server), writing O(what differs).
    """
    check_schema(server)
    if count(server, schema.MADE, "made") < len(schema.SETUP):  # a constraint makes an index, too
        prepare(server)
    run = _Run(server, workspace, listing, progress)
    run.companies_and_people()
    run.ties_and_works()
    run.withdraw()
    return run.end()


def untouched(server: Server, workspace: str, token: str) -> PushResult | None:
    """A push that has nothing to do: `workspace` is whole as the push that left `token` there made it; else None.

    It does not look at rows, so it does not see what others than Goodword changed in them. Two small questions.

    Raises:
        NewerSchemaError: a newer Goodword wrote there.
        EngineError: the server failed.
    """
    check_schema(server)
    held = server.read(schema.WORKSPACE, workspace=workspace)
    if not held or held[0]["state"] != "whole" or held[0]["token"] != token:
        return None
    return PushResult(_none(), _none(), _generation(server), token)


def _none() -> dict[str, int]:
    return dict.fromkeys(KINDS, 0)


def _generation(server: Server) -> int:
    return cast("int", server.read(schema.META)[0]["generation"])


def check_schema(server: Server) -> None:
    """Refuse a graph that a newer version wrote.

    Raises:
        NewerSchemaError: it did.
    """
    found = server.read(schema.META)
    if found and cast("int", found[0]["schema"]) > schema.SCHEMA:
        raise NewerSchemaError(cast("int", found[0]["schema"]), schema.SCHEMA)


@dataclass(slots=True)
class _Run:
    """One push under way. `turn`: 0 until something is to be written; `late`: keys to take away at the end."""

    server: Server
    workspace: str
    listing: Listing
    progress: Progress
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    turn: int = 0
    fresh: bool = False
    touched: set[str] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)
    written: dict[str, int] = field(default_factory=_none)
    removed: dict[str, int] = field(default_factory=_none)
    late: dict[str, list[Row]] = field(default_factory=lambda: {"people": [], "companies": []})

    def companies_and_people(self) -> None:
        """Nodes first: ties need both ends."""
        columns, shown = self.listing.columns, ShownRows(self.server, self.workspace)
        self.fresh = not self.server.read(schema.WORKSPACE, workspace=self.workspace)
        for low, high in company_slices(self.server, len(columns.companies.id)):
            mine = self.listing.companies(low, high)
            self._nodes("companies", mine, {} if self.fresh else shown.companies(low, high), schema.PUT_COMPANIES)
        for low, high in person_slices(self.server, len(columns.people.id)):
            mine = self.listing.people(low, high)
            self._nodes("people", mine, {} if self.fresh else shown.people(low, high), schema.PUT_PEOPLE)

    def ties_and_works(self) -> None:
        """What lies between nodes: first what goes, then what comes."""
        shown = ShownRows(self.server, self.workspace)
        for low, high in person_slices(self.server, len(self.listing.columns.people.id)):
            works, ties = self.listing.works(low, high), self.listing.ties(low, high)
            theirs, their_works = ({}, {}) if self.fresh else shown.ties_and_works(low, high)
            self._between("works", works, their_works, schema.PUT_WORKS, schema.TAKE_WORKS)
            self._between("ties", ties, theirs, schema.PUT_TIES, schema.TAKE_TIES)

    def withdraw(self) -> None:
        """People and companies this workspace no longer shows, after all their ties."""
        steps: dict[str, tuple[LiteralString, LiteralString, LiteralString]] = {
            "people": (schema.TAKE_PEOPLE, schema.FALL_BACK_PEOPLE, schema.CLEAR_PEOPLE),
            "companies": (schema.TAKE_COMPANIES, schema.FALL_BACK_COMPANIES, schema.CLEAR_COMPANIES),
        }
        for kind, texts in steps.items():
            for batch in batches(self.late[kind], schema.BATCH):
                ids = [row[0] for row in batch]
                self._write(*[(text, self._with(rows=ids)) for text in texts])
                self._removed(kind, len(batch))

    def end(self) -> PushResult:
        """Write the counts and make the workspace whole, unless nothing differed and it was whole before."""
        held = self.server.read(schema.WORKSPACE, workspace=self.workspace)
        known = dict(held[0]) if held else {}
        same = known.get("checksums") == self.tally.checksums() and known.get("owners") == self.listing.owners()
        if not self.turn and known.get("state") == "whole" and same:
            return PushResult(self.written, self.removed, _generation(self.server), cast("str", known["token"]))
        self._begin()
        found = self.server.write(
            (
                schema.END,
                {
                    "workspace": self.workspace,
                    "token": self.token,
                    "owners": self.listing.owners(),
                    "checksums": self.tally.checksums(),
                    **self.tally.counts,
                },
            )
        )[0]
        if not found:
            raise TakenOverError(self.workspace)
        return PushResult(self.written, self.removed, cast("int", found[0]["generation"]), self.token)

    def _nodes(self, kind: str, mine: Rows, theirs: Rows, text: LiteralString) -> None:
        put, take = changes(mine, theirs)
        self.tally.add(kind, mine)
        for batch in batches(put, schema.BATCH):
            self._put(kind, text, batch)
            self.touched.update(str(row[0]) for row in batch)
        self.late[kind] += take
        self._say(kind)

    def _between(self, kind: str, mine: Rows, theirs: Rows, put: LiteralString, take: LiteralString) -> None:
        new, old = changes(mine, theirs)
        self.tally.add(kind, mine)
        for batch in batches(old, schema.BATCH):
            self._write((take, self._with(rows=[list(r) for r in batch])), *self._touch(batch))
            self._removed(kind, len(batch))
        for batch in batches(new, schema.BATCH):
            self._put(kind, put, batch, *self._touch(batch))
        self._say(kind)

    def _touch(self, batch: Sequence[Row]) -> list[Step]:
        """Mark the lower ends of ties, the people of employments, once a push."""
        ids = sorted({str(row[0]) for row in batch} - self.touched)
        self.touched.update(ids)
        return [(schema.TOUCH, self._with(ids=ids))] if ids else []

    def _put(self, kind: str, text: LiteralString, batch: Sequence[Row], *more: Step) -> None:
        answers = self._write((text, self._with(rows=[list(row) for row in batch])), *more)
        done = cast("int", answers[0][0]["done"])
        if done != len(batch):  # an end of a tie is gone: a drop of everything came between
            raise TakenOverError(self.workspace)
        self.written[kind] += done
        self._say(kind)

    def _removed(self, kind: str, count: int) -> None:
        self.removed[kind] += count
        self._say(kind)

    def _say(self, kind: str) -> None:
        ids = self.listing.columns
        whole = {
            "companies": len(ids.companies.id),
            "people": len(ids.people.id),
            "works": len(ids.works.person),
            "ties": len(ids.ties.a),
        }
        self.progress(kind, self.tally.counts[kind], whole[kind])

    def _with(self, **parameters: object) -> Parameters:
        self._begin()
        return {"workspace": self.workspace, "turn": self.turn, **parameters}

    def _write(self, *steps: Step) -> list[list[Record]]:
        hold: Step = (schema.HOLD, {"workspace": self.workspace, "token": self.token})
        held, *answers = self.server.write(hold, *steps)
        if not held:
            raise TakenOverError(self.workspace)
        return answers

    def _begin(self) -> None:
        if self.turn:
            return
        begin: Step = (
            schema.BEGIN,
            {"workspace": self.workspace, "token": self.token, "schema": schema.SCHEMA},
        )
        row = self.server.write(begin)[0][0]
        self.turn = cast("int", row["turn"])


def prepare(server: Server) -> None:
    """Constraints and indexes, where they are missing; returns when they are ready.

    Two pushes may do this at once: the one that comes second finds them made, or is told so and goes on.
    """
    for text in schema.SETUP:
        try:
            server.alone(text)
        except QueryRefusedError as error:
            if not error.code.startswith("Neo.ClientError.Schema.") and "Transaction" not in error.code:
                raise
    server.alone(schema.AWAIT)
