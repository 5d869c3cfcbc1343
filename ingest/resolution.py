"""Everybody an archive mentions, each under one identity key.

The key is the profile address where there is one. Archives from before mid-2023 have none in Connections: there a name
borrows the address that goes with it in messages, if it is the only one and nobody shares the name. Else a connection
is known by its mail address, or by name and day of connecting. A mention by a name that nobody has is read without
titles, credentials and emoji ("Ann Archer, PhD"). Namesakes are never taken for one person: a mention that could mean
several is left out, and counted.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.companies import normalise
from graph.name_words import words_of
from graph.names import fold, name_key
from graph.stores.rows import KnownConnection, PersonRow
from ingest.archive import Archive
from ingest.message_log import MessageLog, addressed
from ingest.owner import Owner
from ingest.placeholder_names import is_nobody
from ingest.reading import FiledRecord
from ingest.report import Lack, Skip
from ingest.tables import connections, endorsements, invitations, notes
from ingest.tables.connections import Connection

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contact:
    """A connection with its identity key and day. `row`: the person an earlier archive showed, where it is the same.

    `addressed`: that person is known by a profile address.
    """

    key: str
    day: date | None
    record: Connection
    row: PersonRow | None = None
    addressed: bool = False


class ResolvedPeople:
    """The names of one archive. First `learn` where names and addresses stand together, then ask."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._owner_named = owner.goes_by
        self._profiles: defaultdict[str, set[str]] = defaultdict(set)
        self._connections: defaultdict[str, list[Contact]] = defaultdict(list)
        self._spelt: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        self._connected: set[str] = set()
        self.shown: dict[str, str] = {}

    def learn(self, name: str, profile: str) -> None:
        """`name` goes with `profile` somewhere in the archive."""
        if not profile or profile in self._owner.profiles:
            return
        if not is_nobody(name):
            self._profiles[fold(name)].add(profile)
            self._spelt[words_of(name)].add(profile)
            self.shown.setdefault(profile, name)

    def add_connections(self, contacts: Sequence[Contact]) -> None:
        """Learn the owner's connections by name and key."""
        for contact in contacts:
            self._connections[fold(contact.record.name)].append(contact)
            self._spelt[words_of(contact.record.name)].add(contact.key)
            self._connected.add(contact.key)
            self.shown[contact.key] = contact.record.name or self.shown.get(contact.key, "")

    def knows(self, folded: str) -> bool:
        """Whether anybody has this folded name."""
        return folded in self._profiles or folded in self._connections or self._owner_named(folded)

    def profiles_named(self, folded: str) -> set[str]:
        """The addresses that go with a folded name."""
        return self._profiles.get(folded, set())

    def is_connection(self, key: str) -> bool:
        """Whether the person with this key is connected with the owner."""
        return key in self._connected

    def key_of(self, name: str, profile: str = "", *, company: str = "") -> str | Skip:
        """The identity key of somebody mentioned, or why there is none.

        Args:
            name: as written.
            profile: identity key from an address beside it, '' for none.
            company: an employer stated beside it, which tells namesakes among connections apart.
        """
        if profile:
            return self._owner.key if profile in self._owner.profiles else profile
        folded = fold(name)
        if is_nobody(name) or not folded:
            return Skip.MEMBER
        if self._owner_named(folded):
            return self._owner.key
        keys = self.candidates(folded) or self.candidates_spelt(name)
        if len(keys) > 1 and company:
            there = normalise(company)
            keys = {c.key for c in self._connections[folded] if normalise(c.record.company) == there} or keys
        if len(keys) > 1:
            return Skip.AMBIGUOUS
        key = next(iter(keys), name_key(self._owner.key, folded))
        self.shown.setdefault(key, name)
        return key

    def connection_named(self, name: str) -> str | Skip:
        """The key of the one connection of a name, where nothing but the name is told; or why there is none."""
        if self._owner_named(fold(name)):
            return self._owner.key
        keys = {key for key in self.candidates(fold(name)) or self.candidates_spelt(name) if key in self._connected}
        return next(iter(keys)) if len(keys) == 1 else Skip.AMBIGUOUS if keys else Skip.UNKNOWN

    def candidates(self, folded: str) -> set[str]:
        """The keys of everybody with a folded name."""
        return {c.key for c in self._connections.get(folded, ())} | self.profiles_named(folded)

    def candidates_spelt(self, name: str) -> set[str]:
        """The keys of everybody whose name is the same but for titles, credentials, emoji, case and accents."""
        return self._spelt.get(words_of(name), set())


def learn_names(resolved: ResolvedPeople, archive: Archive) -> None:
    """Learn from every row of an archive that holds a name and an address."""
    for connection in archive.of(connections.TABLE):
        resolved.learn(connection.record.name, connection.record.profile)
    for table in (endorsements.RECEIVED, endorsements.GIVEN):
        for endorsement in archive.of(table):
            resolved.learn(endorsement.record.name, endorsement.record.profile)
    for invitation in archive.of(invitations.TABLE):
        resolved.learn(invitation.record.sender, invitation.record.sender_profile)
        resolved.learn(invitation.record.recipient, invitation.record.recipient_profile)
    for note in archive.of(notes.TABLE):
        resolved.learn(note.record.name, note.record.profile)
    _learn_from_messages(resolved, archive.messages)


