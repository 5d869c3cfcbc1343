"""Calendars: meetings that took place, between people who were there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from other_sources import IVO, ME, TAM, brought, calendar, contacts, event, file_of, people

from graph.model import Channel
from ingest.sources.recurrence import MOST_OCCURRENCES, occurrences

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
AT = int(START.timestamp())


def test_a_small_meeting(tmp_path: Path) -> None:
    """Each meets the one who called it; group size is the others in the room."""
    workspace, report = brought(tmp_path, "c.ics", calendar(event(f";CN=Ivo Brandvale:MAILTO:{IVO}", TAM)))
    assert file_of(report).kept == 1
    assert contacts(workspace, Channel.MEETING) == [
        ("Mara Lindqvist", "", AT, 2),
        ("Mara Lindqvist", "Ivo Brandvale", AT, 2),
    ]
    assert b"SUMMARY" not in (tmp_path / "w.sqlite").read_bytes()


def test_invited_by_somebody_else(tmp_path: Path) -> None:
    workspace, _ = brought(tmp_path, "c.ics", calendar(event(ME, TAM, organiser=IVO)))
    assert len(contacts(workspace, Channel.MEETING)) == 3, "the host met both, and the owner met the other guest"


CROWD = [f"a{n}@x.example" for n in range(16)]
MASTER = event(IVO, more="RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE:20260308T100000Z\r\n")


@pytest.mark.parametrize(
    ("events", "kept", "reasons", "meetings"),
    [
        ([event(IVO, more="STATUS:CANCELLED\r\n")], 0, {"cancelled": 1}, 0),
        ([event(f";PARTSTAT=DECLINED:mailto:{IVO}")], 0, {"declined": 1}, 0),
        ([event(f";PARTSTAT=DECLINED:mailto:{ME}", TAM, organiser=IVO)], 0, {"declined": 1}, 0),
        ([event(f";CUTYPE=ROOM:mailto:{IVO}")], 0, {"nobody else": 1}, 0),
        ([event("c_1@resource.calendar.google.com")], 0, {"nobody else": 1}, 0),
        ([event(f";ROLE=NON-PARTICIPANT:mailto:{IVO}")], 0, {"nobody else": 1}, 0),
        ([event()], 0, {"nobody else": 1}, 0),
        ([event(*CROWD)], 0, {"too many people": 1}, 0),
        ([event(*CROWD[:15])], 1, {}, 15),
        ([event(TAM, organiser=IVO)], 0, {"the owner takes no part": 1}, 0),
        ([event(IVO, start="20990301T100000Z")], 0, {"still ahead": 1}, 0),
        ([event(IVO, start="nonsense")], 0, {"not readable": 1}, 0),
        ([event(IVO), event(IVO)], 1, {"duplicate": 1}, 1),
        (
            [event(IVO, more="SEQUENCE:2\r\n"), event(IVO, TAM, more="SEQUENCE:1\r\n")],
            1,
            {"superseded by a later row": 1},
            1,
        ),
        ([MASTER], 1, {}, 3),
        ([MASTER, event(IVO, start="20260316T110000Z", more="RECURRENCE-ID:20260315T100000Z\r\n")], 2, {}, 3),
        ([MASTER, event(IVO, more="RECURRENCE-ID:20260315T100000Z\r\nSTATUS:CANCELLED\r\n")], 1, {"cancelled": 1}, 2),
        ([event(IVO, start="20260301", more="RDATE:20260303T100000Z\r\n")], 1, {}, 2),
    ],
)
def test_what_took_place(tmp_path: Path, events: list[str], kept: int, reasons: dict[str, int], meetings: int) -> None:
    good = event(TAM, uid="good", start="20250101T100000Z")
    workspace, report = brought(tmp_path, "c.ics", calendar(*events, good))
    assert (file_of(report).kept, dict(file_of(report).skipped)) == (kept + 1, reasons)
    assert len(contacts(workspace, Channel.MEETING)) == meetings + 1


def test_zones_folds_and_strange_lines(tmp_path: Path) -> None:
    """A Windows zone, an address folded in the middle, an alarm inside, a line that is none."""
    text = calendar(
        "BEGIN:VEVENT\nUID:z\nDTSTART;TZID=W. Europe Standard Time:20260301T110000\nBROKEN\n"
        f'ORGANIZER:mailto:{ME}\nATTENDEE;CN="Ivo; Brand\n vale":mailto:ivo@quill\n mere.example\nATTENDEE:\n'
        "DESCRIPTION:x\n ATTENDEE:mailto:nobody@x.example\nBEGIN:VALARM\nATTENDEE:mailto:n@x.example\nEND:VALARM\n"
        "END:VEVENT\n"
    )
    workspace, _ = brought(tmp_path, "c.ics", text)
    assert contacts(workspace, Channel.MEETING) == [("Mara Lindqvist", "Ivo; Brandvale", AT, 1)]


def test_a_google_calendar_says_whose_it_is(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,a@b.example,,,01 Jan 2024\n"
    )
    workspace, _ = brought(tmp_path, "l/Connections.csv", (tmp_path / "Connections.csv").read_text(), "Mara Lindqvist")
    text = calendar(f"X-WR-CALNAME:{ME}\r\n", event(IVO))
    workspace, report = brought(tmp_path, "c.ics", text, owner="Mara Lindqvist")
    assert [o.name for o in workspace.owners()] == ["Mara Lindqvist"]
    assert file_of(report).kept == 1
    assert "A B" in people(workspace)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=DAILY",
        "nonsense",
        "",
    ],
)
def test_no_rule_takes_long(rule: str) -> None:
    began = time.process_time()
    found = occurrences(rule, datetime(1995, 1, 1, 10), datetime(2026, 3, 1))  # noqa: DTZ001
    assert time.process_time() - began < 3
    assert len(found) <= MOST_OCCURRENCES
    assert all(at <= datetime(2026, 3, 1) for at in found)  # noqa: DTZ001


@given(
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.integers(1, 5),
    st.integers(0, 20),
    st.datetimes(datetime(2018, 1, 1), datetime(2025, 1, 1)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001
)
@settings(max_examples=40, deadline=None)
def test_a_plain_rule_counts_days(freq: str, interval: int, count: int, start: datetime) -> None:
    """Against adding days by hand."""
    rule = f"FREQ={freq};INTERVAL={interval}" + (f";COUNT={count}" if count else "")
    until, step = start + timedelta(days=30), timedelta(days=interval * (7 if freq == "WEEKLY" else 1))
    wanted = [start + n * step for n in range(count or 31) if start + n * step <= until]
    assert occurrences(rule, start, until) == wanted
    ended = f"{rule};UNTIL={start + timedelta(days=10):%Y%m%dT%H%M%S}Z"
    assert occurrences(ended, start, until) == [at for at in wanted if at <= start + timedelta(days=10)]
