"""What speaks for asking the best candidate and what against: the article's five benefits and five drawbacks.

Each line is there only where evidence shows that it applies, and says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from referral.ranking import SEVERAL
from referral.results import CriterionName, Referrer
from referral.situation import Situation, part
from referral.titles import Kinship, nearest, read_beside, read_title, said
from referral.wording import count

SENIOR_VALUE = 0.4
CLOSE_VALUE = 0.5
"""Values of a criterion (0..1) from which a benefit or drawback is worth a line. Not validated."""
MANY_ANSWERS = 3
SURE_ANSWER = 0.6
"""Asks at least, and the share of them answered, from which somebody is said to answer. Not validated."""


def benefits(situation: Situation) -> Iterator[str]:
    """Visibility, a foot in the door, initiative, time saved, better chances: those that apply."""
    if not situation.direct:
        return
    best = situation.direct[0]
    name, company = best.person.name, situation.company.name
    if part(best, CriterionName.NETWORKED) >= SENIOR_VALUE:
        yield f"Visibility: {name} is {best.person.title or 'well placed'} and is heard there."
    known = len(situation.direct)
    yield f"A foot in the door: you know {count(known, 'person') if known == 1 else f'{known} people'} at {company}."
    if situation.posting in {"internal", "none"}:
        yield "Initiative: the job is not advertised, so asking shows that you look further than the boards."
    elif any(situation.company.id in owner.follows for owner in situation.owners):
        yield f"Initiative: you follow {company}, and can say why."
    asked, answered = best.answer.asked, best.answer.answered
    if asked >= MANY_ANSWERS and answered >= SURE_ANSWER * asked:
        yield f"Time saved: {name} answered {answered} of {count(asked, 'message')} of yours within 14 days."
    if best.criteria_met >= SEVERAL:
        yield f"Better chances: {name} meets {best.criteria_met} of the five criteria."


def drawbacks(situation: Situation) -> Iterator[str]:
    """Pressure, risk to the relationship, an obligation, one still needs a case, they must know your work."""
    if not situation.direct:
        return
    best = situation.direct[0]
    name = best.person.name
    if len(situation.direct) == 1:
        yield f"Pressure: {name} is the only person you know there, so no is hard to say."
    elif best.answer.asked and not best.answer.answered:
        yield f"Pressure: {name} left {count(best.answer.asked, 'message')} of yours unanswered."
    if part(best, CriterionName.STRONG) >= CLOSE_VALUE:
        yield f"A risk to the relationship: {name} is among your stronger ties."
    if _did_more(best):
        yield f"An obligation: {name} has spoken up for you before."
    yield from _case(situation)
    if not part(best, CriterionName.FAMILIAR):
        yield f"They must know your work: nothing in these archives shows that {name} has seen it."


def _did_more(best: Referrer) -> bool:
    return part(best, CriterionName.SUPPORTER) >= CLOSE_VALUE


def _case(situation: Situation) -> Iterator[str]:
    for owner in situation.owners[:1]:
        mine = read_title(owner.person.title)
        wanted = read_beside(read_title(situation.role), [mine])
        if wanted.function and mine.function and nearest(mine.functions, wanted.function) is Kinship.OTHER:
            one, other = said(mine.function), said(wanted.function)
            yield f"You still need a case: you come from {one}, and the role is in {other}."
