"""The next line of the ledger: whether a step may be taken, and the line that writes it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import (
    AmbiguousError,
    AskNotFoundError,
    AskRefusedError,
    ChangedMeanwhileError,
    StepRefusedError,
    UsageError,
)
from graph.model import NewEntry
from graph.names import fold
from referral.asking.ledger import Ask, Ledger, same_role
from referral.asking.states import DEEDS, NEXT, OPEN, OPENING, WORDS, AskState, Deed
from referral.asking.traps import Circumstances, Level, Proposal, Trap, TrapName, open_limits, said, traps
from referral.wording import day as long_day


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be written. `overrides`: reasons to go on all the same, each with the trap it is for, '' for any.

    `ask`: the id of the ask meant, '' where person, company and role say which. `version`: the ask's version as last
    seen; another one means that somebody else wrote. `key` and `digest` tell a repeated request from a new one.
    """

    proposal: Proposal
    kind: AskState | Deed
    day: date
    ask: str = ""
    overrides: tuple[tuple[str, str], ...] = ()
    note: str = ""
    chance: float | None = None
    version: int | None = None
    key: str | None = None
    digest: str | None = None


def next_line(step: Step, known: Circumstances) -> tuple[NewEntry, tuple[Trap, ...]]:
    """The line that writes `step`, and what warns. Pure but for the random id of a new ask.

    Raises:
        UsageError: the day is in the future, or before the ask's newest step.
        StepRefusedError: the ask cannot go on like this.
        AskRefusedError: something speaks against asking, and no reason was given to ask all the same.
        AmbiguousError, AskNotFoundError: several asks fit, or none has the id.
        ChangedMeanwhileError: the ask is not what the caller saw.
    """
    if step.day > known.today:
        raise UsageError(f"{long_day(step.day)} is still to come: an ask is written down once it happened")
    ask = _ask_meant(step, known.ledger)
    if ask and step.day < ask.updated_on:
        raise UsageError(f"{long_day(step.day)} is before its newest step ({said(ask)})")
    found = _against(step, ask, replace(known, today=step.day))
    reasons = _overridden(step, found)
    proposal = step.proposal
    line = NewEntry(
        kind=step.kind.value,
        person=ask.person if ask else proposal.person.id,
        day=step.day,
        ask=ask.id if ask else f"a{secrets.token_hex(8)}",
        company=ask.company if ask else proposal.company.id,
        company_name=ask.company_name if ask else proposal.company.name,
        role=ask.role if ask else proposal.role,
        target=ask.target if ask else proposal.target,
        reasons=reasons,
        note=step.note,
        chance=step.chance,
        key=step.key,
        digest=step.digest,
    )
    return line, tuple(t for t in found if t.level is Level.WARN)


def _ask_meant(step: Step, ledger: Ledger) -> Ask | None:
    """The ask that `step` continues; None where it begins one."""
    if step.ask:
        ask = known_ask(ledger, step.ask)
        must_be_unchanged(ask, step.version)
        if not _may(ask, step.kind):
            raise StepRefusedError(_refusal(ask, step.kind))
        return ask
    fitting = _fitting(step, ledger)
    allowed = [a for a in fitting if _may(a, step.kind)]
    roles = {fold(a.role) for a in allowed}
    if len(roles) > 1:
        raise AmbiguousError("asks", step.proposal.person.name, [f"{said(a)} ({a.id})" for a in allowed])
    if allowed:
        return allowed[-1]
    live = [a for a in fitting if a.state is AskState.PLANNED or a.is_open]
    if step.kind in OPENING and not live:
        return None
    if not fitting:
        raise StepRefusedError(
            f"no ask of {step.proposal.person.name} at {step.proposal.company.name} is written down; "
            "write down first that you asked"
        )
    raise StepRefusedError(_refusal((live or fitting)[-1], step.kind))


def _fitting(step: Step, ledger: Ledger) -> list[Ask]:
    """Asks of this person at this company: of exactly this role; where there is none, of any that may be it."""
    wanted = step.proposal
    theirs = [a for a in ledger.of(wanted.person.id) if a.company == wanted.company.id and a.target == wanted.target]
    exact = [a for a in theirs if fold(a.role) == fold(wanted.role)]
    if exact and wanted.role:
        return exact
    if step.kind in OPENING and wanted.role:
        return []
    return [a for a in theirs if same_role(a.role, wanted.role)]


def _may(ask: Ask, kind: AskState | Deed) -> bool:
    return ask.state in DEEDS[kind] if isinstance(kind, Deed) else kind in NEXT[ask.state]


def _refusal(ask: Ask, kind: AskState | Deed) -> str:
    further = sorted(WORDS[s] for s in NEXT[ask.state])
    ways = f"it can become {' or '.join(further)}" if further else "nothing follows on that"
    return f"the ask ({said(ask)}) cannot become '{kind.value.replace('_', ' ')}' now: {ways}"


def _against(step: Step, ask: Ask | None, known: Circumstances) -> tuple[Trap, ...]:
    """Against an ask everything counts; against a late answer, which opens one again, the limits do."""
    if step.kind is AskState.ASKED:
        return traps(_proposal(step, ask), known)
    if ask and step.kind in OPEN and not ask.is_open:
        return tuple(open_limits(_proposal(step, ask), known))
    return ()


def _proposal(step: Step, ask: Ask | None) -> Proposal:
    return replace(step.proposal, role=ask.role, target=ask.target) if ask else step.proposal


def _overridden(step: Step, found: Sequence[Trap]) -> tuple[tuple[str, str], ...]:
    """Every trap that blocks, with the reason to go on all the same.

    Raises:
        AskRefusedError: a trap is final, or no reason was given.
    """
    reasons = [_reason(step.overrides, t) for t in found]
    left = [t for t, why in zip(found, reasons, strict=True) if t.level is not Level.WARN and not why]
    if left:
        raise AskRefusedError([t.text for t in left], final=any(t.level is Level.FINAL for t in left))
    return tuple((t.name.value, why) for t, why in zip(found, reasons, strict=True) if t.level is Level.BLOCK)


def _reason(overrides: Sequence[tuple[str, str]], trap: Trap) -> str:
    """The reason given for going on in spite of one trap: one that names it, else one that names none."""
    if trap.level is Level.FINAL:
        return ""
    given = {name: why.strip() for name, why in overrides}
    return given.get(trap.name.value) or given.get("", "")


def override_of(text: str) -> tuple[str, str]:
    """A reason as somebody types it: "cooling: they asked me to come back", or the reason alone, for any trap."""
    name, colon, why = text.partition(":")
    if colon and name.strip() in {t.value for t in TrapName}:
        return name.strip(), why
    return "", text


def known_ask(ledger: Ledger, ask: str) -> Ask:
    """The ask of this id.

    Raises:
        AskNotFoundError: there is none.
    """
    found = ledger.ask(ask)
    if found is None:
        raise AskNotFoundError(ask)
    return found


def must_be_unchanged(ask: Ask, version: int | None) -> None:
    """Check that an ask is as the caller saw it, where they say what they saw.

    Raises:
        ChangedMeanwhileError: it is not.
    """
    if version is not None and version != ask.version:
        raise ChangedMeanwhileError
