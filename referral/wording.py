"""What is said in the same words everywhere: decisions, steps, criteria, dates, counts. English whatever the locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from referral.results import CalibratedChance, CriterionName, Decision, NextStep

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


DECISIONS = {
    Decision.ASK: "Ask",
    Decision.WARM_UP: "Warm up first",
    Decision.ASK_FOR_INTRO: "Ask for an introduction",
    Decision.WAIT: "Wait",
    Decision.APPLY: "Apply directly",
}
STEPS = {
    NextStep.ASK: "ask",
    NextStep.WARM_UP: "warm up first",
    NextStep.ASK_FOR_INTRO: "ask for an introduction",
    NextStep.WAIT: "ask later",
    NextStep.TALK: "ask about the team",
    NextStep.LEAVE: "leave in peace",
}
CRITERIA = {name: name.value.replace("_", " ") for name in CriterionName}


APPLIED_ALREADY = "You have already applied for "
"""How the warning begins that many systems give a referrer no credit after one's own application."""


LONG_AGO_DAYS = 365
"""Days after an application from which on a new one is another round. Not validated."""


def another_round(applied: date | None, today: date) -> bool:
    """Whether an application is so old that a new one is another round, and no credit of a referrer's is lost by it."""
    return applied is not None and (today - applied).days >= LONG_AGO_DAYS


def day(of: date) -> str:
    """`3 May 2021`."""
    return f"{of.day} {month(of)}"


def month(of: date) -> str:
    """`Mar 2018`."""
    return f"{_MONTHS[of.month - 1]} {of.year}"


def months_between(start: date, end: date) -> int:
    """Whole calendar months from `start` to `end`; 0 when `end` is not later."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month)


def first_upper(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def plural(number: int, one: str, several: str = "") -> str:
    """The noun for so many: `month`, `months`; `person`, `people`."""
    return one if number == 1 else several or f"{one}s"


def count(number: int, one: str, several: str = "") -> str:
    """`1 month`, `20 months`, `3 people`."""
    return f"{number:,} {plural(number, one, several)}"


def size_of(people: int, companies: int, ties: int) -> str:
    """How large a network is: `538 people, 183 companies, 837 ties`."""
    return ", ".join((count(people, "person", "people"), count(companies, "company", "companies"), count(ties, "tie")))


def when(of: date | None) -> str:
    """`in May 2021`, or that the date is unknown."""
    return f"in {month(of)}" if of else "at an unknown date"


def ago(past: date, as_of: date) -> str:
    """How long before `as_of`: `on the day of the export`, `3 weeks before the export`, `4 years before the export`."""
    days = (as_of - past).days
    if days <= 0:
        return "on the day of the export"
    for length, noun in ((730, "year"), (60, "month"), (14, "week")):
        if days >= length:
            unit = {"year": 365, "month": 30, "week": 7}[noun]
            return f"{count(days // unit, noun)} before the export"
    return f"{count(days, 'day')} before the export"


def answered_of(answered: int, asked: int) -> str:
    """`answered the one conversation you opened`, `answered 2 of the 5 conversations you opened`."""
    opened = "the one conversation you opened" if asked == 1 else f"the {asked:,} conversations you opened"
    if asked == 1:
        return f"answered {opened}" if answered else f"did not answer {opened}"
    if answered == asked:
        return f"answered all {asked:,} conversations you opened"
    return f"answered {f'{answered:,}' if answered else 'none'} of {opened}"


def either(names: Sequence[str]) -> str:
    """`Ann`, `Ann or Bo`."""
    return " or ".join(names)


def both(names: Sequence[str]) -> str:
    """`Ann`, `Ann and Bo`."""
    return " and ".join(names)


def of_the_five(met: int) -> str:
    """`3 of the five criteria`, `all five criteria`."""
    return "all five criteria" if met == len(CRITERIA) else f"{met} of the five criteria"


def in_words(place: int) -> str:
    """A place among the user's ties: `stronger than 93 of 100 of your ties`."""
    if place == 0:
        return "among your weakest ties"
    return "your strongest tie" if place == 100 else f"stronger than {place} of 100 of your ties"


def as_good_as(place: int) -> str:
    """The place of a way through somebody: `as good as a tie stronger than 93 of 100 of your ties`."""
    if place == 0:
        return "no better than your weakest ties"
    tie = "" if place == 100 else "a tie "
    return f"as good as {tie}{in_words(place)}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(of: int) -> str:
    """`two`, `ten`, `11`."""
    return _NUMBERS[of] if of < len(_NUMBERS) else f"{of:,}"


def duration(start: date, end: date) -> str:
    """`4 years`, `1 year and 3 months`, `5 months`: whole months between two days."""
    years, months = divmod(months_between(start, end) - (end.day < start.day), 12)
    parts = [count(several, noun) for several, noun in ((years, "year"), (months, "month")) if several > 0]
    return " and ".join(parts) or "less than a month"


def per_cent(told: CalibratedChance) -> str:
    """`in per cent, by your own 34 asks: 62 % (90 %: 50 to 74 %)`."""
    value, low, high = (round(100 * share) for share in (told.value, told.low, told.high))
    return f"in per cent, by your own {told.asks:,} asks: {value} % (90 %: {low} to {high} %)"
