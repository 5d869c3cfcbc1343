"""`Connections.csv`: who is connected with the owner, since when, and what their headline says on the export date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.names import clean_name
from ingest.archive_words import archive_words
from ingest.dates import written
from ingest.header_words import squeezed, squeezed_all, words
from ingest.identity import mail_of, profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection. `profile`: identity key from the address, '' where there is none; `day`: as written.

    `unsplit`: cells of a row that has too many of them, of which nobody can say which is employer and which title;
    `unread`: what stands where an address should, and is none.
    """

    name: str
    profile: str
    mail: str
    company: str
    title: str
    day: str
    unsplit: str = ""
    unread: str = ""


def parse(row: Row) -> Connection | Skip:
    """Rows that hold nothing but a day are members who closed or hid their profile: nobody is made of them."""
    if row.surplus > 0 and (mended := _mended(row)):
        return mended
    name = clean_name(f"{row['first']} {row['last']}")
    profile = profile_of(row["url"])
    company, title, mail = row["company"], row["position"], mail_of(row["email"])
    if _TOTAL.match(name) and not (profile or company or title or mail or row["day"]):
        return Skip.NO_NAME
    if not name and not profile:
        return Skip.NO_NAME if company or title or mail else Skip.HIDDEN
    if name and is_nobody(name):
        return Skip.MEMBER
    lost = row["url"] if not profile else row["email"] if not mail else ""
    return Connection(name, profile, mail, clean_name(company), _title(title), row["day"], unread=lost)


def _title(cell: str) -> str:
    return "" if cell.casefold() in _NO_TITLE else clean_name(cell)


def _mended(row: Row) -> Connection | None:
    """A row parted by commas that no quotes enclose, where its address or day shows from which cell on it is shifted.

    After the name ("Ann,Lee, PhD,https://…") everything is found again; between employer and title nobody knows.
    """
    by = row.surplus
    moved = {column: row.shifted(column, by) for column in ("url", "email", "company", "position", "day")}
    name = clean_name(f"{row['first']} {row['last']}")
    if written(row["day"]) is not None or written(moved["day"]) is None or not name or is_nobody(name):
        return None
    if not profile_of(row["url"]) and (profile := profile_of(moved["url"])):
        job = clean_name(moved["company"]), _title(moved["position"])
        return Connection(name, profile, mail_of(moved["email"]), *job, moved["day"])
    cells = [row["company"], *(row.shifted("position", n) for n in range(by + 1))]
    loose = ", ".join(cell for cell in cells if cell)
    return Connection(name, profile_of(row["url"]), mail_of(row["email"]), "", "", moved["day"], loose)


_TOTAL = re.compile(
    r"(?:grand )?(?:total|sum|summe|gesamt|somme|suma|count|anzahl|nombre)\b.*\d|\d+ (?:rows|records)", re.IGNORECASE
)
"""What a program writes below a table; it is nobody's name."""
_NO_TITLE = frozenset({"none", "null", "n/a", "-", "--"})
_COLUMNS: dict[str, tuple[str, ...]] = {
    "first": words("first"),
    "last": words("last"),
    "url": words("url"),
    "email": words("email"),
    "company": words("company"),
    "position": (*words("title"), *archive_words("position")),
    "day": words("since"),
}
_BESIDES = ("url", "email", "company", "position")


def is_connections(header: Sequence[str], _rows: Sequence[Sequence[str]], named: bool) -> bool:  # noqa: FBT001
    """Whether a list of names and days is the archive's own: other programs call the other columns otherwise."""
    headings = {squeezed(cell) for cell in header}
    return named or sum(not headings.isdisjoint(squeezed_all(_COLUMNS[column])) for column in _BESIDES) > 1


TABLE = Table(
    name="Connections",
    stems=(
        *("connections", "kontakte", "relations", "contactos", "conexões", "conexoes", "collegamenti", "connecties"),
        *("kontakty", "kontakter", "forbindelser", "verkosto", "bağlantılar", "контакты", "つながり", "联系人", "인맥"),
    ),
    columns=_COLUMNS,
    needs=("first", "last", "day"),
    parse=parse,
    fits=is_connections,
    unique=False,
    relates=True,
)
