"""`Endorsement_Received_Info.csv` and `Endorsement_Given_Info.csv`: who endorsed which skill, when."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name
from ingest.identity import profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One skill endorsed. `name`, `profile`: the other side; `day`: as written."""

    name: str
    profile: str
    skill: str
    day: str


def parse(row: Row) -> Endorsement | Skip:
    """An endorsement that was turned down says nothing."""
    name, profile = clean_name(f"{row['first']} {row['last']}"), profile_of(row["url"])
    if not profile and is_nobody(name):
        return Skip.MEMBER if name else Skip.NO_NAME
    if row["status"].casefold() == "rejected":
        return Skip.REJECTED
    return Endorsement(name, profile, clean_name(row["skill"]), row["day"])


def _table(name: str, stem: str, who: str) -> Table[Endorsement]:
    return Table(
        name=name,
        stems=(stem,),
        columns={
            "day": ("endorsement date",),
            "skill": ("skill name",),
            "first": (f"{who} first name",),
            "last": (f"{who} last name",),
            "url": (f"{who} public url", f"{who} profile url"),
            "status": ("endorsement status",),
        },
        needs=("skill", "first", "last"),
        parse=parse,
        relates=True,
    )


RECEIVED = _table("Endorsements received", "endorsementreceivedinfo", "endorser")
GIVEN = _table("Endorsements given", "endorsementgiveninfo", "endorsee")
