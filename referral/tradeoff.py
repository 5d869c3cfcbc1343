"""What speaks for writing to whom the verdict speaks of, and what against: the article's benefits and drawbacks.

Each line is there only where evidence shows that it applies, and says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from referral.asking.favours import SOURCE as HELPED_IN
from referral.criteria import RECOMMENDED_IN
from referral.next_step import SEVERAL
from referral.results import Addressee, CriterionName, HiringRole, NextStep, Referrer
from referral.situation import Situation, value
from referral.titles import Kinship, nearest, read_beside, read_title, said
from referral.wording import answered_of, count, day, of_the_five, when

SENIOR_VALUE = 0.4
CLOSE_VALUE = 0.5
"""Values of a criterion (0..1) from which a benefit or drawback is worth a line. Not validated."""
MANY_ANSWERS = 3
SURE_ANSWER = 0.6
"""Asks at least, and the share of them answered, from which somebody is said to answer. Not validated."""


def benefits(situation: Situation) -> Iterator[str]:
    """Visibility, a foot in the door, initiative, time saved, better chances: those that apply."""
    first = situation.first
    if first is None or not first.acquainted or first.addressee is None:
        return
    if first.next_step is NextStep.ASK_FOR_INTRO:
        yield f"A foot in the door: {first.addressee.person.name} {_knows(first)} at {situation.company.name}."
    else:
        yield from _known_there(situation, first)
    yield from _initiative(situation)
    yield from _time_saved(first.addressee)
    if first.addressee.mark.i_helped:
        yield f"A fair exchange: you have helped {first.addressee.person.name} before."
    if first.next_step is not NextStep.ASK_FOR_INTRO and first.criteria_met >= SEVERAL:
        yield f"Better chances: {first.person.name} meets {of_the_five(first.criteria_met)}."


def _knows(first: Referrer) -> str:
    way = first.sponsor
    knows = "is connected with" if way.listed_only else "knows"
    if len(way.people) == 1:
        return f"{knows} {first.person.name}"
    return f"{knows} {way.people[1].name}, who {knows} {first.person.name}"


def _known_there(situation: Situation, first: Referrer) -> Iterator[str]:
    title = first.person.title
    if first.heard and value(first.vouch.criteria, CriterionName.NETWORKED) >= SENIOR_VALUE:
        yield f"Visibility: {first.person.name} is {title} and is heard there."
    known = len(situation.direct)
    whom = (
        first.person.name if known == 1 else f"{first.person.name} and {count(known - 1, 'more person', 'more people')}"
    )
    yield f"A foot in the door: you know {whom} at {situation.company.name}."


def _initiative(situation: Situation) -> Iterator[str]:
    if situation.job.posting in {"internal", "none"}:
        yield "Initiative: the job is not advertised, so asking shows that you look further than the boards."
    elif wished := [wish for wish in situation.saved if situation.is_role(wish[1])]:
        _, title, saved = wished[0]
        yield f"Initiative: you saved the job of {title or 'this kind'} {when(saved)}, and can say what drew you to it."
    elif situation.follows:
        yield f"Initiative: you follow {situation.company.name}, and can say why."


def _time_saved(one: Addressee) -> Iterator[str]:
    asked, answered = one.answer.asked, one.answer.answered
    if asked >= MANY_ANSWERS and answered >= SURE_ANSWER * asked:
        yield f"Time saved: {one.person.name} {answered_of(answered, asked)} within 14 days."


def drawbacks(situation: Situation) -> Iterator[str]:
    """Pressure, risk to the relationship, an obligation, one still needs a case, they must know your work."""
    first = situation.first
    if first is None or first.addressee is None:
        return
    one, intro = first.addressee, first.next_step is NextStep.ASK_FOR_INTRO
    name = one.person.name
    if one.answer.asked and not one.answer.answered:
        yield f"Pressure: {name} has not answered {_asked(one.answer.asked)}."
    elif intro:
        yield f"Pressure: {name} would put their own standing behind you, so make it easy to say no."
    elif not first.acquainted:
        yield f"Pressure: {name} barely knows you, so to be asked at once puts them on the spot."
    elif len(situation.direct) <= 1:
        yield f"Pressure: {name} is the only person you could ask there, so no is hard to say."
    if value(one.criteria, CriterionName.STRONG) >= CLOSE_VALUE:
        yield f"A risk to the relationship: {name} is among your stronger ties."
    yield from _obligation(one)
    yield from _case(situation)
    if first.hiring_role is not HiringRole.OTHER_FUNCTION and not value(one.criteria, CriterionName.FAMILIAR):
        yield f"They must know your work: nothing in these archives shows that {name} has seen it."


def _asked(asked: int) -> str:
    return "when you last wrote first" if asked == 1 else f"any of the {asked:,} times you wrote first"


def _obligation(one: Addressee) -> Iterator[str]:
    """Said only of a written recommendation or a favour the user recorded."""
    name = one.person.name
    written = next((e for c in one.criteria for e in c.evidence if e.source == RECOMMENDED_IN), None)
    helped = next((e for c in one.criteria for e in c.evidence if e.source == HELPED_IN), None)
    if written:
        on = f" on {day(written.date)}" if written.date else ""
        yield f"An obligation: {name} has spoken up for you before, in a recommendation{on}."
    elif helped and helped.date:
        yield f"An obligation: {name} has helped you before, {when(helped.date)}; you wrote it down yourself."
    elif one.mark.helped_me:
        yield f"An obligation: {name} has helped you before."


def _case(situation: Situation) -> Iterator[str]:
    for owner in situation.owners[:1]:
        mine = read_title(owner.person.title)
        wanted = read_beside(read_title(situation.role), [mine])
        if wanted.function and mine.function and nearest(mine.functions, wanted.function) is Kinship.OTHER:
            one, other = said(mine.function), said(wanted.function)
            yield f"You still need a case: you come from {one}, and the role is in {other}."
