"""What the user owes, and when: a follow-up, thanks, the outcome; derived from the ledger, so nothing has to be ticked.

A reminder is settled once a later line of its ask says so. Settled ones are kept for calendars, which must be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from graph.model import LedgerEntry, PersonId
from referral.asking.budgets import Budgets
from referral.asking.ledger import Ask, Ledger, read_ledger, traces, without_undoing
from referral.asking.states import AskState, Deed

THANKS_DAYS = 1
"""Thanks are due the day after: soon enough to be meant."""
OUTCOME_DAYS = 1
"""So is the word what came of it."""


class DueKind(StrEnum):
    """What the user owes somebody after an ask."""

    FOLLOW_UP = "follow_up"
    CLOSE = "close"
    CHECK_IN = "check_in"
    THANKS = "thanks"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed on `day`. `settled`: it was done, or is not owed any more; `text`: what to do, in a sentence."""

    kind: DueKind
    ask: Ask
    day: date
    text: str
    settled: bool = False


def due_items(ledger: Ledger, budgets: Budgets, names: Mapping[PersonId, str]) -> tuple[Due, ...]:
    """Everything owed and not done, soonest first."""
    open_items = (item for item in reminders(ledger, budgets, names) if not item.settled)
    return tuple(sorted(open_items, key=lambda d: (d.day, d.ask.id, d.kind)))


def every_reminder(entries: Sequence[LedgerEntry], budgets: Budgets, names: Mapping[PersonId, str]) -> tuple[Due, ...]:
    """For a calendar: every reminder there ever was; what rests on lines taken back counts as settled."""
    ledger = read_ledger(entries)
    now = reminders(ledger, budgets, names)
    known, written = {(d.ask.id, d.kind) for d in now}, traces(entries)
    once = reminders(read_ledger(without_undoing(entries)), budgets, names)
    gone = (d for d in once if (d.ask.id, d.kind) not in known)
    return (*now, *(replace(d, settled=True, ask=_written(d.ask, *written[d.ask.id])) for d in gone))


def _written(ask: Ask, version: int, at: int) -> Ask:
    return replace(ask, version=version, written_at=at)


def reminders(ledger: Ledger, budgets: Budgets, names: Mapping[PersonId, str]) -> tuple[Due, ...]:
    """Everything that is or was owed, at most one of a kind for each ask. O(asks)."""
    return tuple(item for ask in ledger.asks for item in _of(ask, budgets, names.get(ask.person, "somebody")))


def _of(ask: Ask, budgets: Budgets, name: str) -> Iterator[Due]:
    yield from _follow_up(ask, budgets, name)
    yield from _check_in(ask, budgets, name)
    yield from _thanks(ask, name)
    yield from _outcome(ask, name)


def _about(ask: Ask) -> str:
    return f"{ask.role} at {ask.company_name}" if ask.role else ask.company_name


def _follow_up(ask: Ask, budgets: Budgets, name: str) -> Iterator[Due]:
    """A polite follow-up, once; after that, when to let it rest."""
    asked = ask.place_of([AskState.ASKED])
    if asked < 0:
        return
    waiting = ask.state is AskState.ASKED
    followed = ask.place_of([Deed.FOLLOWED_UP])
    day = _later(ask.steps[asked].day, budgets.follow_up_days)
    text = f"Follow up with {name}, once and kindly, about {_about(ask)}."
    yield Due(DueKind.FOLLOW_UP, ask, day, text, settled=not waiting or followed > asked)
    if followed > asked:
        rest = _later(ask.steps[followed].day, budgets.give_up_days)
        text = f"{name} has not answered about {_about(ask)}: let it rest, and write down that no answer came."
        yield Due(DueKind.CLOSE, ask, rest, text, settled=not waiting)


def _check_in(ask: Ask, budgets: Budgets, name: str) -> Iterator[Due]:
    """Somebody who said yes and has not referred the user yet may be missing something."""
    agreed = ask.place_of([AskState.AGREED])
    if agreed < 0:
        return
    newest = max(agreed, ask.place_of([Deed.FOLLOWED_UP]))
    what = "introduce you" if ask.target else "refer you"
    text = f"{name} agreed to {what} ({_about(ask)}): ask whether anything is missing from you."
    settled = ask.state is not AskState.AGREED or newest > agreed
    yield Due(DueKind.CHECK_IN, ask, _later(ask.steps[agreed].day, budgets.give_up_days), text, settled=settled)


def _thanks(ask: Ask, name: str) -> Iterator[Due]:
    """For a yes, for a no given openly, and again for the referral itself."""
    given = ask.place_of([AskState.AGREED, AskState.DECLINED, AskState.REFERRED])
    if given < 0:
        return
    step = ask.steps[given]
    why = {
        AskState.AGREED: f"for saying yes about {_about(ask)}",
        AskState.DECLINED: f"all the same, for an honest no about {_about(ask)}",
        AskState.REFERRED: f"for the {'introduction' if ask.target else 'referral'} ({_about(ask)})",
    }[AskState(step.kind)]
    settled = ask.place_of([Deed.THANKED]) > given
    yield Due(DueKind.THANKS, ask, _later(step.day, THANKS_DAYS), f"Thank {name} {why}.", settled=settled)


def _outcome(ask: Ask, name: str) -> Iterator[Due]:
    """Whoever stood up for the user hears how it ended."""
    helped = ask.place_of([AskState.AGREED, AskState.REFERRED])
    ended = ask.place_of([AskState.OFFER, AskState.REJECTED, AskState.WITHDRAWN])
    if helped < 0 or ended < helped:
        return
    how = {AskState.OFFER: "you have an offer", AskState.REJECTED: "it came to nothing"}
    news = how.get(AskState(ask.steps[ended].kind), "you are not going on with it")
    text = f"Tell {name} how it ended ({_about(ask)}): {news}."
    settled = ask.place_of([Deed.TOLD_OUTCOME]) > ended
    yield Due(DueKind.OUTCOME, ask, _later(ask.steps[ended].day, OUTCOME_DAYS), text, settled=settled)


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
