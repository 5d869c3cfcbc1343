"""`Goodword Strengths.csv` of a reduced archive: how well its owner knows each contact, in tenths."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name
from ingest.identity import profile_of
from ingest.reading import Row, Table
from ingest.report import Skip

NOTE = "strengths are rounded to tenths, as the owner of the archive gave them away"


@dataclass(frozen=True, slots=True)
class StatedStrength:
    """How strong one tie is, 1 to 10 tenths. `name`, `profile`: the other side."""

    name: str
    profile: str
    tenths: int


def parse(row: Row) -> StatedStrength | Skip:
    """What is no share between 0 and 1 says nothing."""
    name, profile = clean_name(row["name"]), profile_of(row["url"])
    if not name and not profile:
        return Skip.NO_NAME
    try:
        share = float(row["strength"].replace(",", "."))
    except ValueError:
        return Skip.NO_VALUE
    return StatedStrength(name, profile, max(1, round(share * 10))) if 0 < share <= 1 else Skip.NO_VALUE


TABLE = Table(
    name="Goodword Strengths",
    stems=("goodwordstrengths",),
    columns={"name": ("name",), "url": ("url",), "strength": ("strength",)},
    needs=("name", "url", "strength"),
    parse=parse,
    by_header=False,
)
