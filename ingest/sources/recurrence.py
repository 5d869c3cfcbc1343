"""When a recurring event took place: its rule expanded within bounds, whatever the rule says.

A rule that can never come true would be looked for until the year 9999. The Gregorian calendar repeats every 400 years,
weekdays and all, so the search is moved to the last of these years: what lies behind the window is then at most 373
years, not 8,000.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

MOST_OCCURRENCES = 3_000
"""Kept of one event: ten years of every day."""
WINDOW = timedelta(days=10 * 366)
"""Before the newest day; what was earlier weighs nothing (half-lives are at most a year)."""
OLDEST = 1990
"""Year before which no calendar on a computer begins an event that goes on."""
_CYCLE = 400
_LAST_YEAR = 9998
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_MOST_STEPS = 30_000
"""Occurrences looked at, those before the window among them."""


def occurrences(rule: str, start: datetime, until: datetime, zone: tzinfo = UTC) -> list[datetime]:
    """The times an event took place by `rule` (an RFC 5545 `RRULE` value), not after `until`.

    Args:
        rule: as written; one that says more often than daily, or nothing that can be read, is the first time alone.
        start: the first time, without a zone.
        until: the last moment of interest, without a zone.
        zone: of both; the rule's own end may be in UTC.

    Returns:
        Times in order, the newest `MOST_OCCURRENCES` within `WINDOW`.
    """
    first = [start] if start <= until else []
    if start.year < OLDEST or start > until or any(word in rule.upper() for word in _TOO_OFTEN):
        return first
    shift = (_LAST_YEAR - until.year) // _CYCLE * _CYCLE
    try:
        moved, end = start.replace(year=start.year + shift), until.replace(year=until.year + shift)
        found = rrulestr(_without_end(rule), dtstart=moved, ignoretz=True)
        times = list(takewhile(lambda at: at <= end, islice(found, _MOST_STEPS)))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ZeroDivisionError):
        return first
    since, stop = end - WINDOW, _end(rule, zone)
    back = [at.replace(year=at.year - shift) for at in times if at >= since]
    return [at for at in back if stop is None or at <= stop][-MOST_OCCURRENCES:]


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule[:1000].upper().replace("RRULE:", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _without_end(rule: str) -> str:
    """The rule without `UNTIL`, which is looked after here, and without what RFC 5545 does not know."""
    kept = {name: value for name, value in _parts(rule).items() if name not in ("UNTIL", "BYEASTER", "DTSTART")}
    return ";".join(f"{name}={value}" for name, value in kept.items())


def _end(rule: str, zone: tzinfo) -> datetime | None:
    """The last moment the rule allows, on the clocks of `zone`; a day is the whole of it."""
    text = _parts(rule).get("UNTIL", "")
    for shape, more in (("%Y%m%dT%H%M%S", timedelta()), ("%Y%m%d", timedelta(days=1, seconds=-1))):
        try:
            at = datetime.strptime(text.rstrip("Z"), shape) + more  # noqa: DTZ007  (the clock of the event's zone)
            return at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if text.endswith("Z") else at
        except (ValueError, OverflowError):
            continue
    return None
