"""The verdict: ask, warm up first, ask for an introduction, or apply directly, with the reasons in whole sentences.

The article's five situations in which not to ask come first: a large public posting; no connection there, or only one
who barely knows people there; short-term contract or freelance work; you know the hiring manager; a small startup.
Everything is said of one person, the first of the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from referral.acquaintance import spared
from referral.case_against import against, decides
from referral.first_choice import why_first
from referral.results import Addressee, Decision, HiringRole, NextStep, Referrer, Verdict
from referral.search_links import outlook
from referral.situation import Situation, just_starting
from referral.tradeoff import benefits, drawbacks
from referral.verdict_questions import questions
from referral.wording import APPLIED_ALREADY, count, day, duration, month, of_the_five

SHOWN = 3
"""People named in one sentence."""


def decide(situation: Situation) -> Verdict:
    """The verdict on a situation, with the card of the one it speaks of and what would change it."""
    decision, reasons = outcome(situation)
    first = None if decision is Decision.WAIT else _spoken_of(situation)
    return Verdict(
        decision,
        reasons,
        tuple(benefits(situation)) if first else (),
        tuple(drawbacks(situation)) if first else (),
        person=first.addressee.person if first and first.addressee else None,
        questions=tuple(questions(situation, outcome)),
        nearest=situation.nearest,
        search_link=outlook(situation),
    )


def _spoken_of(situation: Situation) -> Referrer | None:
    """The first of the list, but where the reasons send the user to somebody else, or to nobody, at once."""
    first = situation.first
    if situation.works_there:
        return None
    named = {r.person.id for r in decides(situation)}
    return None if first and named and first.person.id not in named else first


def outcome(situation: Situation) -> tuple[Decision, tuple[str, ...]]:
    """The decision and its reasons; what was applied for already is said first."""
    no_need = tuple(against(situation))
    if situation.asked and not no_need:
        return Decision.WAIT, (*situation.asked, *_applied(situation))
    decision, reasons = (Decision.APPLY, no_need) if no_need else _by_people(situation)
    return decision, (*_applied(situation), *situation.asked, *reasons)


def _applied(situation: Situation) -> Iterator[str]:
    company = situation.company.name
    for at, (_, title, on) in enumerate(situation.applied[:SHOWN]):
        job = title or "a job"
        when = f" on {day(on)}" if on else ""
        if situation.is_role(title):
            yield (
                f"{APPLIED_ALREADY}{job} at {company}{when}. Many systems give a referrer no credit "
                "afterwards: whoever you ask, tell them that you applied."
            )
        elif not at:
            yield f"You applied at {company} before, for {job}{when}: say so if you are asked."


def _by_people(situation: Situation) -> tuple[Decision, tuple[str, ...]]:
    first = situation.first
    if first is None:
        return Decision.APPLY, tuple(_nobody(situation))
    if not first.acquainted:
        return Decision.APPLY, (*_barely(situation, first), *_others(situation))
    if first.next_step is NextStep.ASK:
        return Decision.ASK, tuple(_ask(situation, first))
    if first.next_step is NextStep.ASK_FOR_INTRO:
        return Decision.ASK_FOR_INTRO, tuple(_introduce(situation, first))
    return Decision.WARM_UP, tuple(_warm_up(situation, first))


# -- somebody to ask -------------------------------------------------------------------------------------------


def _ask(situation: Situation, first: Referrer) -> Iterator[str]:
    met, company, name = first.criteria_met, situation.company.name, first.person.name
    whose = f", a contact of {first.ego.name}," if len(situation.owners) > 1 else ""
    yield f"{name}{whose} meets {of_the_five(met)} for a referrer at {company}."
    if first.hiring_role is HiringRole.OTHER_FUNCTION:
        title = first.person.title
        yield f"{name} does other work there ({title}): ask them who hires for this, not whether you fit."
    yield from _reconnect(situation, first.addressee)
    yield from _perhaps_hiring(situation)
    yield from why_first(situation)


def _reconnect(situation: Situation, one: Addressee | None) -> Iterator[str]:
    if one is None:
        return
    name, since = one.person.name, situation.silent_since(one)
    if since:
        gone = duration(since, situation.today)
        yield f"You and {name} were last in touch in {month(since)}, {gone} ago: reconnect first, and ask after that."
    elif one.last_contact is None and not one.mark.close:
        yield f"No message between you and {name} is in these archives: if you have not been in touch, reconnect first."


def _perhaps_hiring(situation: Situation) -> Iterator[str]:
    """The likely hiring manager: the first of the list, or whoever knows the user, wherever in it."""
    found = (r for r in situation.of_role(HiringRole.HIRING_MANAGER) if r.acquainted or r is situation.first)
    likely = next((r for r in found if not spared(r.restraint)), None)
    if likely and situation.knows_hiring_manager is None:
        who = f"{likely.person.name} hiring for this, as {likely.person.title}"
        yield f"Is {who}? Then write to them directly about the job; no referral is needed."


def _warm_up(situation: Situation, first: Referrer) -> Iterator[str]:
    met, name = first.criteria_met, first.person.name
    lacks = "one of the five criteria is" if met == 1 else f"{met or 'none'} of the five criteria are"
    only = "only " if met else ""
    yield (
        f"You know {name} at {situation.company.name}, but as far as these archives tell {only}{lacks} met, and "
        "several should be: talk first, ask later."
    )
    yield from _reconnect(situation, first.addressee)
    yield from _perhaps_hiring(situation)
    yield from _recruiters(situation)
    yield from _formerly(situation)


def _introduce(situation: Situation, first: Referrer) -> Iterator[str]:
    company, between = situation.company.name, first.reach.via[0].people
    through = first.addressee.person if first.addressee else between[0]
    if any(not r.reach.via for r in situation.referrers):
        yield f"Nobody you are connected with at {company} is somebody to ask now."
    else:
        yield f"You have no contact of your own at {company}."
    further = f" through {between[1].name}" if len(between) > 1 and through.id == between[0].id else ""
    yield f"{through.name} could introduce you to {first.person.name}{further}."
    yield f"Ask {through.name} first, and let {first.person.name} agree before an address is passed on."
    yield from _reconnect(situation, first.addressee)
    yield from _recruiters(situation)
    yield from _formerly(situation)


# -- nobody to ask ---------------------------------------------------------------------------------------------


def _barely(situation: Situation, first: Referrer) -> Iterator[str]:
    name, company = first.person.name, situation.company.name
    if first.next_step is NextStep.ASK_FOR_INTRO and first.addressee:
        through = first.addressee.person.name
        yield (
            f"You have no contact of your own at {company}, and {through}, who is tied to {name} there, barely knows "
            "you: nothing here shows a talk or shared work. Apply directly, or get to know each other first."
        )
    elif just_starting(first):
        yield f"{name}, whom you know at {company}, is just starting out and barely knows people there: apply directly."
    else:
        yield (
            f"You are connected with {name} at {company}, but barely know each other: nothing here shows a talk or "
            "shared work. Apply directly; where there is time, get to know each other first."
        )


def _others(situation: Situation) -> Iterator[str]:
    yield from _perhaps_hiring(situation)
    yield from _recruiters(situation)
    yield from _formerly(situation)


def _nobody(situation: Situation) -> Iterator[str]:
    company, left = situation.company.name, [r for r in situation.referrers if not r.reach.via]
    marked = [r for r in left if r.restraint.do_not_ask]
    why = [text for r in left[:SHOWN] for text in spared_because(r)]
    if len(marked) > 1 and len(marked) == len(left):
        why = [f"You marked everybody you know at {company} as not to be asked."]
    yield from why
    if not situation.referrers:
        yield f"Nobody in these archives is tied to anyone at {company}: apply directly."
    else:
        yield f"There is nobody {'else ' if why else ''}at {company} to ask for a good word: apply directly."
    yield from _recruiters(situation)
    yield from _formerly(situation)
    if not situation.referrers and situation.closest:
        names = " and ".join(person.name for person in situation.closest)
        yield f"Ask those you are closest to, such as {names}, whether they know anybody there."
    elif not situation.referrers:
        yield "The archive of somebody who knows people there would change this."


def spared_because(one: Referrer) -> Iterator[str]:
    """Why somebody is left in peace, or not yet asked again."""
    name, held = one.person.name, one.restraint
    if held.do_not_ask:
        yield f"You marked {name} as not to be asked."
    elif held.declined:
        yield f"{name} said no before: leave it at that."
    elif held.cooling_until:
        asked = f" on {day(held.last_asked)}" if held.last_asked else ""
        yield f"You asked {name}{asked}: wait until {day(held.cooling_until)} before you ask again."
    elif held.open_asks:
        yield f"You have asked {name} and wait for an answer: leave it at that for now."
    elif held.ignored:
        yield f"{name} left your last {count(held.ignored, 'message')} without an answer: leave them in peace."


def _recruiters(situation: Situation) -> Iterator[str]:
    there = (r for r in situation.referrers if r.hiring_role is HiringRole.RECRUITER)
    for one in sorted(there, key=lambda r: bool(r.reach.via))[:1]:
        name, via = one.person.name, one.reach.via
        whom = f", whom {via[0].people[-1].name} knows," if via else ""
        yield (
            f"{name}{whom} recruits at {situation.company.name} ({one.person.title}): write to them about the job "
            "itself. That is a way to apply, not a referral."
        )


def _formerly(situation: Situation) -> Iterator[str]:
    for one in situation.former[:1]:
        yield f"{one.text} Ask them about the company, and who decides there now."
