"""Days and times as an archive writes them. One reader a shape, never by the locale of the process, never guessed.

A day before the service existed is no day. Whether a day is later than the export, the caller knows.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from graph.names import fold

EARLIEST = date(2003, 5, 1)
"""The service opened in May 2003."""

_MONTHS = {
    1: "jan january januar janv janvier ene enero janeiro gen gennaio januari",
    2: "feb february februar fevr fev fevrier febrero fevereiro febbraio februari",
    3: "mar march marz mrz mars marzo marco maart mrt maa",
    4: "apr april avr avril abr abril aprile",
    5: "may mai mayo maio mag maggio mei",
    6: "jun june juni juin junio junho giu giugno",
    7: "jul july juli juil juillet julio julho lug luglio",
    8: "aug august aout ago agosto augustus",
    9: "sep sept september septembre septiembre set setembro settembre",
    10: "oct okt october oktober octobre octubre out outubro ott ottobre",
    11: "nov november novembre noviembre novembro",
    12: "dec dez december dezember decembre dic diciembre dezembro dicembre",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}

_WORDS = re.compile(r"(\d{1,2})[\s./-]+([^\W\d_]+)\.?[\s./-]+(\d{4}|\d{2})(?:\D.*)?")
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?(?:\.\d+)?\s*(?:Z|UTC|GMT)?"
)
_SLASHED = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp])?\.?\s?[Mm]?\.?)?"
)
_JAVA = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) \w{3,4} (\d{4})")
_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")
_SERIAL_ORIGIN = date(1899, 12, 30)


def connected_on(text: str, *, day_first: bool = False) -> date | None:
    """`08 Feb 2026`, also in other languages, `4-Apr-21`, ISO, a 2017 clock, or the serial number of a spreadsheet."""
    if words := _WORDS.fullmatch(text):
        month = _MONTH.get(fold(words[2]))
        return _day(_year(words[3]), month, int(words[1])) if month else None
    if _SERIAL.fullmatch(text):
        return _known(_SERIAL_ORIGIN + timedelta(days=int(text[:5])))
    found = utc(text) or clock(text, day_first=day_first)
    return found.date() if found else None


def utc(text: str) -> datetime | None:
    """`2026-09-30 08:12:40 UTC`, `2025/06/10 23:13:46 UTC`; the time may be missing, the mark of the zone as well."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return _moment(year, month, day, hour, minute, second)


def utc_seconds(text: str) -> int | None:
    """`utc` as seconds since 1970, made quick for a million messages."""
    if len(text) >= 19 and text[10] == " ":
        start, clocked = _day_seconds(text[:10]), text[11:19]
        try:
            hour, minute, second = int(clocked[:2]), int(clocked[3:5]), int(clocked[6:])
        except ValueError:
            return None
        if start is None or hour > 23 or minute > 59 or second > 60:
            return None
        return start + hour * 3600 + minute * 60 + second
    found = utc(text) or clock(text.strip())
    return calendar.timegm(found.timetuple()) if found else None


@lru_cache(maxsize=16_384)
def _day_seconds(text: str) -> int | None:
    found = utc(text)
    return calendar.timegm(found.timetuple()) if found else None


def clock(text: str, *, day_first: bool = False) -> datetime | None:
    """`1/29/26, 2:37 PM`, `01/19/13, 12:10 AM`, `14/03/25, 14:37`, `3/14/25`. A first part over 12 is a day."""
    found = _SLASHED.fullmatch(" ".join(text.split()))
    if not found:
        return None
    one, two = int(found[1]), int(found[2])
    month, day = (two, one) if (one > 12 or (day_first and two <= 12)) else (one, two)
    return _moment(_year(found[3]), month, day, _hour(found[4], found[6]), int(found[5] or 0))


def clock_reader(texts: Iterable[str]) -> Callable[[str], datetime | None]:
    """The reader for one file with clocks: month first, unless more of its rows can only be day first."""
    parts = [(int(m[1]), int(m[2])) for t in texts if (m := _SLASHED.fullmatch(" ".join(t.split())))]
    day_first = sum(one > 12 >= two for one, two in parts) > sum(two > 12 >= one for one, two in parts)
    return lambda text: utc(text) or clock(text, day_first=day_first)


def java(text: str) -> datetime | None:
    """`Sat Sep 05 08:12:14 UTC 2026`."""
    found = _JAVA.fullmatch(text)
    month = _MONTH.get(found[1].casefold()) if found else None
    if not found or not month:
        return None
    hour, minute, second = (int(part) for part in found[3].split(":"))
    return _moment(int(found[4]), month, int(found[2]), hour, minute, second)


def month_of(text: str) -> date | None:
    """`Jan 2020`, `Sep. 2008`, `2018`, `2019-06`, also a day in words: its first day. May lie before the service."""
    if re.fullmatch(r"\d{4}", text):
        return _date(int(text), 1, 1)
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?", text):
        return _date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := re.fullmatch(r"(?:(\d{1,2})\s+)?([^\W\d_]+)\.?,?\s+(\d{4})", text):
        month = _MONTH.get(fold(found[2]))
        return _date(int(found[3]), month, int(found[1] or 1)) if month else None
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _hour(text: str | None, half: str | None) -> int:
    hour = int(text or 0)
    if half is None:
        return hour
    return hour % 12 + (12 if half in "Pp" else 0) if hour <= 12 else hour


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _known(day: date | None) -> date | None:
    return day if day and day >= EARLIEST else None


def _day(year: int, month: int, day: int) -> date | None:
    return _known(_date(year, month, day))


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime | None:
    if _day(year, month, day) is None or hour > 23 or minute > 59 or second > 60:
        return None
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
