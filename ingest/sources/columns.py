"""Which column of a stranger's table is what: a guess from its headings, which is shown, or the user's own word.

Programs name the same column in many ways; a heading is compared folded, as `ingest.csv_rows.heading` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from graph.errors import UsageError
from graph.names import visible
from ingest.csv_rows import heading
from ingest.header_words import squeezed, squeezed_all, words

_TOLD = 8
"""So many columns that are not read are named; the others are counted."""

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": (
            *("name", "full name", "display name", "contact name", "contact", "person", "person name"),
            *("candidate name", "nom complet", "nombre completo", "vollständiger name", "file as", "profile name"),
            *("nome completo", "volledige naam", "naam", "navn", "namn", "nimi", "氏名", "姓名"),
        ),
        "first": ("first", *words("first")),
        "middle": ("middle", *words("middle")),
        "last": ("last", *words("last")),
        "email": (
            *words("email"),
            *("work email", "personal email", "business email", "professional email", "other email"),
            *("secondary email", "additional email", "home email", "private email"),
        ),
        "url": ("linkedin", "linkedin url", "linkedin profile", *words("url"), "profiles"),
        "company": (
            *(*words("company"), "organization name", "organization 1 name", "associated company"),
            *("primary associated company", "account name", "current employer", "works at", "org", "account", "firm"),
            "companies",
        ),
        "job": (
            *(*words("title"), "organization title", "organization 1 title", "current title", "current position"),
            *("role", "occupation", "position title", "headline", "job"),
        ),
        "title": ("title",),
        "since": (
            *(*words("since"), "connection since", "connected", "since", "connection date", "connected date"),
            *("known since", "date connected"),
        ),
    }
)
"""Headings of a list of people. `title` is a job only where no other column is and it is no form of address."""

NUMBERED = MappingProxyType(
    {
        "email": re.compile(
            r"e ?mail ?\d*(?: (?:address|adresse|value))?|e ?mail adresse ?\d"
            r"|(?:adresse de messagerie|indirizzo e mail|direccion de correo electronico) ?\d"
        ),
        "url": re.compile(r"(?:website|url) \d+ value"),
    }
)
"""Columns that come several times."""
_LEADS = frozenset(
    (
        *("active project", "feedback", "current stage", "hiring project", "candidate stage", "stage", "saved on"),
        *("candidate id", "lead list", "account list", "lead id", "sales navigator url", "sales nav url"),
        *("recruiter status", "pipeline stage", "inmail status"),
    )
)
"""Columns of a recruiter's or seller's list: people somebody looked up, not people they know."""
_SEARCHED = re.compile(
    r"linkedin\.[a-z.]+/(?:sales/(?:lead|people|gmail)|talent/(?:profile|hire|search)|recruiter)", re.IGNORECASE
)
"""Addresses of members in the programs in which one looks up strangers."""
COLUMNS_READ = "columns read as"
"""How the note in a report begins that says which column was read as what."""
MAPPABLE = ("name", "first", "last", "email", "url", "company", "title", "since")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each field stands: indexes of its columns, in the order they are looked at."""

    header: tuple[str, ...]
    indexes: Mapping[str, tuple[int, ...]]

    def has(self, *fields: str) -> bool:
        """Whether any of these fields has a column."""
        return any(self.indexes.get(field) for field in fields)

    def cells(self, row: Sequence[str], field: str) -> list[str]:
        """The cells of a field in a row that are not empty."""
        found = (row[at].strip() for at in self.indexes.get(field, ()) if at < len(row))
        return [cell for cell in found if cell]

    def cell(self, row: Sequence[str], field: str) -> str:
        """The first of them, '' for none."""
        return next(iter(self.cells(row, field)), "")

    def told(self) -> str:
        """Which columns are read as what, and which are not read."""
        used = {at for indexes in self.indexes.values() for at in indexes}
        read = [
            f"{field} = {' + '.join(self.header[at].strip() for at in indexes)}"
            for field, indexes in self.indexes.items()
            if indexes
        ]
        left = [cell.strip() for at, cell in enumerate(self.header) if at not in used and cell.strip()]
        more = f" and {len(left) - _TOLD} more" if len(left) > _TOLD else ""
        rest = f"; not read: {', '.join(left[:_TOLD])}{more}" if left else ""
        return visible(f"{COLUMNS_READ} {', '.join(read)}{rest}")


