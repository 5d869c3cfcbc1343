"""Reminders as a calendar that other programs read (RFC 5545): all-day events with identifiers that stay.

The same reminder keeps its UID in every file and feed, and its SEQUENCE grows with every line of its ask, so that a
calendar moves or strikes out what it has instead of showing it twice. What is settled is sent as cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from graph.text import clean
from referral.asking.due import Due

PRODUCT = "-//Goodword//Asks//EN"
DOMAIN = "goodword.invalid"
"""Second half of every UID; a name that nobody can own (RFC 2606)."""


def calendar(items: Iterable[Due]) -> bytes:
    """Reminders, from `referral.asking.due.every_reminder`, as the text of an .ics file.

    UTF-8, lines folded, the same bytes for the same ledger. Each event is stamped with the moment at which its ask was
    last written to.
    """
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("x-wr-calname", "Goodword: asks")
    for item in sorted(items, key=lambda d: (d.day, d.ask.id, d.kind)):
        book.add_component(_event(item))
    return bytes(book.to_ical())


def _event(item: Due) -> Event:
    event = Event()
    event.add("uid", uid(item))
    written = datetime.fromtimestamp(item.ask.written_at, tz=UTC)
    event.add("dtstamp", written)
    event.add("last-modified", written)
    event.add("sequence", item.ask.version)
    event.add("summary", clean(item.text))
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1) if item.day < date.max else item.day)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if item.settled else "CONFIRMED")
    return event


def uid(item: Due) -> str:
    """The identifier of one reminder: the same in every file, carrying no name."""
    return f"{item.ask.id}-{item.kind.value}@{DOMAIN}"
