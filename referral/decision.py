"""The verdict: ask, warm up first, ask for an introduction, or apply directly, with the reasons in whole sentences.

The article's five situations in which not to ask come first: a large public posting; no connection there, or only one
who barely knows people there; short-term contract or freelance work; you know the hiring manager; a small startup.
Everything is said of one person, the first of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from graph.model import Person
from referral.case_against import NAMED, against, decides
from referral.cautions import before_asking, discretion, reconnect
from referral.first_choice import why_first
from referral.next_step import SEVERAL
from referral.reluctance import mostly_silent
from referral.restraints import spared_because
from referral.results import Decision, HiringRole, NextStep, Referrer, Verdict
from referral.search_links import search_link_for
from referral.situation import Situation, just_starting
from referral.tradeoff import benefits, drawbacks
from referral.verdict_questions import questions
from referral.wording import (
    APPLIED_ALREADY,
    another_round,
    answered_of,
    both,
    day,
    duration,
    either,
    first_upper,
    of_the_five,
)

SHOWN = 3
"""People named in one sentence."""


def decide(situation: Situation) -> Verdict:
    """The verdict on a situation, with the card of the one it speaks of and what would change it.

    The last of its reasons says whose networks it does not rest on, where that is so.
    """
    decision, told = outcome(situation)
    left = situation.left_out
    reasons = (*told, *([f"{first_upper(left)}."] if left else ()))
    first = None if decision is Decision.WAIT else _spoken_of(situation)
    person = first.addressee.person if first and first.addressee else None
    return Verdict(
        decision,
        reasons,
        tuple(benefits(situation)) if first else (),
        tuple(drawbacks(situation)) if first else (),
        person=person or _written_to(situation),
        questions=tuple(questions(situation, decision, outcome)),
        nearest=situation.nearest,
        search_link=search_link_for(situation),
    )


def _spoken_of(situation: Situation) -> Referrer | None:
    """The first of the list, but where no favour is asked: of who hires or decides, for short work, at one's own."""
    none = situation.works_there or situation.short_term or situation.job.hirer_known or decides(situation)
    return None if none else situation.first


def _written_to(situation: Situation) -> Person | None:
    """Whom the user writes to about the job: who decides there, else whoever the user named, at the company or not."""
    if situation.works_there:
        return None
    named = situation.job.hiring_manager
    elsewhere = named if named and situation.referrers.place_of(named.id) is None else None
    return next((r.person for r in decides(situation)), elsewhere)


def outcome(situation: Situation) -> tuple[Decision, Iterator[str]]:
    """The decision and its reasons, each worded when it is asked for; what was applied for already is said first."""
    against_it, applied = against(situation), _applied(situation)
    no_need = next(against_it, None)
    if situation.asked and no_need is None:
        return Decision.WAIT, chain(situation.asked, applied)
    if no_need is not None:
        return Decision.APPLY, chain(applied, _said(situation, chain([no_need], against_it, _channel(situation))))
    decision, reasons = _by_people(situation)
    way = _unadvertised(situation) if decision is Decision.APPLY else ()
    return decision, chain(applied, _said(situation, chain(reasons, way)))


def _said(situation: Situation, reasons: Iterable[str]) -> Iterator[str]:
    """Reasons between what is open of earlier asks and what is long ago."""
    return chain(situation.asked, situation.unanswered, reasons, _long_ago(situation))


def _channel(situation: Situation) -> Iterator[str]:
    """Whom to write to about a job that needs nobody's good word, where nobody has been named."""
    if not (situation.job.hirer_known or decides(situation)):
        yield from recruiters(situation)


def _applied(situation: Situation) -> Iterator[str]:
    company = situation.company.name
    lately = [wish for wish in situation.applied if not another_round(wish[2], situation.today)]
    for at, (_, title, on) in enumerate(lately[:SHOWN]):
        job = title or "a job"
        when = f" on {day(on)}" if on else ""
        if situation.is_role(title):
            yield (
                f"{APPLIED_ALREADY}{job} at {company}{when}. Many systems give a referrer no credit "
                "afterwards: whoever you ask, tell them that you applied."
            )
        elif not at:
            yield f"You applied at {company} before, for {job}{when}: say so if you are asked."


def _long_ago(situation: Situation) -> Iterator[str]:
    """The newest application where all were so long ago that the next is another round."""
    if not situation.applied or not all(another_round(wish[2], situation.today) for wish in situation.applied):
        return
    _, title, on = situation.applied[0]
    if on:
        gone = duration(on, situation.today)
        yield (
            f"You applied at {situation.company.name} for {title or 'a job'} on {day(on)}, {gone} ago: that is another "
            "round, but say so if you are asked."
        )


def _unadvertised(situation: Situation) -> Iterator[str]:
    """How to apply for what is not open to everybody."""
    if situation.job.posting == "none":
        yield "The job is not advertised: write to them of your own accord, or find somebody who knows somebody there."
    elif situation.job.posting == "internal":
        yield (
            "The job is advertised inside the company only: from outside it takes somebody who works there, so look "
            "for one, or ask who hires whether they take applications from outside."
        )


def _by_people(situation: Situation) -> tuple[Decision, Iterator[str]]:
    first = situation.first
    if first is None:
        return Decision.APPLY, _nobody(situation)
    if not first.acquainted:
        return Decision.APPLY, chain(_barely(situation, first), _others(situation))
    if first.next_step is NextStep.ASK:
        return Decision.ASK, _ask(situation, first)
    if first.next_step is NextStep.ASK_FOR_INTRO:
        return Decision.ASK_FOR_INTRO, _introduce(situation, first)
    return Decision.WARM_UP, _warm_up(situation, first)


