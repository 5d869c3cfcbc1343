"""Days and times as people's files write them: one cell read, in any language, never by the locale of the process.

What a cell leaves open (is 03/02 in March or in February?) is left open here: `ingest.date_order` decides it for a
whole column, and knows which days are before the service or after the export.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from graph.days import SECONDS_A_DAY
from graph.names import fold
from ingest.month_names import MONTHS

EARLIEST = date(2003, 5, 1)
"""The service opened in May 2003."""
A_LIFETIME_AGO = date(1930, 1, 1)
"""Before it nobody who looks for work today has started a job."""

_LONGEST = 80
_MOST_OTHER_WORDS = 4
"""Words beside a day: of the week, "de", "at"; more of them are a sentence, and a sentence is no date."""
_PIVOT = 70
"""Years of two digits from here on are of the last century: nobody here was at work in 1969."""

_SECONDS = re.compile(r"(\d{10})(?:\.\d+)?")
_FRACTIONS = re.compile(r"(\d{10})(?:\d{3}|\d{6}|\d{9})")
_SERIAL = re.compile(r"([345]\d{4})(\.\d+)?")
_SERIAL_ORIGIN = datetime(1899, 12, 30, tzinfo=UTC)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:t(\d{2})(\d{2})(\d{2})z?)?")
_WEEK = re.compile(r"(\d{4})-?w(\d\d?)(?:-?([1-7]))?")
_BRACKETED = re.compile(r"\([^()]*\)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|o|a|e)(?![a-z])")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s*(?:nian|nyeon)\s*(\d{1,2})\s*(?:yue|wol)\s*(\d{1,2})\s*(?:ri|il|hao)?")
_EAST_ASIAN_MONTH = re.compile(r"(\d{4})\s*(?:nian|nyeon)\s*(\d{1,2})\s*(?:yue|wol)")
_SHORT_MONTH = re.compile(r"([a-z]+)[-. ']+(\d\d)")
"""`Jan-20`: what a spreadsheet makes of January 2020."""
_NUMBERED_MONTH = re.compile(r"\b(?:thang|thg)\.?\s*(\d{1,2})")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERED = {str(n): name for n, name in enumerate(_ENGLISH, start=1)}
_IN_NUMBERS = re.compile(r"(\d{1,4})\s*([-/.\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_PART = re.compile(r"\d+|[a-z]+(?:['.-][a-z]+)*")
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3}
_ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_CLOCK = re.compile(
    rf"""
    (?:(?P<part>shangwu|wuqian|ojeon|xiawu|wuhou|ohu)\s*)?
    (?<![\d:])(?P<hour>\d\d?)[:h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?![\d:])
    (?:\s*(?P<half>[ap])\.?\s?m\b\.?)?
    (?:\s*(?P<zone>{"|".join(sorted(_ZONES, key=len, reverse=True))})\b)?
    (?:\s*(?P<sign>[+-])(?P<ahead>\d\d):?(?P<besides>\d\d)?(?!\d))?(?:\s*(?:utc|gmt|z)\b)?
    """,
    re.VERBOSE,
)
_DOTTED_CLOCK = re.compile(r"(.*\S)\s+(\d\d?\.\d\d(?:\.\d\d)?)")
_QUICK = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")

_UNENDED = """
    present|current|currently|now|today|ongoing|to date|till date|until now|heute|bis heute|jetzt|aktuell|derzeit
    |aujourd'hui|aujourd’hui|présent|à ce jour|en cours|actuel|actualité|actualidad|actualmente|presente|hoy|hasta hoy
    |o momento|até o momento|atual|atualmente|hoje|oggi|in corso|attuale|heden|nu|obecnie|teraz|do dziś|nyní
    |současnost|dnes|nyt|i dag|idag|pågående|prezent|în prezent|günümüz|halen|настоящее время|по настоящее время|н.в.
    |сейчас|до теперішнього часу|σήμερα|jelenleg|الحاضر|حتى الآن|היום|वर्तमान|ปัจจุบัน|hiện tại|至今|现在|現在|현재
    |sekarang|kasalukuyan
"""
_GOES_ON = frozenset(fold(word).strip(" .-") for word in _UNENDED.split("|"))
"""Words for a stay that has not ended, folded."""


class Clock(NamedTuple):
    """A time of day as written. `zone`: minutes ahead of UTC."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    zone: int = 0


