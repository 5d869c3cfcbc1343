from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("08 Feb 2026", date(2026, 2, 8)),
        ("1 Jan 2020", date(2020, 1, 1)),
        ("4-Apr-21", date(2021, 4, 4)),
        ("2021-04-04", date(2021, 4, 4)),
        ("03/15/2024", date(2024, 3, 15)),
        ("15/03/2024", date(2024, 3, 15)),
        ("06/15/17, 09:05 AM", date(2017, 6, 15)),
        ("05 Mär 2019", date(2019, 3, 5)),
        ("05 März 2019", date(2019, 3, 5)),
        ("07 août 2018", date(2018, 8, 7)),
        ("07 févr. 2018", date(2018, 2, 7)),
        ("03 sept. 2020", date(2020, 9, 3)),
        ("09 dez 2020", date(2020, 12, 9)),
        ("44291", date(2021, 4, 5)),
        ("31 Feb 2020", None),
        ("20 Nov 1998", None),
        ("sometime", None),
        ("", None),
        ("12 Foo 2020", None),
    ],
)
def test_connected_on(text: str, day: date | None) -> None:
    assert dates.connected_on(text) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-09-30 08:12:40 UTC", datetime(2026, 9, 30, 8, 12, 40, tzinfo=UTC)),
        ("2025/06/10 23:13:46 UTC", datetime(2025, 6, 10, 23, 13, 46, tzinfo=UTC)),
        ("2025-12-06 10:05:49", datetime(2025, 12, 6, 10, 5, 49, tzinfo=UTC)),
        ("2026-13-45 99:99:99 UTC", None),
        ("1999-01-01 00:00:00 UTC", None),
    ],
)
def test_utc(text: str, at: datetime | None) -> None:
    assert dates.utc(text) == at
    assert dates.utc_seconds(text) == (None if at is None else int(at.timestamp()))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1/29/26, 2:37 PM", datetime(2026, 1, 29, 14, 37, tzinfo=UTC)),
        ("01/19/13, 12:10 AM", datetime(2013, 1, 19, 0, 10, tzinfo=UTC)),
        ("3/14/25, 2:37\u202fPM", datetime(2025, 3, 14, 14, 37, tzinfo=UTC)),
        ("14/03/25, 14:37", datetime(2025, 3, 14, 14, 37, tzinfo=UTC)),
        ("3/14/25", datetime(2025, 3, 14, tzinfo=UTC)),
        ("1/2/75", None),
        ("2/30/20, 1:00 PM", None),
    ],
)
def test_clock(text: str, at: datetime | None) -> None:
    assert dates.clock(text) == at


def test_a_file_is_day_first_where_most_of_its_rows_can_be_nothing_else() -> None:
    day_first = dates.clock_reader(["14/03/25, 14:37", "25/12/24", "1/2/25"])
    assert day_first("1/2/25") == datetime(2025, 2, 1, tzinfo=UTC)
    month_first = dates.clock_reader(["14/03/25, 14:37", "3/14/25", "12/25/24", "1/2/25"])
    assert month_first("1/2/25") == datetime(2025, 1, 2, tzinfo=UTC)


def test_java() -> None:
    assert dates.java("Sat Sep 05 08:12:14 UTC 2026") == datetime(2026, 9, 5, 8, 12, 14, tzinfo=UTC)
    assert dates.java("Sat Foo 05 08:12:14 UTC 2026") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jan 2020", date(2020, 1, 1)),
        ("Sep. 2008", date(2008, 9, 1)),
        ("2018", date(2018, 1, 1)),
        ("1998", date(1998, 1, 1)),
        ("2019-06", date(2019, 6, 1)),
        ("Jan 14, 2016", None),
        ("", None),
        ("Foo 2020", None),
        ("0000", None),
    ],
)
def test_month_of(text: str, day: date | None) -> None:
    assert dates.month_of(text) == day


@given(st.text(alphabet="0123456789/-: ,.JanFebPMUTC\u202f", max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    for reader in (dates.connected_on, dates.utc, dates.utc_seconds, dates.clock, dates.java, dates.month_of):
        reader(text)


@given(st.integers(min_value=1_060_000_000, max_value=3_100_000_000))
def test_what_is_written_is_read(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert dates.utc_seconds(f"{at:%Y-%m-%d %H:%M:%S} UTC") == seconds
    assert dates.connected_on(f"{at:%Y-%m-%d}") == at.date()
