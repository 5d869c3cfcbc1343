"""The calendar as another program reads it: parsed by one, updated by another, never doubled."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from ledgers import DAY, NAMES, Book, proposal

from graph.errors import GoodwordError
from referral.asking.calendar import calendar
from referral.asking.due import due_items, every_reminder
from referral.asking.states import AskState, Deed


def made(book: Book) -> bytes:
    return calendar(every_reminder(book.entries, book.budgets, NAMES))


def events(data: bytes) -> dict[str, Event]:
    found = [e for e in Calendar.from_ical(data).walk("VEVENT") if isinstance(e, Event)]
    by_uid = {str(e["UID"]): e for e in found}
    assert len(by_uid) == len(found)
    return by_uid


class Reader:
    """A calendar program: keeps events by UID, takes a newer SEQUENCE, strikes out what is cancelled."""

    def __init__(self) -> None:
        self.held: dict[str, Event] = {}

    def read(self, data: bytes) -> None:
        for uid, event in events(data).items():
            if uid not in self.held or event.decoded("SEQUENCE") >= self.held[uid].decoded("SEQUENCE"):
                self.held[uid] = event

    def shown(self) -> list[tuple[str, date]]:
        live = (e for e in self.held.values() if str(e["STATUS"]) != "CANCELLED")
        return sorted((str(e["SUMMARY"]), e.decoded("DTSTART")) for e in live)


def wanted(book: Book) -> list[tuple[str, date]]:
    return sorted((d.text, d.day) for d in due_items(book.ledger, book.budgets, NAMES))


def test_an_empty_calendar_is_one() -> None:
    assert events(made(Book())) == {}


def test_an_event_has_what_the_standard_asks_for() -> None:
    book = Book()
    book.log(proposal(role='Engineer; "senior", \\ lead\r\nBEGIN:VEVENT'), AskState.ASKED)
    [event] = events(made(book)).values()
    assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)
    assert event.decoded("DTSTART") == DAY + timedelta(days=7)
    assert event.decoded("DTEND") == DAY + timedelta(days=8)
    assert 'Engineer; "senior", \\ lead' in str(event["SUMMARY"])
    assert all(len(line) <= 75 for line in made(book).split(b"\r\n"))
    assert all(name not in str(event["UID"]) for name in NAMES.values())


def test_the_same_ledger_gives_the_same_bytes() -> None:
    book = Book()
    book.log(proposal(), AskState.ASKED)
    assert made(book) == made(book)


def test_what_was_taken_back_is_struck_out() -> None:
    book, reader = Book(), Reader()
    book.log(proposal(), AskState.ASKED)
    book.log(proposal(), AskState.AGREED)
    reader.read(made(book))
    assert len(reader.shown()) == 2
    book.undo()
    reader.read(made(book))
    assert (
        reader.shown()
        == wanted(book)
        == [("Follow up with Bo, once and kindly, about Engineer at Acme.", DAY + timedelta(days=7))]
    )
    book.undo()
    reader.read(made(book))
    assert reader.shown() == []


STEPS = st.lists(st.sampled_from([*AskState, *Deed, "undo", "read"]), max_size=20)


@given(STEPS)
def test_a_calendar_that_reads_now_and_then_shows_what_is_owed(steps: list[AskState | Deed | str]) -> None:
    book, reader, day = Book(), Reader(), DAY
    for step in steps:
        day += timedelta(days=1)
        if step == "read":
            reader.read(made(book))
            assert reader.shown() == wanted(book)
        elif step == "undo":
            if book.ledger.standing:
                book.undo(day)
        else:
            with suppress(GoodwordError):
                book.log(proposal(), step, day)  # type: ignore[arg-type]
    reader.read(made(book))
    assert reader.shown() == wanted(book)
