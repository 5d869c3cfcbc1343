"""What the server holds of one workspace, as the same rows that `Listing` gives; and sums over rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import LiteralString, cast

from neo4j import Record

from graph.neo4j import schema
from graph.neo4j.client import Server
from graph.neo4j.listing import DOUBLED, Row, Rows
from graph.neo4j.slices import slices

KINDS = ("companies", "people", "works", "ties")


@dataclass(frozen=True, slots=True)
class ShownRows:
    """A reader of what workspace `id` shows on `server`."""

    server: Server
    id: str

    def companies(self, low: str, high: str) -> Rows:
        """As `Listing.companies`."""
        return {(r[0],): tuple(r[1:]) for r in self._rows(schema.OWN_COMPANIES, low, high)}

    def people(self, low: str, high: str) -> Rows:
        """As `Listing.people`."""
        return {(r[0],): tuple(r[1:]) for r in self._rows(schema.OWN_PEOPLE, low, high)}

    def ties_and_works(self, low: str, high: str) -> tuple[Rows, Rows]:
        """As `Listing.ties` and `Listing.works`. One that is there twice differs from any row."""
        ties: Rows = {}
        works: Rows = {}
        for record in self._rows(schema.OWN_TIES, low, high):
            person = cast("str", record["id"])
            for tie in cast("list[list[object]]", record["ties"]):
                key = (person, cast("str", tie[0]))
                ties[key] = DOUBLED if key in ties else cast("Row", tuple(tie[1:]))
            for company in cast("list[str]", record["works"]):
                works[person, company] = DOUBLED if (person, company) in works else ()
        return ties, works

    def _rows(self, text: LiteralString, low: str, high: str) -> list[Record]:
        return self.server.read(text, low=low, high=high, workspace=self.id)


def person_slices(server: Server, here: int) -> Iterator[tuple[str, str]]:
    """Slices of people's ids for `here` people on this side and whatever the server holds."""
    return slices("p", max(here, count(server, schema.COUNT_PEOPLE, "people")))


def company_slices(server: Server, here: int) -> Iterator[tuple[str, str]]:
    """Slices of companies' ids, likewise."""
    return slices("c", max(here, count(server, schema.COUNT_COMPANIES, "companies")))


def count(server: Server, text: LiteralString, name: str, **parameters: object) -> int:
    """The one number a query answers."""
    return cast("int", server.read(text, **parameters)[0][name])


@dataclass(slots=True)
class Tally:
    """Counts and sums of rows, in any order: `sums` are of 64-bit digests, modulo 2^64, one per kind of row."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def add(self, kind: str, rows: Rows) -> None:
        """Add rows to the sums. O(rows)."""
        total = self.sums[kind]
        for key, rest in rows.items():
            digest = hashlib.blake2b(repr((key, rest)).encode(), digest_size=8).digest()
            total += int.from_bytes(digest, "little")
        self.sums[kind] = total & 0xFFFFFFFFFFFFFFFF
        self.counts[kind] += len(rows)

    def checksums(self) -> list[str]:
        """The sums as text, in the order of `KINDS`."""
        return [f"{self.sums[kind]:016x}" for kind in KINDS]
