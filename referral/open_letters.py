"""Letters that wait for an answer: of the user, after which nobody writes again within a fortnight, or of the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from graph.days import SECONDS_A_DAY, until
from graph.model import Channel, DatedContact
from graph.strength.conversations import ANSWER_DAYS, RECIPIENTS_MOST, SILENCE_DAYS

OWED_DAYS = 60
"""Days for which a letter to the user is worth an answer before a favour is asked. Not validated."""


def waiting_since(contacts: Iterable[DatedContact], as_of: date) -> date | None:
    """The day of an ask that waits for its answer, by what passed between the two; None where none does.

    An ask, as `graph.strength.conversations` has it: a message to few that opens a conversation. It waits for fourteen
    days; any word of the other side's, and a meeting, answer it. `contacts`: oldest first. O(contacts).
    """
    end, before, asked = until(as_of), None, None
    for contact in contacts:
        if contact.at >= end or contact.group > RECIPIENTS_MOST:
            continue
        if contact.channel is Channel.MEETING or not contact.from_ego:
            asked = None
        elif before is None or contact.at - before >= SILENCE_DAYS * SECONDS_A_DAY:
            asked = contact.at
        before = contact.at
    if asked is None or end - asked > ANSWER_DAYS * SECONDS_A_DAY:
        return None
    return datetime.fromtimestamp(asked, tz=UTC).date()


def owed_since(contacts: Iterable[DatedContact], as_of: date) -> date | None:
    """The day of a letter that waits for the user's own answer; None where none does.

    A message to few by which the other side, to whom the user has written before, opened a conversation within
    `OWED_DAYS`; any word of the user's, and a meeting, answer it. `contacts`: oldest first. O(contacts).
    """
    end, before, wrote, owed = until(as_of), None, False, None
    for contact in contacts:
        if contact.at >= end or contact.group > RECIPIENTS_MOST:
            continue
        if contact.channel is Channel.MEETING or contact.from_ego:
            wrote, owed = True, None
        elif wrote and before is not None and contact.at - before >= SILENCE_DAYS * SECONDS_A_DAY:
            owed = contact.at
        before = contact.at
    if owed is None or end - owed > OWED_DAYS * SECONDS_A_DAY:
        return None
    return datetime.fromtimestamp(owed, tz=UTC).date()
