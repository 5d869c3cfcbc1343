"""What only the user can say and would change the verdict, each with the verdict under every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from referral.results import Decision, HiringRole, Option, VerdictQuestion
from referral.roles import SMALL_STARTUP
from referral.situation import Situation

Outcome = Callable[[Situation], tuple[Decision, tuple[str, ...]]]
Answers = list[tuple[str, Situation]]


def questions(situation: Situation, outcome: Outcome) -> Iterator[VerdictQuestion]:
    """Those of the four that are open and have an answer under which the decision is another; the likeliest first."""
    now, _ = outcome(situation)
    for parameter, text, answers in _open(situation):
        found = tuple(_option(answer, outcome(then)) for answer, then in answers)
        if any(option.decision is not now for option in found):
            yield VerdictQuestion(parameter, text, found)


def _option(answer: str, then: tuple[Decision, tuple[str, ...]]) -> Option:
    decision, reasons = then
    return Option(answer, decision, reasons[0] if reasons else "")


def _open(situation: Situation) -> Iterator[tuple[str, str, Answers]]:
    company = situation.company.name
    if situation.knows_hiring_manager is None:
        yes, no = (replace(situation, knows_hiring_manager=known) for known in (True, False))
        yield "knows_hiring_manager", _hiring(situation), [("yes", yes), ("no", no)]
    if situation.posting is None:
        kinds = {"on a large public board": "public", "inside the company only": "internal", "not at all": "none"}
        answers = [(text, replace(situation, posting=kind)) for text, kind in kinds.items()]
        yield "posting", "How is the job advertised?", answers
    if situation.company_size is None:
        sizes = {f"{SMALL_STARTUP} or fewer": SMALL_STARTUP, "more": SMALL_STARTUP + 1}
        answers = [(text, replace(situation, company_size=size)) for text, size in sizes.items()]
        yield "company_size", f"How many people work at {company}?", answers
    if situation.contract is None:
        yes, no = (replace(situation, contract=short) for short in (True, False))
        yield "contract", "Is it a short contract or freelance work?", [("yes", yes), ("no", no)]


def _hiring(situation: Situation) -> str:
    likely = next(situation.of_role(HiringRole.HIRING_MANAGER), None)
    if likely is None:
        return "Do you know who is hiring for this role?"
    return f"Is {likely.person.name} hiring for this role?"
