"""The stays of `Positions.csv` with their days, the two columns of which are one file's and read alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ingest.archive import Archive
from ingest.date_order import Reading
from ingest.dates import A_LIFETIME_AGO, month_in
from ingest.reading import FiledRecord
from ingest.report import Lack
from ingest.tables import background
from ingest.tables.background import Position


def stays_of(archive: Archive) -> Iterator[tuple[Position, date | None, date | None]]:
    """Each stay with its first and last month; an end before the start is no end. What cannot be read is counted."""
    rows = archive.of(background.POSITIONS)
    cells = [cell for f in rows for cell in (f.record.start, "" if f.record.current else f.record.end)]
    reading = archive.reading(rows, cells, A_LIFETIME_AGO)
    for filed in rows:
        ended = "" if filed.record.current else filed.record.end
        start, end = _day(reading, filed.record.start), _day(reading, ended)
        if end and start and end < start:
            end = None
        _note(filed, (filed.record.start, start), (ended, end))
        yield filed.record, start, end


def _day(reading: Reading, cell: str) -> date | None:
    return month_in(cell) or reading.day(cell)


def _note(filed: FiledRecord[object], *told: tuple[str, date | None]) -> None:
    unread = next((cell for cell, day in told if cell and day is None), None)
    if unread:
        filed.lack(Lack.DATE, unread)