class Numbers(NamedTuple):
    """A day in three numbers whose order the cell does not tell. `wide`: the year has four digits, and stands last.

    `slashed`: they are parted by slashes, else by dashes or spaces.
    """

    first: int
    second: int
    third: int
    wide: bool
    slashed: bool
    clock: Clock


@lru_cache(maxsize=65_536)
def written(cell: str) -> datetime | Numbers | None:
    """What a cell says, with the zone it says (UTC where it says none), or None where it is no day.

    Words in every language of the interface, ISO 8601 and its loose relatives, clocks of 12 and 24 hours, what Java and
    JavaScript print, seconds or milliseconds since 1970, serial numbers of a spreadsheet. Days in numbers parted by
    dots are day first, in every country that writes them.
    """
    if quick := _QUICK.fullmatch(cell):
        return _moment(int(quick[3]), MONTHS.get(quick[2].casefold()), int(quick[1]), Clock())
    if len(cell) > _LONGEST or not any(c.isnumeric() for c in cell):
        return None
    text = fold(cell).strip(" .,;'\"")
    if text[:1].isdigit() and (counted := _counted(text)):
        return counted
    if week := _WEEK.match(text):
        return _of_week(week) if week.end() == len(text) else None
    text = _NUMBERED_MONTH.sub(lambda m: _NUMBERED.get(m[1], "?"), _BRACKETED.sub(" ", text))
    found = _read(text)
    if found is None and (dotted := _DOTTED_CLOCK.fullmatch(text)):
        found = _read(f"{dotted[1]} {dotted[2].replace('.', ':')}")
    return found


def as_written(found: Numbers) -> str:
    """A day in numbers as its cell had it, but for zeros and the time."""
    return ("/" if found.slashed else "-").join(str(number) for number in found[:3])


def month_in(cell: str) -> date | None:
    """`Jan 2020`, `Sep. 2008`, `2018`, `2019-06`, `06/2019`: the first day of a month or year; None for all else."""
    text = fold(cell[:_LONGEST]).strip(" .,")
    if re.fullmatch(r"\d{4}", text):
        return _date(int(text), 1, 1)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        return _date(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return _date(int(found[2]), int(found[1]), 1)
    if found := _EAST_ASIAN_MONTH.fullmatch(text):
        return _date(int(found[1]), int(found[2]), 1)
    if (found := _SHORT_MONTH.fullmatch(text)) and found[1] in MONTHS:
        return _date(_century(int(found[2])), MONTHS[found[1]], 1)
    parts = _PART.findall(_NUMBERED_MONTH.sub(lambda m: _NUMBERED.get(m[1], "?"), text))
    months = [MONTHS[part] for part in parts if part in MONTHS]
    years = [int(part) for part in parts if len(part) == 4 and part.isdigit()]
    alone = len(months) == len(years) == 1 and not any(part.isdigit() and len(part) != 4 for part in parts)
    return _date(years[0], months[0], 1) if alone and len(parts) <= 3 else None


def goes_on(cell: str) -> bool:
    """Whether a cell says in place of an end that there is none: empty, "present", "heute"."""
    return not cell or fold(cell).strip(" .-") in _GOES_ON


def utc_seconds(cell: str) -> int | Numbers | None:
    """`written` as seconds since 1970, made quick for a million messages; a day before the service is none."""
    if len(cell) == 23 and cell[10] == " " and cell.endswith(" UTC"):
        start, clocked = _day_seconds(cell[:10]), cell[11:19]
        if start is not None and (clocked[:2] + clocked[3:5] + clocked[6:]).isdecimal():
            hour, minute, second = int(clocked[:2]), int(clocked[3:5]), int(clocked[6:])
            return start + hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second <= 60 else None
    found = written(cell)
    if isinstance(found, datetime):
        return int(found.timestamp()) if found.date() >= EARLIEST else None
    return found


def moment(year: int, month: int, day: int, clock: Clock) -> datetime | None:
    """A moment from its numbers, a year of two digits among them; None where there is no such moment."""
    return _moment(year if year > 99 else _century(year), month, day, clock)


@lru_cache(maxsize=16_384)
def _day_seconds(cell: str) -> int | None:
    found = written(cell)
    return int(found.timestamp()) if isinstance(found, datetime) and found.date() >= EARLIEST else None


def _of_week(found: re.Match[str]) -> datetime | None:
    """A day of a week by ISO 8601; a week alone is no day."""
    if not found[3]:
        return None
    with suppress(ValueError):
        day = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3]))
        return _moment(day.year, day.month, day.day, Clock())
    return None


