"""Answers of LinkedIn's data portability interface, saved as JSON: the archive's own tables, row by row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ingest.bundle import Bundle, Member
from ingest.decode import text_of
from ingest.errors import PortabilityError

MOST_BYTES = 256 * 2**20
"""An answer is read in memory; it has ten rows a page."""
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
        data = json.loads(text_of(content))
    except (ValueError, RecursionError) as error:
        raise PortabilityError(member.path) from error
    elements = data.get("elements", [data]) if isinstance(data, dict) else data
    if not isinstance(elements, list) or len(content) > MOST_BYTES:
        raise PortabilityError(member.path)
    found = []
    for element in elements:
        rows = element.get("snapshotData") if isinstance(element, dict) else None
        if isinstance(rows, list):
            found.append(
                (str(element.get("snapshotDomain", "")).upper(), [_row(r) for r in rows if isinstance(r, dict)])
            )
    return found


def _row(row: dict[object, object]) -> dict[str, str]:
    return {str(key): value if isinstance(value, str) else json.dumps(value) for key, value in row.items()}


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
