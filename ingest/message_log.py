"""Messages as they are held between reading and writing: a few numbers each, no words.

Who sent a message is known from its row; to whom it went only once the whole archive is read, so both are kept as
numbers of the distinct spellings met.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from graph.names import clean_name, fold
from ingest.date_order import reading_of_numbers
from ingest.dates import Numbers, as_written
from ingest.identity import profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import FiledRecord, Tally
from ingest.tables.messages import Message

UNDATED = -(2**63)
"""In place of a time: none is known."""

_CREDENTIAL = re.compile(r"(?:[A-Z][\w®.]{0,6}|[A-Z.®-]{1,12}|Jr\.?|Sr\.?|I{1,3}V?)")


class Sender(NamedTuple):
    """As a row names somebody; either may be ''. `unaddressed`: there was a place for the address, and it is empty."""

    name: str
    profile: str
    unaddressed: bool = False


class Recipients(NamedTuple):
    """As a row names the recipients: names joined by ", " or ";", addresses by "," or ";"."""

    names: str
    addresses: str


class LogEntry(NamedTuple):
    """One message: numbers of sender and recipients, UTC seconds or `UNDATED`, thread, file, line."""

    sender: int
    recipients: int
    at: int
    thread: int
    file: int
    line: int


class MessageLog:
    """All messages of an archive, 36 bytes each."""

    def __init__(self) -> None:
        self.files: list[Tally] = []
        self._senders: dict[Sender, int] = {}
        self._recipients: dict[Recipients, int] = {}
        self._who = (array("i"), array("i"))
        self._when = array("q")
        self._thread = array("q")
        self._where = (array("i"), array("i"))
        self._in_numbers: dict[int, Numbers] = {}
        self.unread: dict[int, str] = {}

    def add(self, filed: FiledRecord[Message]) -> None:
        """Keep what matters of one message."""
        said = filed.record
        sender, recipients = Sender(said.sender, said.profile, said.unaddressed), Recipients(said.to, said.to_urls)
        if not self.files or self.files[-1] is not filed.tally:
            self.files.append(filed.tally)
        self._who[0].append(self._senders.setdefault(sender, len(self._senders)))
        self._who[1].append(self._recipients.setdefault(recipients, len(self._recipients)))
        if isinstance(said.at, Numbers):
            self._in_numbers[len(self._when)] = said.at
        elif said.at is None and said.day:
            self.unread[len(self._when)] = said.day
        self._when.append(said.at if isinstance(said.at, int) else UNDATED)
        self._thread.append(thread_digest(said.thread or _among(sender, recipients)))
        self._where[0].append(len(self.files) - 1)
        self._where[1].append(filed.line)

    def settle(self, latest: date) -> None:
        """Date what waits for its whole column to tell the order of day and month. `latest`: no message is younger.

        What stays undated though its row names a day is in `unread`, by the number of the message.
        """
        by_file: dict[int, list[int]] = {}
        for number in self._in_numbers:
            by_file.setdefault(self._where[0][number], []).append(number)
        for file, numbers in by_file.items():
            reading = reading_of_numbers([self._in_numbers[n] for n in numbers], latest=latest)
            self.files[file].note(reading.note)
            for number in numbers:
                at = reading.ordered(self._in_numbers[number])
                if at is None:
                    self.unread[number] = as_written(self._in_numbers[number])
                else:
                    self._when[number] = int(at.timestamp())
        self._in_numbers.clear()

    def __len__(self) -> int:
        return len(self._when)

    def __iter__(self) -> Iterator[LogEntry]:
        return map(LogEntry._make, zip(*self._who, self._when, self._thread, *self._where, strict=True))

    @property
    def senders(self) -> Sequence[Sender]:
        """The distinct senders, by number."""
        return list(self._senders)

    @property
    def recipients(self) -> Sequence[Recipients]:
        """The distinct lists of recipients, by number."""
        return list(self._recipients)

    def newest(self, until: int) -> int | None:
        """The time of the newest message not after `until`."""
        return max((at for at in self._when if UNDATED < at <= until), default=None)


@lru_cache(maxsize=65_536)
def thread_digest(thread: str) -> int:
    """A stable signed 64-bit number for a conversation, never 0."""
    return int.from_bytes(blake2b(thread.encode(errors="replace"), digest_size=8).digest(), signed=True) or 1


def _among(sender: Sender, recipients: Recipients) -> str:
    """A thread number made from who takes part, for messages without one."""
    names = {fold(sender.name), *(fold(name) for name in recipients.names.split(", "))}
    return "among:" + "|".join(sorted(names))


def split_names(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names in a list joined by ", " or ";", where a name may hold ", " itself (`Jane Doe, Ph.D.`).

    The longest run of pieces that is a known name wins; else a piece takes the credentials after it.
    """
    pieces = [piece for piece in re.split(r", |\s*;\s*", clean_name(text.replace("\n", ";"))) if piece]
    names: list[str] = []
    while pieces:
        runs = (n for n in range(len(pieces), 0, -1) if known(fold(", ".join(pieces[:n]))))
        length = next(runs, None) or _with_credentials(pieces, known)
        names.append(", ".join(pieces[:length]))
        pieces = pieces[length:]
    return names


def _with_credentials(pieces: Sequence[str], known: Callable[[str], bool]) -> int:
    length = 1
    while length < len(pieces) and _CREDENTIAL.fullmatch(pieces[length]) and not known(fold(pieces[length])):
        length += 1
    return length


def addressed(recipients: Recipients, known: Callable[[str], bool]) -> tuple[list[Sender], int]:
    """Everybody a message went to who can be told, and to how many it went in all.

    Where names and addresses do not match in number, the addresses tell; a known name is told besides, and whoever
    places the message finds whether it is one of them.
    """
    names = split_names(recipients.names, known)
    if not recipients.addresses.strip(" ,;"):
        return [Sender(name, "") for name in names if not is_nobody(name)], max(1, len(names))
    addresses = re.split(r"\s*[,;|]\s*|\s+", recipients.addresses.strip())
    profiles = [profile_of(address) for address in addresses]
    if len(names) == len(profiles):
        both = zip(names, profiles, strict=True)
        told = [Sender(name, profile, not profile) for name, profile in both if profile or not is_nobody(name)]
        return told, max(1, len(profiles))
    told = [Sender("", profile) for profile in profiles if profile]
    besides = [Sender(name, "", unaddressed=True) for name in names if known(fold(name))]
    return [*told, *besides], max(1, sum(not address.isspace() and address != "" for address in addresses))
