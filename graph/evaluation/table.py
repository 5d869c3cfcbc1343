"""Reading a table `message_id,sender,recipient,timestamp`, one row a recipient, and one of people."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

import numpy as np

from graph.columns import ContactColumns, Int32, Int64
from graph.errors import InputError
from graph.model import Channel
from graph.strength.contact_log import ContactLog, contact_log

STDIN = Path("-")
LATEST = 10**11
"""Times beyond this (the year 5138) are milliseconds or no times at all."""
COLUMNS = ("message_id", "sender", "recipient", "timestamp")


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """A table of exchanges. `names`: people as written, in the order of their numbers; times in UTC seconds."""

    names: tuple[str, ...]
    sender: Int32
    recipient: Int32
    at: Int64
    group: Int32

    def log(self, *, until: int) -> ContactLog:
        """What the table holds before `until`, as the clean log that every score is made from."""
        rows = len(self.at)
        contacts = ContactColumns(
            sender=self.sender,
            recipient=self.recipient,
            at=self.at,
            group=self.group,
            channel=np.full(rows, int(Channel.MAIL), dtype=np.int8),
            thread=np.zeros(rows, dtype=np.int64),
            shown_by=np.full(rows, -1, dtype=np.int32),
        )
        return contact_log(contacts, people=len(self.names), until=until)


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a table, plain or gzipped (told by its first bytes), as UTF-8 text. `-` is standard input."""
    source = nullcontext(sys.stdin.buffer) if path == STDIN else path.open("rb")
    with source as raw:
        head = cast("io.BufferedReader", raw).peek(2)[:2]
        stream = gzip.GzipFile(fileobj=raw) if head == b"\x1f\x8b" else raw
        try:
            yield io.TextIOWrapper(cast("io.BufferedReader", stream), encoding="utf-8-sig", newline="")
        except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, zlib.error, csv.Error) as error:
            raise InputError(path, f"is no readable CSV table ({error})") from error


def read_events(path: Path, *, until: int | None = None) -> EventTable:
    """Read a table of exchanges.

    Args:
        path: .csv or .csv.gz.
        until: UTC seconds; rows at or after it are dropped while reading, before anything is made of them.

    Messages to oneself are left out.

    Raises:
        InputError: a column is missing, a time is no whole number, or there is no row.
    """
    ids: list[str] = []
    senders: list[str] = []
    recipients: list[str] = []
    times: list[int] = []
    with open_text(path) as text:
        for message, sender, recipient, at in _rows(path, text):
            if sender != recipient and (until is None or at < until):
                ids.append(message)
                senders.append(sender)
                recipients.append(recipient)
                times.append(at)
    if not times:
        raise InputError(path, "holds no exchange" + ("" if until is None else f" before {until}"))
    return _columns(ids, senders, recipients, times)


def _rows(path: Path, text: TextIO) -> Iterator[tuple[str, str, str, int]]:
    reader = csv.reader(text)
    header = next(reader, [])
    if missing := [name for name in COLUMNS if name not in header]:
        raise InputError(path, f"lacks the column {missing[0]} (needed: {', '.join(COLUMNS)})")
    message, sender, recipient, at = (header.index(name) for name in COLUMNS)
    for row in reader:
        if not row:
            continue
        try:
            when = int(row[at])
            values = row[message], row[sender], row[recipient], when
        except (IndexError, ValueError) as error:
            raise InputError(path, f"line {reader.line_num} is no exchange: {','.join(row)[:80]}") from error
        if abs(when) > LATEST:
            raise InputError(path, f"line {reader.line_num}: {row[at][:24]} is no time in UTC seconds")
        yield values


def _columns(ids: list[str], senders: list[str], recipients: list[str], times: list[int]) -> EventTable:
    names = sorted({*senders, *recipients}, key=lambda name: (len(name), name) if name.isdigit() else (99, name))
    number = {name: index for index, name in enumerate(names)}
    message = {text: index for index, text in enumerate(dict.fromkeys(ids))}
    key = np.array([message[text] for text in ids], dtype=np.int64)
    return EventTable(
        names=tuple(names),
        sender=np.array([number[name] for name in senders], dtype=np.int32),
        recipient=np.array([number[name] for name in recipients], dtype=np.int32),
        at=np.array(times, dtype=np.int64),
        group=np.bincount(key)[key].astype(np.int32),
    )


def read_groups(path: Path, names: tuple[str, ...]) -> list[frozenset[int]]:
    """The groups of a table of people, by number; a branch of the tree where it says who reports to whom.

    Columns `person,group`, or `person,reports_to`: then each person with anyone below is the head of a group, which is
    everybody below and the head. People who never exchanged anything are left out.

    Raises:
        InputError: neither pair of columns is there.
    """
    with open_text(path) as text:
        reader = csv.DictReader(text)
        rows = list(reader)
        header = reader.fieldnames or ()
    number = {name: index for index, name in enumerate(names)}
    if "person" in header and "group" in header:
        members: dict[str, set[int]] = {}
        for row in rows:
            if row["person"] in number and row["group"]:
                members.setdefault(row["group"], set()).add(number[row["person"]])
        return [frozenset(group) for _, group in sorted(members.items())]
    if "person" in header and "reports_to" in header:
        return _branches([(row["person"], row["reports_to"]) for row in rows], number)
    raise InputError(path, "needs the columns person,group or person,reports_to")


def _branches(rows: list[tuple[str, str]], number: dict[str, int]) -> list[frozenset[int]]:
    below: dict[str, list[str]] = {}
    for person, head in rows:
        if head:
            below.setdefault(head, []).append(person)
    branches = []
    for head in sorted(below):
        seen, queue = {head}, [head]
        while queue:
            fresh = [person for person in below.get(queue.pop(), ()) if person not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        branches.append(frozenset(number[person] for person in seen if person in number))
    return [branch for branch in branches if branch]
