"""Mailboxes and single mails, headers only: who wrote to whom and when. Bodies and subjects are passed over.

A mailbox is read in blocks: memory does not grow with its size, only by some hundred bytes a mail that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import IO

from graph.model import Channel
from graph.names import fold
from ingest.bundle import Member
from ingest.dates import EARLIEST
from ingest.decode import header_text
from ingest.errors import NotAnArchiveError
from ingest.kinds import HELP, Kind
from ingest.message_log import thread_digest
from ingest.reading import Tally
from ingest.report import Skip
from ingest.sources.addresses import addresses, decoded, is_machine
from ingest.sources.records import Exchange, SourceRecords

BLOCK = 1 << 20
MOST_HEADER = 1 << 18
"""Bytes of the headers of one mail."""
MOST_RECIPIENTS = 50
"""A mail to more people is an announcement: its weight to each, 1/n, would be nothing."""
PROGRESS_EVERY = 5_000
_SEPARATOR = re.compile(rb"From (?=[^\r\n]*\d)[^\r\n]{1,400}\r?\n(?=[!-9;-~]{1,80}[ \t]{0,3}:|>From )")
_BLANK_BEFORE = (b"\n\n", b"\n\r\n")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_OVERLAP = 1024
"""Bytes kept between blocks, longer than a separator with the header line after it may be."""
_WANTED = frozenset(
    (
        *("from", "to", "cc", "date", "message-id", "in-reply-to", "references", "delivered-to", "x-gm-thrid"),
        *("x-gmail-labels", "x-spam-flag", "x-spam-status", "list-id", "list-unsubscribe", "list-post", "precedence"),
        *("auto-submitted", "return-path", "content-type", "x-mozilla-draft-info", "x-autoreply", "bcc"),
    )
)
_SPAM_LABELS = frozenset(
    (
        *("spam", "junk", "trash", "papierkorb", "corbeille", "papelera", "cestino", "lixeira", "prullenbak", "kosz"),
        *("unerwunscht", "courrier indesirable", "indesirables", "bin", "deleted items", "correo no deseado"),
    )
)
_DRAFT_LABELS = frozenset(
    ("drafts", "draft", "entwurfe", "brouillons", "borradores", "bozze", "rascunhos", "concepten")
)
_BULK = frozenset(("bulk", "list", "junk"))


def read_mailbox(member: Member, tally: Tally, tell: Callable[[int], None]) -> SourceRecords:
    """Every mail of an mbox file. `tell` hears how many were read so far."""
    told, met = SourceRecords(tally, Channel.MAIL), set[int]()
    with member.open() as stream:
        tally.position = stream.tell
        for number, head in enumerate(header_blocks(stream), start=1):
            _file(head, number, told, met)
            if number % PROGRESS_EVERY == 0:
                tell(number)
    _settle(told)
    return told


def read_mail(member: Member, tally: Tally, _tell: Callable[[int], None]) -> SourceRecords:
    """One mail saved as a file.

    Raises:
        NotAnArchiveError: no person wrote it to another; the notice that an archive is ready, most likely.
    """
    told = SourceRecords(tally, Channel.MAIL)
    with member.open() as stream:
        head = stream.read(MOST_HEADER)
    blank = _BLANK.search(head)
    _file(head[: blank.start()] if blank else head, 1, told, set())
    if not tally.kept:
        raise NotAnArchiveError(member.path, Kind.MAIL, HELP[Kind.MAIL])
    _settle(told)
    return told


def _settle(told: SourceRecords) -> None:
    newest = max((exchange.at for exchange in told.exchanges), default=None)
    told.as_of = datetime.fromtimestamp(newest, tz=UTC).date() if newest is not None else None


def header_blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The headers of each mail of an mbox stream, without the separator line. Constant memory."""
    buffer, at, begins = stream.read(BLOCK).lstrip(b"\xef\xbb\xbf\r\n\t "), 0, True
    while True:
        found = _separator(buffer, at, begins=begins)
        if found is None:
            block = stream.read(BLOCK)
            if not block:
                return
            kept = max(at, len(buffer) - _OVERLAP)
            buffer, at, begins = buffer[kept:] + block, 0, begins and not kept
            continue
        start = found.end()
        blank = _BLANK.search(buffer, start)
        if blank is None and len(buffer) - start < MOST_HEADER and (block := stream.read(BLOCK)):
            buffer, at, begins = buffer[found.start() :] + block, 0, True
            continue
        end = min(blank.start() if blank else len(buffer), start + MOST_HEADER)
        yield buffer[start:end]
        at = end


