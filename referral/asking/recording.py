"""Writing the ledger so that two programs at once agree: reading, judging and writing are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import NothingToUndoError, RepeatedKeyError, StepRefusedError, UsageError
from graph.model import LedgerEntry, NewEntry, PersonId
from graph.stores.own_records import OwnRecords
from referral.asking.budgets import Budgets
from referral.asking.ledger import Ask, Favour, Ledger, read_ledger
from referral.asking.states import UNDO, FavourKind
from referral.asking.steps import Step, known_ask, must_be_unchanged, next_line
from referral.asking.traps import Circumstances, Trap
from referral.wording import day as long_day

CircumstancesOf = Callable[[Ledger, Budgets], Circumstances]
"""What is known, given what the ledger holds at the moment of writing."""


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What was written: the ask as it stands, what still speaks against it, and whether it was there already."""

    ask: Ask
    warnings: tuple[Trap, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back, and the ask as it stands now; None where nothing of it is left."""

    entry: LedgerEntry
    ask: Ask | None


def record(workspace: OwnRecords, owner: PersonId, step: Step, knowing: CircumstancesOf) -> RecordResult:
    """Write one step of an ask.

    Raises:
        GoodwordError: as `referral.asking.steps.next_line`.
        RepeatedKeyError: the key was used for another request.
    """
    with workspace.recording(owner) as session:
        entries = session.entries()
        if done := repeated(entries, step.key, step.digest):
            return RecordResult(known_ask(read_ledger(entries), done.line.ask), again=True)
        known = knowing(read_ledger(entries), Budgets.of(session.rules()))
        line, warnings = next_line(step, known)
        session.append(line)
        return RecordResult(known_ask(read_ledger(session.entries()), line.ask), warnings)


def undo(
    workspace: OwnRecords,
    owner: PersonId,
    *,
    today: date,
    ask: str = "",
    version: int | None = None,
    key: str | None = None,
    digest: str | None = None,
) -> UndoResult:
    """Take back the newest line that stands: of one ask, or of the whole ledger. `key`, `digest`: as in `Step`.

    Raises:
        RepeatedKeyError: as `record`.
        NothingToUndoError: no line stands.
        AskNotFoundError, ChangedMeanwhileError: as `record`.
        StepRefusedError: it would leave more asks open than the limits allow.
    """
    with workspace.recording(owner) as session:
        entries = session.entries()
        ledger = read_ledger(entries)
        if done := repeated(entries, key, digest):
            taken = next(e for e in entries if e.id == done.line.undoes)
            return UndoResult(taken, ledger.ask(taken.line.ask))
        if ask:
            must_be_unchanged(known_ask(ledger, ask), version)
        standing = [e for e in ledger.standing if not ask or e.line.ask == ask]
        if not standing:
            raise NothingToUndoError
        newest = standing[-1]
        session.append(replace(newest.line, kind=UNDO, day=today, undoes=newest.id, key=key, digest=digest, reasons=()))
        after = read_ledger(session.entries())
        _still_within(ledger, after, newest, Budgets.of(session.rules()))
        return UndoResult(newest, after.ask(newest.line.ask))


def _still_within(before: Ledger, after: Ledger, undone: LedgerEntry, budgets: Budgets) -> None:
    """Taking back a line that is not the newest of all may open an ask beside others."""
    if before.standing[-1].id == undone.id:
        return
    person, company = undone.line.person, undone.line.company
    for now, then, most in (
        (after.of(person), before.of(person), budgets.open_per_person),
        (after.at(company), before.at(company), budgets.open_per_company),
    ):
        opened = sum(a.is_open for a in now)
        if opened > most and opened > sum(a.is_open for a in then):
            raise StepRefusedError(
                "taken back, it would be open again beside another ask; take back the newer one first"
            )


def record_favour(workspace: OwnRecords, owner: PersonId, favour: NewEntry, *, today: date) -> tuple[Favour, bool]:
    """Write down a favour; whether it was there already.

    Raises:
        UsageError: the day is in the future, or nothing says what it was.
        RepeatedKeyError: the key was used for another request.
    """
    if favour.day > today:
        raise UsageError(f"{long_day(favour.day)} is still to come: a favour is written down once it was done")
    if not favour.note.strip():
        raise UsageError("say in a few words what the favour was")
    with workspace.recording(owner) as session:
        done = repeated(session.entries(), favour.key, favour.digest)
        entry = done or session.append(favour)
        line = entry.line
        return Favour(entry.id, line.person, FavourKind(line.kind), line.day, line.note), done is not None


def repeated(entries: Sequence[LedgerEntry], key: str | None, digest: str | None) -> LedgerEntry | None:
    """The line that the same request wrote before.

    Raises:
        RepeatedKeyError: the key was used for another request.
    """
    found = next((e for e in entries if key is not None and e.line.key == key), None)
    if found and found.line.digest != digest:
        raise RepeatedKeyError(str(key))
    return found
