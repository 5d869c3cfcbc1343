"""Dates and counts in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from referral.wording import ago, count, month, months_between, size_of, when

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-3, "on the day of the export"),
        (0, "on the day of the export"),
        (1, "1 day before the export"),
        (13, "13 days before the export"),
        (21, "3 weeks before the export"),
        (90, "3 months before the export"),
        (800, "2 years before the export"),
    ],
)
def test_how_long_ago(days: int, text: str) -> None:
    assert ago(DAY - timedelta(days=days), DAY) == text


def test_months() -> None:
    assert month(date(2018, 3, 9)) == "Mar 2018"
    assert months_between(date(2018, 3, 1), date(2019, 11, 1)) == 20
    assert months_between(date(2019, 11, 1), date(2018, 3, 1)) == 0


def test_counts_and_unknown_dates() -> None:
    assert (count(1, "month"), count(20, "month"), count(1200, "tie")) == ("1 month", "20 months", "1,200 ties")
    assert (when(None), when(DAY)) == ("at an unknown date", "in Nov 2026")


def test_one_of_each_is_said_in_the_singular() -> None:
    assert size_of(1, 1, 1) == "1 person, 1 company, 1 tie"
    assert size_of(1_200, 2, 0) == "1,200 people, 2 companies, 0 ties"
