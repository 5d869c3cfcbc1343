"""Whose archive it is: from Profile, mail addresses, invitations and messages. Contradictions are asked about.

`Profile.csv` gives the name and no profile address. The address is the one that invites in outgoing invitations and is
invited in incoming ones; else the one that sends under the owner's name; else the one in most conversations. There may
be several: who changes their address has sent messages under the former.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.names import clean_name, fold
from ingest.archive import Archive
from ingest.errors import OwnerMismatchError, OwnerUnknownError
from ingest.identity import profile_of
from ingest.message_log import LogEntry, Sender, addressed
from ingest.tables import connections, invitations, profile

_ENOUGH = 3
"""So many rows under another name than the profile's are a contradiction, not a slip."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive. `profiles`: identity keys of their addresses, present one first."""

    name: str
    profiles: tuple[str, ...]
    mails: tuple[str, ...]

    @property
    def key(self) -> str:
        """The identity key."""
        if self.profiles:
            return self.profiles[0]
        return f"mail:{self.mails[0]}" if self.mails else f"name:owner:{fold(self.name)}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Every identity key, the best first."""
        return tuple(dict.fromkeys((self.key, *self.profiles, *(f"mail:{mail}" for mail in self.mails))))

    def is_named(self, named: str) -> bool:
        """Whether `named` (a name, a slug or a profile address) means this owner."""
        profiles = {profile_of(named), f"in:{named.strip().casefold()}"}
        return fold(named) == fold(self.name) or not profiles.isdisjoint(self.profiles)


def find_owner(archive: Archive, named: str | None) -> Owner:
    """The owner of `archive`; `named` decides where the archive does not say, or contradicts itself.

    Raises:
        OwnerUnknownError: nothing tells, and nobody is named.
        OwnerMismatchError: the profile names one person, everything else another, and `named` is neither.
    """
    mails = tuple(dict.fromkeys(f.record for f in archive.of(profile.EMAILS)))
    stated = next((f.record.name for f in archive.of(profile.PROFILE)), "")
    hints = _hints(archive)
    likely = _likely(hints)
    if stated and likely and _contradicts(stated, likely, hints, archive):
        stated = _decided(archive, stated, likely.name, named)
    name = stated or (likely.name if likely else "") or clean_name(named or "")
    if not name:
        raise OwnerUnknownError(archive.bundle.path)
    if not stated and not likely:
        address = profile_of(name) or ""
        return Owner(name, (address,) if address else (), mails)
    return Owner(name, _profiles(archive, name, hints), mails)


def _hints(archive: Archive) -> Counter[Sender]:
    """Who the owner's side of the invitations is, and how often; else who takes part in most conversations."""
    hints: Counter[Sender] = Counter()
    for filed in archive.of(invitations.TABLE):
        row = filed.record
        if row.outgoing is not None:
            ends = (row.sender, row.sender_profile), (row.recipient, row.recipient_profile)
            hints[Sender(*ends[0 if row.outgoing else 1])] += 1
    return hints or _most_conversations(archive)


def _most_conversations(archive: Archive) -> Counter[Sender]:
    """Everybody, by the number of conversations they take part in, if one is in more than half of several."""
    senders = archive.messages.senders
    lists = [addressed(r, _nobody_known)[0] for r in archive.messages.recipients]
    pairs = {(spoken.thread, who) for spoken in archive.messages for who in _parties(senders, lists, spoken)}
    count: Counter[Sender] = Counter(who for _, who in pairs)
    threads = len({thread for thread, _ in pairs})
    top = count.most_common(2)
    clear = threads >= 2 and top[0][1] * 2 > threads and (len(top) == 1 or top[0][1] > top[1][1])
    return Counter({top[0][0]: top[0][1]}) if clear else Counter()


def _parties(senders: Sequence[Sender], lists: Sequence[Sequence[Sender]], spoken: LogEntry) -> Iterator[Sender]:
    yield senders[spoken.sender]
    yield from lists[spoken.recipients]


def _nobody_known(_name: str) -> bool:
    return False


def _likely(hints: Counter[Sender]) -> Sender | None:
    """The one that most hints name, if they are more than half."""
    if not hints:
        return None
    (best, count), *_ = sorted(hints.items(), key=lambda item: (-item[1], item[0]))
    return best if count * 2 > hints.total() and best.name else None


def _contradicts(stated: str, likely: Sender, hints: Counter[Sender], archive: Archive) -> bool:
    """Whether everything speaks for another owner than the profile, who takes no part in anything."""
    folded = fold(stated)
    if fold(likely.name) == folded or hints[likely] < _ENOUGH:
        return False
    return all(fold(s.name) != folded for s in (*hints, *archive.messages.senders)) and all(
        folded not in fold(r.names) for r in archive.messages.recipients
    )


def _decided(archive: Archive, stated: str, likely: str, named: str | None) -> str:
    for name in (stated, likely):
        if named and fold(named) == fold(name):
            return name
    raise OwnerMismatchError(archive.bundle.path, stated, likely)


def _profiles(archive: Archive, name: str, hints: Counter[Sender]) -> tuple[str, ...]:
    """The owner's addresses: from the hints, then what sends or is written to under the owner's name.

    The first is the present one. Of the rest, none that is a namesake's: somebody among the connections, or on the
    other side of a message from the owner.
    """
    folded = fold(name)
    count: Counter[str] = Counter()
    for who, times in hints.items():
        if who.profile and fold(who.name) == folded:
            count[who.profile] += times * len(archive.messages) + times  # invitations outweigh messages
    log, senders = archive.messages, archive.messages.senders
    named = {i: addressed(r, _nobody_known)[0] for i, r in enumerate(log.recipients) if fold(r.names) == folded}
    for spoken in log:
        sender = senders[spoken.sender]
        if fold(sender.name) != folded:
            count.update(who.profile for who in named.get(spoken.recipients, ()) if who.profile)
        elif sender.profile:
            count[sender.profile] += 1
    ranked = sorted(count, key=lambda key: (-count[key], key))
    others = _namesakes(archive, folded, ranked[0]) if len(ranked) > 1 else set()
    return tuple(key for n, key in enumerate(ranked) if n == 0 or key not in others)


def _namesakes(archive: Archive, folded: str, present: str) -> set[str]:
    """Addresses under the owner's name that cannot be the owner's, whose present one is `present`."""
    found = {f.record.profile for f in archive.of(connections.TABLE) if f.record.profile}
    log, senders = archive.messages, archive.messages.senders
    lists = [[w.profile for w in addressed(r, _nobody_known)[0] if fold(w.name) == folded] for r in log.recipients]
    for spoken in log:
        sender, to = senders[spoken.sender], lists[spoken.recipients]
        if fold(sender.name) != folded or not to:
            continue
        if sender.profile == present:
            found.update(to)
        elif sender.profile:
            found.add(sender.profile)
    return found - {present, ""}
