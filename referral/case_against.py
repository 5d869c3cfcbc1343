"""When nobody's good word is needed: the situations in which one applies directly, each with the right way to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from referral.acquaintance import spared
from referral.restraints import spared_because
from referral.results import Referrer
from referral.situation import Situation
from referral.wording import either, of_the_five

NAMED = 2
"""People named in one sentence."""


def against(situation: Situation) -> Iterator[str]:
    """Which of the situations that need nobody's contacts hold, in whole sentences."""
    if situation.works_there:
        yield from _own_employer(situation)
    if situation.job.hirer_known:
        yield _hiring_manager(situation)
    if situation.short_term:
        yield _contract(situation)
    if situation.small:
        yield from _startup(situation)
    if situation.job.posting == "public":
        yield from _public(situation)


def _own_employer(situation: Situation) -> Iterator[str]:
    """A move inside the company: the manager may have to know, and whoever hires is a colleague."""
    yield f"You work at {situation.company.name} yourself: apply by the way open to employees."
    yield "Find out first whether your manager has to be told: many employers ask that of a move inside the company."
    may = (r.person for r in situation.perhaps_hiring if not (r.addressee and r.addressee.mark.managed_me))
    likely = list(islice(may, NAMED))
    if likely and situation.job.hirer_known is None:
        named = either([f"{person.name} ({person.title})" for person in likely])
        yield f"{named} may be hiring for this: talk to them yourself, as a colleague."


def _hiring_manager(situation: Situation) -> str:
    named = situation.job.hiring_manager
    listed = situation.referrers.named([named.id]) if named else {}
    left = next((r for r in listed.values() if spared(r.restraint)), None)
    if named and left:
        because = " ".join(spared_because(left))
        return f"{named.name} is hiring for this. {because} Apply by the way that is open to everybody."
    if named:
        return (
            f"{named.name} is hiring for this, and you know them: write to {named.name} yourself instead of going "
            "through somebody else."
        )
    maybe = either([f"{r.person.name}, {r.person.title} there" for r in situation.perhaps_hiring[:NAMED]])
    whom = f" It may be {maybe}." if maybe else ""
    return f"You know the hiring manager: write to them yourself instead of going through somebody else.{whom}"


def _contract(situation: Situation) -> str:
    told = situation.job.contract
    what = "It is" if told else f"{situation.role} sounds like"
    unless = "" if told else " If it is a permanent job after all, say so."
    return (
        f"{what} short-term contract or freelance work: a referral is too much to ask for it, so offer yourself "
        f"directly.{unless}"
    )


def _public(situation: Situation) -> Iterator[str]:
    yield (
        f"The job is posted publicly on a large board: {situation.company.name} expects applications that way, and a "
        "referral adds little for what it costs your contact."
    )
    for best in situation.ready[:1]:
        name, met = best.person.name, of_the_five(best.criteria_met)
        yield f"Then tell {name} that you applied: they meet {met}, so their word is worth most."


def _startup(situation: Situation) -> Iterator[str]:
    company = situation.company.name
    yield (
        f"{company} has {situation.job.company_size} people: in so small a company everybody has a say in who joins, "
        "so write to those who decide."
    )
    deciding, leaders = decides(situation), situation.leaders
    if deciding:
        named = either([f"{r.person.name} ({r.person.title})" for r in deciding[:NAMED]])
        yield f"Those who decide are known to you: write to {named} yourself."
        return
    yield from (text for r in leaders.where(lambda one: not one.via) for text in spared_because(r))
    yield from map(_behind, leaders.where(lambda one: one.via))
    if not leaders and situation.direct:
        yield f"Who decides there is not known here; {situation.direct[0].person.name} can tell you."


def _behind(leader: Referrer) -> str:
    """One who decides and whom only somebody else knows."""
    who = f"{leader.person.name} ({leader.person.title}) is one of them"
    one = leader.addressee
    if one is None or spared(one.restraint) or not one.acquainted:
        return f"{who}."
    through = one.person.name
    ask = f"ask {through} for an introduction, or whether you may name {through} when you write"
    return f"{who}, and {through} is connected with them: {ask}."


def decides(situation: Situation) -> Sequence[Referrer]:
    """Contacts whom the user writes to about the job itself, those who know the user first."""
    if not situation.job.names_whom_to_write_to:
        return []
    job, named = situation.job, situation.job.hiring_manager
    if named:
        listed = situation.referrers.named([named.id]).values()
        return [r for r in listed if not r.reach.via and not spared(r.restraint)]
    may = situation.referrers.chosen(lambda one: not one.via and not one.spared and job.written_to("", one.role))
    return may.known_first()
