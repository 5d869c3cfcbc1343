"""What an import found: per file the rows seen, kept and skipped, and why. Seen is always kept plus skipped.

A row that is kept may have lost something on the way: a date nobody could read, an employer, the other side of a
message. That is counted as well, so that "kept" without more means whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NotRequired, TypedDict


class Skip(StrEnum):
    """Why nothing is kept of a row."""

    EMPTY = "empty"
    HEADER = "header repeated"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded by a later row"
    HIDDEN = "hidden"
    OWNER = "owner"
    OPEN_QUOTE = "quote never closed"
    NO_NAME = "no name"
    AMBIGUOUS = "ambiguous name"
    NO_COMPANY = "no company"
    NO_VALUE = "no value"
    REJECTED = "rejected"
    PENDING = "pending"
    DRAFT = "draft"
    SPAM = "spam"
    SPONSORED = "sponsored"
    MEMBER = "deleted member"
    PAGE = "company page"
    SENDER = "sender not known"
    NO_RECIPIENT = "no recipient"
    LIST = "mailing list"
    MACHINE = "sent by a machine"
    CROWD = "too many people"
    UNDATED = "no date"
    UNREADABLE = "not readable"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    ALONE = "nobody else"
    AHEAD = "still ahead"
    NOT_OWNER = "the owner takes no part"
    UNKNOWN = "nobody known by this"
    OFFICE = "an office's address"
    GUESSED = "a guess, no tie"
    STRANGER = "somebody else's profile"
    ENDED = "no longer followed"


class Lack(StrEnum):
    """What a row that is kept has lost: it stood in the file, and nothing could be made of it."""

    DATE = "date unread"
    FUTURE = "date after the export"
    EMPLOYER = "employer unread"
    COUNTERPART = "counterpart unknown"
    ADDRESS = "address unread"
    WORD = "neither yes nor no"


MALFORMED = frozenset({Skip.OPEN_QUOTE, Skip.NO_NAME, Skip.NO_VALUE, Skip.UNREADABLE, Skip.UNDATED})
"""Reasons that say the row was not understood; the others say that it was, and tells of no tie."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row of which nothing is kept. `line`: where it ends in the file, counted from 1."""

    file: str
    line: int
    reason: Skip


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """How far an import is. `done` of `total` (None: not known yet) in the units of the stage.

    `share`: how much of the whole is done, 0 to 1; None where the stage does not know.
    """

    stage: str
    done: int
    total: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """Rows of one file. `seen == kept + sum(skipped.values())`.

    `without`: how many of the kept rows lost something that stood in the file, by what; rows in none of these counts
    are kept whole. `examples`: by what was lost up to three lines with their cell, letters and digits masked. `notes`:
    how the file was read where that had to be decided.
    """

    name: str
    seen: int
    kept: int
    skipped: Mapping[str, int]
    without: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One archive. `unread`: files left alone on purpose; `unknown`: files of no known kind.

    `again`: these very bytes were imported before; nothing was added, and the report is that of the first time.
    """

    id: int
    kind: str
    owner: str
    as_of: date
    files: tuple[FileReport, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]
    again: bool = False
    problems: tuple[RowProblem, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All archives of one import.

    `people`, `companies`, `ties` (pairs with a connection, message or statement): how many these archives show;
    `seconds`: wall time; `kept_out`: people the archives show who were erased before and stayed out.
    """

    sources: tuple[SourceReport, ...]
    people: int
    companies: int
    ties: int
    seconds: float
    kept_out: int = 0


class StoredFileReport(TypedDict):
    """A file of a report as `source_json` writes it; an older version did not write all of it."""

    name: str
    seen: int
    kept: int
    skipped: dict[str, int]
    without: NotRequired[dict[str, int]]
    examples: NotRequired[dict[str, list[str]]]
    notes: NotRequired[list[str]]


def file_report(told: StoredFileReport) -> FileReport:
    """A file of a report that the workspace keeps."""
    examples = {reason: tuple(lines) for reason, lines in told.get("examples", {}).items()}
    return FileReport(
        *(told["name"], told["seen"], told["kept"], told["skipped"], told.get("without", {})),
        *(examples, tuple(told.get("notes", ()))),
    )


Json = str | int | float | list["Json"] | dict[str, "Json"]


def report_json(report: ImportReport) -> dict[str, Json]:
    """The report as `import --format json` prints it."""
    return {
        "sources": [source_json(source) for source in report.sources],
        "people": report.people,
        "companies": report.companies,
        "ties": report.ties,
        "kept_out": report.kept_out,
        "seconds": round(report.seconds, 3),
    }


def source_json(source: SourceReport) -> dict[str, Json]:
    """One archive of the report."""
    return {
        "id": source.id,
        "kind": source.kind,
        "owner": source.owner,
        "as_of": source.as_of.isoformat(),
        "files": [_file_json(file) for file in source.files],
        "unread": list(source.unread),
        "unknown": list(source.unknown),
    }


def _file_json(file: FileReport) -> dict[str, Json]:
    return {
        "name": file.name,
        "seen": file.seen,
        "kept": file.kept,
        "skipped": dict(file.skipped),
        "without": dict(file.without),
        "examples": {reason: list(lines) for reason, lines in file.examples.items()},
        "notes": list(file.notes),
    }
