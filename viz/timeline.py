"""One time line of everything that is known between two people: what, when, and from which file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph.model import Channel, DatedContact
from referral.results import Evidence
from referral.wording import count, day, month

YEARLY = 24
"""Months with messages above which they are told by the year: more lines than anybody reads."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line. `day`: None where the file has no date; `when`: as it is shown; `source`: where it stands."""

    day: date | None
    when: str
    text: str
    source: str


def moment(evidence: Evidence) -> Moment:
    """A line of a row of evidence."""
    when = day(evidence.date) if evidence.date else "date not known"
    return Moment(evidence.date, when, evidence.text, evidence.source)


def exchanges(contacts: Iterable[DatedContact]) -> list[Moment]:
    """Messages and meetings by the month, or by the year where there are many months, newest first."""
    dated = [(datetime.fromtimestamp(one.at, tz=UTC).date(), one) for one in contacts]
    months = {(at.year, at.month) for at, _ in dated}
    yearly = len(months) > YEARLY
    sent: Counter[date] = Counter()
    held: Counter[date] = Counter()
    met: Counter[date] = Counter()
    for at, one in dated:
        start = date(at.year, 1 if yearly else at.month, 1)
        if one.channel is Channel.MEETING:
            met[start] += 1
        else:
            (sent if one.from_ego else held)[start] += 1
    found = sorted({*sent, *held, *met}, reverse=True)
    return [_told(start, sent[start], held[start], met[start], yearly=yearly) for start in found]


def _messages(sent: int, received: int) -> str:
    of_all = count(sent + received, "message")
    if sent and received:
        return f"{of_all}: {sent:,} sent, {received:,} received"
    return f"{of_all} {'sent' if sent else 'received'}"


def _told(start: date, sent: int, received: int, met: int, *, yearly: bool) -> Moment:
    words = [_messages(sent, received)] if sent + received else []
    words += [count(met, "meeting")] if met else []
    return Moment(start, str(start.year) if yearly else month(start), "; ".join(words), "messages")


def in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """Newest first, undated last; of equal days in the order given; each line once."""
    once = tuple(dict.fromkeys(moments))
    dated = sorted((m for m in once if m.day), key=lambda m: m.day or date.min, reverse=True)
    return (*dated, *(m for m in once if m.day is None))
