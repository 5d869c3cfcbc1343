"""What only the user can say and would change the verdict, each with the verdict under every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from referral.case_against import NAMED
from referral.results import Decision, Option, VerdictQuestion
from referral.situation import Situation
from referral.vacancy import SMALL_STARTUP, Vacancy
from referral.wording import either

Outcome = Callable[[Situation], tuple[Decision, Iterator[str]]]
Answers = list[tuple[str, Situation]]


def questions(situation: Situation, now: Decision, outcome: Outcome) -> Iterator[VerdictQuestion]:
    """Those of the four that are open and have an answer under which the decision is not `now`'s; the likeliest first.

    `outcome`: the decision on a situation, and its reasons.
    """
    for parameter, text, answers in _open(situation):
        found = tuple(_option(answer, outcome(then)) for answer, then in answers)
        if any(option.decision is not now for option in found):
            yield VerdictQuestion(parameter, text, found)


def _option(answer: str, then: tuple[Decision, Iterator[str]]) -> Option:
    decision, reasons = then
    return Option(answer, decision, next(reasons, ""))


def _open(situation: Situation) -> Iterator[tuple[str, str, Answers]]:
    company, job = situation.company.name, situation.job
    if job.hirer_known is None:
        known = {"yes": replace(job, knows_hiring_manager=True), "no": replace(job, knows_hiring_manager=False)}
        yield "knows_hiring_manager", _hiring(situation), _under(situation, known)
    if job.posting is None:
        kinds = {"on a large public board": "public", "inside the company only": "internal", "not at all": "none"}
        advertised = {text: replace(job, posting=kind) for text, kind in kinds.items()}
        yield "posting", "How is the job advertised?", _under(situation, advertised)
    if job.company_size is None:
        sizes = {f"{SMALL_STARTUP} or fewer": SMALL_STARTUP, "more": SMALL_STARTUP + 1}
        sized = {text: replace(job, company_size=size) for text, size in sizes.items()}
        yield "company_size", f"How many people work at {company}?", _under(situation, sized)
    if job.contract is None and not situation.short_term:
        lengths = {"yes": replace(job, contract=True), "no": replace(job, contract=False)}
        yield "contract", "Is it a short contract or freelance work?", _under(situation, lengths)


def _under(situation: Situation, answers: Mapping[str, Vacancy]) -> Answers:
    """The situation under each answer."""
    return [(answer, replace(situation, job=job)) for answer, job in answers.items()]


def _hiring(situation: Situation) -> str:
    likely = either([r.person.name for r in situation.perhaps_hiring[:NAMED]])
    return f"Is {likely} hiring for this role?" if likely else "Do you know who is hiring for this role?"
