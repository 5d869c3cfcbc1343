"""Dated contacts as one clean log: each contact once, however many archives show it, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import NO_TIME, Bool, ContactColumns, Float64, Int32, Int64
from graph.model import Channel


@dataclass(frozen=True, slots=True, eq=False)
class ContactLog:
    """Contacts before `until` (UTC seconds), by time. `people`: how many people there are.

    `weight` is 1/n for a contact with n recipients; `meeting` marks contacts that were a meeting, which both attend.
    """

    sender: Int64
    recipient: Int64
    at: Int64
    weight: Float64
    group: Int32
    meeting: Bool
    thread: Int64
    people: int
    until: int

    def __len__(self) -> int:
        """How many contacts."""
        return len(self.at)


def contact_log(contacts: ContactColumns, *, people: int, until: int) -> ContactLog:
    """The contacts before `until`, each once, ordered by time, then sender, then recipient.

    The same sender, recipient, second and channel is one contact, whoever's archive shows it and in however many
    exports; the largest recipient count seen wins. Undated contacts and notes to self are left out. O(n log n).
    """
    use = np.flatnonzero((contacts.at != NO_TIME) & (contacts.at < until) & (contacts.sender != contacts.recipient))
    use = use[_first_of_each(contacts, use)]
    group = np.maximum(contacts.group[use], 1).astype(np.int32)
    return ContactLog(
        sender=contacts.sender[use].astype(np.int64),
        recipient=contacts.recipient[use].astype(np.int64),
        at=contacts.at[use].astype(np.int64),
        weight=1.0 / group,
        group=group,
        meeting=contacts.channel[use] == np.int8(Channel.MEETING),
        thread=contacts.thread[use].astype(np.int64),
        people=people,
        until=until,
    )


def before(log: ContactLog, moment: int) -> ContactLog:
    """What the log held at `moment`: the past as it was seen then, with `until` moved there. O(1), views only."""
    stop = int(np.searchsorted(log.at, moment, side="left"))
    return ContactLog(
        sender=log.sender[:stop],
        recipient=log.recipient[:stop],
        at=log.at[:stop],
        weight=log.weight[:stop],
        group=log.group[:stop],
        meeting=log.meeting[:stop],
        thread=log.thread[:stop],
        people=log.people,
        until=moment,
    )


def _first_of_each(contacts: ContactColumns, use: Int64) -> Int64:
    channel, group = contacts.channel[use], contacts.group[use]
    sender, recipient, at = contacts.sender[use], contacts.recipient[use], contacts.at[use]
    order = np.lexsort((-group, channel, recipient, sender, at))
    same = (
        (np.diff(at[order]) == 0)
        & (np.diff(sender[order]) == 0)
        & (np.diff(recipient[order]) == 0)
        & (np.diff(channel[order]) == 0)
    )
    fresh: Bool = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = ~same
    return order[fresh].astype(np.int64)
