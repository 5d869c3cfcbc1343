"""Dated contacts as one clean log: each contact once, however many archives show it, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.columns import NO_TIME, Bool, ContactColumns, Float64, Int32, Int64
from graph.model import Channel
from graph.strength.ordering import stable_order


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

    def part(self, use: Bool | slice) -> ContactLog:
        """Some of the contacts, in their order: those marked, O(n), or a range, in views."""
        return replace(
            self,
            sender=self.sender[use],
            recipient=self.recipient[use],
            at=self.at[use],
            weight=self.weight[use],
            group=self.group[use],
            meeting=self.meeting[use],
            thread=self.thread[use],
        )


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
    """What the log held at `moment`: the past as it was seen then, with `until` moved there. O(log n), views only."""
    return replace(log.part(slice(int(np.searchsorted(log.at, moment, side="left")))), until=moment)


def _first_of_each(contacts: ContactColumns, use: Int64) -> Int64:
    """Which of the rows `use` to keep, in order: by time, and within a second by sender, recipient and channel."""
    at = contacts.at[use]
    order = stable_order(at)
    ordered = at[order]
    together = np.append(np.False_, ordered[1:] == ordered[:-1])[: len(order)]
    within = np.flatnonzero(together | np.append(together[1:], np.False_)[: len(order)])
    rows = use[order[within]]
    channel, group, sender, recipient = (
        column[rows] for column in (contacts.channel, contacts.group, contacts.sender, contacts.recipient)
    )
    inner = np.lexsort((-group, channel, recipient, sender, ordered[within]))
    order[within] = order[within][inner]
    again = together[within]
    for column in (sender, recipient, channel):
        again[1:] &= np.diff(column[inner]) == 0
    fresh: Bool = np.ones(len(order), dtype=np.bool_)
    fresh[within] = ~again
    return order[fresh]
