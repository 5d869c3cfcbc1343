"""Messages between people: each sender and recipient under their identity key, or the message counted as skipped."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from graph.names import fold
from ingest.archive import Archive
from ingest.message_log import UNDATED, LogEntry, Sender, addressed
from ingest.report import Lack, Skip
from ingest.resolution import ResolvedPeople


class ResolvedMessage(NamedTuple):
    """One message. `at`: UTC seconds, None unknown; `group`: to how many it went, told or not."""

    sender: str
    recipients: tuple[str, ...]
    at: int | None
    group: int
    thread: int


class ResolvedMessages:
    """The messages of an archive of which something is kept. `keys`: everybody in them."""

    def __init__(self, archive: Archive, resolved: ResolvedPeople) -> None:
        self._log = archive.messages
        self._kept = array("i")
        self._pairs: list[tuple[str, tuple[str, ...]]] = []
        self._until = _end_of(archive)
        self.keys: set[str] = set()
        self._groups = self._resolve(_Names(archive, resolved))

    def _resolve(self, names: _Names) -> list[int]:
        """Resolve each distinct (sender, recipients); per message the number of its pair, -1 where it is skipped."""
        numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        for number, entry in enumerate(self._log):
            tally, found = self._log.files[entry.file], names.pair(entry)
            if isinstance(found, Skip):
                tally.skip(entry.line, found)
                self._kept.append(-1)
                continue
            self._kept.append(numbers.setdefault(found, len(numbers)))
            if entry.at == UNDATED and number in self._log.unread:
                tally.lack(entry.line, Lack.DATE, self._log.unread[number])
            elif entry.at >= self._until:
                tally.lack(entry.line, Lack.FUTURE, datetime.fromtimestamp(entry.at, UTC).date().isoformat())
            if unknown := names.unknown(entry):
                tally.lack(entry.line, Lack.COUNTERPART, unknown)
        self._pairs = list(numbers)
        for sender, recipients in self._pairs:
            self.keys.update((sender, *recipients))
        return names.groups

    def __iter__(self) -> Iterator[ResolvedMessage]:
        for entry, pair in zip(self._log, self._kept, strict=True):
            if pair >= 0:
                at = None if entry.at == UNDATED or entry.at >= self._until else entry.at
                yield ResolvedMessage(*self._pairs[pair], at, self._groups[entry.recipients], entry.thread)

    @property
    def pairs(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Each sender with each of their circles of recipients, once."""
        return self._pairs


class _Names:
    """The names in messages, looked up once each."""

    def __init__(self, archive: Archive, resolved: ResolvedPeople) -> None:
        log = archive.messages
        self._senders = log.senders
        self._sender_keys = [_key_of(resolved, who) for who in self._senders]
        told = [addressed(r, resolved.knows) for r in log.recipients]
        self._lists = [who for who, _ in told]
        self._list_keys = [[_key_of(resolved, who) for who in told] for told in self._lists]
        self._resolved = resolved
        self.groups = [group for _, group in told]
        self._in_thread = self._senders_by_thread(log)

    def _senders_by_thread(self, log: Iterable[LogEntry]) -> dict[tuple[int, str], set[str]]:
        """Namesakes: who of them wrote in which thread. Empty where there are none, which is nearly always."""
        doubtful = {
            fold(who.name)
            for who, key in zip(chain.from_iterable(self._lists), chain.from_iterable(self._list_keys), strict=True)
            if key is Skip.AMBIGUOUS
        }
        found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        if doubtful:
            for entry in log:
                sender, key = self._senders[entry.sender], self._sender_keys[entry.sender]
                if sender.profile and not isinstance(key, Skip) and fold(sender.name) in doubtful:
                    found[entry.thread, fold(sender.name)].add(key)
        return found

    def pair(self, entry: LogEntry) -> tuple[str, tuple[str, ...]] | Skip:
        """Sender and recipients of one message, or why there are none."""
        sender = self._sender_keys[entry.sender]
        if isinstance(sender, Skip):
            return sender
        people, reasons = dict[str, None](), list[Skip]()
        for who, key in zip(self._lists[entry.recipients], self._list_keys[entry.recipients], strict=True):
            told = self._namesake(entry.thread, who) if key is Skip.AMBIGUOUS else key
            if isinstance(told, Skip):
                reasons.append(told)
            elif told != sender:
                people[told] = None
        if not people:
            return reasons[0] if reasons else Skip.OWNER if self._lists[entry.recipients] else Skip.MEMBER
        return sender, tuple(people)

    def unknown(self, entry: LogEntry) -> str:
        """The names of those of several recipients who cannot be told, '' where all can."""
        lists = zip(self._lists[entry.recipients], self._list_keys[entry.recipients], strict=True)
        told = set(self._list_keys[entry.recipients])
        names = [
            who.name
            for who, key in lists
            if isinstance(key, Skip)
            and (key is not Skip.AMBIGUOUS or isinstance(self._namesake(entry.thread, who), Skip))
            and told.isdisjoint(self._resolved.candidates(fold(who.name)))
        ]
        return ", ".join(names)

    def _namesake(self, thread: int, who: Sender) -> str | Skip:
        keys = self._in_thread.get((thread, fold(who.name)), set())
        return next(iter(keys)) if len(keys) == 1 else Skip.AMBIGUOUS


def _key_of(resolved: ResolvedPeople, who: Sender) -> str | Skip:
    """The key of somebody in a message. Of a name whose address the file leaves out only a known one is somebody."""
    known = resolved.knows(fold(who.name)) or bool(resolved.candidates_spelt(who.name))
    if who.unaddressed and not who.profile and who.name and not known:
        return Skip.SENDER
    return resolved.key_of(who.name, who.profile)


def _end_of(archive: Archive) -> int:
    """Messages from then on are from no time that could be: two days after the archive was made."""
    return int(datetime.combine(archive.as_of + timedelta(days=2), time(tzinfo=UTC)).timestamp())
