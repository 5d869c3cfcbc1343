"""`Notes.csv`: the owner's own words about a connection."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name
from ingest.identity import profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip

LONGEST = 2000
"""Characters of a note that are kept."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `day`: when it was written or, if later, edited; as written."""

    name: str
    profile: str
    text: str
    day: str


def parse(row: Row) -> Note | Skip:
    """A note without words says nothing."""
    name, profile = clean_name(f"{row['first']} {row['last']}"), profile_of(row["url"])
    text = clean_name(row["note"][:LONGEST])
    if not profile and is_nobody(name):
        return Skip.MEMBER if name else Skip.NO_NAME
    return Note(name, profile, text, row["edited"] or row["created"]) if text else Skip.NO_VALUE


TABLE = Table(
    name="Notes",
    stems=("notes",),
    columns={
        "first": ("connection first name",),
        "last": ("connection last name",),
        "url": ("connection profile url",),
        "note": ("note",),
        "created": ("created on",),
        "edited": ("edited on",),
    },
    needs=("first", "last", "note"),
    parse=parse,
    relates=True,
)