def _learn_from_messages(resolved: ResolvedPeople, log: MessageLog) -> None:
    for sender in log.senders:
        resolved.learn(sender.name, sender.profile)
    for recipients in log.recipients:
        for who in addressed(recipients, resolved.knows)[0]:
            resolved.learn(who.name, who.profile)


def contacts_of(
    archive: Archive,
    owner: Owner,
    resolved: ResolvedPeople,
    known: Iterable[KnownConnection],
    matched: Mapping[PersonRow, AbstractSet[PersonRow]],
) -> list[Contact]:
    """The connections of an archive, each person once.

    Args:
        archive: their `Connections.csv` is read; rows of which nothing is kept are counted there.
        owner: who is no connection of their own.
        resolved: names and addresses of the archive.
        known: what earlier archives of the same owner showed.
        matched: by row everybody who is one with them.
    """
    filed = _others(archive.of(connections.TABLE), owner)
    reading = archive.reading(filed, [f.record.day for f in filed])
    days = [reading.day(f.record.day) for f in filed]
    keys = _keys(owner, resolved, filed, days)
    told: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in told:
            again = filed[told[key]].record
            same = normalise(again.company) == normalise(filed[number].record.company)
            filed[told[key]].skip(Skip.DUPLICATE if same else Skip.SUPERSEDED)
        told[key] = number
    for number in told.values():
        archive.dated(filed[number], reading, filed[number].record.day)
        note_employer(filed[number], filed[number].record.company)
        if loose := filed[number].record.unsplit:
            filed[number].lack(Lack.EMPLOYER, loose)
        if unread := filed[number].record.unread:
            filed[number].lack(Lack.ADDRESS, unread)
    contacts = [Contact(key, days[n], filed[n].record) for key, n in told.items()]
    return _joined(contacts, known, matched)


def _others(filed: Sequence[FiledRecord[Connection]], owner: Owner) -> list[FiledRecord[Connection]]:
    """Everybody but the owner, who may stand among their own connections, then without a job or an address."""
    others = []
    for row in filed:
        record = row.record
        bare = not (record.profile or record.company or record.title or record.mail)
        if record.profile in owner.profiles or (bare and owner.goes_by(fold(record.name))):
            row.skip(Skip.OWNER)
        else:
            others.append(row)
    return others


def note_employer(filed: FiledRecord[object], company: str) -> None:
    """Count a kept row whose employer is neither a company nor one of the ways to say that there is none."""
    if company and not normalise(company) and any(unicodedata.category(c)[0] == "S" for c in company):
        filed.lack(Lack.EMPLOYER, company)


def _keys(
    owner: Owner, resolved: ResolvedPeople, filed: Sequence[FiledRecord[Connection]], days: Sequence[date | None]
) -> list[str]:
    """The identity key of each row."""
    records = [f.record for f in filed]
    taken = {r.profile for r in records if r.profile}
    named: defaultdict[str, set[object]] = defaultdict(set)
    mailed: defaultdict[str, set[str]] = defaultdict(set)
    for record, day in zip(records, days, strict=True):
        named[fold(record.name)].add(record.profile or (day, normalise(record.company)))
        mailed[record.mail].add(fold(record.name))
    keys = []
    for record, day in zip(records, days, strict=True):
        folded = fold(record.name)
        profiles = resolved.profiles_named(folded)
        alone = len(named[folded]) == 1
        if record.profile:
            keys.append(record.profile)
        elif alone and len(profiles) == 1 and taken.isdisjoint(profiles):
            keys.append(next(iter(profiles)))
        elif record.mail and len(mailed[record.mail]) == 1:
            keys.append(f"mail:{record.mail}")
        else:
            keys.append(_name_key(owner, record, day, alone=alone))
    return keys


def _name_key(owner: Owner, record: Connection, day: date | None, *, alone: bool) -> str:
    """Name and day of connecting; among namesakes the employer as well, two of them may be from one day."""
    return name_key(owner.key, fold(record.name), day, None if alone else normalise(record.company))


def _joined(
    contacts: Sequence[Contact], known: Iterable[KnownConnection], matched: Mapping[PersonRow, AbstractSet[PersonRow]]
) -> list[Contact]:
    """Each contact with the person an earlier archive showed.

    That is: same name, same day (give or take one for time zones), nobody else of that name on that day in either, but
    for rows that are one with them.
    """
    earlier: defaultdict[tuple[str, ...], dict[PersonRow, KnownConnection]] = defaultdict(dict)
    for shown in known:
        earlier[words_of(shown.name)][shown.row] = shown
    named: defaultdict[tuple[str, ...], list[date | None]] = defaultdict(list)
    for contact in contacts:
        named[words_of(contact.record.name)].append(contact.day)
    joined = []
    for contact in contacts:
        words = words_of(contact.record.name)
        same = [k for k in earlier.get(words, {}).values() if _same_day(k.connected_on, contact.day)]
        same.sort(key=lambda k: (k.slug is None, k.row))
        one = bool(same) and all(k.row in matched.get(same[0].row, set()) for k in same[1:])
        alone = sum(_same_day(day, contact.day) for day in named[words]) == 1
        joined.append(_matched(contact, same[0]) if one and alone else contact)
    return joined


def _matched(contact: Contact, match: KnownConnection) -> Contact:
    """An address on both sides tells for itself."""
    if match.slug and contact.record.profile:
        return contact
    return replace(contact, row=match.row, addressed=match.slug is not None)


def _same_day(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= _A_DAY
