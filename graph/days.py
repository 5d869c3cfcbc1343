"""Days as moments: the second at which a day ends."""

from __future__ import annotations

from calendar import timegm
from datetime import date

SECONDS_A_DAY = 86_400
"""UTC seconds, without leap seconds."""


def until(day: date) -> int:
    """The moment `day` ends, in UTC seconds: dated contacts before it count. The last day there is ends too."""
    return timegm(day.timetuple()) + SECONDS_A_DAY
