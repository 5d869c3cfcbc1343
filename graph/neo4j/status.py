"""Whether the server shows what the workspace says: counts and sums over every row, from both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from graph.neo4j import schema
from graph.neo4j.client import Server
from graph.neo4j.listing import Listing
from graph.neo4j.push import check_schema
from graph.neo4j.workspace_rows import KINDS, ShownRows, Tally, company_slices, person_slices

NEVER = "never pushed"


@dataclass(frozen=True, slots=True)
class KindComparison:
    """One kind of row on both sides: how many, and the sum over them."""

    kind: str
    here: int
    there: int
    sum_here: str
    sum_there: str

    @property
    def same(self) -> bool:
        """Whether both sides hold the same rows."""
        return (self.here, self.sum_here) == (self.there, self.sum_there)


@dataclass(frozen=True, slots=True)
class Status:
    """`state`: "whole", "unfinished" or "never pushed"; `generation`: of the graph after the last push."""

    state: str
    generation: int | None
    lines: tuple[KindComparison, ...]
    owners_same: bool

    @property
    def same(self) -> bool:
        """Whether the server shows exactly what the workspace says, and its last push was finished."""
        return self.state == "whole" and self.owners_same and all(line.same for line in self.lines)


def status(server: Server, workspace: str, listing: Listing) -> Status:
    """Compare every row that `workspace` shows on the server with what it says now. O(graph).

    Raises:
        NewerSchemaError: a newer Goodword wrote there.
        EngineError: the server failed.
    """
    check_schema(server)
    found = server.read(schema.WORKSPACE, workspace=workspace)
    here, there = Tally(), Tally()
    shown = ShownRows(server, workspace)
    for low, high in company_slices(server, len(listing.columns.companies.id)):
        here.add("companies", listing.companies(low, high))
        there.add("companies", shown.companies(low, high))
    for low, high in person_slices(server, len(listing.columns.people.id)):
        here.add("people", listing.people(low, high))
        there.add("people", shown.people(low, high))
        here.add("ties", listing.ties(low, high))
        here.add("works", listing.works(low, high))
        ties, works = shown.ties_and_works(low, high)
        there.add("ties", ties)
        there.add("works", works)
    sums = zip(KINDS, here.checksums(), there.checksums(), strict=True)
    return Status(
        state=cast("str", found[0]["state"]) if found else NEVER,
        generation=cast("int | None", found[0]["generation"]) if found else None,
        lines=tuple(
            KindComparison(kind, here.counts[kind], there.counts[kind], mine, theirs) for kind, mine, theirs in sums
        ),
        owners_same=not found or list(found[0]["owners"] or []) == listing.owners(),
    )