def _separator(buffer: bytes, at: int, *, begins: bool) -> re.Match[bytes] | None:
    """The next line between two mails: after an empty line, or where `buffer` `begins` one. Found as bytes are."""
    while (at := buffer.find(b"From ", at)) >= 0:
        if (begins and at == 0) or buffer[max(0, at - 3) : at].endswith(_BLANK_BEFORE):
            found = _SEPARATOR.match(buffer, at)
            if found:
                return found
        at += 1
    return None


def headers_of(head: bytes) -> dict[str, list[str]]:
    """The headers we look at, unfolded, by their names in lower case."""
    found: dict[str, list[str]] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", header_text(head)).splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip().casefold() in _WANTED:
            found.setdefault(name.strip().casefold(), []).append(value.strip())
    return found


def _file(head: bytes, line: int, told: SourceRecords, met: set[int]) -> None:
    """Keep one mail, or count why not."""
    told.tally.seen += 1
    headers = headers_of(head)
    found = _exchange(headers, line, told)
    if isinstance(found, Skip):
        told.tally.skip(line, found)
        return
    own = thread_digest(_first(headers, "message-id")) if _first(headers, "message-id") else 0
    if own and own in met:
        told.tally.skip(line, Skip.DUPLICATE)
        return
    met.add(own)
    told.exchanges.add(found)
    for _, mail in addresses(_first(headers, "delivered-to")):
        told.claimed[mail] += 1


def _exchange(headers: Mapping[str, list[str]], line: int, told: SourceRecords) -> Exchange | Skip:
    """What a mail tells of who wrote to whom."""
    sender = next(iter(addresses(_first(headers, "from"))), None)
    if sender is None:
        return Skip.SENDER
    if reason := _from_nobody(headers, sender[1]):
        return reason
    to = dict.fromkeys(pair for name in ("to", "cc") for value in headers.get(name, ()) for pair in addresses(value))
    recipients = {mail: name for name, mail in to if mail != sender[1]}
    if not recipients:
        return Skip.NO_RECIPIENT
    if len(recipients) > MOST_RECIPIENTS:
        return Skip.CROWD
    at = _sent_at(_first(headers, "date"))
    if at is None:
        return Skip.UNDATED
    for mail, name in ((sender[1], sender[0]), *recipients.items()):
        told.exchanges.learn(mail, name)
    people = tuple(sorted(mail for mail in recipients if not is_machine(mail)))
    thread = thread_digest(_thread(headers)) if _thread(headers) else 0
    return Exchange(sender[1], people, at, len(recipients), thread, line) if people else Skip.NO_RECIPIENT


def _from_nobody(headers: Mapping[str, list[str]], sender: str) -> Skip | None:
    """Why a mail is no person's word to another, where it is none."""
    labels = {fold(label.strip()) for label in decoded(_first(headers, "x-gmail-labels")).split(",")}
    spam = (
        _first(headers, "x-spam-flag").casefold() == "yes" or _first(headers, "x-spam-status")[:3].casefold() == "yes"
    )
    if spam or not labels.isdisjoint(_SPAM_LABELS):
        return Skip.SPAM
    if "x-mozilla-draft-info" in headers or not labels.isdisjoint(_DRAFT_LABELS):
        return Skip.DRAFT
    listed = not {"list-id", "list-unsubscribe", "list-post"}.isdisjoint(headers)
    if listed or _first(headers, "precedence").casefold() in _BULK:
        return Skip.LIST
    automatic = _first(headers, "auto-submitted").casefold() not in ("", "no") or "x-autoreply" in headers
    bounced = _first(headers, "return-path").replace(" ", "") == "<>"
    report = _first(headers, "content-type").casefold().startswith("multipart/report")
    return Skip.MACHINE if automatic or bounced or report or is_machine(sender) else None


def _first(headers: Mapping[str, list[str]], name: str) -> str:
    return next(iter(headers.get(name, ())), "")


def _thread(headers: Mapping[str, list[str]]) -> str:
    """What names the conversation: the mail it began with."""
    references = _first(headers, "references").split() or _first(headers, "in-reply-to").split()
    return _first(headers, "x-gm-thrid") or (references[0] if references else _first(headers, "message-id"))


def _sent_at(text: str) -> int | None:
    """UTC seconds of a `Date` header, or None where it is no day between `EARLIEST` and tomorrow."""
    try:
        at = parsedate_to_datetime(text[:200])
        moment = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    latest = datetime.now(tz=UTC) + timedelta(days=1)
    return int(moment.timestamp()) if moment.date() >= EARLIEST and moment <= latest else None
