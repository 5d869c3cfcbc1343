"""Why somebody is left in peace, or not yet asked again, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from referral.results import NextStep, Referrer, Restraint
from referral.wording import STEPS, count, day

ASKED_ALREADY = "wait for the answer"
"""The step for whoever was asked and has not answered yet: nobody else's peace is meant."""


def spared_step(held: Restraint) -> str:
    """What to do about somebody who is not to be asked now, in a few words."""
    asked = held.open_asks and not (held.do_not_ask or held.declined)
    return ASKED_ALREADY if asked else STEPS[NextStep.LEAVE]


def spared_because(one: Referrer) -> Iterator[str]:
    """The sentence, if there is a reason."""
    yield from because(one.person.name, one.restraint)


def because(name: str, held: Restraint) -> Iterator[str]:
    """The same of somebody by name."""
    if held.do_not_ask:
        yield f"You marked {name} as not to be asked."
    elif held.declined:
        yield f"{name} said no before: leave it at that."
    elif held.open_asks:
        asked = f" on {day(held.last_asked)}" if held.last_asked else ""
        yield f"You asked {name}{asked} and the answer is open: do not ask again, one follow-up is enough."
    elif held.cooling_until:
        asked = f" on {day(held.last_asked)}" if held.last_asked else ""
        yield f"You asked {name}{asked}: wait until {day(held.cooling_until)} before you ask again."
    elif held.ignored:
        yield f"{name} left your last {count(held.ignored, 'message')} without an answer: leave them in peace."
