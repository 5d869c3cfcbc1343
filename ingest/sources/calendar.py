"""Calendars (iCalendar, RFC 5545): who met whom and when. Titles, places and descriptions are passed over.

Events are cut out of the stream one by one, so that a broken one costs itself and memory does not grow with the file;
only events that go on, and changes to single ones of these, wait for the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

import icalendar
from icalendar.prop import vDDDTypes

from graph.model import Channel
from graph.names import clean_name
from ingest.bundle import Member
from ingest.dates import EARLIEST
from ingest.decode import beginnings, text_stream
from ingest.identity import mail_of
from ingest.message_log import thread_digest
from ingest.reading import Tally
from ingest.report import Skip
from ingest.sources.addresses import first_name_first, is_machine
from ingest.sources.records import Exchange, SourceRecords
from ingest.sources.recurrence import occurrences

MOST_ATTENDEES = 15
"""A meeting of more people besides its organiser is a lecture: that two were in it says nothing of the two."""
MOST_LINES = 20_000
"""Lines of one event: some thousand attendees; of a longer one nothing is kept."""
MOST_NEVER = 20
"""Rules that cost time and give no meeting; from then on events that go on count once."""
PROGRESS_EVERY = 2_000
_WANTED = (
    *("UID", "DTSTART", "DTSTAMP", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "SEQUENCE", "ORGANIZER"),
    "ATTENDEE",
)
_VENDOR = re.compile(r"(?<=;TZID=)\"?/[^:;\"]*?/([A-Z]\w+/[\w+-]+)\"?")
"""A zone's name with a program's own before it: `/mozilla.org/20050126_1/Europe/Berlin`."""
_NO_PERSON = frozenset(("GROUP", "RESOURCE", "ROOM"))
_BROKEN = (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


class _Party(NamedTuple):
    mail: str
    name: str
    declined: bool
    person: bool


@dataclass(frozen=True, slots=True)
class _Event:
    """One event as it is written. `replaces`: the start of the one of a series that it changes, UTC seconds."""

    uid: str
    line: int
    sequence: int
    start: datetime
    organiser: str
    present: tuple[str, ...]
    declined: tuple[str, ...]
    reason: Skip | None
    rule: str = ""
    more: tuple[datetime, ...] = ()
    without: frozenset[int] = frozenset()
    replaces: int | None = None


@dataclass(slots=True)
class _EventIndex:
    """Events by series and place in it; of two versions of one the later counts."""

    events: dict[tuple[str, int | None], _Event] = field(default_factory=dict)

    def add(self, event: _Event, tally: Tally) -> None:
        place = (event.uid, event.replaces)
        before = self.events.get(place) if event.uid else None
        if before and before.sequence > event.sequence:
            tally.skip(event.line, Skip.SUPERSEDED)
            return
        if before:
            tally.skip(before.line, Skip.DUPLICATE if before.sequence == event.sequence else Skip.SUPERSEDED)
        self.events[place if event.uid else (f"line {event.line}", None)] = event


def read_calendar(member: Member, tally: Tally, tell: Callable[[int], None]) -> SourceRecords:
    """Every event of a calendar file. `tell` hears how many were read so far."""
    told, found = SourceRecords(tally, Channel.MEETING), _EventIndex()
    newest = date.min
    for number, (line, text) in enumerate(_events(member, told), start=1):
        tally.seen += 1
        event = _read(text, line, told)
        if event is None:
            tally.skip(line, Skip.UNREADABLE)
        else:
            newest = max(newest, event[1])
            found.add(event[0], tally)
        if number % PROGRESS_EVERY == 0:
            tell(number)
    told.as_of = newest if newest > EARLIEST else None
    _expand(found.events, told)
    return told


def _events(member: Member, told: SourceRecords) -> Iterator[tuple[int, str]]:
    """The lines of each event that say who and when, and where it ends in the file."""
    lines: list[str] | None = None
    inner, wanted, cancelled = 0, False, ""
    with member.open() as raw, text_stream(raw, member.head()) as text:
        told.tally.position = raw.tell
        for number, line in enumerate(beginnings(text), start=1):
            bare = line.strip().upper()
            if bare == "BEGIN:VEVENT":
                lines, inner = [], 0
            elif lines is None:
                cancelled = "STATUS:CANCELLED\r\n" if bare == "METHOD:CANCEL" else cancelled
                _claim(line, told)
            elif bare == "END:VEVENT":
                yield number, "BEGIN:VEVENT\r\n" + "".join(lines) + cancelled + "END:VEVENT\r\n"
                lines = None
            elif bare.startswith(("BEGIN:", "END:")):
                inner += 1 if bare.startswith("BEGIN:") else -1
            elif inner == 0 and len(lines) < MOST_LINES:
                wanted = wanted if line[:1] in (" ", "\t") else bare.startswith(_WANTED)
                lines += [_VENDOR.sub(r"\1", line.rstrip("\r\n")) + "\r\n"] if wanted else []


def _claim(line: str, told: SourceRecords) -> None:
    """Google names a calendar by the address of whose it is."""
    name, _, value = line.partition(":")
    if name.strip().upper() == "X-WR-CALNAME" and (mail := mail_of(value)):
        told.claimed[mail] += 1


def _read(text: str, line: int, told: SourceRecords) -> tuple[_Event, date] | None:
    """An event and the day it was written, or None where it has no beginning that can be read."""
    try:
        parsed = icalendar.Event.from_ical(text)
        start = _moments([parsed.get("DTSTART")])
        if not isinstance(parsed, icalendar.Event) or not start:
            return None
        stamp = _moments([parsed.get("DTSTAMP")])
        event = _event(parsed, start[0], line, told)
    except _BROKEN:
        return None
    day = stamp[0].date() if stamp else date.min
    return event, day if day <= datetime.now(tz=UTC).date() else date.min


def _event(parsed: icalendar.Event, start: datetime, line: int, told: SourceRecords) -> _Event:
    organiser = _party(parsed.get("ORGANIZER"))
    attendees = [party for one in _list(parsed.get("ATTENDEE")) if (party := _party(one))]
    parties = {party.mail: party for party in ([organiser] if organiser else []) if party.person}
    parties |= {party.mail: party for party in attendees if party.person}
    for party in parties.values():
        told.exchanges.learn(party.mail, party.name)
    replaces = _moments([parsed.get("RECURRENCE-ID")])
    present = tuple(sorted(mail for mail, party in parties.items() if not party.declined))
    return _Event(
        uid=str(parsed.get("UID", "")),
        line=line,
        sequence=int(parsed.get("SEQUENCE", 0)) if str(parsed.get("SEQUENCE", 0)).isdigit() else 0,
        start=start,
        organiser=organiser.mail if organiser and organiser.mail in present else "",
        present=present,
        declined=tuple(sorted(mail for mail, party in parties.items() if party.declined)),
        reason=_says_nothing(str(parsed.get("STATUS", "")), len(parties), len(present)),
        rule=_text(parsed.get("RRULE")),
        more=tuple(_moments(_list(parsed.get("RDATE")))[:1000]),
        without=frozenset(_seconds(at) for at in _moments(_list(parsed.get("EXDATE")))),
        replaces=_seconds(replaces[0]) if replaces else None,
    )


def _says_nothing(status: str, invited: int, present: int) -> Skip | None:
    if status.strip().upper() == "CANCELLED":
        return Skip.CANCELLED
    if invited < 2:
        return Skip.ALONE
    if invited > MOST_ATTENDEES + 1:
        return Skip.CROWD
    return Skip.DECLINED if present < 2 else None


def _party(address: object) -> _Party | None:
    """Somebody invited; rooms, resources and lists are no persons, those who need not come neither."""
    params = getattr(address, "params", {})
    mail = (mail_of(str(address)) or mail_of(str(params.get("EMAIL", "")))) if address is not None else ""
    if not mail:
        return None
    kind, role = str(params.get("CUTYPE", "")).upper(), str(params.get("ROLE", "")).upper()
    person = kind not in _NO_PERSON and role != "NON-PARTICIPANT" and not is_machine(mail)
    declined = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
    return _Party(mail, first_name_first(clean_name(str(params.get("CN", "")))), declined, person)


def _text(rule: object) -> str:
    """A recurrence rule as it is written; of several the first."""
    one = next(iter(_list(rule)), None)
    return str(one.to_ical().decode()) if isinstance(one, icalendar.vRecur) else ""  # type: ignore[no-untyped-call]


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _moments(values: Iterable[object]) -> list[datetime]:
    """The times in properties of one kind: with their zone, UTC where they have none; a day is its midnight."""
    found: list[datetime] = []
    for value in values:
        for one in getattr(value, "dts", [value]):
            at = one.dt if isinstance(one, vDDDTypes) else None
            at = at[0] if isinstance(at, tuple) else at
            if isinstance(at, date) and not isinstance(at, datetime):
                at = datetime(at.year, at.month, at.day, tzinfo=UTC)
            if isinstance(at, datetime):
                found.append(at if at.tzinfo else at.replace(tzinfo=UTC))
    return found


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _expand(events: dict[tuple[str, int | None], _Event], told: SourceRecords) -> None:
    """Every meeting that took place, once: those of a series that were changed or moved count where they went."""
    now = datetime.now(tz=UTC) + timedelta(days=1)
    changed: dict[str, set[int]] = {}
    for uid, replaces in events:
        if replaces is not None:
            changed.setdefault(uid, set()).add(replaces)
    never = 0
    for event in sorted(events.values(), key=lambda one: one.line):
        if event.reason:
            told.tally.skip(event.line, event.reason)
            continue
        times = _times(event, now, expand=never < MOST_NEVER)
        never += bool(event.rule) and len(times) < 2
        taken = event.without | (changed.get(event.uid, set()) if event.replaces is None else set())
        past = sorted({_seconds(at) for at in times if at <= now and at.date() >= EARLIEST} - taken)
        if not past:
            told.tally.skip(event.line, Skip.AHEAD if event.start > now else Skip.CANCELLED)
        _keep(event, past, told)


def _times(event: _Event, now: datetime, *, expand: bool) -> list[datetime]:
    if not event.rule or event.replaces is not None or not expand:
        return [event.start, *event.more]
    zone: tzinfo = event.start.tzinfo or UTC
    start, until = event.start.replace(tzinfo=None), now.astimezone(zone).replace(tzinfo=None)
    return [*(at.replace(tzinfo=zone) for at in occurrences(event.rule, start, until, zone)), *event.more]


def _keep(event: _Event, past: Iterable[int], told: SourceRecords) -> None:
    """Whoever organised it met everybody; where nobody is named, the first of them stands for that."""
    lead = event.organiser or event.present[0]
    others = tuple(mail for mail in event.present if mail != lead)
    thread = thread_digest(event.uid) if event.uid else 0
    for at in past:
        told.exchanges.add(Exchange(lead, others, at, len(others), thread, event.line, event.declined))
