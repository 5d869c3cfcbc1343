"""Days as files write them: one cell, then a column, then whole files, in which nothing is read two ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import dates
from ingest.date_order import Order, Reading, reading_of
from ingest.dates import A_LIFETIME_AGO, Numbers, written

DAY = date(2026, 2, 8)
NOW = date(2026, 11, 25)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "08 Feb 2026",
            "8 Feb 2026",
            "8-Feb-26",
            "08/Feb/2026",
            "8.Feb.2026",
            "Feb 8, 2026",
            "FEBRUARY 8 2026",
            "8th of Feb 2026",
        ),
        *(
            "Sunday, February 8, 2026",
            "Sun 8 Feb 2026",
            "8 Feb '26",
            "2026 Feb 8",
            "2026-Feb-08",
            "08 Feb, 2026",
            "8FEB2026",
        ),
        *("8. Februar 2026", "8 févr. 2026", "dimanche 8 février 2026", "8 de fev. de 2026", "8 de febrero de 2026"),
        *("8 gennaio 2026".replace("gennaio", "febbraio"), "8 februari 2026", "8. helmikuuta 2026", "8 lut 2026"),
        *("8 lutego 2026", "8. února 2026", "8 Şubat 2026", "8 февраля 2026 г.", "8 лютого 2026", "8 Φεβ 2026"),
        *("2026. február 8.", "8 feb. 2026", "8 Pebrero 2026", "8 tháng 2, 2026", "8 thg 2 2026", "8 ก.พ. 2569"),
        *(
            "8 กุมภาพันธ์ 2569",
            "2026年2月8日",
            "2026年2月8日(日)",
            "2026년 2월 8일",
            "8 בפבר׳ 2026",
            "٨ فبراير ٢٠٢٦",
            "8 फ़र॰ 2026",
        ),
        *(
            "2026-02-08",
            "2026/02/08",
            "2026.02.08",
            "2026. 2. 8.",
            "2026-2-8",
            "20260208",
            "08.02.2026",
            "8.2.26",
            "8. 2. 2026",
        ),
        *("2026-02-08T00:00:00.000Z", "2026-02-08T00:00:00+00:00", "2026-02-08 00:00", "08 Feb 2026 00:00", "46061"),
        *(
            "1770508800",
            "1770508800000",
            "1770508800.0",
            "８ Feb ２０２６",
            "\u200e8 Feb\u00a02026",
            " 08.02.2026 ",
            "mar 8 feb 2026",
        ),
        *("Sun, 08 Feb 2026 00:00:00 +0000", "Sun Feb 08 00:00:00 UTC 2026"),
        *("Sun Feb 08 2026 00:00:00 GMT+0100 (Central European Standard Time)", "2026-02-08T01:30:00+05:30"),
    ],
)
def test_one_day_in_every_spelling(cell: str) -> None:
    found = written(cell)
    assert isinstance(found, datetime)
    assert found.date() == DAY


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026-09-30 08:12:40 UTC", datetime(2026, 9, 30, 8, 12, 40, tzinfo=UTC)),
        ("2025/06/10 23:13:46 UTC", datetime(2025, 6, 10, 23, 13, 46, tzinfo=UTC)),
        ("2025-12-06 10:05:49", datetime(2025, 12, 6, 10, 5, 49, tzinfo=UTC)),
        ("2026-03-02 11:20 UTC", datetime(2026, 3, 2, 11, 20, tzinfo=UTC)),
        ("2026-03-02 11:20:34 +0000 UTC", datetime(2026, 3, 2, 11, 20, 34, tzinfo=UTC)),
        ("2026-03-02T11:20:34.123456+02:00", datetime(2026, 3, 2, 9, 20, 34, tzinfo=UTC)),
        ("2026-03-02T11:20:34-0530", datetime(2026, 3, 2, 16, 50, 34, tzinfo=UTC)),
        ("Mar 2, 2026, 11:20 AM", datetime(2026, 3, 2, 11, 20, tzinfo=UTC)),
        ("Mar 2, 2026, 12:20 a.m.", datetime(2026, 3, 2, 0, 20, tzinfo=UTC)),
        ("Mon Mar 02 11:20:34 PST 2026", datetime(2026, 3, 2, 19, 20, 34, tzinfo=UTC)),
        ("2. März 2026 um 14:05", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("2.3.2026 klo 14.05", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("2026年3月2日 下午2:05", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("1772450434", datetime(2026, 3, 2, 11, 20, 34, tzinfo=UTC)),
        ("1772450434000", datetime(2026, 3, 2, 11, 20, 34, tzinfo=UTC)),
        ("46083.5", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("20260302T112034Z", datetime(2026, 3, 2, 11, 20, 34, tzinfo=UTC)),
    ],
)
def test_one_moment(cell: str, at: datetime) -> None:
    assert written(cell) == at
    assert dates.utc_seconds(cell) == int(at.timestamp())


@pytest.mark.parametrize(
    "cell",
    [
        *("", "sometime", "12 Foo 2020", "31 Feb 2020", "2026-13-45 99:99:99 UTC", "2026-02-30", "Feb 2026", "2026"),
        *("8/2", "8 Feb", "Engineer", "Feb Mar 8 2026 1", "x" * 5000, "1" * 4000, "100 Feb 2026", "Q1 2026", "0"),
        *("8 Feb 2026 25:00", "8 Feb 1712", "we met some time in Feb of the year 2026 near pier 8", "٩٩", "8.13.2026"),
        "999999999999999999999999999",
    ],
)
def test_what_is_no_day(cell: str) -> None:
    assert written(cell) is None


def test_a_day_before_the_service_is_none_of_its_days_and_one_of_a_life() -> None:
    assert Reading().day("20 Nov 1998") is None
    assert Reading(earliest=A_LIFETIME_AGO).day("20 Nov 1998") == date(1998, 11, 20)
    assert dates.utc_seconds("1999-01-01 00:00:00 UTC") is None


def days(cells: Sequence[str], latest: date = NOW) -> list[date | None]:
    reading = reading_of(cells, latest=latest)
    return [reading.day(cell) for cell in cells]


@pytest.mark.parametrize("clock", ["", " 11:20", ", 11:20 AM"])
def test_one_row_that_can_be_nothing_else_decides_the_column(clock: str) -> None:
    cells = [f"02/03/2026{clock}", f"25/03/2026{clock}"]
    for order in permutations(cells):
        found = dict(zip(order, days(order), strict=True))
        assert [found[cell] for cell in cells] == [date(2026, 3, 2), date(2026, 3, 25)]
    cells = [f"02/03/2026{clock}", f"03/25/2026{clock}"]
    assert days(cells) == [date(2026, 2, 3), date(2026, 3, 25)]


def test_never_february_and_the_25th_of_march_in_one_file() -> None:
    """A year of two digits is another hand: what its order is, no row tells."""
    assert days(["02/03/2026", "25/03/2026", "3/2/26"]) == [date(2026, 3, 2), date(2026, 3, 25), None]
    assert days(["3/2/26", "3/25/26", "02/03/2026"]) == [date(2026, 3, 2), date(2026, 3, 25), date(2026, 2, 3)]


def test_the_day_of_the_export_decides() -> None:
    assert days(["03/11/2026"], latest=date(2026, 4, 1)) == [date(2026, 3, 11)]
    assert days(["11/03/2026"], latest=date(2026, 4, 1)) == [date(2026, 3, 11)]


@pytest.mark.parametrize("newest_first", [True, False])
def test_sorted_rows_decide(newest_first: bool) -> None:
    newest = [date(2026, 3, 11), date(2026, 3, 2), date(2026, 1, 7), date(2025, 12, 3), date(2025, 4, 6)]
    ordered = newest if newest_first else newest[::-1]
    assert days([f"{d.day:02}/{d.month:02}/{d.year}" for d in ordered]) == ordered
    assert days([f"{d.month:02}/{d.day:02}/{d.year}" for d in ordered]) == ordered
    assert days([f"{d.day}-{d.month}-{d.year}" for d in ordered]) == ordered


def test_what_nothing_decides() -> None:
    slashed = reading_of(["1/2/25", "5/5/25"], latest=NOW)
    assert slashed.day("1/2/25") == date(2025, 1, 2)
    assert "month first" in slashed.note
    dashed = reading_of(["1-2-2025"], latest=NOW)
    assert dashed.day("1-2-2025") is None
    assert "left unread" in dashed.note
    assert reading_of(["5/5/24, 6:36 PM", "08 Feb 2026", "x"], latest=NOW).note == ""


def test_rows_that_contradict_each_other_are_read_only_where_there_is_one_way() -> None:
    assert days(["14/03/2025", "3/14/2025", "1/2/2025"]) == [date(2025, 3, 14), date(2025, 3, 14), None]
    slip = ["14/03/2025"] + [f"3/{d}/2025" for d in range(13, 32)]
    assert days([*slip, "1/2/2025"]) == [None, *(date(2025, 3, d) for d in range(13, 32)), date(2025, 1, 2)]


def test_years_first_of_two_digits() -> None:
    cells = ["26-02-08", "25-12-31", "24-06-15"]
    assert days(cells) == [date(2026, 2, 8), date(2025, 12, 31), date(2024, 6, 15)]


ORDERS = {Order.MONTH_FIRST: "{m}{s}{d}{s}{y}", Order.DAY_FIRST: "{d}{s}{m}{s}{y}"}


@given(
    st.lists(st.dates(date(2005, 1, 1), date(2026, 10, 1)), min_size=1, max_size=30),
    st.sampled_from(sorted(ORDERS, key=str)),
    st.sampled_from("/-"),
    st.booleans(),
)
def test_a_column_is_read_as_written_or_not_at_all(column: list[date], order: Order, sign: str, wide: bool) -> None:
    """Against the days themselves: with one row beyond the 12th, every day is right; without, none is half right."""
    years = [str(d.year) if wide else f"{d.year % 100:02}" for d in column]
    cells = [
        ORDERS[order].format(d=f"{d.day:02}", m=f"{d.month:02}", y=year, s=sign)
        for d, year in zip(column, years, strict=True)
    ]
    found = days(cells)
    told = any(d.day > (12 if wide else 31) for d in column)
    if told:
        assert found == column
    swapped = [d.replace(month=d.day, day=d.month) if d.day <= 12 else None for d in column]
    if wide:
        assert found in (column, swapped, [d if d.day == d.month else None for d in column])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Jan 2020", date(2020, 1, 1)),
        ("Sep. 2008", date(2008, 9, 1)),
        ("août 2019", date(2019, 8, 1)),
        ("sept. de 2019", date(2019, 9, 1)),
        ("2018", date(2018, 1, 1)),
        ("1998", date(1998, 1, 1)),
        ("2019-06", date(2019, 6, 1)),
        ("06/2019", date(2019, 6, 1)),
        ("Jan 14, 2016", None),
        ("", None),
        ("Foo 2020", None),
        ("0000", None),
    ],
)
def test_month_in(cell: str, day: date | None) -> None:
    assert dates.month_in(cell) == day


@given(st.text(alphabet="0123456789/-: ,.+'JanFebPMUTCZ年月日\u202f٨", max_size=40))
def test_no_text_breaks_a_reader(cell: str) -> None:
    found = written(cell)
    assert found is None or isinstance(found, Numbers) or found.date() >= A_LIFETIME_AGO
    dates.month_in(cell)
    dates.utc_seconds(cell)
    days([cell])


@given(st.integers(min_value=1_060_000_000, max_value=3_100_000_000), st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read(seconds: int, ahead: int) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert dates.utc_seconds(f"{at:%Y-%m-%d %H:%M:%S} UTC") == seconds
    there = at.astimezone(timezone(timedelta(minutes=ahead)))
    assert dates.utc_seconds(there.isoformat()) == seconds
    assert written(there.isoformat()).date() == there.date()  # type: ignore[union-attr]
    assert dates.utc_seconds(f"{at:%a %b %d %H:%M:%S} UTC {at.year}") == seconds
