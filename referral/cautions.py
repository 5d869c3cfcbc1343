"""What to mind before writing to somebody: a long silence, an open letter, a shared employer, a new job, a refusal."""

from __future__ import annotations

from collections.abc import Iterator

from referral.results import Addressee, Referrer
from referral.situation import Situation
from referral.vacancy import names_contract
from referral.wording import day, duration, month

NEW_JOB_DAYS = 90
"""Days for which somebody's own job is too new to refer anybody. Not validated."""


def reconnect(situation: Situation, one: Addressee | None) -> Iterator[str]:
    """Whether to get in touch first, and what stands open between the two."""
    if one is None:
        return
    name, since, between = one.person.name, situation.silent_since(one), situation.dealings
    if between.waiting:
        yield f"You wrote to {name} on {day(between.waiting)}: wait for the answer before you write again."
    elif between.owed:
        yield f"{name} wrote to you on {day(between.owed)} and nothing here shows an answer of yours: answer first."
    elif since:
        gone = duration(since, situation.today)
        yield f"You and {name} were last in touch in {month(since)}, {gone} ago: reconnect first, and ask after that."
    elif one.last_contact is None and not one.mark.close:
        yield f"No message between you and {name} is in these archives: if you have not been in touch, reconnect first."


def discretion(situation: Situation, one: Addressee | None) -> Iterator[str]:
    """Whoever works where the user works now may not know of the search."""
    if one and situation.dealings.works_with:
        employer, name = situation.dealings.works_with, one.person.name
        yield f"{name} works at {employer}, as you do: ask only if they may know that you are looking."


def before_asking(situation: Situation, first: Referrer) -> Iterator[str]:
    """All of it of somebody at the company itself."""
    yield from reconnect(situation, first.addressee)
    yield from discretion(situation, first.addressee)
    yield from _new_there(situation, first)
    name, refused = first.person.name, situation.dealings.refused
    if names_contract(first.person.title):
        yield f"{name} is there as {first.person.title}: ask whether freelancers may refer anybody, or who hires."
    if refused:
        what, on = refused
        yield f"{name} said no to {what} on {day(on)}: make it easy to say no again."


def _new_there(situation: Situation, first: Referrer) -> Iterator[str]:
    """Somebody new in their job may not be allowed to refer anybody yet."""
    began = first.began
    if began.earliest and (situation.today - began.earliest).days < NEW_JOB_DAYS:
        name, company = first.person.name, situation.company.name
        least = "" if began.earliest == began.latest else "at most "
        length = duration(began.earliest, situation.today)
        yield f"{name} has been at {company} for {least}{length}: ask whether somebody so new may refer anybody yet."
