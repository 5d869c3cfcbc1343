"""One archive, read: which file is which, and the records of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, cast

from graph.days import SECONDS_A_DAY
from ingest import tables
from ingest.bundle import Bundle, Member, exported_day, points_elsewhere
from ingest.csv_rows import head_rows
from ingest.date_order import Reading, reading_of
from ingest.dates import EARLIEST
from ingest.decode import is_legible
from ingest.errors import CodePageError, NothingToReadError, YieldsNothingError
from ingest.layouts import placed
from ingest.message_log import MessageLog
from ingest.reading import FiledRecord, Layout, Table, Tally, fits, holds_no_rows, layout, read, stem_of
from ingest.report import MALFORMED, Lack, ProgressEvent
from ingest.tables import connections, endorsements, invitations, messages, notes, public, recommendations, wishes

R = TypeVar("R")

Progress = Callable[[ProgressEvent], None]

_ROWS_PER_EVENT = 2_000
"""Rows between two words of progress."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file, what it is, and how it is laid out (None: it is empty)."""

    member: Member
    table: Table[object]
    plan: Layout | None


@dataclass(frozen=True, slots=True)
class FileSorting:
    """The files of an archive by what is done with them: read, left alone on purpose, unknown."""

    found: tuple[TableFile, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(slots=True)
class Archive:
    """The records of one archive. `as_of`: the day it was made."""

    bundle: Bundle
    files: FileSorting
    as_of: date = date.min
    tallies: list[Tally] = field(default_factory=list)
    messages: MessageLog = field(default_factory=MessageLog)
    _records: dict[str, list[FiledRecord[object]]] = field(default_factory=dict)

    def of(self, table: Table[R]) -> list[FiledRecord[R]]:
        """The records of one table, from all its parts, of which something is kept so far."""
        return cast("list[FiledRecord[R]]", self._records.get(table.name, []))

    def keep(self, table: Table[R], filed: Sequence[FiledRecord[R]]) -> None:
        """Leave these records of a table, and no others."""
        self._records[table.name] = list(filed)

    def file(self, table: Table[object], filed: FiledRecord[object]) -> None:
        """Store a record with its table."""
        if table.name == messages.TABLE.name:
            self.messages.add(cast("FiledRecord[messages.Message]", filed))
        else:
            self._records.setdefault(table.name, []).append(filed)

    def reading(self, filed: Sequence[FiledRecord[object]], cells: Sequence[str], earliest: date = EARLIEST) -> Reading:
        """How the days of one column are read, `cells` beside the rows `filed` they stand in; said in their files."""
        reading = reading_of(cells, latest=self.as_of, earliest=earliest)
        for tally in {id(row.tally): row.tally for row in filed}.values():
            tally.note(reading.note)
        return reading

    def dated(self, filed: FiledRecord[object], reading: Reading, cell: str) -> date | None:
        """The day in a cell of a row that is kept; a row kept without one though it names one is counted."""
        day = reading.day(cell)
        if day is None and cell:
            later = replace(reading, latest=date.max).day(cell)
            filed.lack(Lack.FUTURE if later else Lack.DATE, cell)
        return day


def split_archives(bundle: Bundle) -> list[Bundle]:
    """The archives in one folder or zip: several where side by side folders each have a Connections.csv."""
    roots = sorted({_folder(m.name) for m in bundle.members if stem_of(m.name) in connections.TABLE.stems})
    if len(roots) < 2 or any(_below(one, other) for one in roots for other in roots if one != other):
        return [bundle]
    parts = []
    for root in roots:
        members = tuple(m for m in bundle.members if _root_of(m.name, roots) == root)
        exported = exported_day(root) or bundle.exported
        name, digest = f"{bundle.name}/{root}", f"{bundle.sha256}/{root}"
        parts.append(replace(bundle, name=name, members=members, exported=exported, sha256=digest))
    return parts


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _below(folder: str, root: str) -> bool:
    return not root or folder == root or folder.startswith(root + "/")


def _root_of(name: str, roots: Sequence[str]) -> str:
    return next((root for root in roots if _below(_folder(name), root)), roots[0])


def sort_members(bundle: Bundle) -> FileSorting:
    """Tell what each file is, by its header; of two files with one name (but for case) the first counts.

    Raises:
        YieldsNothingError: a file we know by name has no header we know.
        CodePageError: a file that is to be read is in a code page nobody names.
        NothingToReadError: nothing in the archive tells of ties.
    """
    found: list[TableFile] = []
    unread, unknown = list(bundle.refused), list[str]()
    names: set[str] = set()
    for member in bundle.members:
        name = _same_name(member.name)
        known = name in names or left_alone(member.name) or stem_of(member.name) in tables.ADDRESS_BOOKS
        table = None if known else recognised(bundle, member)
        if table:
            names.add(name)
            found.append(table)
        else:
            (unread if known else unknown).append(member.name)
    if not any(f.table.relates for f in found) and (bundle.kind != "csv" or not found):
        held = [*(f.member.name for f in found), *unread, *unknown]
        raise NothingToReadError(bundle.path, [_told(name) for name in held], _columns_of(bundle))
    order = {table.name: position for position, table in enumerate(tables.ALL)}
    found.sort(key=lambda f: order[f.table.name])
    return FileSorting(tuple(found), tuple(unread), tuple(unknown))


def _columns_of(bundle: Bundle) -> list[str]:
    """The first row of the only file of a bundle, as it is cut by the delimiter that cuts it most."""
    if len(bundle.members) != 1 or bundle.kind != "csv":
        return []
    rows = [next((row for row in found if any(row)), []) for found in head_rows(bundle.members[0].head()).values()]
    widest = max(rows, key=len)
    return [" ".join(cell.split())[:40] for cell in widest] if len(widest) > 1 else []


def _told(name: str) -> str:
    return f"{name}, which points outside the archive" if points_elsewhere(name) else name


def _same_name(name: str) -> str:
    return re.sub(r"[ _]", "", name.rpartition("/")[2].casefold())


def left_alone(name: str) -> bool:
    """Whether a file is the archive's, and nobody's business."""
    folders = {folder.casefold() for folder in name.split("/")[:-1]}
    return stem_of(name) in tables.NEVER or not folders.isdisjoint(tables.NEVER_BELOW)


def recognised(bundle: Bundle, member: Member) -> TableFile | None:
    """Which of the archive's files it is, by name and header; None for none.

    Raises:
        YieldsNothingError: a file we know by name has no header we know.
        CodePageError: it is in a code page nobody names.
    """
    stem, head = stem_of(member.name), member.head()
    named = next((table for table in tables.ALL if stem in table.stems), None)
    for table in [named] if named else [t for t in tables.ALL if t.by_header]:
        if plan := layout(head, table):
            if not fits(head, table, plan, named=table is named):
                if named:
                    return None
                continue
            if not is_legible(head):
                raise CodePageError(bundle.path, member.name)
            return TableFile(member, table, plan)
    for table in [named] if named else [connections.TABLE, messages.TABLE]:
        plan = None if holds_no_rows(head) else placed(head, table, named=table is named)
        if plan and is_legible(head):
            return TableFile(member, table, plan)
    if named and holds_no_rows(head):
        return TableFile(member, named, None)
    if named and member.name.casefold().endswith(".csv"):
        raise YieldsNothingError(bundle.path, member.name, f"no header like that of {named.name}")
    return None


def read_archive(bundle: Bundle, progress: Progress) -> Archive:
    """Read every file that tells something.

    Raises:
        InputError: the archive cannot be unpacked, or a file in it yields nothing.
    """
    archive = Archive(bundle, sort_members(bundle))
    met: dict[str, set[int]] = {}
    whole, before = sum(found.member.size for found in archive.files.found) or 1, 0
    for done, found in enumerate(archive.files.found):
        progress(ProgressEvent(f"Reading {found.member.name}", done, len(archive.files.found), before / whole))
        tally = Tally(found.member.name)
        archive.tallies.append(tally)
        if found.plan:
            records = read(found.member, found.table, found.plan, tally, met.setdefault(found.table.name, set()))
            for count, filed in enumerate(records, start=1):
                archive.file(found.table, filed)
                if count % _ROWS_PER_EVENT == 0:
                    share = (before + min(tally.position(), found.member.size)) / whole
                    progress(ProgressEvent(f"Reading {found.member.name}", count, share=share))
            _check_yield(bundle, tally)
        before += found.member.size
    archive.messages.settle(datetime.now(tz=UTC).date())
    archive.as_of = _made_on(archive)
    return archive


def _check_yield(bundle: Bundle, tally: Tally) -> None:
    if tally.seen and not tally.kept and set(tally.skipped) <= MALFORMED:
        reasons = ", ".join(sorted(tally.skipped))
        raise YieldsNothingError(bundle.path, tally.name, f"{tally.seen} rows, none of use: {reasons}")


def _made_on(archive: Archive) -> date:
    """The export date: from the name, else from the zip's own dates, else the newest day in the files."""
    today = datetime.now(tz=UTC).date()
    if archive.bundle.exported and EARLIEST <= archive.bundle.exported <= today + timedelta(days=1):
        return archive.bundle.exported
    changed = [f.member.changed for f in archive.files.found if f.member.changed]
    stamped = [day for day in changed if EARLIEST <= day <= today + timedelta(days=1)]
    if stamped:
        return max(stamped)
    until = int(datetime.now(tz=UTC).timestamp()) + SECONDS_A_DAY
    newest = archive.messages.newest(until)
    days = [datetime.fromtimestamp(newest, tz=UTC).date()] if newest is not None else []
    days += [day for cells in _dated_cells(archive) if (day := _newest(cells, today))]
    return max(days, default=today)


def _dated_cells(archive: Archive) -> Iterator[list[str]]:
    """The days of every table that tells when something was said or done, a column at a time."""
    yield [f.record.day for f in archive.of(connections.TABLE)]
    yield [f.record.day for f in archive.of(notes.TABLE)]
    for endorsed in (endorsements.RECEIVED, endorsements.GIVEN):
        yield [f.record.day for f in archive.of(endorsed)]
    for said in (recommendations.RECEIVED, recommendations.GIVEN):
        yield [f.record.day for f in archive.of(said)]
    for wished in (wishes.FOLLOWS, wishes.SAVED, wishes.APPLICATIONS):
        yield [f.record.day for f in archive.of(wished)]
    yield [f.record.sent for f in archive.of(invitations.TABLE)]
    yield [f.record.day for f in archive.of(public.FOLLOWS)]
    yield [f.record.day for f in archive.of(public.COMMENTS)]


def _newest(cells: Sequence[str], today: date) -> date | None:
    reading = reading_of(cells, latest=today)
    return max((day for cell in cells if (day := reading.day(cell))), default=None)
