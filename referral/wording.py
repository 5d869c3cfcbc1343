"""Dates and counts as plain words. English months whatever the locale."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month(day: date) -> str:
    """`Mar 2018`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """`3 Mar 2018`."""
    return f"{day.day} {month(day)}"


def months_between(start: date, end: date) -> int:
    """Whole calendar months from `start` to `end`; 0 when `end` is not later."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month)


def count(number: int, noun: str) -> str:
    """`1 month`, `20 months`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def when(day: date | None) -> str:
    """`in May 2021`, or that the date is unknown."""
    return f"in {month(day)}" if day else "at an unknown date"


def ago(day: date, as_of: date) -> str:
    """How long before `as_of`: `on the day of the export`, `3 weeks before the export`, `4 years before the export`."""
    days = (as_of - day).days
    if days <= 0:
        return "on the day of the export"
    for length, noun in ((730, "year"), (60, "month"), (14, "week")):
        if days >= length:
            unit = {"year": 365, "month": 30, "week": 7}[noun]
            return f"{count(days // unit, noun)} before the export"
    return f"{count(days, 'day')} before the export"