# -- somebody to ask -------------------------------------------------------------------------------------------


def _ask(situation: Situation, first: Referrer) -> Iterator[str]:
    met, company, name = first.criteria_met, situation.company.name, first.person.name
    whose = f", a contact of {first.ego.name}," if len(situation.owners) > 1 else ""
    yield f"{name}{whose} meets {of_the_five(met)} for a referrer at {company}."
    if first.hiring_role is HiringRole.OTHER_FUNCTION:
        title = first.person.title
        yield f"{name} does other work there ({title}): ask them who hires for this, not whether you fit."
    yield from before_asking(situation, first)
    yield from _perhaps_hiring(situation)
    yield from why_first(situation)


def _perhaps_hiring(situation: Situation) -> Iterator[str]:
    """The likely hiring manager: the first of the list, or whoever knows the user, wherever in it."""
    first = 0 if situation.first else None
    likely = [r.person for r in situation.perhaps_hiring.where(lambda one: one.acquainted, or_at=first)[:NAMED]]
    if likely and situation.job.hirer_known is None:
        who, titles = either([p.name for p in likely]), either([p.title for p in likely])
        write = "Then write to them directly about the job; no referral is needed."
        yield f"Is {who} hiring for this, as {titles}? {write}"


def _warm_up(situation: Situation, first: Referrer) -> Iterator[str]:
    yield _not_yet(situation, first)
    yield from reconnect(situation, first.addressee)
    yield from _perhaps_hiring(situation)
    yield from recruiters(situation)
    yield from _formerly(situation)


def _not_yet(situation: Situation, first: Referrer) -> str:
    """Why somebody the user knows is not asked yet."""
    met, name, answer = first.criteria_met, first.person.name, first.answer
    if met >= SEVERAL and mostly_silent(answer.asked, answer.answered):
        silent = answered_of(answer.answered, answer.asked)
        return f"{name} meets {of_the_five(met)}, but {silent}: talk first, and ask once they answer."
    if met >= SEVERAL:
        return (
            f"{name} meets {of_the_five(met)}, but none that is about you: nothing shows that they saw your work, know "
            "you well or are on your side. Talk first, ask later."
        )
    lacks = "one of the five criteria is" if met == 1 else f"{met or 'none'} of the five criteria are"
    only = "only " if met else ""
    return (
        f"You know {name} at {situation.company.name}, but as far as these archives tell {only}{lacks} met, and "
        "several should be: talk first, ask later."
    )


def _introduce(situation: Situation, first: Referrer) -> Iterator[str]:
    company, way = situation.company.name, first.sponsor
    between, through = way.people, way.people[0].name
    if first.reach.connected:
        yield f"You are connected with {first.person.name} at {company}, but barely know each other."
    elif situation.referrers.chosen(lambda one: one.direct):
        yield f"Nobody you are connected with at {company} is somebody to ask now."
    else:
        yield f"You have no contact of your own at {company}."
    further = f" through {between[1].name}" if len(between) > 1 else ""
    yield f"{through} could introduce you to {first.person.name}{further}."
    if way.listed_only:
        two = "two on the way" if further else f"{through} and {first.person.name}"
        yield f"Nothing but a list of contacts shows that {two} know each other: ask {through} how well."
    yield f"Ask {through} first, and let {first.person.name} agree before an address is passed on."
    yield from reconnect(situation, first.addressee)
    yield from discretion(situation, first.addressee)
    yield from recruiters(situation)
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
    yield from recruiters(situation)
    yield from _formerly(situation)


def _nobody(situation: Situation) -> Iterator[str]:
    company, left = situation.company.name, situation.referrers.chosen(lambda one: one.direct)
    marked = left.where(lambda one: one.do_not_ask)
    why = [text for r in left[:SHOWN] for text in spared_because(r)]
    if len(marked) > 1 and len(marked) == len(left):
        why = [f"You marked everybody you know at {company} as not to be asked."]
    yield from why
    if not situation.referrers:
        yield f"Nobody in these archives is tied to anyone at {company}: apply directly."
    else:
        yield f"There is nobody {'else ' if why else ''}at {company} to ask for a good word: apply directly."
    yield from recruiters(situation)
    yield from _formerly(situation)
    if not situation.referrers and situation.closest:
        names = " and ".join(person.name for person in situation.closest)
        yield f"Ask those you are closest to, such as {names}, whether they know anybody there."
    elif not situation.referrers:
        yield "The archive of somebody who knows people there would change this."


def recruiters(situation: Situation) -> Iterator[str]:
    """The hiring channel, where it is known: those the user knows, else whoever is known through somebody."""
    there = situation.recruiters
    own = there.where(lambda one: one.direct)[:NAMED]
    if len(own) > 1:
        named = both([f"{r.person.name} ({r.person.title})" for r in own])
        yield f"{named} recruit at {situation.company.name}: {_hiring_channel('one of them')}"
        return
    for one in (own or there)[:1]:
        name, via = one.person.name, one.reach.via
        whom = "" if one.reach.direct else f", whom {via[0].people[-1].name} knows,"
        yield f"{name}{whom} recruits at {situation.company.name} ({one.person.title}): {_hiring_channel('them')}"


def _hiring_channel(whom: str) -> str:
    return f"write to {whom} about the job itself. That is a way to apply, not a referral."


def _formerly(situation: Situation) -> Iterator[str]:
    for one in situation.former[:1]:
        yield f"{one.text} Ask them about the company, and who decides there now."
