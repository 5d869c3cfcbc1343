"""The user's own remarks about people, from a table: what each cell says, and what could not be read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model import Mark
from graph.names import clean_name
from ingest.csv_rows import Cells, heading
from ingest.flags import yes_or_no
from ingest.reading import FiledRecord
from ingest.report import Skip
from ingest.sources.columns import ColumnMap
from ingest.sources.mentions import someone_of
from ingest.sources.records import Remark, SourceRecords

SAID = ("close", "managed_me", "worked_with", "do_not_ask", "knows_i_look", "helped_me", "i_helped")


_RELATIONS = (
    (re.compile(r"(?:my )?(?:manager|boss|supervisor|managed me)"), "managed_me"),
    (
        re.compile(r"(?:former |ex )?(?:colleague|coworker|co worker|teammate|worked with|worked together)"),
        "worked_with",
    ),
    (re.compile(r"(?:close )?friend|family|close|partner|spouse|sister|brother"), "close"),
)


_CLOSE = re.compile(r"strong|close|very (?:well|close)|high|[45](?: of 5)?")


def read_remark(row: Cells, columns: ColumnMap, told: SourceRecords) -> Skip | None:
    """Keep what one row says of somebody, or say why there is nothing to keep."""
    cells = row.cells
    who = someone_of(columns.cell(cells, "who"), columns.cells(cells, "mail"), columns.cell(cells, "url"))
    if not who.name and who.is_known_by_name_alone:
        return Skip.NO_NAME
    words = {field: columns.cell(cells, field) for field in SAID}
    said: dict[str, bool] = {field: value for field, word in words.items() if (value := yes_or_no(word)) is not None}
    unread = next((word for field, word in words.items() if word and field not in said), "")
    relation = heading(columns.cell(cells, "relation"))
    said |= {field: True for shape, field in _RELATIONS if shape.fullmatch(relation) and field not in said}
    if _CLOSE.fullmatch(heading(columns.cell(cells, "strength"))):
        said.setdefault("close", True)
    note = clean_name(columns.cell(cells, "note")) or None
    if not said and note is None:
        return Skip.NO_VALUE
    told.remarks.append(FiledRecord(Remark(who, _mark(said, note), unread), row.line, told.tally))
    return None


def _mark(said: Mapping[str, bool], note: str | None) -> Mark:
    return Mark(
        *(said.get("close"), said.get("managed_me"), said.get("do_not_ask"), said.get("knows_i_look")),
        note=note,
        worked_with=said.get("worked_with"),
        helped_me=said.get("helped_me"),
        i_helped=said.get("i_helped"),
    )
