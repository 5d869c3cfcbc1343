"""Files of an archive whose headings are in a language nobody here knows: read by place, where the cells agree.

The archive's tables have kept their columns in the same order over the years. A header of as many cells as one of these
orders, above rows whose days, addresses and profile addresses stand where that order has them, is that table's; a
heading that is known has to stand in its place as well. Which columns were told so is said in the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from graph.names import visible
from ingest.csv_rows import head_rows, quotes_of
from ingest.dates import month_in, written
from ingest.flags import yes_or_no
from ingest.identity import mail_of, profile_of
from ingest.reading import Layout, Table

Shape = Callable[[str], bool]

_AGREE = 0.8
"""So large a part of the cells that are not empty has to have the shape of its column."""
_ROWS = 3
"""So many rows must be there where not even the name of the file tells what it is."""
_LONGEST = 60
_HEADER_WITHIN = 8

_ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Connections": (
            "first,last,url,email,company,position,day",
            "first,last,email,company,position,day",
            "first,last,,email,company,position,day,,",
        ),
        "messages": (
            "thread,title,from,from_url,to,to_urls,at,,text,folder",
            "thread,title,from,from_url,to,to_urls,at,,text,folder,",
            "thread,title,from,from_url,to,to_urls,at,,text,folder,draft,thread_draft",
            "thread,title,from,from_url,to,to_urls,at,,text,folder,,draft,thread_draft",
            "thread,title,from,from_url,to,at,,text,folder",
        ),
        "Invitations": ("from,to,at,,direction,from_url,to_url", "from,to,at,,direction"),
        "Endorsements received": ("day,skill,first,last,url,status", "day,skill,first,last,status"),
        "Endorsements given": ("day,skill,first,last,url,status", "day,skill,first,last,status"),
        "Recommendations received": ("first,last,company,title,text,day,",),
        "Recommendations given": ("first,last,company,title,text,day,",),
        "Profile": (
            "first,last,maiden,,,headline,,industry,,location,,,",
            "first,last,maiden,,,,headline,,industry,,,location,,,",
        ),
        "Positions": ("company,title,,,start,end",),
        "Education": ("school,year,year,,degree,",),
        "Email Addresses": ("mail,,,", "mail,,"),
        "Company Follows": ("company,day",),
        "Saved Jobs": ("day,,title,company",),
        "Job Applications": ("day,mail,,company,title,,,",),
        "Notes": ("first,last,url,note,created,edited",),
        "Member Follows": ("day,status,name",),
    }
)
"""The columns of each table in the orders they have come in; '' where one is not read."""


def _is_day(cell: str) -> bool:
    return written(cell) is not None


_SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "url": lambda cell: bool(profile_of(cell)),
        "from_url": lambda cell: bool(profile_of(cell)),
        "to_url": lambda cell: bool(profile_of(cell)),
        "to_urls": lambda cell: bool(profile_of(cell.partition(",")[0])),
        "email": lambda cell: bool(mail_of(cell)),
        "mail": lambda cell: bool(mail_of(cell)),
        "day": _is_day,
        "at": _is_day,
        "created": _is_day,
        "edited": _is_day,
        "start": lambda cell: month_in(cell) is not None,
        "year": lambda cell: month_in(cell) is not None,
        "draft": lambda cell: yes_or_no(cell) is not None,
        "thread_draft": lambda cell: yes_or_no(cell) is not None,
    }
)


def placed(head: bytes, table: Table[object], *, named: bool) -> Layout | None:
    """How to read a file as `table` by the places of its columns, or None where its cells do not agree.

    `named`: whether the name of the file says that it is this table.
    """
    for delimiter, rows in head_rows(head).items():
        full = [(number, row) for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
        for position, (number, cells) in enumerate(full[:_HEADER_WITHIN]):
            below = [row for _, row in full[position + 1 :]]
            for order in _ORDERS.get(table.name, ()):
                columns = order.split(",")
                if _is_header(cells, columns, table) and _agree(columns, below, table, named=named):
                    at = {column: place for place, column in enumerate(columns) if column in table.columns}
                    return Layout(delimiter, number, tuple(cells), at, quotes_of(cells), guessed=_told(at, cells))
    return None


def _is_header(cells: Sequence[str], columns: Sequence[str], table: Table[object]) -> bool:
    """Whether a row is as wide as an order, is of headings and not of values, and contradicts no heading we know."""
    if len(cells) != len(columns) or any(not cell.strip() or len(cell) > _LONGEST for cell in cells):
        return False
    if any(column in _SHAPES and _SHAPES[column](cell.strip()) for column, cell in zip(columns, cells, strict=True)):
        return False
    known = table.known(cells)
    return all(columns[place] == column for column, place in known.items() if column in columns)


def _agree(columns: Sequence[str], rows: Sequence[Sequence[str]], table: Table[object], *, named: bool) -> bool:
    """Whether the cells below have the shapes of their columns, those that a table needs among them."""
    whole = [row for row in rows if len(row) == len(columns)]
    if len(whole) < (1 if named else _ROWS) or len(whole) * 2 < len(rows):
        return False
    told = 0
    for place, column in enumerate(columns):
        cells = [row[place].strip() for row in whole if row[place].strip()]
        if column not in _SHAPES or not cells:
            continue
        if sum(map(_SHAPES[column], cells)) < _AGREE * len(cells):
            return False
        told += 1
    needed = 2 if not named else 1 if any(column in _SHAPES for column in columns) else 0
    if table.name == "Profile":
        return len(whole) == 1
    return told >= needed


def _told(at: Mapping[str, int], header: Sequence[str]) -> str:
    """Which heading was taken for what."""
    read = ", ".join(f"{column} = {header[place].strip()}" for column, place in at.items())
    return visible(f"headings in a language not known here; read by their place, where the cells agree: {read}")
