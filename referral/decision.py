"""The verdict: ask, warm up first, ask for an introduction, or apply directly, with the reasons in whole sentences.

The article's five situations in which not to ask come first: a large public posting; no connection there, or only one
who barely knows people there; short-term contract or freelance work; you know the hiring manager; a small startup.
"""

from __future__ import annotations

from collections.abc import Iterator

from referral.ranking import SEVERAL
from referral.results import Decision, Referrer, Verdict
from referral.situation import SMALL_STARTUP, Situation, barely_knows
from referral.tradeoff import benefits, drawbacks


def decide(situation: Situation) -> Verdict:
    """The verdict on a situation, with the benefits and drawbacks that apply to the best candidate."""
    against = tuple(when_not(situation))
    decision, reasons = (Decision.APPLY, against) if against else _by_people(situation)
    return Verdict(decision, reasons, tuple(benefits(situation)), tuple(drawbacks(situation)))


def when_not(situation: Situation) -> Iterator[str]:
    """Which of the situations that need nobody's contacts hold; the one about contacts is `_by_people`'s."""
    company = situation.company.name
    if situation.works_there:
        yield f"You work at {company} yourself: apply by the way open to employees."
    if situation.knows_hiring_manager:
        yield "You know the hiring manager: write to them yourself instead of going through somebody else."
    if situation.contract:
        yield "It is short-term contract or freelance work: a referral is too much to ask for it."
    if situation.posting == "public":
        yield (
            f"The job is posted publicly on a large board: {company} expects applications that way, and a referral "
            "adds little for what it costs your contact."
        )
    if situation.company_size is not None and situation.company_size <= SMALL_STARTUP:
        yield (
            f"{company} has {situation.company_size} people: in a small startup those who decide read applications "
            "themselves, so write to them directly."
        )


def _by_people(situation: Situation) -> tuple[Decision, tuple[str, ...]]:
    if situation.ready:
        return Decision.ASK, tuple(_ask(situation))
    if situation.direct and not all(barely_knows(r) for r in situation.direct):
        return Decision.WARM_UP, (_warm_up(situation, situation.direct[0]),)
    if situation.introduced:
        return Decision.ASK_FOR_INTRO, tuple(_introduce(situation))
    return Decision.APPLY, (_nobody(situation),)


def _ask(situation: Situation) -> Iterator[str]:
    best, *others = situation.ready
    met, company = best.criteria_met, situation.company.name
    whose = f", a contact of {best.ego.name}," if len(situation.owners) > 1 else ""
    yield f"{best.person.name}{whose} meets {met} of the five criteria for a referrer at {company}."
    if others:
        more = "One more person" if len(others) == 1 else f"{len(others)} more people"
        yield f"{more} there could be asked, too; ask one at a time."
    if best.too_close_to:
        yield "The first places are too close to call: choose by what you know of them."


def _warm_up(situation: Situation, best: Referrer) -> str:
    met = best.criteria_met
    lacks = (
        f"only {met} of the five criteria {'is' if met == 1 else 'are'} met, and several should be"
        if met < SEVERAL
        else "nothing shows that they know you or your work"
    )
    return (
        f"You know {best.person.name} at {situation.company.name}, but as far as these archives tell {lacks}: talk "
        "first, ask later."
    )


def _introduce(situation: Situation) -> Iterator[str]:
    best, company = situation.introduced[0], situation.company.name
    through = best.reach.via[0].people[0].name
    if situation.direct:
        yield f"Your own contacts at {company} are just starting out there and barely know people."
    else:
        yield f"You have no contact of your own at {company}."
    yield f"{through} could introduce you to {best.person.name}."


def _nobody(situation: Situation) -> str:
    company = situation.company.name
    if situation.direct:
        name = situation.direct[0].person.name
        return (
            f"{name}, whom you know at {company}, is just starting out and barely knows people there: apply directly."
        )
    if any(situation.referrers):
        return f"You marked everybody you know at {company} as not to be asked."
    return f"Nobody in these archives is tied to anyone at {company}: apply directly."