def _read(text: str) -> datetime | Numbers | None:
    clock, rest = _clock(text)
    return _day(rest, clock) if clock else None


def _counted(text: str) -> datetime | None:
    """A moment written as one number: since 1970, of a spreadsheet, or its digits without a mark."""
    if found := _SECONDS.fullmatch(text) or _FRACTIONS.fullmatch(text):
        return datetime.fromtimestamp(int(found[1]), tz=UTC)
    if found := _SERIAL.fullmatch(text):
        return _SERIAL_ORIGIN + timedelta(days=int(found[1]), seconds=round(float(found[2] or 0) * SECONDS_A_DAY))
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return _moment(year, month, day, Clock(hour, minute, second))
    return None


def _clock(text: str) -> tuple[Clock | None, str]:
    """The time of day in a text (midnight where it says none, None where there is no such time), and the rest of it."""
    found = _CLOCK.search(text)
    if not found:
        return Clock(), text
    rest = f"{text[: found.start()].removesuffix('t')} {text[found.end() :]}".strip(" ,;")
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    afternoon = found["half"] == "p" or found["part"] in ("xiawu", "wuhou", "ohu")
    if hour <= 12 and (found["half"] or found["part"]):
        hour = hour % 12 + (12 if afternoon else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None, rest
    ahead = int(found["ahead"] or 0) * 60 + int(found["besides"] or 0)
    zone = _ZONES.get(found["zone"] or "", 0) * 60 + (-ahead if found["sign"] == "-" else ahead)
    return Clock(hour, minute, min(second, 59), zone), rest


def _day(text: str, clock: Clock) -> datetime | Numbers | None:
    if found := _EAST_ASIAN.search(text):
        return _moment(int(found[1]), int(found[2]), int(found[3]), clock)
    text = _ORDINAL.sub("", text)
    parts = _PART.findall(text)
    words = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    months = [word for word in words if word in MONTHS]
    if len(words) - len(months) > _MOST_OTHER_WORDS:
        return None
    if len(months) == 2 and parts[0] == months[0]:
        del months[0]  # "mar 8 feb": Tuesday in Spanish, March elsewhere
    if not months:
        return _in_numbers(re.sub(r"[a-z']+[.,]?", " ", text).strip(" ,"), clock)
    return _in_words(numbers, MONTHS[months[0]], clock) if len(months) == 1 and len(numbers) == 2 else None


def _in_words(numbers: list[str], month: int, clock: Clock) -> datetime | None:
    """Day and year beside a month's name: the year is what has four digits, else the later one."""
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return _moment(int(year) if len(year) == 4 else _century(int(year)), month, int(day), clock)


def _in_numbers(text: str, clock: Clock) -> datetime | Numbers | None:
    found = _IN_NUMBERS.fullmatch(text)
    if not found:
        return None
    one, sign, two, three = int(found[1]), found[2], int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return _moment(one, two, three, clock) if len(found[4]) <= 2 else None
    if len(found[1]) > 2 or len(found[4]) not in (2, 4):
        return None
    wide = len(found[4]) == 4
    if sign == ".":
        return _moment(three if wide else _century(three), two, one, clock)
    return Numbers(one, two, three, wide, sign == "/", clock)


def _century(year: int) -> int:
    return year + (1900 if year >= _PIVOT else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    """A day that somebody alive may have lived; years of the Thai calendar as ours."""
    with suppress(ValueError):
        found = date(year - 543 if 2400 < year < 2700 else year, month, day)
        return found if A_LIFETIME_AGO <= found < date(2200, 1, 1) else None
    return None


def _moment(year: int, month: int | None, day: int, clock: Clock) -> datetime | None:
    found = _date(year, month, day) if month else None
    if found is None or clock.hour > 23 or clock.minute > 59 or clock.second > 59 or abs(clock.zone) > 15 * 60:
        return None
    zone = timezone(timedelta(minutes=clock.zone)) if clock.zone else UTC
    return datetime.combine(found, time(clock.hour, clock.minute, clock.second), zone)
