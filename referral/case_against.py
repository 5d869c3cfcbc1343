"""When nobody's good word is needed: the situations in which one applies directly, each with the right way to."""

from __future__ import annotations

from collections.abc import Iterator

from referral.results import HiringRole, Referrer
from referral.situation import Situation
from referral.wording import of_the_five


def against(situation: Situation) -> Iterator[str]:
    """Which of the situations that need nobody's contacts hold, in whole sentences."""
    if situation.works_there:
        yield f"You work at {situation.company.name} yourself: apply by the way open to employees."
    if situation.knows_hiring_manager:
        yield _hiring_manager(situation)
    if situation.contract:
        yield (
            "It is short-term contract or freelance work: a referral is too much to ask for it, so offer yourself "
            "directly."
        )
    if situation.small:
        yield from _startup(situation)
    if situation.posting == "public":
        yield from _public(situation)


def _hiring_manager(situation: Situation) -> str:
    likely = next(situation.of_role(HiringRole.HIRING_MANAGER), None)
    whom = f" It may be {likely.person.name}, {likely.person.title} there." if likely else ""
    return f"You know the hiring manager: write to them yourself instead of going through somebody else.{whom}"


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
        f"{company} has {situation.company_size} people: in so small a company everybody has a say in who joins, so "
        "write to those who decide."
    )
    if deciding := decides(situation):
        yield _write_to(deciding)
    elif situation.direct:
        name = situation.direct[0].person.name
        yield f"Who decides there is not known here; {name} can tell you."


def decides(situation: Situation) -> list[Referrer]:
    """Contacts whom the user writes to about the job itself: who decides in a small company, who may be hiring."""
    if situation.small:
        return list(situation.of_role(HiringRole.LEADERSHIP, HiringRole.HIRING_MANAGER))
    return list(situation.of_role(HiringRole.HIRING_MANAGER)) if situation.knows_hiring_manager else []


def _write_to(deciding: list[Referrer]) -> str:
    named = " or ".join(f"{r.person.name} ({r.person.title})" for r in deciding[:2])
    return f"Those who decide are known to you: write to {named} yourself."
