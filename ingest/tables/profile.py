"""`Profile.csv` and `Email Addresses.csv`: whose archive it is. Address, birth date and summary are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.csv_rows import heading
from ingest.header_words import words
from ingest.identity import mail_of, profile_of
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Profile:
    """The owner. `former`: the name from before marriage; `profile`: the key of their address, only a bundle tells it.

    Both are '' where none is told.
    """

    name: str
    former: str
    headline: str
    industry: str
    location: str
    profile: str = ""


def parse_profile(row: Row) -> Profile | Skip:
    """One row, the owner's."""
    name = clean_name(f"{row['first']} {row['last']}")
    if not name:
        return Skip.NO_NAME
    maiden = clean_name(row["maiden"])
    former = maiden if " " in maiden or not maiden else clean_name(f"{row['first']} {maiden}")
    headline, industry, location = (clean_name(row[column]) for column in ("headline", "industry", "location"))
    return Profile(name, former, headline, industry, location, profile_of(row["address"]))


def parse_mail(row: Row) -> str | Skip:
    """An address of the owner."""
    return mail_of(row["mail"]) or Skip.NO_VALUE


_OWN = frozenset(
    ["maiden name", "birth date", "geo location", "twitter handles", "websites", "instant messengers", "zip code"]
)
"""Columns that only a member's own profile has."""
_ENOUGH = 3
"""Of these, so that a table is a profile whatever it is called."""
_LISTED = re.compile(
    r"(?:(?:current |linkedin |public )*(?:company|employer|profile|title)(?: name| url)?"
    r"|.*\b(?:url|e mail|email|phone)\b.*"
    r"|connected on|notes?|feedback|active project|.*\b(?:lead|candidate|recruiter)\b.*)"
)
"""Columns that lists of other people have: leads, candidates, contacts."""


def is_profile(header: Sequence[str], rows: Sequence[Sequence[str]], named: bool) -> bool:  # noqa: FBT001
    """Whether a file with names and headlines is the owner's profile: one row, and the columns of a profile.

    A list of leads or candidates has the same first columns, and is never one.
    """
    headings = {heading(cell) for cell in header}
    own = len(headings & _OWN)
    others = {tuple(row) for row in rows if [cell.strip() for cell in row] != [cell.strip() for cell in header]}
    if len(others) > 1:
        return False
    return own >= _ENOUGH or (named and not any(_LISTED.fullmatch(cell) for cell in headings))


PROFILE = Table(
    name="Profile",
    stems=("profile", "profil", "perfil", "profilo", "profiel"),
    columns={
        "first": words("first"),
        "last": words("last"),
        "headline": ("headline", *archive_words("headline")),
        "industry": ("industry", *archive_words("industry")),
        "location": ("geo location", "location", *archive_words("location")),
        "maiden": ("maiden name", *archive_words("maiden")),
        "address": ("profile address",),
    },
    needs=("first", "last", "headline"),
    parse=parse_profile,
    fits=is_profile,
)

EMAILS = Table(
    name="Email Addresses",
    stems=(
        *("emailaddresses", "emails", "e-mail-adressen", "emailadressen", "adressese-mail", "e-mailadressen"),
        *(
            "direccionesdecorreoelectrónico",
            "endereçosdee-mail",
            "endereçosdeemail",
            "indirizzie-mail",
            "indirizziemail",
        ),
    ),
    columns={"mail": words("email")},
    needs=("mail",),
    parse=parse_mail,
    by_header=False,
)
