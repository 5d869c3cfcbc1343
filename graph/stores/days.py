"""Days as the workspace stores them: whole days since 1970-01-01."""

from __future__ import annotations

from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`, negative before."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """The inverse of `day_number`."""
    return date.fromordinal(number + _EPOCH)


def day_of(number: int | None) -> date | None:
    """The date of a stored day, None where it is unknown."""
    return None if number is None else date_of(number)
