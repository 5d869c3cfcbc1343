"""Answers of LinkedIn's data portability interface, saved as JSON: the archive's own tables, row by row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ingest.bundle import Bundle, Member
from ingest.decode import text_of
from ingest.errors import PortabilityError

MOST_BYTES = 256 * 2**20
"""An answer is read in memory; it has ten rows a page."""
_DEEPEST = 6
"""An answer may lie so deep in what a program saved around it."""
_FILES = {
    "INBOX": "messages",
    "CONNECTIONS": "Connections",
    "ENDORSEMENTS": "Endorsement_Received_Info",
    "ALL_COMMENTS": "Comments",
}
"""Files whose domain is called otherwise; of the others the words are the same."""


def as_archive(bundle: Bundle, members: Sequence[Member]) -> Bundle:
    """The archive that these answers are pages of: a file for each domain.

    Raises:
        PortabilityError: one is no answer that can be read.
    """
    tables: dict[str, list[dict[str, str]]] = {}
    for member in members:
        for domain, rows in _answer(member):
            tables.setdefault(domain, []).extend(rows)
    files = tuple(_file(domain, rows, members[0]) for domain, rows in tables.items() if rows)
    return replace(bundle, members=files, kind="csv")


def _answer(member: Member) -> list[tuple[str, list[dict[str, str]]]]:
    with member.open() as stream:
        content = stream.read(MOST_BYTES + 1)
    try:
        if len(content) > MOST_BYTES:
            raise PortabilityError(member.path)
        return [found for data in _documents(text_of(content)) for found in _pages(data, 0)]
    except (ValueError, RecursionError) as error:
        raise PortabilityError(member.path) from error


def _documents(text: str) -> Iterator[object]:
    """Every answer in a file: one, or several put one behind the other."""
    decoder, at = json.JSONDecoder(), 0
    text = text.lstrip("\ufeff")
    while rest := text[at:].lstrip(" \t\r\n,"):
        at = len(text) - len(rest)
        found, at = decoder.raw_decode(text, at)
        yield found


def _pages(data: object, depth: int) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """(domain, rows) of every page in an answer, however deep a program put it."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict) and isinstance(rows := data.get("snapshotData"), list):
        domain = str(data.get("snapshotDomain", "")).upper()
        yield domain, [_row(row) for row in rows if isinstance(row, dict)]
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _pages(inner, depth + 1)


def _row(row: dict[object, object]) -> dict[str, str]:
    return {str(key): _cell(value) for key, value in row.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value)


def _file(domain: str, rows: Sequence[dict[str, str]], first: Member) -> Member:
    """A table as the archive would have it."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(key, "") for key in header] for row in rows)
    content = text.getvalue().encode("utf-8", "replace")
    name = _FILES.get(domain, domain.replace("_", " ").title())
    return Member(f"{name}.csv", first.path, partial(io.BytesIO, content), size=len(content))
