"""`Profile.csv` and `Email Addresses.csv`: whose archive it is. Address, birth date and summary are left."""

from __future__ import annotations

from dataclasses import dataclass

from graph.names import clean_name
from ingest.identity import mail_of
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Profile:
    """The owner."""

    name: str
    headline: str
    industry: str
    place: str


def parse_profile(row: Row) -> Profile | Skip:
    """One row, the owner's."""
    name = clean_name(f"{row['first']} {row['last']}")
    if not name:
        return Skip.NO_NAME
    return Profile(name, clean_name(row["headline"]), clean_name(row["industry"]), clean_name(row["place"]))


def parse_mail(row: Row) -> str | Skip:
    """An address of the owner."""
    return mail_of(row["mail"]) or Skip.NO_VALUE


PROFILE = Table(
    name="Profile",
    stems=("profile",),
    columns={
        "first": ("first name",),
        "last": ("last name",),
        "headline": ("headline",),
        "industry": ("industry",),
        "place": ("geo location", "location"),
        "maiden": ("maiden name",),
    },
    needs=("first", "last", "headline"),
    parse=parse_profile,
)

EMAILS = Table(
    name="Email Addresses",
    stems=("emailaddresses", "emails"),
    columns={"mail": ("email address", "email")},
    needs=("mail",),
    parse=parse_mail,
    by_header=False,
)
