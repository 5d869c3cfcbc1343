"""Days as numbers: since 1970-01-01, and as the second at which one ends."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import date
from functools import lru_cache

SECONDS_A_DAY = 86_400
"""UTC seconds, without leap seconds."""
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = date(1970, 1, 1).toordinal()


def read_day(text: str) -> date:
    """The day somebody wrote as 2026-11-23, in an option, an address or a body.

    Raises:
        ValueError: it is none; the message is a sentence for whoever wrote it.
    """
    try:
        if _WRITTEN.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # the thirtieth of February
        pass
    raise ValueError(f"{text[:40]!r} is no day like 2026-11-23")


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`, negative before."""
    return day.toordinal() - _EPOCH


@lru_cache(maxsize=1 << 14)
def date_of(number: int) -> date:
    """The inverse of `day_number`; one object a day, for thousands of rows name few."""
    return date.fromordinal(number + _EPOCH)


def day_of(number: int | None) -> date | None:
    """The date of a day by number, None where it is unknown."""
    return None if number is None else date_of(number)


def until(day: date) -> int:
    """The moment `day` ends, in UTC seconds: dated contacts before it count. The last day there is ends too."""
    return timegm(day.timetuple()) + SECONDS_A_DAY
