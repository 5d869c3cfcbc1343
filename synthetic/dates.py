"""The date shapes of an archive, one function each. Written out by hand: `strftime` would follow the locale."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXPORT_HOUR = time(9, tzinfo=UTC)

SECONDS_A_DAY = 86_400


def moment(day: date) -> datetime:
    """The moment an archive of `day` is made."""
    return datetime.combine(day, EXPORT_HOUR)


def days_before(at: datetime, days: float) -> datetime:
    """`at`, so many days earlier, to the second."""
    return at - timedelta(seconds=int(days * SECONDS_A_DAY))


def day_words(at: date) -> str:
    """`08 Feb 2026`: Connections."""
    return f"{at.day:02d} {MONTHS[at.month - 1]} {at.year}"


def month_words(at: date | None) -> str:
    """`Jan 2020`, empty for none: Positions."""
    return f"{MONTHS[at.month - 1]} {at.year}" if at else ""


def clock(at: datetime) -> str:
    """`1/29/26, 2:37 PM`: Invitations, Registration, Jobs."""
    return f"{at.month}/{at.day}/{at.year % 100:02d}, {at.hour % 12 or 12}:{at.minute:02d} {_half(at)}"


def padded_clock(at: datetime) -> str:
    """`01/19/13, 12:10 AM`: Recommendations, and everything in 2017."""
    return f"{at.month:02d}/{at.day:02d}/{at.year % 100:02d}, {at.hour % 12 or 12:02d}:{at.minute:02d} {_half(at)}"


def dashed(at: datetime) -> str:
    """`2025-12-06 10:05:49`: Comments, Reactions, Shares."""
    return f"{at.year}-{at.month:02d}-{at.day:02d} {at.hour:02d}:{at.minute:02d}:{at.second:02d}"


def dashed_utc(at: datetime) -> str:
    """`2026-09-30 08:12:40 UTC`: messages, Notes."""
    return f"{dashed(at)} UTC"


def slashed_utc(at: datetime) -> str:
    """`2025/06/10 23:13:46 UTC`: Endorsements."""
    return dashed_utc(at).replace("-", "/")


def java(at: datetime) -> str:
    """`Wed Jun 24 12:43:42 UTC 2026`: Company Follows."""
    hms = f"{at.hour:02d}:{at.minute:02d}:{at.second:02d}"
    return f"{_WEEKDAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:02d} {hms} UTC {at.year}"


def _half(at: datetime) -> str:
    return "AM" if at.hour < 12 else "PM"
