"""What part everybody has in an archive: on the owner's side of invitations, and in how many conversations.

The owner of an archive is an end of every conversation in it; whoever else writes there has a part in a few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.names import fold
from ingest.archive import Archive
from ingest.message_log import Sender, addressed
from ingest.name_likeness import same_name
from ingest.placeholder_names import is_nobody
from ingest.tables import invitations

CLEAR = 0.9
"""The owner has a part in at least so many of the conversations: some are told only in part."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part. `profile`: identity key of the address, '' where only the name is known.

    `invited`: on how many invitations they stand on the owner's side; `conversations`: in how many they have a part.
    """

    name: str
    profile: str
    invited: int
    conversations: int

    @property
    def key(self) -> str:
        """The address, else the folded name."""
        return self.profile or f"name:{fold(self.name)}"


class Roles:
    """Everybody who takes part in an archive."""

    def __init__(self, archive: Archive) -> None:
        self._log = archive.messages
        self._senders = self._log.senders
        self._lists = [addressed(r, _nobody_known)[0] for r in self._log.recipients]
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._invited: Counter[str] = Counter()
        for filed in archive.of(invitations.TABLE):
            row = filed.record
            if row.outgoing is not None:
                ends = Sender(row.sender, row.sender_profile), Sender(row.recipient, row.recipient_profile)
                self._invited[self._met(ends[0 if row.outgoing else 1])] += 1
        for who in (*self._senders, *(who for found in self._lists for who in found)):
            self._met(who)

    def _met(self, who: Sender) -> str:
        key = _key(who)
        if not is_nobody(who.name):
            self._names[key][who.name] += 1
        return key

    @cached_property
    def _conversations(self) -> Counter[str]:
        """In how many conversations each has a part."""
        meetings = {(s.thread, s.sender, s.recipients) for s in self._log}
        pairs = {(thread, key) for thread, sender, to in meetings for key in self._parties(sender, to)}
        self._threads = len({thread for thread, _ in pairs})
        return Counter(key for _, key in pairs)

    def _parties(self, sender: int, recipients: int) -> Iterator[str]:
        for who in (self._senders[sender], *self._lists[recipients]):
            if who.profile or not is_nobody(who.name):
                yield _key(who)

    @cached_property
    def parties(self) -> list[Party]:
        """Everybody, by each name they go by in the archive, the commonest first."""
        return [
            Party(name, "" if key.startswith("name:") else key, self._invited[key], self._conversations[key])
            for key, names in self._names.items()
            for name, _ in names.most_common()
        ]

    @cached_property
    def leading(self) -> Party | None:
        """The one on the owner's side of most invitations; else in more than half of several conversations."""
        if self._invited:
            best = min(self._invited, key=lambda key: (-self._invited[key], key))
            return self._as_party(best) if self._invited[best] * 2 > self._invited.total() else None
        top = sorted(self._conversations.items(), key=lambda item: (-item[1], item[0]))[:2]
        if not top or self._threads < 2 or top[0][1] * 2 <= self._threads:
            return None
        return self._as_party(top[0][0]) if len(top) == 1 or top[0][1] > top[1][1] else None

    def _as_party(self, key: str) -> Party | None:
        return next((party for party in self.parties if party.key == key), None)

    def is_clear(self, party: Party) -> bool:
        """Whether the archive can hardly be anybody else's: an end of nearly every conversation and invitation."""
        conversations, invitations_of = self._conversations[party.key], self._invited
        everywhere = conversations >= CLEAR * self._threads
        return everywhere and invitations_of[party.key] >= CLEAR * invitations_of.total()

    def names_of(self, profile: str) -> list[str]:
        """The names shown with an address."""
        return [name for name, _ in self._names[profile].most_common()] if profile in self._names else []

    def faced_by(self, profile: str, names: Iterable[str]) -> set[str]:
        """Addresses under one of `names` that write to `profile` or are written to by it: of somebody else."""
        known = list(names)
        found: set[str] = set()
        for sender, to in {(s.sender, s.recipients) for s in self._log}:
            wrote = self._senders[sender]
            ends = [w.profile for w in self._lists[to] if any(same_name(w.name, name) for name in known)]
            if not ends or not any(same_name(wrote.name, name) for name in known):
                continue
            if wrote.profile == profile:
                found.update(ends)
            elif wrote.profile:
                found.add(wrote.profile)
        return found - {profile, ""}


def roles_of(archive: Archive) -> Roles:
    """Who takes part in what. Linear in the messages, once it is asked for."""
    return Roles(archive)


def _key(who: Sender) -> str:
    return who.profile or f"name:{fold(who.name)}"


def _nobody_known(_name: str) -> bool:
    return False