def guess(header: Sequence[str], fields: Mapping[str, tuple[str, ...]] = FIELDS) -> ColumnMap:
    """The columns of a table by their headings; where several fit, in the order of the names above."""
    headings = [heading(cell) for cell in header]
    indexes: dict[str, tuple[int, ...]] = {}
    for field, names in fields.items():
        rank = _ranks(names)
        ranked = [(rank[one], at) for at, named in enumerate(headings) if (one := named.replace(" ", "")) in rank]
        extra = [at for at, named in enumerate(headings) if field in NUMBERED and NUMBERED[field].fullmatch(named)]
        several = field in NUMBERED or field == "company"
        found = list(dict.fromkeys([at for _, at in sorted(ranked)] + (extra if fields is FIELDS else [])))
        indexes[field] = tuple(found if several else found[:1])
    return ColumnMap(tuple(header), {field: found for field, found in _jobs(indexes, headings).items() if found})


@cache
def _ranks(names: tuple[str, ...]) -> Mapping[str, int]:
    """What a heading without spaces is worth: its place among the names of a field."""
    return {squeezed(name): place for place, name in reversed([*enumerate(names)])}


def _jobs(places: Mapping[str, tuple[int, ...]], headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Which of the two columns that may be a job is one."""
    if "job" not in places:
        return dict(places)
    forms = squeezed_all(words("form"))
    title = () if any(one.replace(" ", "") in forms for one in headings) else places["title"]
    return {**{field: at for field, at in places.items() if field != "job"}, "title": places["job"] or title}


def is_list_of_leads(columns: ColumnMap, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a recruiter's or seller's list of people looked up: by its headings, or by its addresses."""
    headings = {heading(cell) for cell in columns.header}
    addresses = [cell for row in rows for cell in columns.cells(row, "url")]
    looked_up = sum(bool(_SEARCHED.search(cell)) for cell in addresses)
    return not _LEADS.isdisjoint(headings) or looked_up * 2 > len(addresses)


def is_people(columns: ColumnMap) -> bool:
    """Whether a table is a list of people: a name, and what tells who that is or where they work."""
    named = columns.has("name") or (columns.has("first") and columns.has("last"))
    return named and columns.has("email", "url", "company")


def parse_map(texts: Sequence[str]) -> dict[str, str]:
    """What `--map` says, `name=Full Name,company=Employer`, as heading by field.

    Raises:
        UsageError: it is not of that form, or names a field that does not exist.
    """
    found: dict[str, str] = {}
    for text in texts:
        for pair in re.split(r",(?=\s*\w+\s*=)", text):
            field, sign, column = pair.partition("=")
            if not sign or field.strip().casefold() not in MAPPABLE or not column.strip():
                raise UsageError(
                    f"--map '{visible(pair)}' is not FIELD=COLUMN; fields are {', '.join(MAPPABLE)}, "
                    "as in --map 'name=Full Name,company=Employer'"
                )
            found[field.strip().casefold()] = column.strip()
    return found


def mapped(columns: ColumnMap, said: Mapping[str, str]) -> ColumnMap | None:
    """A guess with the user's own word in place of it, or None where a column they name is not there."""
    headings = [heading(cell) for cell in columns.header]
    indexes = dict(columns.indexes)
    for field, column in said.items():
        if heading(column) not in headings:
            return None
        taken = headings.index(heading(column))
        indexes = {other: tuple(at for at in found if at != taken) for other, found in indexes.items()}
        indexes[field] = (taken,)
    return ColumnMap(columns.header, {field: found for field, found in indexes.items() if found})
