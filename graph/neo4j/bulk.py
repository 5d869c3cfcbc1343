"""The first push of a big pool as files for Neo4j's bulk importer: a minute where a push takes many.

The importer builds the whole database anew while the server is stopped, so it is for a server that holds nothing yet.
The files say what a push would have written, to the last property: the next one finds nothing to do but constraints and
indexes.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from graph.neo4j import schema
from graph.neo4j.listing import Cell, Listing, Rows
from graph.neo4j.progress import Progress, no_progress
from graph.neo4j.slices import slices
from graph.neo4j.workspace_rows import KINDS, Tally

BEGUN, ENDED = 1, 2
"""The counter at the beginning and at the end of a first push."""
SAID_OF_PEOPLE = "name,folded,slug,title,company_id,company"
HEADERS: Final = {
    "people": f"id:ID(person),{SAID_OF_PEOPLE},touched:long",
    "people-in": f":START_ID(person),:END_ID(workspace),workspace,{SAID_OF_PEOPLE},turn:long",
    "companies": "id:ID(company),name,folded",
    "companies-in": ":START_ID(company),:END_ID(workspace),workspace,name,folded,turn:long",
    "works": ":START_ID(person),:END_ID(company),workspace",
    "ties": ":START_ID(person),:END_ID(person),workspace,strength:double,cost:double,classes:long,messages_ab:long,"
    "messages_ba:long,last:long,shown_by:string[]",
    "workspace": "id:ID(workspace),state,token,turn:long,first:long,begun:datetime,ended:datetime,generation:long,"
    "owners:string[],companies:long,people:long,works:long,ties:long,checksums:string[]",
    "meta": "id:ID(meta),uuid,schema:long,counter:long,generation:long",
}
NODES: Final = {
    "GoodwordMeta": "meta",
    "GoodwordWorkspace": "workspace",
    "GoodwordCompany": "companies",
    "GoodwordPerson": "people",
}
RELATIONSHIPS: Final = (
    ("GOODWORD_IN", "companies-in"),
    ("GOODWORD_IN", "people-in"),
    ("GOODWORD_WORKS_AT", "works"),
    ("GOODWORD_TIE", "ties"),
)


def write_bulk(folder: Path, workspace: str, listing: Listing, *, progress: Progress = no_progress) -> dict[str, int]:
    """Write a CSV file for each kind of node and relationship into `folder`, which is made if it is not there.

    Args:
        folder: where the files go.
        workspace: the id under which this workspace's facts are kept apart from others'.
        listing: the graph and its names.
        progress: told after every slice.

    Returns:
        How many rows of each kind there are.

    Raises:
        OSError: a file cannot be written.

    O(graph); memory for one slice of it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)  # names and ties: nobody else's to read
    with ExitStack() as stack:
        files: dict[str, TextIO] = {
            name: stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8")) for name in HEADERS
        }
        for name, header in HEADERS.items():
            files[name].writelines([f"{header}\n"])
        writer = _Writer(files, workspace, listing, progress)
        writer.companies()
        writer.people()
        writer.ends()
    return writer.tally.counts


def arguments(folder: Path) -> list[str]:
    """What the importer (`neo4j-admin database import full`) is told about the files, an argument a line."""
    nodes = [f"--nodes={label}={folder / name}.csv" for label, name in NODES.items()]
    between = [f"--relationships={kind}={folder / name}.csv" for kind, name in RELATIONSHIPS]
    return [*nodes, *between, "--id-type=string", "--array-delimiter=;", "--multiline-fields=true"]


@dataclass(slots=True)
class _Writer:
    """Rows on their way into open files."""

    files: dict[str, TextIO]
    workspace: str
    listing: Listing
    progress: Progress
    tally: Tally = field(default_factory=Tally)

    def companies(self) -> None:
        """Write the files of companies."""
        whole = len(self.listing.columns.companies.id)
        for low, high in slices("c", whole):
            rows = self.listing.companies(low, high)
            self._write("companies", _nodes(rows, ()))
            self._write("companies-in", _shown(rows, self.workspace))
            self._count("companies", rows, whole)

    def people(self) -> None:
        """Write the files of people, and of where they work and whom they are tied to."""
        columns = self.listing.columns
        for low, high in slices("p", len(columns.people.id)):
            rows = self.listing.people(low, high)
            self._write("people", _nodes(rows, (BEGUN,)))
            self._write("people-in", _shown(rows, self.workspace))
            self._count("people", rows, len(columns.people.id))
            works, ties = self.listing.works(low, high), self.listing.ties(low, high)
            for kind, between in (("works", works), ("ties", ties)):
                self._write(kind, (_line((*key, self.workspace, *rest)) for key, rest in between.items()))
            self._count("works", works, len(columns.works.person))
            self._count("ties", ties, len(columns.ties.a))

    def ends(self) -> None:
        """The workspace, whole, and the counter of pushes."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        state: list[Cell] = [self.workspace, "whole", secrets.token_hex(8), BEGUN, BEGUN]
        last: list[Cell] = [ENDED, self.listing.owners(), *(self.tally.counts[kind] for kind in KINDS)]
        self._write("workspace", [_line([*state, now, now, *last, self.tally.checksums()])])
        self._write("meta", [_line(["goodword", str(uuid.uuid4()), schema.SCHEMA, ENDED, ENDED])])

    def _write(self, name: str, lines: Iterable[str]) -> None:
        self.files[name].writelines(f"{line}\n" for line in lines)

    def _count(self, kind: str, rows: Rows, whole: int) -> None:
        self.tally.add(kind, rows)
        self.progress(kind, self.tally.counts[kind], whole)


def _nodes(rows: Rows, more: tuple[Cell, ...]) -> Iterator[str]:
    return (_line((*key, *rest, *more)) for key, rest in rows.items())


def _shown(rows: Rows, workspace: str) -> Iterator[str]:
    return (_line((*key, workspace, workspace, *rest, BEGUN)) for key, rest in rows.items())


def _line(cells: Iterable[Cell]) -> str:
    """Cells as the importer reads them: text in quotes, for what has none and is empty is taken as missing."""
    return ",".join(map(_cell, cells))


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    if isinstance(cell, list):
        return f'"{";".join(cell)}"'
    return repr(cell)
