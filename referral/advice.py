"""What to do about one person of the list, in a sentence or two said aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from referral.restraints import spared_because, spared_step
from referral.results import HiringRole, NextStep, Referrer
from referral.situation import Situation, just_starting
from referral.wording import STEPS

ABOUT_THE_JOB = "write about the job"
"""The step for whoever hires or decides, and for a recruiter: the job is asked for, and no favour."""
HIRE = frozenset({HiringRole.HIRING_MANAGER, HiringRole.RECRUITER})
"""Who is talked to about the job itself by somebody who works there already."""


def advised(situation: Situation, top: int) -> tuple[Referrer, ...]:
    """The first `top` of the list with what to do about each of them now."""
    now = (at_present(situation, one) for one in situation.referrers[:top])
    return tuple(replace(one, step=step_words(one), advice=" ".join(advice(situation, one))) for one in now)


def at_present(situation: Situation, one: Referrer) -> Referrer:
    """Somebody with what to do about them now: see `step_now`. Who barely knows the user introduces nobody."""
    step = one.next_step
    if not one.decides and not _left_alone(one):
        unknown = step is NextStep.ASK_FOR_INTRO and not one.acquainted
        step = step_now(situation, NextStep.WARM_UP if unknown else step)
    return one if step is one.next_step else replace(one, next_step=step)


def step_now(situation: Situation, step: NextStep) -> NextStep:
    """What is done in place of a step: where the user works, nobody does a favour; while one ask is open, others wait.

    The one rule for both, of a list and of paths; whoever decides, or is left in peace for a reason, is none of it.
    """
    if situation.works_there:
        return NextStep.TALK
    return NextStep.WAIT if situation.asked and step in (NextStep.ASK, NextStep.ASK_FOR_INTRO) else step


def _left_alone(one: Referrer) -> bool:
    """Whether somebody is left in peace for a reason of their own, not of whoever would introduce."""
    return one.next_step is NextStep.LEAVE and (one.hiring_role is HiringRole.RECRUITER or any(spared_because(one)))


def step_words(one: Referrer) -> str:
    """What to do about one person in a few words, the same on every surface: `ask`, `write about the job`."""
    if one.next_step is NextStep.TALK:
        return ABOUT_THE_JOB if one.hiring_role in HIRE else STEPS[NextStep.TALK]
    if one.next_step is not NextStep.LEAVE:
        return ABOUT_THE_JOB if one.decides else STEPS[one.next_step]
    recruits = one.hiring_role is HiringRole.RECRUITER and not any(spared_because(one))
    return ABOUT_THE_JOB if recruits else spared_step(one.restraint)


def advice(situation: Situation, one: Referrer) -> Iterator[str]:
    """The sentences about one person."""
    if one.next_step is NextStep.LEAVE:
        yield from _left(one)
    elif one.hiring_role is HiringRole.LEADERSHIP and situation.small and one.reach.via:
        yield from _leader(one, situation.company.name)
    elif one.decides:
        company = situation.company.name
        yield f"Decides at {company}: write to them yourself." if situation.small else "Write to them about the job."
    elif one.next_step is NextStep.TALK:
        yield from _colleague(one)
    else:
        yield from _to_ask(situation, one)


WAITING = "Not while another ask for this job is open."
"""What holds for everybody else while somebody has been asked for the job."""


def _colleague(one: Referrer) -> Iterator[str]:
    """Somebody at the user's own employer: an internal move takes no referral and no introduction."""
    if one.hiring_role is HiringRole.RECRUITER:
        yield "Recruits there: write to them about the job itself; no referral is needed."
    elif one.addressee and one.addressee.mark.managed_me:
        yield "Has managed you: if they still do, they may have to be told of the move first."
    elif one.hiring_role is HiringRole.HIRING_MANAGER:
        yield "May be hiring for this: if so, talk to them about the job yourself, as a colleague."
    elif one.reach.direct:
        yield "A colleague of yours: ask what the team is like and who is hiring; no referral is needed."
    else:
        yield "A colleague: write to them yourself and ask what the team is like; no introduction is needed."


def _to_ask(situation: Situation, one: Referrer) -> Iterator[str]:
    if one.next_step is NextStep.WAIT:
        yield WAITING
    if one.hiring_role is HiringRole.HIRING_MANAGER and situation.job.hirer_known is None:
        may = "May be hiring for this"
        yield f"{may}." if one.reach.via else f"{may}: if so, write to them about the job, without a referral."
        if not one.acquainted and not one.reach.via:
            return
    yield from _step(one)
    if one.addressee and (since := situation.silent_since(one.addressee)):
        yield f"Reconnect first: the last contact was in {since.year}."


def _step(one: Referrer) -> Iterator[str]:
    if one.next_step is NextStep.WAIT and one.reach.via and one.addressee:
        yield f"{one.addressee.person.name} could introduce you."
    elif one.next_step is NextStep.ASK_FOR_INTRO and one.addressee:
        yield f"Ask {one.addressee.person.name}, who could introduce you."
    elif just_starting(one):
        yield "Is just starting out and barely knows people there: can tell you what it is like."
    elif one.reach.via and one.addressee:
        yield f"Get to know {one.addressee.person.name}, who could introduce you."
    elif one.hiring_role is HiringRole.OTHER_FUNCTION and one.acquainted:
        yield "Does other work: ask who hires for this, not whether you fit."
    elif one.next_step is NextStep.WARM_UP:
        barely = "Barely knows you: get to know each other first, or apply without."
        yield "Talk first, ask later." if one.acquainted else barely


def _leader(one: Referrer, company: str) -> Iterator[str]:
    """Who decides in a small company and is known through somebody."""
    yield f"Decides at {company}."
    if one.addressee and one.acquainted:
        through = one.addressee.person.name
        yield f"Ask {through} for an introduction, or whether you may name {through} when you write."


def _known_to(one: Referrer) -> str:
    """Who knows a recruiter that the user does not know."""
    return "" if one.reach.direct else f" {one.reach.via[0].people[-1].name} knows them."


def _left(one: Referrer) -> Iterator[str]:
    because = list(spared_because(one))
    if because:
        yield from because
    elif one.hiring_role is HiringRole.RECRUITER:
        yield f"Recruits there: write to them about the job itself, not for a referral.{_known_to(one)}"
    elif one.addressee:
        yield f"{one.addressee.person.name}, who could introduce you, is not to be asked now."
