"""A plan as text for a person at a terminal: pure, from the plan to lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cli.output import Cell, Table
from graph.text import clean
from referral.asking.plan import CALL_MINUTES, Chain, Plan
from referral.asking.states import FavourKind
from referral.results import Evidence
from referral.wording import DECISIONS, day

WIDTH = 100


def plan_lines(plan: Plan) -> Iterator[str]:
    """The whole plan."""
    yield from _head(plan)
    if plan.person is None:
        return
    name = clean(plan.person.name)
    yield from _part("Before you ask", (t.text for t in plan.traps))
    yield from _part("First get back in touch", [plan.reconnect] if plan.reconnect else [])
    if plan.chain:
        yield from _chain(plan.chain)
    yield from _part(f"A call of {CALL_MINUTES} minutes", (f"{a.minutes} min  {a.text}" for a in plan.agenda))
    yield from _part(f"What shows that {name} knows your work", map(_fact, plan.knows))
    yield from _part("What you must tell", plan.tell)
    yield from _part("What to leave out", plan.leave_out)
    yield from _part("Favours", (_favour(f.kind, f.note, day(f.day)) for f in plan.favours))
    yield from _part("When", [plan.when])
    yield from _part(f"What speaks for asking {name}", plan.verdict.benefits)
    yield from _part("What speaks against", plan.verdict.drawbacks)
    yield from _part("What these archives cannot tell", plan.not_known)


def _head(plan: Plan) -> Iterator[str]:
    role = f" as {clean(plan.role)}" if plan.role else ""
    whom = f"Talking to {clean(plan.person.name)}" if plan.person else "Nobody to talk to"
    about = f" about {clean(plan.chain.target.name)}" if plan.chain else ""
    yield f"{whom}{about}: {clean(plan.company.name)}{role} ({day(plan.today)})"
    yield f"Verdict: {DECISIONS[plan.verdict.decision]}"
    for reason in plan.verdict.reasons:
        yield from _wrapped(reason)


def _part(title: str, lines: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
    for line in found:
        yield from _wrapped(line)


def _wrapped(line: str) -> Iterator[str]:
    yield from textwrap.wrap(clean(line), WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _fact(evidence: Evidence) -> str:
    on = f", {day(evidence.date)}" if evidence.date else ""
    return f"{evidence.text} [{evidence.source}{on}]"


def _favour(kind: FavourKind, note: str, on: str) -> str:
    return f"{'They helped you' if kind is FavourKind.THEY_HELPED else 'You helped them'} on {on}: {note}"


def _chain(chain: Chain) -> Iterator[str]:
    yield from _part("The introduction", [f"{n}. {step.text}" for n, step in enumerate(chain.steps, start=1)])
    yield from _part("The question that comes first", [chain.question])
    yield ""
    yield "A text that can be passed on unchanged (fill what stands in [[...]])"
    for line in chain.forwardable.splitlines():
        yield from textwrap.wrap(clean(line), WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]


def plan_table(plan: Plan) -> Table:
    """The plan as rows, for CSV and Markdown."""
    rows: list[tuple[Cell, ...]] = [("verdict", DECISIONS[plan.verdict.decision])]
    rows += [("reason", text) for text in plan.verdict.reasons]
    rows += [("person", plan.person.name)] if plan.person else []
    rows += [("trap", t.text) for t in plan.traps]
    rows += [("reconnect", plan.reconnect)] if plan.reconnect else []
    rows += [("introduction", step.text) for step in plan.chain.steps] if plan.chain else []
    rows += [("forwardable", plan.chain.forwardable)] if plan.chain else []
    rows += [("agenda", f"{a.minutes} min: {a.text}") for a in plan.agenda]
    rows += [("knows", _fact(e)) for e in plan.knows]
    for what, texts in (("tell", plan.tell), ("leave out", plan.leave_out), ("not known", plan.not_known)):
        rows += [(what, text) for text in texts]
    rows += [("for asking", text) for text in plan.verdict.benefits]
    rows += [("against asking", text) for text in plan.verdict.drawbacks]
    rows += [("when", plan.when)] if plan.when else []
    return Table(("what", "text"), tuple(rows))
